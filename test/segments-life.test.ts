import fc from 'fast-check';
import { storeBatch } from '../src/intake/store-batch';
import type { SegmentCall } from '../src/delivery/envelope';
import { dayNumberOf } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { readPlan } from '../src/profiles/segments/plan-in-store';
import { previewCondition } from '../src/profiles/segments/preview';
import { saveDefinition, setArchived } from '../src/profiles/segments/save-definition';
import { updateSegments } from '../src/profiles/segments/update-segments';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { tellSegments, tellAmong } from '../src/profiles/segments/tell-segments';
import type { Pair } from '../src/store/profiles';
import { whyOf } from '../src/profiles/segments/why-in-store';
import { sweepDue } from '../src/profiles/segments/work-off';
import type { Condition } from '../src/segments/condition';
import type { SubjectKind } from '../src/segments/value';
import { listSegments, readSegment, saveSegment } from '../src/store/segments';
import { dyingAt } from './dying-at';
import { evaluateStore, keptIn } from './segment-store-truth';
import { definitions, happen, openStore, storeSteps, ticked } from './segment-store-world';
import type { Store } from './segment-store-world';

let serial = 0;
function tick(account: string, user: string, at: number): SegmentCall {
  serial += 1;
  const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: true };
  const timestamp = new Date(at).toISOString();
  return { type: 'track', messageId: `l${serial}`, userId: user, event: 'Item Ticked', timestamp, context: { groupId: account, forge } };
}

/** Stores and has segments follow, as the intake does. */
async function take(store: Store, calls: readonly SegmentCall[], port: SqlPort = store.sql) {
  const { touched } = await storeBatch(store.sql, calls, store.time.now);
  return await updateSegments({ sql: port, clock: store.clock }, touched, dayNumberOf(store.time.now));
}

const walkIn = (store: Store) => async (): Promise<void> => {
  await walkSegments(store, null, Infinity);
};

async function save(store: Store, condition: unknown, id: number | null = null, kind: 'account' | 'user' = 'account') {
  const walk = walkIn(store);
  return await saveDefinition({ ...store, walk }, { id, name: `Segment ${String(id)}`, kind, description: '', told: false, condition });
}

const membersOf = async (store: Store, segmentId: number) =>
  (
    await store.sql.query(sql`
      SELECT m.account_id, m.user_id FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id
      WHERE u.segment_id = ${segmentId} AND m.entered_day BETWEEN 1 AND 65534 ORDER BY 1, 2`)
  ).map((row) => `${Number(row.account_id)}:${Number(row.user_id)}`);
const turnsOf = async (store: Store) =>
  (await store.sql.query(sql`SELECT segment_id, account_id, user_id, day, entered FROM segment_turn ORDER BY 1, 2, 3, 4, 5`)).map((row) =>
    Object.values(row).map(Number).join(' '),
  );

test('a segment is saved, followed, changed, archived and restored; what cannot be is said', async () => {
  const store = await openStore();
  await take(store, [tick('A', 'ann', store.time.now), tick('A', 'bob', store.time.now), tick('B', 'ann', store.time.now)]);
  const answer = await save(store, ticked(2));
  if (!('segmentId' in answer) || answer.segmentId === null) throw new Error('Not saved');
  const id = answer.segmentId;
  const today = dayNumberOf(store.time.now);
  await expect(membersOf(store, id)).resolves.toEqual(['1:0']);
  await expect(take(store, [tick('B', 'bob', store.time.now)])).resolves.toEqual([
    { accountId: 2, userId: 0, segmentId: id, entered: true },
  ]);
  await expect(whyOf(store, id, { accountId: 2, userId: 0 })).resolves.toMatchObject({ outcome: 'yes', value: '2 times' });
  await expect(whyOf(store, id, { accountId: 0, userId: 1 })).resolves.toBeNull();

  await save(store, ticked(3), id);
  await expect(membersOf(store, id)).resolves.toEqual([]);
  await save(store, ticked(1), id);
  await setArchived({ ...store, walk: walkIn(store) }, id, true);
  await expect(membersOf(store, id)).resolves.toEqual([]);
  await expect(take(store, [tick('B', 'bob', store.time.now)])).resolves.toEqual([]);
  store.time.now += 86_400_000;
  await setArchived({ ...store, walk: walkIn(store) }, id, false);
  await expect(membersOf(store, id)).resolves.toEqual(['1:0', '2:0']);
  store.time.now += 7 * 86_400_000;
  await expect(sweepDue(store, Infinity)).resolves.toMatchObject({ isDone: true, turns: [{ entered: false }, { entered: false }] });
  const same = [0, 1].map((entered) => `${id} 1 0 ${today} ${entered}`);
  await expect(turnsOf(store)).resolves.toEqual([
    ...same,
    `${id} 1 0 ${today + 1} 1`,
    `${id} 1 0 ${today + 8} 0`,
    ...same.map((turn) => turn.replace(' 1 0 ', ' 2 0 ')),
    `${id} 2 0 ${today + 1} 1`,
    `${id} 2 0 ${today + 8} 0`,
  ]);
  const [segment] = await listSegments(store.sql);
  expect(segment).toMatchObject({ version: 3, definitionVersion: 3, state: 'live', isReady: true });
  expect((await readSegment(store.sql, id))?.versions.map(({ version }) => version)).toEqual([3, 2, 1]);

  await expect(save(store, { type: 'property', property: 'colour', operator: 'is', value: 'red' })).resolves.toEqual({
    problems: [{ path: 'property', message: '“colour” is no property of accounts' }],
  });
  await expect(save(store, { type: 'segment', segment: String(id) }, id)).resolves.toMatchObject({
    problems: [{ message: expect.stringContaining('circle') as string }],
  });
  await store.close();
});

test('a segment whose property is gone has no members and says why', async () => {
  const store = await openStore();
  await take(store, [tick('A', 'ann', store.time.now)]);
  const answer = await save(store, { type: 'property', property: 'plan', operator: 'hasNoValue', value: null });
  if (!('segmentId' in answer) || answer.segmentId === null) throw new Error('Not saved');
  await expect(membersOf(store, answer.segmentId)).resolves.toEqual(['1:0']);
  await store.sql.write(sql`DELETE FROM property WHERE property_key = 'plan'`);
  await expect(walkSegments(store, null, Infinity)).resolves.toBeNull();
  await expect(membersOf(store, answer.segmentId)).resolves.toEqual([]);
  expect((await readPlan(store.sql)).plan.broken.get(String(answer.segmentId))?.[0]?.message).toBe('“plan” is no property of accounts');
  await store.close();
});

test('an ordinary batch costs at most six statements for all segments', async () => {
  const store = await openStore();
  const segments: [Condition, 'account' | 'user'][] = [
    [ticked(1), 'account'],
    [ticked(2, 30), 'user'],
    [{ type: 'related', relation: 'users', count: { test: 'atLeast', n: 2 }, where: ticked(1) }, 'account'],
    [{ type: 'stage', stages: [], kinds: ['paying'], days: null }, 'account'],
  ];
  for (const [condition, kind] of segments) await save(store, condition, null, kind);
  let statements = 0;
  const counted: SqlPort = {
    query: (statement) => ((statements += 1), store.sql.query(statement)),
    write: (statement) => ((statements += 1), store.sql.write(statement)),
  };
  const calls = (count: number) => Array.from({ length: count }, (_, at) => tick(`A${at % 20}`, `user-${at}`, store.time.now));
  // Everybody is new, and comes into segments; what was changed is looked at once more.
  expect((await take(store, calls(60), counted)).length).toBeGreaterThan(20);
  const [first] = [statements];
  statements = 0;
  await take(store, calls(60).slice(0, 7), counted);
  statements = 0;
  await expect(take(store, calls(60).slice(0, 7), counted)).resolves.toEqual([]);
  expect({ ordinary: statements, first }).toEqual({ ordinary: 2, first: expect.any(Number) as number });
  // A batch by which somebody enters.
  store.time.now += 8 * 86_400_000;
  await sweepDue(store, Infinity);
  statements = 0;
  expect(await take(store, [tick('A1', 'user-1', store.time.now)], counted)).not.toEqual([]);
  expect(statements).toBeLessThanOrEqual(6);
  await store.close();
});

test('nor does one that moves places among the first', async () => {
  const store = await openStore();
  const calls = (account: string, times: number) => Array.from({ length: times }, () => tick(account, `user-${account}`, store.time.now));
  await take(
    store,
    ['A', 'B', 'C', 'D', 'E', 'F'].flatMap((account, at) => calls(account, 12 - 2 * at)),
  );
  const first = async (keep: { count: number } | { percent: number }) => {
    const answer = await save(store, { type: 'top', keep, order: 'highest', by: { type: 'property', property: 'uses-30' }, of: null });
    return 'segmentId' in answer ? (answer.segmentId ?? 0) : 0;
  };
  const [three] = [await first({ count: 3 }), await save(store, ticked(2))];
  await expect(membersOf(store, three)).resolves.toEqual(['1:0', '2:0', '3:0']);
  let statements = 0;
  const counted: SqlPort = {
    query: (statement) => ((statements += 1), store.sql.query(statement)),
    write: (statement) => ((statements += 1), store.sql.write(statement)),
  };
  // C passes B: another place, and nobody enters.
  await expect(take(store, calls('C', 3), counted)).resolves.toEqual([]);
  expect(statements).toBeLessThanOrEqual(6);
  await expect(membersOf(store, three)).resolves.toEqual(['1:0', '2:0', '3:0']);
  // E passes B and C, and B drops out. Another batch moves the last at the same time.
  const [turns] = await Promise.all([take(store, calls('E', 8)), take(store, calls('F', 1))]);
  expect(turns.map(({ accountId, entered }) => [accountId, entered]).sort()).toEqual([
    [2, false],
    [5, true],
  ]);
  await expect(membersOf(store, three)).resolves.toEqual(['1:0', '3:0', '5:0']);
  // Half of six, by share.
  const half = await first({ percent: 50 });
  await expect(membersOf(store, half)).resolves.toEqual(['1:0', '3:0', '5:0']);
  await take(store, calls('B', 9));
  await expect(membersOf(store, half)).resolves.toEqual(await membersOf(store, three));
  await expect(membersOf(store, half)).resolves.toEqual(['1:0', '2:0', '5:0']);
  await store.close();
});

test('done twice, or killed at any statement and run again, it ends in the same rows', async () => {
  const [segments, history] = fc.sample(fc.tuple(definitions, fc.array(storeSteps, { minLength: 4, maxLength: 4 })), {
    seed: 7,
    numRuns: 1,
  })[0] ?? [[], []];
  const opened = async () => {
    const store = await openStore();
    for (const step of history) await happen(store, step);
    for (const { name, kind, condition } of segments.slice(0, 4))
      await saveSegment(store.sql, { id: null, name, kind, description: '', condition, told: false }, store.clock());
    return store;
  };
  const end = async (store: Store) => {
    const plan = await readPlan(store.sql);
    return { kept: await keptIn(store, plan), turns: (await turnsOf(store)).sort() };
  };
  const whole = await opened();
  await walkSegments(whole, null, Infinity);
  const expected = await end(whole);
  expect(await keptIn(whole, await readPlan(whole.sql))).toEqual(await evaluateStore(whole, await readPlan(whole.sql), new Map()));
  await walkSegments(whole, null, Infinity);
  expect(await end(whole)).toEqual(expected);
  await whole.close();
  let deaths = 0;
  for (let k = 1; ; k += 7) {
    const store = await opened();
    const died = await walkSegments({ sql: dyingAt(store.sql, k), clock: store.clock }, null, Infinity).then(
      () => false,
      () => true,
    );
    await walkSegments(store, null, Infinity);
    expect(await end(store)).toEqual(expected);
    await store.close();
    if (!died) break;
    deaths += 1;
  }
  expect(deaths).toBeGreaterThan(3);
});

test('a preview counts who would be in it', async () => {
  await fc.assert(
    fc.asyncProperty(definitions, fc.array(storeSteps, { minLength: 4, maxLength: 8 }), async (segments, history) => {
      const store = await openStore();
      for (const step of history) await happen(store, step);
      for (const { name, kind, condition } of segments.slice(0, -1))
        await saveSegment(store.sql, { id: null, name, kind, description: '', condition, told: false }, store.clock());
      await walkSegments(store, null, Infinity);
      const draft = segments.at(-1);
      if (draft === undefined) return;
      const preview = await previewCondition(store, { segmentId: null, kind: draft.kind, condition: draft.condition }, Infinity);
      const id = await saveSegment(store.sql, { ...draft, id: null, description: '', told: false }, store.clock());
      await walkSegments(store, null, Infinity);
      const members = await membersOf(store, id ?? 0);
      expect(preview).toMatchObject({ members: members.length, isWhole: true });
      expect(preview?.sample.map(({ accountId, userId }) => `${accountId}:${userId}`)).toEqual(members);
      await store.close();
    }),
    { numRuns: Number(process.env.SEGMENTS_RUNS ?? 3) },
  );
});

test('a batch that is cut at any statement, or comes twice at once, ends as if nothing had happened', async () => {
  const opened = async () => {
    const store = await openStore();
    await save(store, ticked(2));
    await save(store, { type: 'segment', segment: '1' });
    await save(store, { type: 'related', relation: 'accounts', count: { test: 'atLeast', n: 1 }, where: ticked(2) }, null, 'user');
    await take(store, [tick('A', 'ann', store.time.now)]);
    const { touched } = await storeBatch(store.sql, [tick('A', 'ann', store.time.now)], store.time.now);
    return { store, touched, today: dayNumberOf(store.time.now) };
  };
  const end = async (store: Store) => {
    const ends = {
      members: [await membersOf(store, 1), await membersOf(store, 2), await membersOf(store, 3)],
      turns: await turnsOf(store),
    };
    await store.close();
    return ends;
  };
  const whole = await opened();
  await updateSegments(whole.store, whole.touched, whole.today);
  const expected = await end(whole.store);
  expect(expected.members).toEqual([['1:0'], ['1:0'], ['0:1']]);
  for (let k = 1; k <= 6; k += 1) {
    const { store, touched, today } = await opened();
    await updateSegments({ sql: dyingAt(store.sql, k), clock: store.clock }, touched, today).catch(() => undefined);
    await Promise.all([updateSegments(store, touched, today), updateSegments(store, touched, today)]);
    expect(await end(store)).toEqual(expected);
  }
});

test('destinations hear the names of the segments that somebody is in, when they change and only then', async () => {
  const store = await openStore();
  const told: unknown[] = [];
  let isDown = false;
  const tell = async (turned: readonly Pair[] | null = null) => {
    const emit = (field: string, calls: readonly SegmentCall[]) => {
      if (isDown) return Promise.reject(new Error('The queue is away'));
      told.push(
        ...calls.map(({ type, userId, groupId, traits, context, messageId }) => ({
          field,
          type,
          userId,
          groupId,
          traits,
          pair: context?.traits,
          messageId,
        })),
      );
      return Promise.resolve();
    };
    const ports = { ...store, relationshipKey: 'traits', fields: ['lines', 'line'], emit } as const;
    if (turned === null) return await tellSegments(ports, Infinity);
    await tellAmong(ports, turned, Infinity);
    return null;
  };
  const saved = async (kind: SubjectKind, name: string, id: number | null = null) =>
    await saveDefinition({ ...store, walk: walkIn(store) }, { id, name, kind, description: '', told: true, condition: ticked(1) });
  await saved('account', 'Busy');
  await saved('account', 'Active lately');
  await saved('user', 'Doers');
  await saved('membership', 'Doers here');
  await save(store, ticked(1));
  await take(store, [tick('A', 'ann', store.time.now)]);
  isDown = true;
  await expect(tell()).rejects.toThrow('away');
  isDown = false;
  await expect(tell()).resolves.toBe(true);
  const shown = (text: string) => ({ Segments: text });
  expect(told).toMatchObject([
    { field: 'lines', type: 'identify', userId: 'ann', traits: shown('Doers') },
    { field: 'lines', type: 'group', userId: undefined, groupId: 'A', traits: shown('Active lately\rBusy') },
    { field: 'lines', type: 'group', userId: 'ann', groupId: 'A', traits: {}, pair: shown('Doers here') },
    { field: 'line', type: 'identify' },
    { field: 'line', type: 'group', traits: shown('Active lately Busy') },
    { field: 'line', type: 'group' },
  ]);
  told.length = 0;
  await take(store, [tick('A', 'ann', store.time.now)]);
  await tell();
  expect(told).toEqual([]);
  await saved('account', 'Very busy', 1);
  await tell();
  expect(told).toMatchObject([{ traits: shown('Active lately\rVery busy') }, { traits: shown('Active lately Very busy') }]);
  told.length = 0;
  store.time.now += 9 * 86_400_000;
  await sweepDue(store, Infinity);
  await tell();
  expect(told).toHaveLength(6);
  expect(told).toMatchObject([{ traits: shown('') }, { traits: shown('') }, { pair: shown('') }, {}, {}, {}]);
  told.length = 0;
  await take(store, [tick('A', 'ann', store.time.now)]);
  await tell([{ accountId: 1, userId: 0 }]);
  expect(told).toMatchObject([{ traits: shown('Active lately\rVery busy') }, { traits: shown('Active lately Very busy') }]);
  await tell();
  expect(told).toHaveLength(6);
  await store.close();
});

test('of two who tell the same account at once the later word is the true one', async () => {
  for (const isSlowFirst of [true, false]) {
    const store = await openStore();
    const heard: { readonly id: string; readonly text: unknown }[] = [];
    const saved = { kind: 'account', description: '', told: true } as const;
    await saveDefinition({ ...store, walk: walkIn(store) }, { ...saved, id: null, name: 'Once', condition: ticked(1) });
    await saveDefinition({ ...store, walk: walkIn(store) }, { ...saved, id: null, name: 'Twice', condition: ticked(2) });
    await take(store, [tick('A', 'ann', store.time.now)]);
    const hear = (calls: readonly SegmentCall[]) => {
      heard.push(...calls.map(({ messageId, traits }) => ({ id: messageId, text: traits?.Segments })));
      return Promise.resolve();
    };
    const tellPorts = { ...store, relationshipKey: null, fields: ['lines'] } as const;
    // While the first is still telling, the account comes into another segment and that is told by somebody else.
    let isFirst = true;
    const slow = async (_field: string, calls: readonly SegmentCall[]) => {
      if (isSlowFirst) await hear(calls);
      if (isFirst) {
        isFirst = false;
        await take(store, [tick('A', 'ann', store.time.now)]);
        await tellAmong({ ...tellPorts, emit: (_other, others) => hear(others) }, [{ accountId: 1, userId: 0 }], Infinity);
      }
      if (!isSlowFirst) await hear(calls);
    };
    await tellSegments({ ...tellPorts, emit: slow }, Infinity);
    expect(heard.map(({ text }) => text)).toContain('Once');
    expect(heard.at(-1)?.text).toBe('Once\rTwice');
    expect(new Set(heard.map(({ id }) => id)).size).toBe(heard.length);
    heard.length = 0;
    await tellSegments({ ...tellPorts, emit: (_field, calls) => hear(calls) }, Infinity);
    expect(heard).toEqual([]);
    await store.close();
  }
});
