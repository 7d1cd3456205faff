import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SegmentCall } from '../src/delivery/envelope';
import { storeProfiles } from '../src/intake/store-profiles';
import { builderAnswer } from '../src/console/segment-builder';
import { plan } from '../src/plan';
import { sql } from '../src/platform/sql';
import { describeEvent, describeProperty, readCatalogue } from '../src/profiles/catalogue';
import { saveComputed } from '../src/profiles/computed/save-computed';
import { isCoverageMissing, measureCoverage, outdateCoverage } from '../src/profiles/coverage';
import { importProfiles } from '../src/profiles/import-profiles';
import { knowPlannedEvents } from '../src/profiles/planned-events';
import { previewRetype, runRetype } from '../src/profiles/retype';
import { parseDraft } from '../src/profiles/segments/save-definition';
import { segmentSources } from '../src/store/segment-sources';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { readProfiles } from '../src/store/profiles';
import { storeBatch } from '../src/intake/store-batch';
import { dyingAt } from './dying-at';
import { memoryKvs } from './memory-kvs';

const NOW = Date.parse('2024-03-01T12:00:00Z');
const DAY = '2024-03-01';

const SEGMENT = {
  segmentId: 7,
  name: 'Large <plans>',
  kind: 'account',
  condition: {
    type: 'not',
    of: { type: 'all', of: [{ type: 'property', property: 'plan_size', operator: 'is', value: 'many' }] },
  },
} as const;
/** The one segment that there is, and nobody who hears of changes. */
const asked = { segments: () => Promise.resolve([SEGMENT]), touched: () => Promise.resolve() };

async function freshStore() {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  return { ...ports, kvs: memoryKvs(), clock: () => NOW, ...asked, close: () => engine.close() };
}
type Store = Awaited<ReturnType<typeof freshStore>>;

const contextOf = (account: string) => ({
  groupId: `E-${account}`,
  forge: { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: true },
});
const group = (account: string, traits: Record<string, unknown>): SegmentCall => ({
  type: 'group',
  messageId: `g-${account}`,
  timestamp: `${DAY}T09:00:00Z`,
  anonymousId: `E-${account}`,
  groupId: `E-${account}`,
  traits,
  context: contextOf(account),
});
const member = (account: string, userId: string, traits: object): SegmentCall => ({
  ...group(account, {}),
  userId,
  context: { ...contextOf(account), traits },
});
const used = (account: string, userId: string): SegmentCall => ({
  type: 'track',
  event: 'Item Ticked',
  messageId: `t-${account}-${userId}`,
  timestamp: `${DAY}T09:00:00Z`,
  userId,
  context: contextOf(account),
});

/** Five accounts with how many lists each has; four users, three of them with the same role. */
async function filled(): Promise<Store> {
  const store = await freshStore();
  await storeBatch(
    store.sql,
    ['a', 'b', 'c', 'd', 'e'].map((account, index) => used(account, `u${String(index % 4)}`)),
    NOW,
  );
  const calls = [
    group('a', { plan_size: '12', lists: 3 }),
    group('b', { plan_size: '30', lists: 3 }),
    group('c', { plan_size: 'many' }),
    member('a', 'u0', { role: 'licensed', nickname: 'x' }),
    member('b', 'u1', { role: 'licensed' }),
    member('c', 'u2', { role: 'licensed' }),
    member('d', 'u3', { role: 'Head of a thing that only one person is head of' }),
  ];
  await storeProfiles(store.sql, calls, { relationshipKey: 'traits', receivedAt: NOW });
  return store;
}
const property = async (store: Store, kind: string, key: string) =>
  (await readCatalogue(store)).properties.find((each) => each.kind === kind && each.key === key);

test('after an import everything is counted anew, also when a count was under way or is cut', async () => {
  const store = await filled();
  const filledIn = async () => (await property(store, 'account', 'Tickets'))?.filled ?? null;
  const ticket = async (account: string, value: number) => {
    const rows = [{ line: 2, account, user: null, values: [value] }];
    const ports = { sql: store.sql, touched: () => Promise.resolve() };
    await importProfiles(ports, { kind: 'account', properties: [{ key: 'Tickets', type: 'number' }], rows, isTrial: false });
    await outdateCoverage(store.kvs);
  };
  expect(await isCoverageMissing(store.kvs)).toBe(true);
  expect(await measureCoverage(store, Infinity)).toBe(true);
  expect(await isCoverageMissing(store.kvs)).toBe(false);
  await ticket('E-a', 3);
  expect([await isCoverageMissing(store.kvs), await filledIn()]).toEqual([true, null]);
  // Who began and died has counted nothing yet: the next one does.
  await expect(measureCoverage({ ...store, sql: dyingAt(store.sql, 1) }, Infinity)).rejects.toThrow();
  expect(await measureCoverage(store, Infinity)).toBe(true);
  expect([await isCoverageMissing(store.kvs), await filledIn()]).toEqual([false, 1]);
  // What comes in while everybody is walked is counted by the next walk.
  const during = {
    ...store.sql,
    query: async (statement: Parameters<typeof store.sql.query>[0]) => {
      if (!(await isCoverageMissing(store.kvs))) await ticket('E-b', 4);
      return await store.sql.query(statement);
    },
  };
  await ticket('E-c', 5);
  expect(await measureCoverage({ ...store, sql: during }, Infinity)).toBe(true);
  expect(await isCoverageMissing(store.kvs)).toBe(true);
  expect(await measureCoverage(store, Infinity)).toBe(true);
  expect([await isCoverageMissing(store.kvs), await filledIn()]).toEqual([false, 3]);
  await store.close();
});

test('how many have a value is counted in slices, and what is common is an example', async () => {
  const store = await filled();
  expect(await property(store, 'account', 'lists')).toMatchObject({ filled: null, examples: [] });
  // A deadline that is over already: one page at a time.
  for (let slices = 0; !(await measureCoverage(store, 0)); slices += 1) expect(slices).toBeLessThan(20);
  const { measuredDay, totals } = await readCatalogue(store);
  expect({ measuredDay, totals }).toEqual({ measuredDay: DAY, totals: { account: 5, user: 4, membership: 5 } });
  expect(await property(store, 'account', 'lists')).toMatchObject({
    filled: 2,
    examples: ['3'],
    type: 'number',
    origin: 'kit',
    lastSeenDay: DAY,
  });
  expect(await property(store, 'account', 'last-active')).toMatchObject({ filled: 5, isStandard: true });
  expect(await property(store, 'account', 'company')).toMatchObject({ filled: 0 });
  // What only one person is would say who it is.
  expect(await property(store, 'membership', 'Role')).toMatchObject({ filled: 4, examples: ['“licensed”'] });
  expect(await property(store, 'membership', 'nickname')).toBeUndefined();
  await store.close();
});

test('names, groups and descriptions are the vendor’s to give; emptied, they are what they were', async () => {
  const store = await filled();
  await measureCoverage(store, Infinity);
  const details = {
    kind: 'account',
    key: 'lists',
    label: 'Lists <b>',
    description: '‮x',
    grouping: 'Use',
    hidden: true,
    sensitive: true,
  } as const;
  expect(await describeProperty(store.sql, details)).toMatchObject({ label: 'Lists <b>', ownLabel: 'lists', hidden: true, examples: [] });
  await measureCoverage({ ...store, clock: () => NOW + 86_400_000 }, Infinity);
  expect(await property(store, 'account', 'lists')).toMatchObject({ filled: 2, examples: [], sensitive: true });
  expect(await describeProperty(store.sql, { ...details, label: '', hidden: false })).toMatchObject({ label: 'lists', hidden: false });
  expect(await describeProperty(store.sql, { ...details, key: 'mrr', label: 'Money' })).toMatchObject({ label: 'Money', type: 'money' });
  expect(await describeProperty(store.sql, { ...details, key: 'no such' })).toBeNull();
  await store.close();
});

test('an event that does not count as activity still counts as what its plan says', async () => {
  const store = await filled();
  const [event] = (await readCatalogue(store)).events;
  const details = { eventId: event?.eventId ?? 0, description: 'A tick', grouping: 'Lists', color: 'teal', activity: false } as const;
  expect(await describeEvent(store.sql, details)).toMatchObject({ ...details, name: 'Item Ticked', feature: true });
  expect((await readCatalogue(store)).events).toEqual([expect.objectContaining(details)]);
  expect(await describeEvent(store.sql, { ...details, eventId: 99 })).toBeNull();
  await store.close();
});

test('another type is previewed with what would be lost, and then read page by page', async () => {
  const store = await filled();
  const wanted = { kind: 'account', key: 'plan_size', type: 'number' } as const;
  expect(await previewRetype(store, wanted)).toEqual({
    kept: 2,
    lost: 1,
    lostExamples: ['“many”'],
    segments: [{ segmentId: 7, name: 'Large <plans>' }],
    isPart: false,
  });
  // What the sender says stays the sender's: the next value takes its place.
  for (let times = 0; times < 2; times += 1) {
    let from: string | null = null;
    do from = await runRetype(store, { ...wanted, from }, 0);
    while (from !== null);
  }
  const pairs = [1, 2, 3].map((accountId) => ({ accountId, userId: 0 }));
  const profiles = await readProfiles(store.sql, pairs);
  expect(pairs.map(({ accountId }) => profiles.get(`${String(accountId)}:0`)?.get('plan_size'))).toEqual([12, 30, undefined]);
  await storeProfiles(store.sql, [group('a', { plan_size: 13 })], { relationshipKey: null, receivedAt: NOW });
  expect((await readProfiles(store.sql, pairs)).get('1:0')?.get('plan_size')).toBe(13);
  expect(await previewRetype(store, { kind: 'account', key: 'mrr', type: 'text' })).toBeNull();
  expect(await store.sql.query(sql`SELECT type FROM property WHERE property_key = 'plan_size'`)).toEqual([{ type: 'number' }]);
  await store.close();
});

test('events of the plan are there before anybody did them, in its words until somebody finds others', async () => {
  const store = await freshStore();
  await knowPlannedEvents(store.sql);
  await knowPlannedEvents(store.sql);
  const { events } = await readCatalogue(store);
  expect(events.map(({ name }) => name)).toEqual(Object.keys(plan).sort());
  const ticked = events.find(({ name }) => name === 'Item Ticked');
  expect(ticked).toMatchObject({ feature: true, activity: true, description: 'An item was ticked', accounts30: null, lastDay: null });
  expect(events.find(({ name }) => name === 'Site Observed')).toMatchObject({ feature: false, activity: false });
  const details = { eventId: ticked?.eventId ?? 0, description: 'Done', grouping: '', color: null, activity: true };
  expect(await describeEvent(store.sql, details)).toMatchObject({ description: 'Done' });
  expect(await describeEvent(store.sql, { ...details, description: '' })).toMatchObject({ description: 'An item was ticked' });
  const { events: known } = await segmentSources(store.sql);
  expect(
    parseDraft(await segmentSources(store.sql), {
      id: null,
      kind: 'user',
      condition: { type: 'firstTime', event: 'Item Ticked', within: { type: 'today' } },
    }),
  ).toHaveProperty('condition');
  expect(known).toHaveLength(events.length);
  await store.close();
});

test('a hidden property is not offered, and conditions ask about it as before', async () => {
  const store = await freshStore();
  await storeProfiles(store.sql, [group('1', { colour: 'red' })], { relationshipKey: null, receivedAt: NOW });
  const about = { kind: 'account', key: 'colour', label: '', description: '', grouping: '', sensitive: false } as const;
  const offered = async () =>
    (await builderAnswer(store, { segmentId: null, template: null })).catalogue.properties.find(({ key }) => key === 'colour')?.hidden;
  expect(await offered()).toBe(false);
  await describeProperty(store.sql, { ...about, hidden: true });
  expect(await offered()).toBe(true);
  const condition = { type: 'property', property: 'colour', operator: 'is', value: 'red' };
  expect(parseDraft(await segmentSources(store.sql), { id: null, kind: 'account', condition })).toEqual({ condition });
  await store.close();
});

test('a computed property that is hidden is not offered either, and stays hidden and computable when it is saved again', async () => {
  const store = await freshStore();
  const ports = { sql: store.sql, walk: () => Promise.resolve() };
  const draft = { kind: 'account', label: 'Twice', description: '', grouping: null } as const;
  const about = { kind: 'account', key: 'twice', label: '', description: '', grouping: '', sensitive: false } as const;
  const offered = async () =>
    (await builderAnswer(store, { segmentId: null, template: null })).catalogue.properties.find(({ key }) => key === 'twice')?.hidden;
  expect(await saveComputed(ports, { ...draft, key: null, definition: { type: 'formula', formula: 'seats * 2' } })).toEqual({
    key: 'twice',
  });
  expect(await offered()).toBe(false);
  await describeProperty(store.sql, { ...about, hidden: true });
  expect(await offered()).toBe(true);
  await saveComputed(ports, { ...draft, key: 'twice', definition: { type: 'formula', formula: 'seats + seats' } });
  expect(await offered()).toBe(true);
  await store.close();
});
