import { MAX_VARIANTS, storeEventProperties } from '../src/intake/store-event-properties';
import { storeBatch } from '../src/intake/store-batch';
import { dayFromNumber, dayNumberOf } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { eventRemarks } from '../src/profiles/segments/event-remarks';
import { readPlan } from '../src/profiles/segments/plan-in-store';
import { previewCondition } from '../src/profiles/segments/preview';
import { updateSegments } from '../src/profiles/segments/update-segments';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { whyOf } from '../src/profiles/segments/why-in-store';
import type { Condition, EventCondition, PropertyTest } from '../src/segments/condition';
import { VARIANTS } from '../src/store/counted';
import { freezeReceipts } from '../src/store/freeze-receipts';
import { RECEIPT_DAYS } from '../src/store/receipts';
import { segmentSources } from '../src/store/segment-sources';
import { archiveSegment, saveSegment } from '../src/store/segments';
import { dyingAt } from './dying-at';
import { tick } from './erasure-store';
import { openStore } from './segment-store-world';
import type { Store } from './segment-store-world';

const DAY_MS = 86_400_000;

const onPages = (count: EventCondition['count'], measure: EventCondition['measure'] = 'times'): EventCondition => ({
  type: 'event',
  event: 'Item Ticked',
  where: [{ property: 'place', operator: 'is', value: 'page' }],
  measure,
  count,
  within: { type: 'lastDays', days: 30 },
});
const ONCE = { test: 'atLeast', n: 1 } as const;

let serial = 0;
type Told = { readonly by?: string; readonly daysAgo?: number; readonly event?: string; readonly properties?: Record<string, unknown> };

function call({ time }: Store, { by = 'ann', daysAgo = 0, event = 'Item Ticked', properties = {} }: Told) {
  serial += 1;
  return { ...tick(`m${String(serial)}`, by, new Date(time.now - daysAgo * DAY_MS).toISOString(), event), properties };
}

async function take(store: Store, calls: readonly ReturnType<typeof call>[]): Promise<void> {
  const { touched, counted } = await storeBatch(store.sql, calls, store.time.now);
  await storeEventProperties(store.sql, counted);
  await updateSegments(store, touched, dayNumberOf(store.time.now));
}

async function segmentOf(store: Store, condition: Condition): Promise<number> {
  const asked = { id: null, name: 'Asked', kind: 'user', description: '', condition, told: false } as const;
  const id = await saveSegment(store.sql, asked, store.clock());
  await walkSegments(store, null, Infinity);
  return id ?? 0;
}

/** Users by name who are in it, and of whom it cannot be said. */
async function membersOf({ sql: port }: Store, segmentId: number) {
  const rows = await port.query(sql`
    SELECT u.short_id, m.entered_day FROM segment_member m JOIN segment_unit s ON s.unit_id = m.unit_id JOIN app_user u ON u.user_id = m.user_id
    WHERE s.segment_id = ${segmentId} AND m.entered_day > 0 ORDER BY u.short_id`);
  const named = (isKnown: boolean) => rows.filter((row) => Number(row.entered_day) < 65_535 === isKnown).map((row) => row.short_id);
  return { in: named(true), unknown: named(false) };
}

const counts = async ({ sql: port }: Store) =>
  await port.query(sql`
    SELECT a.account_id, a.day, u.short_id, v.properties, a.count, a.frozen FROM variant_activity a
    JOIN event_variant v ON v.variant_id = a.variant_id JOIN app_user u ON u.user_id = a.user_id ORDER BY 1, 2, 3, 4`);

test('what happened before anybody asked is not known, and makes no segment wider', async () => {
  const store = await openStore();
  await take(store, [
    call(store, { by: 'ann', properties: { place: 'page' } }),
    call(store, { by: 'bob', properties: { place: 'issue' } }),
    call(store, { by: 'cat', event: 'List Made' }),
  ]);
  const once = await segmentOf(store, onPages(ONCE));
  const never = await segmentOf(store, onPages({ test: 'none' }));
  expect(await membersOf(store, once)).toEqual({ in: [], unknown: ['ann', 'bob'] });
  expect(await membersOf(store, never)).toEqual({ in: ['cat'], unknown: ['ann', 'bob'] });
  const today = dayNumberOf(store.time.now);
  const { events } = await segmentSources(store.sql);
  expect(events.filter(({ kept }) => kept.length > 0)).toMatchObject([
    { name: 'Item Ticked', kept: [{ key: 'place', sinceDay: today, crowdedDay: null }] },
  ]);
  expect(eventRemarks(await readPlan(store.sql), once)).toEqual([
    '“place” of “Item Ticked” is kept since Feb 20, 2024: of whom only what was done before decides, nobody can say whether they belong.',
  ]);

  await take(store, [
    call(store, { by: 'bob', properties: { place: 'page', allDone: true } }),
    call(store, { by: 'cat', properties: { place: 'issue' } }),
    call(store, { by: 'dan', properties: {} }),
    call(store, { by: 'eve', properties: { place: 7 } }),
  ]);
  // Of bob one is enough; of eve something came that is no place.
  expect(await membersOf(store, once)).toEqual({ in: ['bob'], unknown: ['ann', 'eve'] });
  expect(await membersOf(store, never)).toEqual({ in: ['cat', 'dan'], unknown: ['ann', 'eve'] });
  const bob = (await store.sql.query(sql`SELECT user_id FROM app_user WHERE short_id = 'bob'`)).map((row) => Number(row.user_id));
  const why = await whyOf(store, once, { accountId: 0, userId: bob[0] ?? 0 });
  expect(why).toMatchObject({ outcome: 'yes', value: '1 times, and 1 of which the properties are not known' });

  // When the window has left what nobody knows behind, everything is known.
  store.time.now += 31 * DAY_MS;
  await take(
    store,
    ['ann', 'bob', 'eve'].map((by) => call(store, { by, properties: { place: by === 'ann' ? 'page' : 'issue' } })),
  );
  expect(await membersOf(store, once)).toEqual({ in: ['ann'], unknown: [] });
  await store.close();
});

test('tests of one event must hold for the same event, and a second property begins when somebody asks about it', async () => {
  const store = await openStore();
  await take(store, [call(store, { by: 'nobody', event: 'Item Ticked' })]);
  await segmentOf(store, onPages(ONCE));
  const both: PropertyTest[] = [
    { property: 'place', operator: 'is', value: 'page' },
    { property: 'allDone', operator: 'isTrue', value: null },
  ];
  await take(store, [
    call(store, { by: 'ann', properties: { place: 'page', allDone: true } }),
    call(store, { by: 'bob', properties: { place: 'issue' } }),
  ]);
  const done = await segmentOf(store, { ...onPages(ONCE), where: both });
  expect(await membersOf(store, done)).toEqual({ in: [], unknown: ['ann', 'nobody'] });
  await take(store, [
    call(store, { by: 'ann', properties: { place: 'page', allDone: true } }),
    call(store, { by: 'bob', properties: { place: 'page', allDone: false } }),
    call(store, { by: 'bob', properties: { place: 'issue', allDone: true } }),
  ]);
  expect(await membersOf(store, done)).toEqual({ in: ['ann'], unknown: ['nobody'] });

  // Nobody asks any more: nothing more is kept, and what was kept stays known.
  await archiveSegment(store.sql, done, store.clock());
  await walkSegments(store, null, Infinity);
  expect((await segmentSources(store.sql)).events.flatMap(({ kept }) => kept.map(({ key }) => key))).toEqual(['place']);
  const preview = await previewCondition(store, { segmentId: null, kind: 'user', condition: { ...onPages(ONCE), where: both } }, Infinity);
  expect(preview).toMatchObject({ members: 1, unknown: 1, isWhole: true });
  await store.close();
});

test('a batch that comes again, dies at any statement, or comes late counts once, also after its receipts are gone', async () => {
  const history = (store: Store) => [
    [call(store, { by: 'ann', properties: { place: 'page' } }), call(store, { by: 'ann', properties: { place: 'page' } })],
    [call(store, { by: 'bob', daysAgo: 5, properties: { place: 'issue' } }), call(store, { by: 'ann', properties: { place: 'issue' } })],
  ];
  const begun = async () => {
    const store = await openStore();
    await segmentOf(store, onPages(ONCE));
    return store;
  };
  serial = 1_000;
  const plain = await begun();
  for (const calls of history(plain)) await take(plain, calls);
  const expected = await counts(plain);
  expect(expected.map((row) => [dayFromNumber(Number(row.day)), row.short_id, row.properties, row.count])).toEqual([
    ['2024-02-15', 'bob', '{"place":"issue"}', 1],
    ['2024-02-20', 'ann', '{"place":"issue"}', 1],
    ['2024-02-20', 'ann', '{"place":"page"}', 2],
  ]);
  // It dies at each of its statements, and twice at once is once.
  for (let k = 1; k <= 7; k += 1) {
    serial = 1_000;
    const store = await begun();
    for (const calls of history(store)) {
      const { counted } = await storeBatch(store.sql, calls, store.time.now);
      await storeEventProperties(dyingAt(store.sql, k), counted).catch(() => undefined);
      await Promise.all([take(store, calls), take(store, calls)]);
    }
    expect(await counts(store)).toEqual(expected);
    await store.close();
  }
  plain.time.now += (RECEIPT_DAYS + 1) * DAY_MS;
  const today = dayNumberOf(plain.time.now);
  for (let day = 0; day < 2; day += 1) await freezeReceipts(plain.sql, today, VARIANTS);
  expect(await plain.sql.query(sql`SELECT message_hash FROM variant_receipt`)).toEqual([]);
  expect((await counts(plain)).map(({ count, frozen }) => [count, frozen])).toEqual([
    [1, 1],
    [1, 1],
    [2, 2],
  ]);
  await take(plain, [call(plain, { by: 'ann', daysAgo: RECEIPT_DAYS + 1, properties: { place: 'page' } })]);
  expect((await counts(plain)).map((row) => Number(row.count))).toEqual([1, 1, 3]);
  await plain.close();
});

test('so many different values are told apart, and what comes beyond is said not to be known', async () => {
  const store = await openStore();
  await take(store, [call(store, { by: 'ann', event: 'Item Added' })]);
  const many = await segmentOf(store, {
    type: 'event',
    event: 'Item Added',
    where: [{ property: 'items', operator: 'isAtLeast', value: 1_000_000 }],
    measure: 'times',
    count: ONCE,
    within: { type: 'lastDays', days: 30 },
  });
  await take(
    store,
    Array.from({ length: MAX_VARIANTS }, (_, items) => call(store, { by: 'bob', event: 'Item Added', properties: { items } })),
  );
  expect(await membersOf(store, many)).toEqual({ in: [], unknown: ['ann'] });
  await take(store, [
    call(store, { by: 'bob', event: 'Item Added', properties: { items: 2_000_000 } }),
    call(store, { by: 'cat', event: 'Item Added', properties: { items: 3 } }),
  ]);
  expect(await membersOf(store, many)).toEqual({ in: [], unknown: ['ann', 'bob'] });
  const [kept] = (await segmentSources(store.sql)).events.flatMap((event) => event.kept);
  expect(kept).toMatchObject({ key: 'items', crowdedDay: dayNumberOf(store.time.now) });
  expect(eventRemarks(await readPlan(store.sql), many)[0]).toContain('not all are told apart, the last time on Feb 20, 2024');
  await store.close();
});

test('costs one statement while nobody asks, and a few where somebody does', async () => {
  const store = await openStore();
  const spent = async (calls: readonly ReturnType<typeof call>[]) => {
    const { counted } = await storeBatch(store.sql, calls, store.time.now);
    let statements = 0;
    const port: SqlPort = {
      query: (statement) => ((statements += 1), store.sql.query(statement)),
      write: (statement) => ((statements += 1), store.sql.write(statement)),
    };
    await storeEventProperties(port, counted);
    return statements;
  };
  const thousand = () =>
    Array.from({ length: 1_000 }, (_, index) =>
      call(store, { by: `user ${String(index % 300)}`, daysAgo: index % 3, properties: { place: index % 2 === 0 ? 'page' : 'issue' } }),
    );
  expect(await spent(thousand())).toBe(1);
  await segmentOf(store, onPages(ONCE));
  expect(await spent(thousand())).toBeLessThanOrEqual(6);
  expect(await spent(thousand())).toBeLessThanOrEqual(4);
  await store.close();
});
