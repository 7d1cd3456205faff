import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { storeBatch } from '../src/intake/store-batch';
import { listMembers, userDetail } from '../src/console/accounts';
import { sql } from '../src/platform/sql';
import { changeByHand, profileOf } from '../src/profiles/profile';
import { stageBoard } from '../src/profiles/stages';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import type { Pair } from '../src/store/profiles';
import { noteStages } from '../src/store/stage-entries';
import { dayNumber } from '../src/platform/days';
import { memoryKvs } from './memory-kvs';

const NOW = Date.parse('2024-03-01T12:00:00Z');
const MEMBER: Pair = { accountId: 1, userId: 1 };

async function freshStore() {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  const touched: Pair[] = [];
  const store = {
    ...ports,
    kvs: memoryKvs(),
    clock: () => NOW,
    heard: touched,
    touched: (pairs: readonly Pair[]) => {
      touched.push(...pairs);
      return Promise.resolve();
    },
    close: () => engine.close(),
  };
  const forge = { appKey: 'app', cloudId: 'site', entitlementId: 'ent', feature: true };
  const context = { groupId: 'E-1', forge };
  const call = { type: 'track', event: 'Item Ticked', messageId: 'm1', userId: 'ann', timestamp: '2024-03-01T09:00:00Z', context } as const;
  await storeBatch(ports.sql, [call], NOW);
  return store;
}
const setting = (key: string, value: string | number | null, type: 'text' | 'number' | 'money' = 'text') => ({
  ...MEMBER,
  property: { key, type, value },
  tags: null,
});

test('a role and tags by hand show wherever the user in the account does', async () => {
  const store = await freshStore();
  expect(await changeByHand(store, setting('Role', 'Owner'))).toBeNull();
  expect(await changeByHand(store, { ...MEMBER, property: null, tags: ['vip', 'a <b>', 'vip'] })).toBeNull();
  expect(store.heard).toEqual([MEMBER, MEMBER]);
  expect(await profileOf(store, MEMBER)).toMatchObject({
    values: [{ key: 'Role', value: 'Owner', byHand: true }],
    tags: ['a <b>', 'vip'],
    ruledTags: [],
    knownTags: ['a <b>', 'vip'],
  });
  expect((await listMembers(store, { accountId: 1, page: 0, pageSize: 25 })).rows).toMatchObject([{ role: 'Owner' }]);
  expect((await userDetail(store, 1))?.accounts).toMatchObject([{ member: { role: 'Owner' } }]);
  expect(await changeByHand(store, setting('Role', null))).toBeNull();
  expect((await userDetail(store, 1))?.accounts).toMatchObject([{ member: { role: null } }]);
  await store.close();
});

test('a new property has the type it was made with; what does not fit, and what follows from use, is refused in words', async () => {
  const store = await freshStore();
  expect(await changeByHand(store, setting('budget', 1_000, 'money'))).toBeNull();
  expect(await changeByHand(store, setting('budget', 1_000, 'number'))).toContain('another type');
  expect(await changeByHand(store, setting('budget', 10.5, 'money'))).toContain('does not fit');
  expect(await changeByHand(store, setting('first-seen', 'x'))).toContain('cannot be called');
  expect(await changeByHand(store, setting(':tags', 'x'))).toContain('cannot be called');
  expect(await changeByHand(store, setting('__proto__', 'x'))).toContain('cannot be called');
  expect(await changeByHand(store, { ...setting('Role', 'x'), userId: 99 })).toContain('not there');
  expect(await profileOf(store, { accountId: 0, userId: 0 })).toBeNull();
  expect((await profileOf(store, MEMBER))?.values).toMatchObject([{ key: 'budget', value: 1_000, type: 'money', origin: 'manual' }]);
  await store.close();
});

test('the board counts who stands where, and who went from where to where in the window', async () => {
  const store = await freshStore();
  const day = (text: string) => dayNumber(text);
  const enter = (accountId: number, at: string, stage: string) => ({ accountId, day: day(at), stage });
  await noteStages(
    store.sql,
    [
      enter(1, '2024-01-01', 'Evaluation'),
      enter(1, '2024-02-01', 'Paying'),
      enter(2, '2024-01-11', 'Evaluation'),
      enter(2, '2024-02-01', 'Paying'),
      enter(3, '2023-01-01', 'Evaluation'),
      enter(3, '2023-02-01', 'Evaluation expired'),
      // Came and went within a day: the day ends where it began.
      enter(4, '2024-01-01', 'Paying'),
      enter(4, '2024-02-20', 'Lapsed'),
      enter(4, '2024-02-20', 'Paying'),
    ],
    dayNumber('2024-03-01'),
  );
  for (const [accountId, stage, cents] of [
    [1, 'Paying', 500],
    [2, 'Paying', 700],
    [3, 'Evaluation expired', 0],
    [4, 'Paying', 100],
  ] as const) {
    await store.sql.write(sql`
      INSERT INTO account_state (account_id, status, mrr_cents, stage) VALUES (${accountId}, 'active', ${cents}, ${stage})`);
  }
  const { stages } = await stageBoard(store, 90, {});
  const board = Object.fromEntries(stages.map(({ stage, ...rest }) => [stage, rest]));
  expect(board.Evaluation).toMatchObject({
    kind: 'free',
    accounts: 0,
    mrrCents: 0,
    entered: 0,
    left: 2,
    moves: [{ to: 'Paying', accounts: 2, averageDays: 26 }],
  });
  expect(board.Paying).toMatchObject({ kind: 'paying', accounts: 3, mrrCents: 1_300, entered: 2, left: 0, moves: [] });
  expect((await stageBoard(store, 3_650, {})).stages[0]).toMatchObject({ left: 3 });
  await store.sql.write(sql`
    INSERT IGNORE INTO account (account_id, natural_key, app_key) VALUES (1, 'k1', 'app'), (2, 'k2', 'app'), (3, 'k3', 'app'), (4, 'k4', 'app')`);
  await store.sql.write(sql`UPDATE account_state SET region = 'EMEA' WHERE account_id IN (1, 3)`);
  const inEmea = (await stageBoard(store, 90, { region: ['EMEA'] })).stages.filter(({ accounts, left }) => accounts + left > 0);
  expect(inEmea).toMatchObject([
    { stage: 'Evaluation', accounts: 0, left: 1, moves: [{ to: 'Paying', accounts: 1, averageDays: 31 }] },
    { stage: 'Evaluation expired', accounts: 1, mrrCents: 0 },
    { stage: 'Paying', accounts: 1, mrrCents: 500, entered: 1 },
  ]);
  await store.close();
});
