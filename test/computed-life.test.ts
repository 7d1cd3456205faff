import { storeBatch } from '../src/intake/store-batch';
import { storeEventProperties } from '../src/intake/store-event-properties';
import { storeProfiles } from '../src/intake/store-profiles';
import type { SegmentCall } from '../src/delivery/envelope';
import { computedAnswer, computedPreview, removalAnswer } from '../src/console/computed';
import { dayNumberOf } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { rowsSql, sql } from '../src/platform/sql';
import { addReadyMade } from '../src/profiles/computed/add-ready-made';
import { removeComputed, saveComputed } from '../src/profiles/computed/save-computed';
import { walkComputed } from '../src/profiles/computed/walk-computed';
import { followChanges } from '../src/profiles/follow-changes';
import { importProfiles } from '../src/profiles/import-profiles';
import { changeByHand, profileOf } from '../src/profiles/profile';
import { readPlan } from '../src/profiles/segments/plan-in-store';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { workOffTouched } from '../src/profiles/segments/work-off';
import type { SubjectKind } from '../src/segments/value';
import { readProfiles } from '../src/store/profiles';
import { saveSegment } from '../src/store/segments';
import { setPropertyType } from '../src/store/property-catalogue';
import { computedIn, computeStore } from './computed-truth';
import { dyingAt } from './dying-at';
import { memoryKvs } from './memory-kvs';
import { openStore } from './segment-store-world';
import type { Store } from './segment-store-world';
import { addProfile } from './stored-profiles';

let serial = 0;
function tick(account: string, user: string, at: number): SegmentCall {
  serial += 1;
  const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: true };
  const timestamp = new Date(at).toISOString();
  return { type: 'track', messageId: `c${serial}`, userId: user, event: 'Item Ticked', timestamp, context: { groupId: account, forge } };
}

/** Stores and has everything follow, as the intake does. */
async function take(store: Store, calls: readonly SegmentCall[], port: SqlPort = store.sql): Promise<void> {
  const { touched, counted } = await storeBatch(store.sql, calls, store.time.now);
  await storeEventProperties(store.sql, counted);
  await followChanges({ sql: port, clock: store.clock }, touched, dayNumberOf(store.time.now));
}

async function walk(store: Store): Promise<void> {
  await walkComputed(store, null, Infinity);
  await walkSegments(store, null, Infinity);
  await workOffTouched(store, Infinity);
}

const save = async (store: Store, definition: unknown, label = 'Mine', key: string | null = null, kind: SubjectKind = 'account') =>
  await saveComputed({ sql: store.sql, walk: () => walk(store) }, { kind, key, definition, label, description: '', grouping: null });

const counted = (days: number) => ({ type: 'events', measure: 'count', events: null, within: { type: 'lastDays', days } });
const formula = (text: string) => ({ type: 'formula', formula: text });

const valuesOf = async (store: Store, accountId: number): Promise<Record<string, unknown>> =>
  Object.fromEntries((await readProfiles(store.sql, [{ accountId, userId: 0 }])).get(`${accountId}:0`) ?? []);

async function state(store: Store, accountId: number, tier: string, seats: number, cents: number): Promise<void> {
  await store.sql.write(sql`
    INSERT INTO account_state (account_id, tier, seats, status, mrr_cents)
    VALUES ${rowsSql([[accountId, tier, seats, 'active', cents]])}
    ON DUPLICATE KEY UPDATE tier = VALUES(tier), seats = VALUES(seats), mrr_cents = VALUES(mrr_cents)`);
}

test('a definition is saved, followed, changed and taken away, and the values with it', async () => {
  const store = await openStore();
  await take(store, [tick('A', 'ann', store.time.now), tick('A', 'bob', store.time.now - 3 * 86_400_000)]);
  await expect(save(store, counted(7), 'Uses in a week')).resolves.toEqual({ key: 'uses-in-a-week' });
  await expect(save(store, formula('[uses-in-a-week] * 10'), 'Ten times')).resolves.toEqual({ key: 'ten-times' });
  await expect(valuesOf(store, 1)).resolves.toEqual({ 'uses-in-a-week': 2, 'ten-times': 20 });
  await take(store, [tick('A', 'ann', store.time.now)]);
  await expect(valuesOf(store, 1)).resolves.toEqual({ 'uses-in-a-week': 3, 'ten-times': 30 });
  // A window that moves by itself.
  store.time.now += 5 * 86_400_000;
  await walk(store);
  await expect(valuesOf(store, 1)).resolves.toEqual({ 'uses-in-a-week': 2, 'ten-times': 20 });

  await expect(save(store, counted(30), 'Uses in a month', 'uses-in-a-week')).resolves.toEqual({ key: 'uses-in-a-week' });
  await expect(valuesOf(store, 1)).resolves.toEqual({ 'uses-in-a-week': 3, 'ten-times': 30 });
  await expect(removalAnswer(store, { kind: 'account', key: 'uses-in-a-week' })).resolves.toEqual({
    segments: [],
    properties: ['Ten times'],
  });
  await removeComputed({ sql: store.sql, walk: () => walk(store) }, { kind: 'account', key: 'uses-in-a-week' });
  // Nobody has a wrong one: what built on it has none.
  await expect(valuesOf(store, 1)).resolves.toEqual({});
  await expect(computedAnswer(store)).resolves.toMatchObject({
    computed: [{ key: 'ten-times', problem: 'There is no property “uses-in-a-week”.', isComputing: false }],
  });
  await expect(store.sql.query(sql`SELECT property_key FROM property WHERE property_key = 'uses-in-a-week'`)).resolves.toEqual([]);
  // It comes back under its name, and what built on it can be evaluated again.
  await save(store, counted(7), 'Uses in a week');
  await expect(valuesOf(store, 1)).resolves.toEqual({ 'uses-in-a-week': 2, 'ten-times': 20 });
  await store.close();
});

test('what does not fit is refused in words', async () => {
  const store = await openStore();
  await take(store, [tick('A', 'ann', store.time.now)]);
  await save(store, formula('seats * 2'), 'Twice');
  const deep = Array.from({ length: 1_000 }).reduce<unknown>((of) => ({ type: 'not', of }), { type: 'tag', tags: ['x'] });
  const relatedTo = (where: unknown) => ({ type: 'related', relation: 'users', measure: null, property: null, where });
  const refusals: [unknown, string][] = [
    [formula('[twice] + 1'), 'It would need itself, by way of others.'],
    [formula('seats +'), 'ends too early'],
    [formula('mrr + seats'), 'does not go with'],
    [formula('colour'), 'There is no property “colour”.'],
    [{ type: 'ratio', of: 'tier', to: 'seats' }, 'takes numbers'],
    [{ ...counted(7), events: ['Never heard of'] }, 'There is no event “Never heard of”.'],
    [{ ...counted(7), measure: 'share' }, 'Only a user in an account'],
    [{ ...counted(7), within: { type: 'sinceSegment', segment: '1' } }, 'segments build on computed properties'],
    [relatedTo({ type: 'segment', segment: '1' }), 'segments build on computed properties'],
    [relatedTo({ type: 'related', relation: 'accounts', count: { test: 'none' }, where: null }), 'ask neither about others'],
    [relatedTo({ type: 'property', property: 'colour', operator: 'is', value: 'red' }), 'no property of users'],
    [relatedTo(deep), 'nested'],
    [
      { type: 'eventProperty', measure: 'sum', event: 'Item Ticked', property: 'size', within: { type: 'ever' } },
      'is not kept with the event',
    ],
    [{ type: 'wish' }, 'cannot be read'],
    [null, 'cannot be read'],
  ];
  for (const [definition, message] of refusals) {
    await expect(save(store, definition, 'Twice', 'twice')).resolves.toEqual({ problem: expect.stringContaining(message) as string });
    await expect(computedPreview(store, { kind: 'account', key: 'twice', definition })).resolves.toHaveProperty('problem');
  }
  await expect(save(store, counted(7), '  ')).resolves.toEqual({ problem: 'Give it a name.' });
  await expect(save(store, counted(7), 'Seats', 'seats')).resolves.toMatchObject({
    problem: expect.stringContaining('not there') as string,
  });
  // A name that is taken is another key.
  await expect(save(store, counted(7), 'Twice')).resolves.toEqual({ key: 'twice-2' });
  await store.close();
});

test('it cannot be evaluated once what it needs has another type: nobody has a value, and a segment on it has no members', async () => {
  const store = await openStore();
  await take(store, [tick('A', 'ann', store.time.now)]);
  await store.sql.write(sql`INSERT INTO property (kind, property_key, type, origin) VALUES (0, 'budget', 'money', 'imported')`);
  await addProfile(store.sql, { accountId: 1, userId: 0 }, '{"budget":500}');
  await save(store, formula('budget * 2'), 'Twice');
  await expect(valuesOf(store, 1)).resolves.toMatchObject({ twice: 1_000 });
  const condition = { type: 'not', of: { type: 'property', property: 'twice', operator: 'isLessThan', value: 100 } } as const;
  await saveSegment(store.sql, { id: null, name: 'Big', kind: 'account', description: '', condition, told: false }, store.clock());
  await walk(store);
  const members = async () =>
    (await store.sql.query(sql`SELECT account_id FROM segment_member WHERE unit_id > 0 AND entered_day > 0`)).length;
  await expect(members()).resolves.toBe(1);
  await setPropertyType(store.sql, { kind: 'account', key: 'budget' }, 'text');
  await walk(store);
  await expect(valuesOf(store, 1)).resolves.not.toHaveProperty('twice');
  await expect(members()).resolves.toBe(0);
  expect((await readPlan(store.sql)).computed[0]?.problem).toContain('takes numbers');
  await store.close();
});

test('who divides by zero is neither in nor out, and shows no value', async () => {
  const store = await openStore();
  await take(store, [tick('A', 'ann', store.time.now)]);
  await state(store, 1, 'T1', 0, 0);
  await save(store, { type: 'ratio', of: 'users-ever', to: 'seats' }, 'Each');
  for (const operator of ['hasValue', 'hasNoValue']) {
    const condition = { type: 'property', property: 'each', operator, value: null } as const;
    await saveSegment(store.sql, { id: null, name: operator, kind: 'account', description: '', condition, told: false }, store.clock());
  }
  await walk(store);
  const days = await store.sql.query(sql`SELECT entered_day FROM segment_member WHERE unit_id > 0 AND account_id = 1 AND user_id = 0`);
  expect(days.map((row) => Number(row.entered_day))).toEqual([0xffff, 0xffff]);
  const profile = await profileOf({ sql: store.sql, kvs: memoryKvs() }, { accountId: 1, userId: 0 });
  expect(profile?.values).toEqual([]);
  await expect(
    computedPreview(store, { kind: 'account', key: 'each', definition: { type: 'ratio', of: 'users-ever', to: 'seats' } }),
  ).resolves.toMatchObject({
    filled: 0,
    failed: 1,
    sample: [{ value: null, cannot: 'it divides by zero' }],
  });
  await store.close();
});

test('ready made ones come with what they need; estimated MRR follows prices', async () => {
  const store = await openStore();
  await take(store, [tick('A', 'ann', store.time.now), tick('A', 'bob', store.time.now), tick('B', 'ann', store.time.now)]);
  await state(store, 1, 'T1', 10, 5_000);
  await state(store, 2, 'T1', 4, 0);
  const ports = { sql: store.sql, walk: () => walk(store) };
  await expect(addReadyMade(ports, { kind: 'account', key: 'estimated-mrr' })).resolves.toEqual({ key: 'estimated-mrr' });
  await expect(valuesOf(store, 2)).resolves.toEqual({ 'estimated-mrr': 2_000 });
  await state(store, 1, 'T1', 10, 10_000);
  await walk(store);
  await expect(valuesOf(store, 2)).resolves.toEqual({ 'estimated-mrr': 4_000 });
  await addReadyMade(ports, { kind: 'membership', key: 'is-champion' });
  const { computed, readyMade } = await computedAnswer(store);
  expect(computed.filter(({ kind }) => kind === 'membership').map(({ key }) => key)).toEqual([
    'days-used-30',
    'share-of-use-30',
    'is-champion',
  ]);
  expect(readyMade.filter(({ isThere }) => isThere)).toHaveLength(4);
  await expect(readProfiles(store.sql, [{ accountId: 1, userId: 1 }])).resolves.toEqual(
    new Map([
      [
        '1:1',
        new Map<string, unknown>([
          ['days-used-30', 1],
          ['is-champion', false],
          ['share-of-use-30', 0.5],
        ]),
      ],
    ]),
  );
  await store.close();
});

test('a property of an event is kept from then on; until nobody asks about the days before, it cannot be told', async () => {
  const store = await openStore();
  const within = { type: 'lastDays', days: 2 };
  await take(store, [tick('A', 'ann', store.time.now)]);
  await save(store, { type: 'eventProperty', measure: 'distinct', event: 'Item Ticked', property: 'place', within }, 'Places');
  const placed = (place: string): SegmentCall => ({ ...tick('A', 'ann', store.time.now), properties: { place } });
  await take(store, [placed('issue')]);
  await expect(valuesOf(store, 1)).resolves.toEqual({ places: ['could not be computed'] });
  store.time.now += 2 * 86_400_000;
  await take(store, [placed('issue'), placed('page'), placed('page')]);
  await expect(valuesOf(store, 1)).resolves.toEqual({ places: 2 });
  await store.close();
});

test('nobody else sets a computed value', async () => {
  const store = await openStore();
  await take(store, [tick('A', 'ann', store.time.now)]);
  await save(store, counted(7), 'Uses');
  const touched = () => Promise.resolve();
  const value = { key: 'uses', type: 'number', value: 99 } as const;
  await expect(
    changeByHand({ sql: store.sql, kvs: memoryKvs(), touched }, { accountId: 1, userId: 0, property: value, tags: null }),
  ).resolves.toContain('computed');
  const rows = [{ line: 1, account: 'E-A', user: null, values: [99] }];
  await expect(
    importProfiles({ sql: store.sql, touched }, { kind: 'account', properties: [{ key: 'uses', type: 'number' }], rows, isTrial: false }),
  ).resolves.toEqual({ problem: '“uses” cannot be imported: it is computed.' });
  const call: SegmentCall = { ...tick('A', 'ann', store.time.now), type: 'group', traits: { uses: 99 } };
  await expect(storeProfiles(store.sql, [call], { relationshipKey: null, receivedAt: store.time.now })).resolves.toMatchObject({
    notKept: 1,
  });
  await expect(valuesOf(store, 1)).resolves.toEqual({ uses: 1 });
  await store.close();
});

test('cut at every statement and done again, or twice at once, it ends in the same', async () => {
  let isDone = false;
  for (let k = 1; !isDone; k += 1) {
    const store = await openStore();
    await take(store, [tick('A', 'ann', store.time.now), tick('A', 'bob', store.time.now), tick('B', 'bob', store.time.now)]);
    await save(store, counted(7), 'Uses');
    await save(
      store,
      { type: 'events', measure: 'share', events: null, within: { type: 'lastDays', days: 7 } },
      'Share',
      null,
      'membership',
    );
    await save(store, { type: 'related', relation: 'memberships', measure: 'max', property: 'share', where: null }, 'Best');
    const { touched } = await storeBatch(store.sql, [tick('A', 'ann', store.time.now), tick('B', 'ann', store.time.now)], store.time.now);
    const today = dayNumberOf(store.time.now);
    isDone = await followChanges({ sql: dyingAt(store.sql, k), clock: store.clock }, touched, today).then(
      () => true,
      () => false,
    );
    await Promise.all([followChanges(store, touched, today), followChanges(store, touched, today)]);
    await workOffTouched(store, Infinity);
    const plan = await readPlan(store.sql);
    expect({ k, values: await computedIn(store, plan) }).toEqual({ k, values: await computeStore(store, plan, new Map()) });
    await store.close();
  }
});

test('a walk that is cut at every statement goes on where it was, and ends in the same', async () => {
  const store = await openStore();
  await take(store, [tick('A', 'ann', store.time.now), tick('A', 'bob', store.time.now), tick('B', 'bob', store.time.now)]);
  const ports = { sql: store.sql, walk: () => Promise.resolve() };
  await addReadyMade(ports, { kind: 'account', key: 'new-users-7' });
  await addReadyMade(ports, { kind: 'membership', key: 'is-champion' });
  for (let k = 1; k < 60; k += 1) await walkComputed({ sql: dyingAt(store.sql, k), clock: store.clock }, null, Infinity).catch(() => null);
  await expect(walkComputed(store, null, Infinity)).resolves.toBeNull();
  const plan = await readPlan(store.sql);
  expect(plan.computed.every(({ stored }) => stored.ready === stored.version)).toBe(true);
  const values = await computedIn(store, plan);
  expect(values['1:0']).toEqual({ 'new-users-7': 2 });
  expect(values['1:1']).toEqual({ 'days-used-30': 1, 'is-champion': false, 'share-of-use-30': 0.5 });
  await store.close();
});

test('an ordinary batch costs few statements more for all computed properties', async () => {
  const store = await openStore();
  await take(store, [tick('A', 'ann', store.time.now)]);
  const ports = { sql: store.sql, walk: () => walk(store) };
  for (const key of ['seat-use', 'active-user-share', 'usage-change-28', 'new-users-7'])
    await addReadyMade(ports, { kind: 'account', key });
  let statements = 0;
  const port: SqlPort = {
    query: (statement) => ((statements += 1), store.sql.query(statement)),
    write: (statement) => ((statements += 1), store.sql.write(statement)),
  };
  const calls = () => Array.from({ length: 40 }, (_, at) => tick(`A${at % 10}`, `user-${at}`, store.time.now));
  await take(store, calls(), port);
  const first = statements;
  statements = 0;
  await take(store, calls(), port);
  // The plan, the facts and those related, for all definitions; where values change also those, and the same facts once more.
  expect({ first, ordinary: statements }).toEqual({ first: 8, ordinary: 3 });
  await store.close();
});
