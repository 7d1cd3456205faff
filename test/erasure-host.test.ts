import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { CUSTOMER_APP, VENDOR_APP } from '../dev/compose';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import type { SqlEngine } from '../dev/sql/engine';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { PrivacyState } from '../src/contract/privacy';
import { startSpine, tick } from './running-spine';
import type { Spine } from './running-spine';
import { StoredId } from '../src/store/short-id';

/** From a closed account to the vendor's tools, with both apps on one host. */
const START = Date.parse('2028-02-28T22:00:00Z');
jest.setTimeout(240_000);

const vendor = simulateVendor({ seed: 'spine', accounts: 40, months: 3, endDay: '2028-02-28' });
const [demo, otherDemo] = vendor.demoSites(2);
const site = demo?.site.slug ?? '';
const admin = demo?.users.find((each) => each.isAdmin)?.accountId ?? '';
const [closing, staying] = (demo?.users ?? [])
  .filter((each) => !each.isAdmin && each.accountType === 'licensed')
  .map((each) => each.accountId);
const vendorAdmin = vendor.vendorSite.users.find((each) => each.isAdmin)?.accountId ?? '';

type Deletion = { readonly method: string; readonly path: string; readonly key: string; readonly body: unknown };
const deletions: Deletion[] = [];
/** Stands for the deletion interfaces of Segment and journy: takes what has the right key, once. */
const tools = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const path = request.url ?? '';
    const key = String(request.headers.authorization ?? request.headers['x-api-key'] ?? '');
    deletions.push({ method: request.method ?? '', path, key, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
    const isRight = key === (path === '/regulations' ? 'Bearer local-deletion-token' : 'local-journy-key');
    response.statusCode = isRight ? (path === '/regulations' ? 200 : 202) : 401;
    response.end(JSON.stringify({ data: { regulateId: 'r-1' } }));
  });
});

const engines = new Map<string, SqlEngine>();
let running: Spine;

beforeAll(async () => {
  await new Promise<void>((resolve) => tools.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((tools.address() as AddressInfo).port)}`;
  running = await startSpine(vendor, () => START, {
    network: { 'api.segmentapis.com': url, 'api.journy.io': url },
    extraVendorVariables: { SEGMENT_PUBLIC_TOKEN: 'local-deletion-token', JOURNY_API_KEY: 'local-journy-key' },
    engineFor: (installationId) => {
      const engine = engines.get(installationId) ?? openSqlite(':memory:');
      engines.set(installationId, engine);
      return Promise.resolve(engine);
    },
  });
});
afterAll(async () => {
  await running.stop();
  for (const engine of engines.values()) await engine.close();
  await new Promise((resolve) => tools.close(resolve));
});

const use = (accountId: string, slug = site) => running.track(slug, accountId, [tick(randomUUID(), running.host.now())]);

async function externalIds(appKey: string, slug: string): Promise<string[]> {
  const { installationId } = running.host.installation(appKey, slug);
  const answer = await engines.get(installationId)?.execute('SELECT short_id FROM app_user ORDER BY user_id', []);
  return z
    .array(z.object({ short_id: StoredId }))
    .parse(answer?.rows)
    .map((row) => row.short_id);
}

async function ask(functionKey: string, payload: object = {}, who = { slug: site, accountId: admin }): Promise<unknown> {
  const isVendor = who.slug === running.vendorSite;
  return await running.host.invoke({
    site: who.slug,
    appKey: isVendor ? VENDOR_APP : CUSTOMER_APP,
    accountId: who.accountId,
    moduleKey: isVendor ? 'console-global' : 'console-admin',
    functionKey,
    payload,
  });
}
const Answered = z.object({ ok: z.literal(true), value: PrivacyState });
const stateOf = async (functionKey: string, payload: object = {}, who = { slug: site, accountId: admin }) =>
  Answered.parse(await ask(functionKey, payload, who)).value;

test('a closed account is erased on the site, at the vendor’s and at the vendor’s tools; everybody else stays', async () => {
  if (closing === undefined || staying === undefined) throw new Error('The demo site has too few users');
  await use(closing);
  await use(staying);
  await running.settle();
  expect(await externalIds(VENDOR_APP, running.vendorSite)).toEqual(expect.arrayContaining([closing, staying]));

  // The platform takes so many statements in a second of its clock.
  await running.host.advance(1_000);
  running.host.closeAccount(closing);
  await expect(running.host.runTrigger(site, CUSTOMER_APP, 'heartbeat-daily')).resolves.toBe('ok');
  await running.settle();
  await running.host.advance(60_000);
  await running.settle();

  expect(
    running.sink
      .events()
      .filter(({ userId, event }) => userId === closing && event?.startsWith('Item') === false)
      .map(({ event }) => event),
  ).toEqual(expect.arrayContaining(['Account Removed User', 'User Erasure Requested']));
  for (const ids of [await externalIds(CUSTOMER_APP, site), await externalIds(VENDOR_APP, running.vendorSite)]) {
    expect(ids).not.toContain(closing);
    expect(ids).toContain(staying);
    expect(ids.some((id) => id.startsWith('erased:'))).toBe(true);
  }
  expect(deletions.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /regulations', 'DELETE /users']);
  expect(deletions.map(({ body }) => body)).toEqual([
    { regulationType: 'SUPPRESS_WITH_DELETE', subjectType: 'USER_ID', subjectIds: [closing] },
    { identification: { userId: closing } },
  ]);
  const atTheVendor = await stateOf('privacy', {}, { slug: running.vendorSite, accountId: vendorAdmin });
  expect(atTheVendor.erasures).toMatchObject([
    {
      cause: 'account-closed',
      done: [
        { place: 'own-store', state: 'done' },
        { place: 'segment', state: 'done' },
        { place: 'journy', state: 'done' },
      ],
    },
  ]);
  expect(JSON.stringify(atTheVendor)).not.toContain(closing);
  expect(running.host.log.filter(({ text }) => text.includes(closing))).toEqual([]);
});

test('what is on its way when somebody is erased is swept a day later, and then nobody knows the id', async () => {
  if (closing === undefined) throw new Error('The demo site has too few users');
  await use(closing);
  // A page brings what was captured into the database before it shows anything.
  await running.overview(site, admin);
  await running.settle();
  expect(await externalIds(CUSTOMER_APP, site)).toContain(closing);
  await running.host.advance(25 * 3_600_000);
  await running.host.runTrigger(site, CUSTOMER_APP, 'heartbeat-daily');
  await running.host.runTrigger(running.vendorSite, VENDOR_APP, 'upkeep-hourly');
  await running.settle();
  expect(await externalIds(CUSTOMER_APP, site)).not.toContain(closing);
  expect(await externalIds(VENDOR_APP, running.vendorSite)).not.toContain(closing);
});

test('an admin finds a person and has them erased; the site shows what became of it', async () => {
  if (staying === undefined) throw new Error('The demo site has too few users');
  await use(staying);
  const name = demo?.users.find((each) => each.accountId === staying)?.displayName ?? '';
  await expect(ask('findUsers', { search: name })).resolves.toMatchObject({ ok: true, value: { users: [{ accountId: staying, name }] } });
  const state = await stateOf('eraseUser', { accountId: staying });
  expect(state.erasures[0]).toMatchObject({
    cause: 'admin',
    done: [
      { place: 'own-store', state: 'done' },
      { place: 'vendor', state: 'done' },
    ],
  });
  expect(JSON.stringify(state)).not.toContain(staying);
  await running.settle();
  expect(await externalIds(VENDOR_APP, running.vendorSite)).not.toContain(staying);
});

test('only admins change anything: everybody else is refused, whatever they send', async () => {
  const nobody = otherDemo?.users.find((each) => !each.isAdmin)?.accountId ?? '';
  const who = { slug: otherDemo?.site.slug ?? '', accountId: nobody };
  for (const [call, payload] of [
    ['privacy', {}],
    ['setPrivacy', { analytics: false }],
    ['watch', { on: true }],
    ['findUsers', { search: 'a' }],
    ['eraseUser', { accountId: nobody }],
  ] as const) {
    await expect(ask(call, { ...payload }, who)).resolves.toMatchObject({ ok: false, code: 'not-allowed' });
  }
});

test('a user who declines is not measured, and nobody declines for them', async () => {
  const slug = otherDemo?.site.slug ?? '';
  const [one, two] = (otherDemo?.users ?? []).map((each) => each.accountId);
  if (one === undefined || two === undefined) throw new Error('The demo site has too few users');
  const choose = (accountId: string, functionKey: string, payload: object) =>
    running.host.invoke({ site: slug, appKey: CUSTOMER_APP, accountId, moduleKey: 'checklist-panel', functionKey, payload });
  await expect(choose(one, 'chooseTracking', { tracked: false, accountId: two })).resolves.toEqual({ tracked: true, offBy: null });
  await expect(choose(one, 'chooseTracking', { tracked: false })).resolves.toEqual({ tracked: false, offBy: 'user' });
  await expect(choose(two, 'trackingChoice', {})).resolves.toEqual({ tracked: true, offBy: null });
  await expect(use(one, slug)).resolves.toMatchObject({ accepted: 0, refused: [{ reason: 'do-not-track' }] });
  await expect(use(two, slug)).resolves.toMatchObject({ accepted: 1 });
});

test('an admin who switches analytics off stops everything, and nothing of it is sent later', async () => {
  const slug = otherDemo?.site.slug ?? '';
  const siteAdmin = otherDemo?.users.find((each) => each.isAdmin)?.accountId ?? '';
  const state = await stateOf('setPrivacy', { analytics: false }, { slug, accountId: siteAdmin });
  expect(state).toMatchObject({ analytics: false, identity: true });
  const before = running.sink.events().length;
  await expect(use(siteAdmin, slug)).resolves.toMatchObject({ accepted: 0, refused: [{ reason: 'switched-off' }] });
  await stateOf('setPrivacy', { analytics: true }, { slug, accountId: siteAdmin });
  await running.settle();
  expect(running.sink.events()).toHaveLength(before);
});
