import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CUSTOMER_APP, VENDOR_APP } from '../dev/compose';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { AccountsPage } from '../src/contract/accounts';
import { sharedCalls } from '../src/contract/console';
import { Overview } from '../src/contract/overview';
import { startSpine, tick, type Spine } from './running-spine';

/** A leap day and a month's end lie within the story. */
const START = Date.parse('2028-02-28T22:00:00Z');
const HOUR = 3_600_000;

jest.setTimeout(120_000);

let running: Spine;
const vendor = simulateVendor({ seed: 'spine', accounts: 40, months: 3, endDay: '2028-02-28' });
const [demo, otherDemo] = vendor.demoSites(2);
const site = demo?.site.slug ?? '';
const other = otherDemo?.site.slug ?? '';
const user = demo?.users[0]?.accountId ?? '';

beforeAll(async () => {
  running = await startSpine(vendor, () => START);
});
afterAll(() => running.stop());

const tickOf = (messageId: string) => tick(messageId, running.host.now());
const track = (events: readonly object[]) => running.track(site, user, events);
const settle = () => running.settle();
const admin = (users: readonly { accountId: string; isAdmin: boolean }[]) => users.find((each) => each.isAdmin)?.accountId ?? '';
const vendorAdmin = admin(vendor.vendorSite.users);

/** What the headline says, by name. */
const figures = (answer: object) =>
  'tiles' in answer ? Object.fromEntries(Overview.shape.tiles.parse(answer.tiles).map(({ name, value }) => [name, value])) : {};

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
  const overview = await running.overview(running.vendorSite, vendorAdmin);
  expect(overview).toMatchObject({ scope: 'vendor', asOfDay: '2028-02-28' });
  expect(figures(overview)).toMatchObject({ wau: 1, activeAccounts: 1 });
});

test('the same batch sent three times, and delivered twice by the queue, counts once', async () => {
  running.host.queueFaults({ duplicate: true });
  const event = tickOf(randomUUID());
  await track([event]);
  await track([event]);
  await track([event]);
  await settle();
  running.host.queueFaults({ duplicate: false });
  const overview = await running.overview(running.vendorSite, vendorAdmin);
  expect('adoption' in overview && overview.adoption).toMatchObject([{ event: 'Item Ticked', accounts: 1, users: 1, count: 2 }]);
});

test('each site sees its own usage only', async () => {
  const own = await running.overview(site, admin(demo?.users ?? []));
  expect(own).toMatchObject({ scope: 'site', payingUsing: null, week: null, mrrCents: null, sync: null });
  expect(figures(own)).toMatchObject({ dau: 1, uses: 2 });
  expect(figures(await running.overview(other, admin(otherDemo?.users ?? [])))).toMatchObject({ dau: 0, uses: 0 });
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
  const overview = await running.overview(running.vendorSite, vendorAdmin);
  if (!('tiles' in overview)) throw new Error('The console refused its admin');
  expect(overview.sync).toMatchObject({
    licences: vendor.licences.filter((row) => row.licenseSourceType !== 'Atlassian').length,
    transactions: vendor.transactions.length,
    quarantined: 0,
    lastError: null,
  });
  const listed = await running.host.invoke({
    site: running.vendorSite,
    appKey: VENDOR_APP,
    accountId: vendorAdmin,
    moduleKey: 'console-global',
    functionKey: 'accounts',
    payload: { pageSize: 200 },
  });
  const { rows } = z.object({ value: AccountsPage }).parse(listed).value;
  const row = rows.find((each) => each.entitlementNumber === demo?.license.ccpEntitlementSlug);
  expect(row).toMatchObject({ usersSeen30: 1, mrrCents: vendor.truth.get(demo?.license.ccpEntitlementSlug ?? '')?.mrrCents });
  for (const account of rows) {
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
  const siteAdmin = admin(demo?.users ?? []);
  const ask = (functionKey: string, payload: object) =>
    running.host.invoke({ site, appKey: CUSTOMER_APP, accountId: siteAdmin, moduleKey: 'console-admin', functionKey, payload });
  await expect(ask('tryAgain', { destination: 'segment' })).resolves.toEqual({ ok: true, value: { state: 'egress-off' } });
  running.host.setAnalyticsEgress(CUSTOMER_APP, site, true);
  await running.host.advance(HOUR);
  await settle();
  expect(running.sink.events().map((each) => each.messageId)).not.toContain(messageId);
  await expect(ask('delivery', {})).resolves.toMatchObject({
    value: { destinations: [{ destination: 'segment', state: 'egress-off' }, {}, {}, {}] },
  });
  await expect(ask('tryAgain', { destination: 'segment' })).resolves.toEqual({ ok: true, value: { state: 'on' } });
  const own = await running.overview(site, admin(demo?.users ?? []));
  expect('adoption' in own && own.adoption).toMatchObject([{ event: 'Item Ticked', count: 3 }]);
});

test('a customer’s site has no segments: a filter by one is refused by every screen, never widened', async () => {
  const filter = { segment: ['1'] };
  const filtered = Object.entries(sharedCalls).flatMap(([call, { input }]) => {
    const parsed = input.safeParse({ filter });
    return parsed.success && 'filter' in parsed.data ? [call] : [];
  });
  expect(filtered.length).toBeGreaterThan(3);
  const ask = (isVendor: boolean, functionKey: string) =>
    running.host.invoke({
      ...(isVendor
        ? { site: running.vendorSite, appKey: VENDOR_APP, accountId: vendorAdmin, moduleKey: 'console-global' }
        : { site, appKey: CUSTOMER_APP, accountId: admin(demo?.users ?? []), moduleKey: 'console-admin' }),
      functionKey,
      payload: { filter },
    });
  for (const call of filtered) {
    await running.host.advance(1_000);
    expect([call, await ask(false, call)]).toMatchObject([call, { ok: false, code: 'bad-request' }]);
    expect([call, await ask(true, call)]).toMatchObject([call, { ok: true }]);
  }
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

test('the heartbeat says once a day that a site reports, also when its licence lapsed and however often the trigger runs', async () => {
  if (otherDemo !== undefined) running.host.setLicense(CUSTOMER_APP, other, { ...otherDemo.license, active: false });
  await running.host.advance(24 * HOUR);
  await running.host.runTrigger(other, CUSTOMER_APP, 'heartbeat-daily');
  await running.host.runTrigger(other, CUSTOMER_APP, 'heartbeat-daily');
  await settle();
  const today = new Date(running.host.now()).toISOString().slice(0, 10);
  const beats = running.sink
    .events()
    .filter((each) => each.event === 'Site Observed' && each.groupId === otherDemo?.license.ccpEntitlementSlug);
  const ofToday = beats.filter((each) => JSON.stringify(each.raw).includes(`"timestamp":"${today}`));
  expect(ofToday).toMatchObject([
    { userId: null, anonymousId: otherDemo?.license.ccpEntitlementSlug, raw: { properties: { licence: 'inactive' } } },
  ]);
});

test('before the app goes, a last event is delivered at once, and nobody counts it as usage', async () => {
  await running.host.uninstall(CUSTOMER_APP, other);
  const farewell = running.sink.events().find((each) => each.event === 'App Uninstalled');
  expect(farewell).toMatchObject({ source: 'customer', userId: null, groupId: otherDemo?.license.ccpEntitlementSlug });
  await settle();
  const overview = await running.overview(running.vendorSite, vendorAdmin);
  expect('adoption' in overview && overview.adoption.map((each) => each.event)).toEqual(['Item Ticked']);
});
