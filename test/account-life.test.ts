import { randomUUID } from 'node:crypto';
import { composeHost, CUSTOMER_APP, type Running } from '../dev/compose';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SqlEngine } from '../dev/sql/engine';
import { tick } from './running-spine';

/** A leap day and a month's end lie within the story. */
const START = Date.parse('2028-02-28T07:00:00Z');
const DAY = 24 * 3_600_000;

jest.setTimeout(240_000);

let running: Running;
const engines = new Map<string, SqlEngine>();
const vendor = simulateVendor({ seed: 'life', accounts: 10, months: 2, endDay: '2028-02-28' });
const [demo] = vendor.demoSites(1);
if (demo === undefined) throw new Error('No demo site');
const { site, license, users } = demo;
const user = users.find(({ isAdmin }) => !isAdmin)?.accountId ?? '';

beforeAll(async () => {
  running = await composeHost({
    vendor,
    port: 0,
    live: false,
    now: () => START,
    sites: 1,
    engineFor: (installationId) => {
      const engine = engines.get(installationId) ?? openSqlite(':memory:');
      engines.set(installationId, engine);
      return Promise.resolve(engine);
    },
  });
  // As in a trial that Marketplace has not heard of yet.
  running.host.setLicense(CUSTOMER_APP, site.slug, null);
  await running.host.sendLifecycle(CUSTOMER_APP, site.slug, 'installed');
  await running.host.advance(60_000);
  await settle();
});
afterAll(async () => {
  await running.stop();
  for (const engine of engines.values()) await engine.close();
});

async function settle(): Promise<void> {
  await running.host.drainQueues();
  await running.sink.forwardingIdle();
  await running.host.drainQueues();
}
/** In the order of their arrival. */
const fromSite = () =>
  running.sink
    .events()
    .filter(({ source }) => source === 'customer')
    .reverse();
/** What the sink received while something went on, without repeats. */
async function during(work: () => Promise<unknown>) {
  const before = new Set(fromSite().map(({ messageId }) => messageId));
  await work();
  await settle();
  return fromSite().filter(({ messageId }) => !before.has(messageId));
}
const say = () =>
  running.host.invoke({
    site: site.slug,
    appKey: CUSTOMER_APP,
    accountId: user,
    moduleKey: 'checklist-panel',
    functionKey: 'track',
    payload: { sentAt: new Date(running.host.now()).toISOString(), events: [tick(randomUUID(), running.host.now())] },
  });
const names = (events: readonly { readonly type: string; readonly event?: string | null }[]) =>
  events.map(({ type, event }) => event ?? type);

test('an installation is told with its account, under the id of the site', () => {
  expect(names(fromSite())).toEqual(['group', 'App Installed']);
  expect(fromSite()[0]).toMatchObject({ userId: null, anonymousId: site.cloudId, groupId: site.cloudId });
});

test('a user is introduced and linked before their first event, and not again', async () => {
  const first = await during(say);
  expect(names(first)).toEqual(['identify', 'group', 'Account Added User', 'Item Ticked']);
  expect(first.map(({ userId }) => userId)).toEqual([user, user, user, user]);
  expect(first[1]?.raw).toMatchObject({ traits: {}, context: { traits: { role: 'licensed', firstSeenDay: '2028-02-28' } } });
  expect(names(await during(say))).toEqual(['Item Ticked']);
});

test('an evaluation that begins gives the account its number, and its user follows', async () => {
  running.host.setLicense(CUSTOMER_APP, site.slug, { ...license, active: true, isEvaluation: true });
  const told = await during(() => running.host.advance(DAY));
  const number = license.ccpEntitlementSlug;
  expect(names(told).sort()).toEqual(['Account Merged', 'Site Observed', 'Trial Started', 'group', 'group']);
  expect(told.every(({ groupId }) => groupId === number)).toBe(true);
  expect(told.find(({ event }) => event === 'Account Merged')?.raw).toMatchObject({ properties: { previousId: site.cloudId } });
  expect(told.filter(({ userId }) => userId === user)).toMatchObject([{ type: 'group', groupId: number }]);
  expect(told.find(({ type, userId }) => type === 'group' && userId === null)?.raw).toMatchObject({
    traits: { licenceState: 'evaluation', siteKind: 'production', checklists: expect.any(Number) as number, templates: 0 },
  });
});

test('what it becomes is told, once', async () => {
  const look = () => during(() => running.host.runTrigger(site.slug, CUSTOMER_APP, 'heartbeat-daily'));
  await look();
  running.host.setLicense(CUSTOMER_APP, site.slug, { ...license, active: true, isEvaluation: false });
  expect(names(await look())).toEqual(['group', 'Trial Ended', 'Licence Activated']);
  expect(await look()).toEqual([]);
});

test('goodbye is a last state of the account and an event', async () => {
  const last = await during(() => running.host.uninstall(CUSTOMER_APP, site.slug));
  expect(names(last)).toEqual(['group', 'App Uninstalled']);
  expect(last[0]?.raw).toMatchObject({ traits: { installed: false } });
});
