import { randomUUID } from 'node:crypto';
import { Analytics } from '@segment/analytics-node';
import { VENDOR_APP } from '../dev/compose';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import type { SqlEngine } from '../dev/sql/engine';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { INTAKE_SECRET, INTAKE_WRITE_KEY } from '../dev/variables';
import { signBody } from '../src/intake/authorise';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { saveSegment } from '../src/store/segments';
import { startSpine, type Spine } from './running-spine';

jest.setTimeout(120_000);

const START = Date.parse('2027-12-31T23:30:00Z');
const LIBRARY_KEY = 'local-library-key';
const vendor = simulateVendor({ seed: 'intake', accounts: 20, months: 2, endDay: '2027-12-31' });
const vendorAdmin = vendor.vendorSite.users.find((each) => each.isAdmin)?.accountId ?? '';
const store = openSqlite(':memory:');
/** Part of a statement that fails once, for the invocation to die there. */
let fatal: string | null = null;
const mortal: SqlEngine = {
  ...store,
  execute: (text, params) => {
    if (fatal === null || !text.includes(fatal)) return store.execute(text, params);
    fatal = null;
    return Promise.reject(new Error('The invocation died'));
  },
};
let spine: Spine;

beforeAll(async () => {
  spine = await startSpine(vendor, () => START, {
    engineFor: (_installation, isVendor) => Promise.resolve(isVendor ? mortal : openSqlite(':memory:')),
  });
});
afterAll(async () => {
  await spine.stop();
  await store.close();
});

async function post(body: string, headers: Record<string, string>) {
  const response = await fetch(`${spine.intakeUrl}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });
const call = (fields: object = {}) => ({
  type: 'track',
  event: 'Report Exported',
  messageId: randomUUID(),
  userId: 'someone',
  timestamp: new Date(START).toISOString(),
  context: { groupId: 'E-LIB' },
  ...fields,
});

async function adoptionOf(event: string) {
  await spine.settle();
  const overview = await spine.overview(spine.vendorSite, vendorAdmin);
  if (!('adoption' in overview))
    throw new Error(`The console answered ${JSON.stringify(overview)}; log: ${JSON.stringify(spine.host.log.slice(-8))}`);
  return overview.adoption.find((each) => each.event === event);
}

test('Segment’s own Node library is accepted, and the same batch sent three times counts once', async () => {
  const address = new URL(spine.intakeUrl);
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  for (let round = 0; round < 3; round += 1) {
    const errors: unknown[] = [];
    const analytics = new Analytics({
      writeKey: LIBRARY_KEY,
      host: address.origin,
      path: `${address.pathname}/v1/batch`,
      flushAt: 3,
      maxRetries: 0,
    });
    analytics.on('error', (error) => errors.push(error));
    for (const messageId of ids) {
      analytics.track({
        event: 'Library Used',
        userId: 'dev-1',
        messageId,
        timestamp: new Date(START),
        context: { groupId: 'E-LIB', app: { name: 'some.app' } },
      });
    }
    await analytics.closeAndFlush({ timeout: 5_000 });
    expect(errors).toEqual([]);
  }
  expect(await adoptionOf('Library Used')).toMatchObject({ accounts: 1, users: 1, count: 3 });
});

test('a signed body is taken; an unsigned, a wrongly signed and one under a wrong key are not', async () => {
  const body = JSON.stringify({ batch: [call()] });
  expect(await post(body, { ...basic(INTAKE_WRITE_KEY), 'x-signature': signBody(body, INTAKE_SECRET) })).toMatchObject({ status: 200 });
  expect(await post(body, basic(INTAKE_WRITE_KEY))).toMatchObject({ status: 401 });
  expect(await post(body, { ...basic(INTAKE_WRITE_KEY), 'x-signature': signBody(`${body} `, INTAKE_SECRET) })).toMatchObject({
    status: 401,
  });
  expect(await post(body, basic('guess'))).toMatchObject({ status: 401 });
  expect(await post(body, {})).toMatchObject({ status: 401 });
});

test('bad bodies are refused in words, a bad event alone is counted, and nothing else is lost', async () => {
  expect(await post('{"batch": [{', basic(LIBRARY_KEY))).toMatchObject({ status: 400, body: { error: 'The body is not JSON' } });
  const many = JSON.stringify({ batch: Array.from({ length: 3_000 }, () => ({ type: 'track', event: 'X', userId: 'u' })) });
  expect(await post(many, basic(LIBRARY_KEY))).toMatchObject({ status: 413 });
  const mixed = JSON.stringify({
    batch: [call({ event: 'Kept One' }), call({ properties: { text: 'x'.repeat(40_000) } }), 7, call({ event: 'Kept One' })],
  });
  expect(await post(mixed, basic(LIBRARY_KEY))).toMatchObject({
    status: 200,
    body: { accepted: 2, refused: { 'too-large': 1, 'not-an-event': 1 } },
  });
  expect(await adoptionOf('Kept One')).toMatchObject({ count: 2 });
});

test('who has come into a segment is told, though the run that saw it was cut before it told', async () => {
  const { sql } = portsOver(store);
  const within = { type: 'lastDays', days: 7 } as const;
  const condition = { type: 'event', event: 'Kept One', where: [], measure: 'times', count: { test: 'atLeast', n: 3 }, within } as const;
  await saveSegment(sql, { id: null, name: 'Keepers', kind: 'account', description: '', told: true, condition }, START);
  await walkSegments({ sql, clock: () => START }, null, Infinity);
  fatal = 'LEFT JOIN segment_told';
  await post(JSON.stringify({ batch: [call({ event: 'Kept One' })] }), basic(LIBRARY_KEY));
  await spine.settle();
  expect(fatal).toBeNull();
  const told = () => spine.sink.events().filter((each) => JSON.stringify(each.raw).includes('Keepers'));
  expect(told()).toEqual([]);
  // The queue brings it again a second later.
  await spine.host.advance(1_000);
  await spine.settle();
  expect(told()).toMatchObject([{ groupId: 'E-LIB' }]);
});

test('an event that arrives as the year turns counts on the day it happened', async () => {
  await post(JSON.stringify({ batch: [call({ event: 'Year Turned', timestamp: '2027-12-31T23:29:59.999Z' })] }), basic(LIBRARY_KEY));
  await spine.host.advance(60 * 60_000);
  await post(JSON.stringify({ batch: [call({ event: 'Year Turned', timestamp: '2028-01-01T00:00:00.000Z' })] }), basic(LIBRARY_KEY));
  await spine.settle();
  const overview = await spine.overview(spine.vendorSite, vendorAdmin);
  const days = 'series' in overview ? overview.series.filter((each) => each.events > 0).map((each) => each.day) : [];
  expect(days).toEqual(['2027-12-31', '2028-01-01']);
});

test('an export that arrives half-written stores nothing of it and is asked for again', async () => {
  spine.marketplace.setQuirks({ nextExports: ['truncate', 'fail'] });
  await spine.host.runTrigger(spine.vendorSite, VENDOR_APP, 'sync-hourly');
  for (let minute = 0; minute < 90; minute += 1) await spine.host.advance(60_000);
  await spine.settle();
  const overview = await spine.overview(spine.vendorSite, vendorAdmin);
  expect(overview).toMatchObject({
    sync: {
      licences: vendor.licences.filter((row) => row.licenseSourceType !== 'Atlassian').length,
      transactions: vendor.transactions.length,
      quarantined: 0,
    },
  });
});

test('a licence with unknown fields and a future enum goes in; one with a day that does not exist is set aside alone', async () => {
  const known = vendor.licences.find((row) => row.licenseSourceType !== 'Atlassian');
  const today = new Date(spine.host.now()).toISOString().slice(0, 10);
  spine.marketplace.upsert('licenses', {
    ...known,
    appEntitlementId: randomUUID(),
    appEntitlementNumber: 'E-FUT-URE',
    licenseType: 'QUANTUM',
    moonPhase: 'waxing',
    lastUpdated: today,
  });
  spine.marketplace.upsert('licenses', {
    ...known,
    appEntitlementId: randomUUID(),
    appEntitlementNumber: 'E-BAD-DAY',
    maintenanceEndDate: '2028-02-30',
    lastUpdated: today,
  });
  const before = await spine.overview(spine.vendorSite, vendorAdmin);
  const licences = 'sync' in before ? (before.sync?.licences ?? 0) : 0;
  // Every hour the sync looks whether a report is due: licences are every six.
  for (let minute = 0; minute < 7 * 60; minute += 1) await spine.host.advance(60_000);
  await spine.settle();
  await expect(spine.overview(spine.vendorSite, vendorAdmin)).resolves.toMatchObject({ sync: { licences: licences + 1, quarantined: 1 } });
});
