import { randomUUID } from 'node:crypto';
import { CUSTOMER_APP, VENDOR_APP, composeHost, type Running } from '../dev/compose';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SqlEngine } from '../dev/sql/engine';
import { Overview } from '../src/contract/console';

/** A leap day and a month's end lie within the story. */
const START = Date.parse('2028-02-28T22:00:00Z');
const HOUR = 3_600_000;

jest.setTimeout(120_000);

const engines = new Map<string, Promise<SqlEngine>>();
let running: Running;
const vendor = simulateVendor({ seed: 'spine', accounts: 40, months: 3, endDay: '2028-02-28' });
const [site = '', other = ''] = vendor.demoSites(2).map((each) => each.site.slug);
const demo = vendor.demoSites(1)[0];
const user = demo?.users[0]?.accountId ?? '';

beforeAll(async () => {
  running = await composeHost({
    vendor,
    port: 0,
    live: false,
    now: () => START,
    sites: 2,
    engineFor: (installationId) => {
      const engine = engines.get(installationId) ?? Promise.resolve(openSqlite(':memory:'));
      engines.set(installationId, engine);
      return engine;
    },
  });
});
afterAll(async () => {
  await running.stop();
  for (const engine of engines.values()) await (await engine).close();
});

const tickOf = (messageId: string) => ({
  messageId,
  event: 'Item Ticked',
  properties: { place: 'issue', allDone: false },
  timestamp: new Date(running.host.now()).toISOString(),
});

async function track(events: readonly object[], asSite = site) {
  return await running.host.invoke({
    site: asSite,
    appKey: CUSTOMER_APP,
    accountId: asSite === site ? user : null,
    moduleKey: 'checklist-panel',
    functionKey: 'track',
    payload: { sentAt: new Date(running.host.now()).toISOString(), events },
  });
}

/** Until what was captured has gone through Segment and the intake into the vendor's store. */
async function settle() {
  for (let round = 0; round < 3; round += 1) {
    await running.host.drainQueues();
    await running.sink.forwardingIdle();
  }
  await running.host.drainQueues();
}

async function consoleOf(app: string, slug: string, accountId: string) {
  const moduleKey = app === VENDOR_APP ? 'console-global' : 'console-admin';
  const answer = (await running.host.invoke({
    site: slug,
    appKey: app,
    accountId,
    moduleKey,
    functionKey: 'overview',
    payload: { accounts: { pageSize: 200 } },
  })) as { ok: boolean; value: unknown };
  return answer.ok ? Overview.parse(answer.value) : answer;
}
const admin = (users: readonly { accountId: string; isAdmin: boolean }[]) => users.find((each) => each.isAdmin)?.accountId ?? '';
const vendorAdmin = admin(vendor.vendorSite.users);

test('a tick arrives at Segment with the user and entitlement that the platform names, and on the vendor’s console', async () => {
  const messageId = randomUUID();
  await expect(track([tickOf(messageId)])).resolves.toEqual({ accepted: 1, refused: [] });
  await settle();
  const [event] = running.sink.events().filter((each) => each.messageId === messageId);
  expect(event).toMatchObject({
    type: 'track',
    event: 'Item Ticked',
    userId: user,
    groupId: demo?.license.ccpEntitlementSlug,
    source: 'customer',
  });
  const overview = await consoleOf(VENDOR_APP, running.vendorSite, vendorAdmin);
  expect(overview).toMatchObject({ scope: 'vendor', asOfDay: '2028-02-28', tiles: { dau: { value: 1 }, activeAccounts: { value: 1 } } });
});

test('the same batch sent three times, and delivered twice by the queue, counts once', async () => {
  running.host.queueFaults({ duplicate: true });
  const event = tickOf(randomUUID());
  await track([event]);
  await track([event]);
  await track([event]);
  await settle();
  running.host.queueFaults({ duplicate: false });
  const overview = await consoleOf(VENDOR_APP, running.vendorSite, vendorAdmin);
  expect('adoption' in overview && overview.adoption).toMatchObject([{ event: 'Item Ticked', accounts: 1, users: 1, count: 2 }]);
});

test('each site sees its own usage only', async () => {
  const own = await consoleOf(CUSTOMER_APP, site, admin(demo?.users ?? []));
  expect(own).toMatchObject({ scope: 'site', tiles: { dau: { value: 1 } }, payingUsing: null, accounts: null, sync: null });
  const others = vendor.demoSites(2)[1];
  await expect(consoleOf(CUSTOMER_APP, other, admin(others?.users ?? []))).resolves.toMatchObject({
    scope: 'site',
    tiles: { dau: { value: 0 } },
  });
});

test('someone without the right is refused, whatever the payload says', async () => {
  const nobody = vendor.vendorSite.users.find((each) => !each.isAdmin)?.accountId ?? '';
  for (const functionKey of ['overview', 'accounts', 'access', 'setConsoleGroup']) {
    const payload = { consoleGroup: null, accountId: vendorAdmin, isAdmin: true };
    const answer = await running.host.invoke({
      site: running.vendorSite,
      appKey: VENDOR_APP,
      accountId: nobody,
      moduleKey: 'console-global',
      functionKey,
      payload,
    });
    expect(answer).toMatchObject({ ok: false, code: 'not-allowed' });
  }
});

test('members of the group that an admin picks may look, but not pick', async () => {
  const member = vendor.vendorSite.users.find((each) => !each.isAdmin && each.groups.length > 0);
  const call = (accountId: string, functionKey: string, payload: object) =>
    running.host.invoke({ site: running.vendorSite, appKey: VENDOR_APP, accountId, moduleKey: 'console-global', functionKey, payload });
  await expect(call(vendorAdmin, 'setConsoleGroup', { consoleGroup: member?.groups[0] })).resolves.toMatchObject({ ok: true });
  await expect(call(member?.accountId ?? '', 'access', {})).resolves.toMatchObject({ ok: true, value: { canChange: false } });
  await expect(call(member?.accountId ?? '', 'setConsoleGroup', { consoleGroup: null })).resolves.toMatchObject({
    ok: false,
    code: 'not-allowed',
  });
  await call(vendorAdmin, 'setConsoleGroup', { consoleGroup: null });
});

test('the hourly trigger fetches licences and sales; the console shows them beside the usage, and destinations are told', async () => {
  await running.host.runTrigger(running.vendorSite, VENDOR_APP, 'sync-hourly');
  for (let minute = 0; minute < 20; minute += 1) await running.host.advance(60_000);
  await settle();
  const overview = await consoleOf(VENDOR_APP, running.vendorSite, vendorAdmin);
  if (!('tiles' in overview)) throw new Error('The console refused its admin');
  expect(overview.sync).toMatchObject({
    licences: vendor.licences.filter((row) => row.licenseSourceType !== 'Atlassian').length,
    transactions: vendor.transactions.length,
    quarantined: 0,
    lastError: null,
  });
  const row = overview.accounts?.rows.find((each) => each.entitlementNumber === demo?.license.ccpEntitlementSlug);
  expect(row).toMatchObject({ usersSeen30: 1, mrrCents: vendor.truth.get(demo?.license.ccpEntitlementSlug ?? '')?.mrrCents });
  for (const account of overview.accounts?.rows ?? []) {
    const truth = vendor.truth.get(account.entitlementNumber ?? '');
    if (truth !== undefined) expect([account.entitlementNumber, account.mrrCents]).toEqual([account.entitlementNumber, truth.mrrCents]);
  }
  const told = running.sink.events().filter((each) => each.source === 'vendor');
  expect(new Set(told.map((each) => each.type))).toEqual(new Set(['group', 'identify', 'track']));
  expect(new Set(told.map((each) => each.messageId)).size).toBe(told.length);
});

test('a second sync finds nothing new and tells nothing twice', async () => {
  const before = running.sink.events().length;
  await running.host.advance(HOUR);
  for (let minute = 0; minute < 5; minute += 1) await running.host.advance(60_000);
  await settle();
  const vendorEvents = running.sink.events().filter((each) => each.source === 'vendor');
  expect(new Set(vendorEvents.map((each) => each.messageId)).size).toBe(vendorEvents.length);
  expect(running.sink.events().length - before).toBeLessThanOrEqual(2);
});

test('with the admin’s analytics switch off, nothing leaves, the own store goes on, and nothing is sent later', async () => {
  running.host.setAnalyticsEgress(CUSTOMER_APP, site, false);
  const messageId = randomUUID();
  await track([tickOf(messageId)]);
  await settle();
  running.host.setAnalyticsEgress(CUSTOMER_APP, site, true);
  await running.host.advance(HOUR);
  await settle();
  expect(running.sink.events().map((each) => each.messageId)).not.toContain(messageId);
  const own = await consoleOf(CUSTOMER_APP, site, admin(demo?.users ?? []));
  expect('adoption' in own && own.adoption).toMatchObject([{ event: 'Item Ticked', count: 3 }]);
});

test('what a page must not send is refused one by one, and nothing else is lost', async () => {
  const good = tickOf(randomUUID());
  const answer = await track([
    good,
    { ...tickOf(randomUUID()), event: 'Item Eaten' },
    { ...tickOf(randomUUID()), properties: { place: 'issue', allDone: false, text: 'x'.repeat(40_000) } },
  ]);
  expect(answer).toMatchObject({ accepted: 1, refused: [{ reason: 'unknown-event' }, { reason: 'bad-properties' }] });
  await settle();
  expect(running.sink.events().map((each) => each.messageId)).toContain(good.messageId);
});
