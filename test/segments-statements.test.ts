import type { SegmentCall } from '../src/delivery/envelope';
import { storeBatch } from '../src/intake/store-batch';
import { dayNumberOf } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { followChanges } from '../src/profiles/follow-changes';
import { saveDefinition } from '../src/profiles/segments/save-definition';
import { tell, tellSegments } from '../src/profiles/segments/tell-segments';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import type { SubjectKind } from '../src/segments/value';
import { distinctPairs } from '../src/store/profiles';
import { dyingAt } from './dying-at';
import { openStore, ticked } from './segment-store-world';
import type { Store } from './segment-store-world';

let serial = 0;
/** Ticks by the one user of an account. */
function ticks(account: string, times: number, at: number, user = `user-${account}`): SegmentCall[] {
  const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: true };
  return Array.from({ length: times }, () => ({
    type: 'track',
    messageId: `c${(serial += 1)}`,
    userId: user,
    event: 'Item Ticked',
    timestamp: new Date(at).toISOString(),
    context: { groupId: account, forge },
  }));
}

/** What was said of each last, by destinations' name of it. */
type Heard = Map<string, unknown>;
const hearing = ({ clock }: Store, port: SqlPort, heard: Heard) => ({
  sql: port,
  clock,
  relationshipKey: 'traits',
  fields: ['lines'] as const,
  emit: (_field: string, calls: readonly SegmentCall[]) => {
    for (const { userId, groupId, traits } of calls) heard.set(groupId ?? userId ?? '', traits?.Segments);
    return Promise.resolve();
  },
});

/** Stores, and gives what follows of it: all as the consumer of the queue does it. */
async function stored(store: Store, calls: readonly SegmentCall[]) {
  const { touched } = await storeBatch(store.sql, calls, store.time.now);
  const all = distinctPairs(
    touched.flatMap(({ accountId, userId }) => [
      { accountId, userId },
      { accountId, userId: 0 },
      { accountId: 0, userId },
    ]),
  ).filter(({ accountId, userId }) => accountId + userId > 0);
  return async (port: SqlPort, heard: Heard) =>
    await followChanges(
      { sql: port, clock: store.clock, tell: (telling) => tell(hearing(store, port, heard), telling) },
      all,
      dayNumberOf(store.time.now),
    );
}

/** Does so, and gives what it did on the store: of a statement its verb and the first table or kind of row. */
async function counted(store: Store, calls: readonly SegmentCall[]) {
  const statements: string[] = [];
  const seen = (text: string) => {
    const [, name = ''] = /(?:INTO|UPDATE|SELECT) +'?(\w+)/.exec(text) ?? [];
    statements.push(/^\s*SELECT p\.account_id/.test(text) ? 'pairs' : name);
  };
  const port: SqlPort = {
    query: (statement) => (seen(statement.text), store.sql.query(statement)),
    write: (statement) => (seen(statement.text), store.sql.write(statement)),
  };
  const heard: Heard = new Map();
  const turns = await (await stored(store, calls))(port, heard);
  return { statements, turns: turns.map(({ accountId, userId, entered }) => `${entered ? '+' : '-'}${accountId}:${userId}`).sort(), heard };
}

async function save(store: Store, told: boolean, condition: unknown, kind: SubjectKind = 'account'): Promise<string> {
  const walk = async () => {
    await walkSegments(store, null, Infinity);
  };
  const name = `S${(serial += 1)}`;
  const answer = await saveDefinition({ ...store, walk }, { id: null, name, kind, description: '', told, condition });
  return 'segmentId' in answer ? String(answer.segmentId) : JSON.stringify(answer);
}

const related = (relation: string, segment: string) => ({
  type: 'related',
  relation,
  count: { test: 'atLeast', n: 1 },
  where: { type: 'segment', segment },
});
const top = (keep: object, order = 'highest') => ({ type: 'top', keep, order, by: { type: 'property', property: 'uses-30' }, of: null });

/** Destinations know of everybody. */
const toldAll = async (store: Store, heard: Heard = new Map()) => {
  await tellSegments(hearing(store, store.sql, heard), Infinity);
};

/** A to F with 12, 10, 8, 6, 4 and 2 ticks. */
async function openSix(): Promise<Store> {
  const store = await openStore();
  const calls = ['A', 'B', 'C', 'D', 'E', 'F'].flatMap((account, at) => ticks(account, 12 - 2 * at, store.time.now));
  await (
    await stored(store, calls)
  )(store.sql, new Map());
  return store;
}

const ENTERED = ['segment', 'account', 'segment_turn', 'segment_member', 'account'];

describe.each([
  [false, []],
  [true, ['segment_told']],
])('what a batch of use costs, told: %s', (told, telling) => {
  test('of a condition of its own: nobody changes, somebody comes, somebody goes', async () => {
    const store = await openSix();
    await save(store, told, ticked(7));
    await save(store, told, { type: 'not', of: ticked(3) });
    await toldAll(store);
    expect(await counted(store, ticks('A', 1, store.time.now))).toMatchObject({ statements: ['segment', 'account'], turns: [] });
    expect(await counted(store, ticks('D', 1, store.time.now))).toMatchObject({ statements: [...ENTERED, ...telling], turns: ['+4:0'] });
    expect(await counted(store, ticks('F', 1, store.time.now))).toMatchObject({ statements: [...ENTERED, ...telling], turns: ['-6:0'] });
    await store.close();
  });

  test('of a segment that builds on one that changes, of the same subject', async () => {
    const store = await openSix();
    const segment = await save(store, told, ticked(7));
    await save(store, told, { type: 'all', of: [{ type: 'segment', segment }, ticked(1)] });
    const cost = await counted(store, ticks('D', 1, store.time.now));
    expect(cost).toMatchObject({ statements: [...ENTERED, ...telling], turns: ['+4:0', '+4:0'] });
    await store.close();
  });

  test('of accounts that ask about their users, and of users who ask about their accounts', async () => {
    const store = await openSix();
    const users = await save(store, told, ticked(7), 'user');
    await save(store, told, related('users', users));
    expect(await counted(store, ticks('D', 1, store.time.now))).toMatchObject({
      statements: [...ENTERED, ...telling],
      turns: ['+0:4', '+4:0'],
    });
    const accounts = await save(store, told, ticked(5));
    await save(store, told, related('accounts', accounts), 'user');
    // Who is in an account shows only when it has changed.
    expect(await counted(store, ticks('E', 1, store.time.now))).toMatchObject({
      statements: [...ENTERED.slice(0, 2), 'pairs', ...ENTERED.slice(2), ...telling],
      turns: ['+0:5', '+5:0'],
    });
    await store.close();
  });

  test('of a share of everybody', async () => {
    const store = await openSix();
    await save(store, told, top({ percent: 50 }));
    await toldAll(store);
    const members = await counted(store, ticks('E', 20, store.time.now));
    const turns = ['+5:0', '-3:0'];
    expect(members).toMatchObject({ statements: [...ENTERED.slice(0, 4), 'segment_rank', 'account', ...telling], turns });
    await store.close();
  });

  test('of more of the first than fit beside the facts: how they stand is read apart', async () => {
    const store = await openSix();
    await save(store, told, top({ count: 2_000 }));
    await toldAll(store);
    expect(await counted(store, ticks('C', 1, store.time.now))).toMatchObject({
      statements: ['segment', 'account', 'doubt', 'segment_rank', 'account', 'doubt'],
      turns: [],
    });
    expect(await counted(store, ticks('G', 1, store.time.now))).toMatchObject({
      statements: ['segment', 'account', 'doubt', ...ENTERED.slice(2, 4), 'segment_rank', 'account', 'doubt', ...telling],
      turns: ['+7:0'],
    });
    await store.close();
  });

  test('of the first of whom something else is asked, too: whoever is pulled in is asked apart', async () => {
    const store = await openSix();
    await save(store, told, { type: 'all', of: [top({ count: 3 }), ticked(1)] });
    await toldAll(store);
    const members = await counted(store, ticks('E', 20, store.time.now));
    const turns = ['+5:0', '-3:0'];
    expect(members).toMatchObject({
      statements: ['segment', 'account', 'account', ...ENTERED.slice(2, 4), 'segment_rank', 'account', ...telling],
      turns,
    });
    await store.close();
  });

  test('of the first: places alone, and who is among them', async () => {
    const store = await openSix();
    for (const count of [3, 1]) await save(store, told, top({ count }));
    await save(store, told, top({ count: 2 }, 'lowest'));
    await toldAll(store);
    const places = await counted(store, ticks('C', 1, store.time.now));
    expect(places).toMatchObject({ statements: ['segment', 'account', 'segment_rank', 'account'], turns: [] });
    // E is the first now, A is no more, C is fourth and D last but one.
    const members = await counted(store, ticks('E', 20, store.time.now));
    const turns = ['+4:0', '+5:0', '+5:0', '-1:0', '-3:0', '-5:0'];
    expect(members).toMatchObject({ statements: [...ENTERED.slice(0, 4), 'segment_rank', 'account', ...telling], turns });
    expect(members.heard.size).toBe(told ? 4 : 0);
    await store.close();
  });
});

const changes: readonly [string, (store: Store) => Promise<unknown>, (now: number) => SegmentCall[]][] = [
  ['somebody comes', (store) => save(store, true, ticked(7)), (now) => ticks('D', 1, now)],
  ['others take their place among the first', (store) => save(store, true, top({ count: 3 })), (now) => ticks('E', 20, now)],
];

/** What destinations should know of each account. */
async function truth(store: Store): Promise<Heard> {
  const rows = await store.sql.query(sql`
    SELECT a.entitlement_number AS name, s.name AS segment FROM account a
    LEFT JOIN segment_member m ON m.account_id = a.account_id AND m.user_id = 0 AND m.unit_id > 0 AND m.entered_day BETWEEN 1 AND 65534
    LEFT JOIN segment_unit u ON u.unit_id = m.unit_id LEFT JOIN segment s ON s.segment_id = u.segment_id
    ORDER BY s.name`);
  return new Map(rows.map((row) => [String(row.name), row.segment ?? '']));
}

async function openTold(prepare: (store: Store) => Promise<unknown>) {
  const store = await openSix();
  await prepare(store);
  const heard: Heard = new Map(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => [name, '']));
  await toldAll(store, heard);
  return { store, heard };
}

test.each(changes)('%s: whoever is cut at any statement leaves nothing untold', async (_name, prepare, calls) => {
  for (let k = 1; ; k += 1) {
    const { store, heard } = await openTold(prepare);
    expect(heard).toEqual(await truth(store));
    const follow = await stored(store, calls(store.time.now));
    const died = await follow(dyingAt(store.sql, k), heard).then(
      () => false,
      () => true,
    );
    // Brought again by the queue, and cut once more before it tells.
    await followChanges(store, await everybody(store), dayNumberOf(store.time.now));
    await toldAll(store, heard);
    expect(heard).toEqual(await truth(store));
    await store.close();
    if (died) continue;
    expect(k).toBeGreaterThan(5);
    break;
  }
});

test.each(changes)('%s: whoever tells meanwhile, before any statement, takes no news away', async (_name, prepare, calls) => {
  for (let k = 1; ; k += 1) {
    const { store, heard } = await openTold(prepare);
    const follow = await stored(store, calls(store.time.now));
    let statements = 0;
    const meanwhile = async () => {
      statements += 1;
      if (statements === k) await toldAll(store, heard);
    };
    const port: SqlPort = {
      query: async (statement) => (await meanwhile(), await store.sql.query(statement)),
      write: async (statement) => (await meanwhile(), await store.sql.write(statement)),
    };
    await follow(port, heard);
    await toldAll(store, heard);
    expect(heard).toEqual(await truth(store));
    const pending = await store.sql.query(sql`SELECT COUNT(*) AS n FROM segment_told WHERE pending > 0`);
    expect(Number(pending[0]?.n)).toBe(0);
    await store.close();
    if (statements >= k) continue;
    expect(statements).toBeGreaterThan(4);
    break;
  }
});

const everybody = async ({ sql: port }: Store) =>
  (await port.query(sql`SELECT account_id, user_id FROM membership`)).flatMap((row) => {
    const [accountId, userId] = [Number(row.account_id), Number(row.user_id)];
    return [
      { accountId, userId },
      { accountId, userId: 0 },
      { accountId: 0, userId },
    ];
  });
