import { randomUUID } from 'node:crypto';
import { deriveApp } from '../dev/derive/derive';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { startSpine, tick, type Spine } from './running-spine';

jest.setTimeout(120_000);

const START = Date.parse('2028-03-31T10:00:00Z');
const vendor = simulateVendor({ seed: 'direct', accounts: 12, months: 1, endDay: '2028-03-31' });
const [demo] = vendor.demoSites(1);
const user = demo?.users[0]?.accountId ?? '';
let spine: Spine;

beforeAll(async () => {
  await deriveApp('customer', 'dist/customer-direct', { directIntake: true });
  spine = await startSpine(vendor, () => START, { directIntake: true });
});
afterAll(() => spine.stop());

test('the variant without Segment delivers straight to the vendor’s intake, signed, and the tick is on the console', async () => {
  await spine.track(demo?.site.slug ?? '', user, [tick(randomUUID(), START)]);
  await spine.settle();
  const admin = vendor.vendorSite.users.find((each) => each.isAdmin)?.accountId ?? '';
  const overview = await spine.overview(spine.vendorSite, admin);
  expect('adoption' in overview && overview.adoption).toMatchObject([{ event: 'Item Ticked', accounts: 1, users: 1, count: 1 }]);
  expect(spine.sink.events().filter((each) => each.source === 'customer')).toEqual([]);
});
