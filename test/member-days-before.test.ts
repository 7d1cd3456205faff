import type { SqlEngine } from '../dev/sql/engine';
import { portsOver } from '../dev/sql/ports';
import type { SqlPort } from '../src/platform/ports';
import { rowsSql, sql } from '../src/platform/sql';
import type { Sql } from '../src/platform/sql';
import { chunked } from '../src/store/chunks';
import { BLOCK_DAYS, blocksIn, daysOfBlock, memberDaysOf, noteMembers } from '../src/store/member-days';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { tableSizes } from '../src/store/queries/table-sizes';
import { accountsToRecount } from '../src/store/stale-accounts';
import { migrateUpTo } from './core-before';
import { migrateCutAnywhere, migrateKilled } from './killed-migration';
import { onEngines } from './on-engines';

jest.setTimeout(120_000);

/** Every tenth was seen and used no feature. */
const membersOf = (sizes: readonly number[]) =>
  sizes.flatMap((users, index) =>
    Array.from({ length: users }, (_, user) => ({
      accountId: index + 1,
      userId: user + 1,
      first: 20_000 - user,
      last: 20_001 + (user % 50),
    })),
  );
/** As many as are moved at once, and more. */
const MANY = membersOf([9_000, 2_500]);
const FEW = membersOf([12, 3]);
const textOf = (userId: number): string => `MZ${String(userId + 1).padStart(10, '0')}${userId % 2 === 0 ? 'Na0000000005' : ''}`;
const daysIn = (text: string): number[] => blocksIn(text).flatMap(({ block, bits }) => daysOfBlock(block, bits));
const usersIn = (members: typeof MANY) => [
  ...[1, 2].map((accountId) => ({ accountId, userId: 0 })),
  ...members.filter(({ userId }) => userId % 10 !== 0),
];
const expectedOf = (members: typeof MANY) =>
  new Map(
    [1, 2].map((id) => [
      id,
      usersIn(members)
        .filter(({ accountId }) => accountId === id)
        .map(({ userId }) => ({ userId, days: daysIn(textOf(userId)) })),
    ]),
  );
/** Whom nobody saw; no such row is made, and none is made of it. */
const UNSEEN = { accountId: 3, userId: 7 };

async function storeOfBefore(engine: SqlEngine, members: typeof MANY): Promise<ReturnType<typeof portsOver>> {
  const ports = portsOver(engine);
  await migrateUpTo(ports, '0047', customerMigrations);
  for (const chunk of chunked(members, 4_000)) {
    const rows = chunk.map(({ accountId, userId, first, last }) => [accountId, userId, first, last]);
    await ports.sql.write(sql`INSERT INTO membership (account_id, user_id, first_day, last_day) VALUES ${rowsSql(rows)}`);
  }
  for (const chunk of chunked([...usersIn(members), UNSEEN], 4_000)) {
    const rows = chunk.map(({ accountId, userId }) => [accountId, userId, textOf(userId)]);
    await ports.sql.write(sql`INSERT INTO membership_days (account_id, user_id, days) VALUES ${rowsSql(rows)}`);
  }
  return ports;
}

const membersIn = async (port: SqlPort) =>
  (await port.query(sql`SELECT account_id, user_id, first_day, last_day FROM membership ORDER BY account_id, user_id`)).map((row) => ({
    accountId: Number(row.account_id),
    userId: Number(row.user_id),
    first: Number(row.first_day),
    last: Number(row.last_day),
  }));

function suite(open: () => Promise<SqlEngine>): void {
  test('days that were rows of their own lie with their users, killed after every second write', async () => {
    const engine = await open();
    const ports = await storeOfBefore(engine, MANY);
    expect(await migrateKilled(ports, customerMigrations)).toBeGreaterThan(9);
    expect(await memberDaysOf(ports.sql, [1, 2, 3])).toEqual(expectedOf(MANY));
    expect(await membersIn(ports.sql)).toEqual(MANY);
    // Days of somebody whom nobody saw are taken from activity again, where that knows of them.
    expect((await accountsToRecount(ports.sql, 0, 10)).map(({ accountId }) => accountId)).toEqual([3]);
    const tables = (await tableSizes(ports.sql)).map(({ name }) => name);
    expect(tables).toContain('nobody_days');
    for (const gone of ['membership_days', 'nobody_days_moved']) expect(tables).not.toContain(gone);

    const day = 30_000;
    const uses = [0, 1, 10].map((userId) => ({ accountId: 1, userId, day }));
    await noteMembers(ports.sql, uses, uses);
    const after = (await memberDaysOf(ports.sql, [1])).get(1) ?? [];
    for (const { userId, days } of after.slice(0, 11))
      expect(days).toEqual([...(userId === 10 ? [] : daysIn(textOf(userId))), ...([0, 1, 10].includes(userId) ? [day] : [])]);
    expect(await migrate(ports, customerMigrations)).toEqual([]);
    await engine.close();
  });

  test('they come over, cut before any write', async () => {
    const begin = async () => {
      const engine = await open();
      return { ports: await storeOfBefore(engine, FEW), close: () => engine.close() };
    };
    await migrateCutAnywhere(begin, customerMigrations, async (port) => {
      expect(await memberDaysOf(port, [1, 2, 3])).toEqual(expectedOf(FEW));
      expect(await membersIn(port)).toEqual(FEW);
      expect((await accountsToRecount(port, 0, 10)).map(({ accountId }) => accountId)).toEqual([3]);
    });
  });

  test('what an earlier version notes of a user who has moved is counted anew', async () => {
    const engine = await open();
    const ports = await storeOfBefore(engine, MANY);
    const late = textOf(1)
      .slice(0, 2)
      .concat(String(2 ** (BLOCK_DAYS - 1)).padStart(10, '0'));
    const write = async (statement: Sql) => {
      const written = await ports.sql.write(statement);
      if (statement.text.includes('DELETE FROM membership_days'))
        await ports.sql.write(
          sql`INSERT INTO membership_days (account_id, user_id, days) VALUES (1, 1, ${late}) ON DUPLICATE KEY UPDATE days = ${late}`,
        );
      return written;
    };
    const both = { sql: { query: ports.sql.query.bind(ports.sql), write }, ddl: ports.ddl };
    await migrateKilled(both, customerMigrations);
    expect(await memberDaysOf(ports.sql, [1, 2])).toEqual(expectedOf(MANY));
    expect((await accountsToRecount(ports.sql, 0, 10)).map(({ accountId }) => accountId)).toEqual([1, 3]);
    await engine.close();
  });
}

onEngines('member_days_before', suite, { sqlite: 1, mariadb: 1 });
