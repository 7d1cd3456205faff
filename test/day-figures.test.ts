import fc from 'fast-check';
import type { SqlEngine } from '../dev/sql/engine';
import { openMysql } from '../dev/sql/mysql-engine';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SqlPort } from '../src/platform/ports';
import { joinSql, rowsSql, sql } from '../src/platform/sql';
import { dayIn, FIGURES, figureSql, firstUseDay, firstUseSql, joinDaySql, thisDay } from '../src/store/day-figures';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { missingMariaDb, startMariaDb } from './mariadb';
import { putDays, storedDays } from './stored-days';
import type { StoredDay } from './stored-days';

jest.setTimeout(120_000);

const missing = missingMariaDb();
if (missing !== null) console.warn(`Skipped: ${missing}`);

const NAMES = { users1: sql`users1`, users7: sql`users7`, users30: sql`users30`, events: sql`events` };
const FIRST = 20_000;
const ACCOUNTS = [1, 2, 3];
const count = fc.oneof(fc.nat(9), fc.nat(2_000), fc.nat(999_999_999));
const anyDays: fc.Arbitrary<StoredDay[]> = fc.uniqueArray(
  fc.record({
    account_id: fc.constantFrom(...ACCOUNTS),
    day: fc.integer({ min: FIRST, max: FIRST + 100 }),
    users1: fc.nat(3),
    users7: count,
    users30: count,
    events: count,
  }),
  { selector: ({ account_id, day }) => `${String(account_id)}:${String(day)}`, maxLength: 60 },
);

/** What SQL reads of a day, of each account: null where it does not have the day. */
async function asked(port: SqlPort, day: number, isColumn: boolean) {
  const [alias, on] = [sql`d`, isColumn ? dayIn(sql`a.last_active_day`) : thisDay(day)];
  const columns = joinSql(FIGURES.map((figure) => sql`${figureSql(alias, figure, on)} AS ${NAMES[figure]}`));
  const first = sql`(SELECT ${firstUseSql(sql`f`)} FROM account_days f WHERE f.account_id = a.account_id)`;
  await port.write(sql`UPDATE account SET last_active_day = ${day}`);
  const rows = await port.query(sql`
    SELECT ${first} AS first_use, ${columns} FROM account a ${joinDaySql(alias, sql`a.account_id`, on)} ORDER BY a.account_id`);
  const numberOf = (value: unknown) => (value === null ? null : Number(value));
  return rows.map((row) => ({
    figures: FIGURES.map((figure) => numberOf(row[figure])),
    first: firstUseDay(numberOf(row.first_use)),
  }));
}

(missing === null ? describe : describe.skip)('figures of a day', () => {
  const engines: SqlEngine[] = [];
  let stop: () => Promise<void> = () => Promise.resolve();

  beforeAll(async () => {
    const server = await startMariaDb();
    if ('missing' in server) throw new Error(server.missing);
    stop = server.stop;
    engines.push(openSqlite(':memory:'), await openMysql(server.url, 'day_figures'));
    for (const engine of engines) {
      await migrate(portsOver(engine), customerMigrations);
      const accounts = ACCOUNTS.map((id) => [id, `account ${String(id)}`, 'app']);
      await portsOver(engine).sql.write(sql`INSERT INTO account (account_id, natural_key, app_key) VALUES ${rowsSql(accounts)}`);
    }
  });
  afterAll(async () => {
    for (const engine of engines) await engine.close();
    await stop();
  });

  test('are those that were written, as SQL reads them and as they are read here, on both engines', async () => {
    await fc.assert(
      fc.asyncProperty(anyDays, fc.array(fc.integer({ min: FIRST - 5, max: FIRST + 130 }), { maxLength: 6 }), async (days, others) => {
        const ordered = days.toSorted((a, b) => a.account_id - b.account_id || a.day - b.day);
        for (const { sql: port } of engines.map(portsOver)) {
          await port.write(sql`DELETE FROM account_days`);
          await putDays(port, days);
          expect(await storedDays(port)).toEqual(ordered);
          for (const day of [...others, ...days.slice(0, 6).map((each) => each.day)]) {
            const expected = ACCOUNTS.map((id) => {
              const own = ordered.filter(({ account_id }) => account_id === id);
              const onDay = own.find((each) => each.day === day);
              return { figures: FIGURES.map((figure) => onDay?.[figure] ?? null), first: own[0]?.day ?? null };
            });
            expect(await asked(port, day, false)).toEqual(expected);
            expect(await asked(port, day, true)).toEqual(expected);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  test('are read answer by answer, in the order of the primary key', async () => {
    for (const { sql: port } of engines.map(portsOver)) {
      await port.write(sql`DELETE FROM account_days`);
      const day = { users1: 1, users7: 2, users30: 3, events: 4 };
      // With a block of an account that ends a first answer, and one of the same account that begins the next.
      const rows = Array.from({ length: 3_700 }, (_, index) => [667 + (index % 2), 1 + Math.floor(index / 2), 1, ...texts(day)]);
      await port.write(sql`INSERT INTO account_days (block, account_id, days, users1, users7, users30, events) VALUES ${rowsSql(rows)}`);
      const all = await storedDays(port);
      expect(all).toHaveLength(3_700);
      expect(all[0]).toEqual({ account_id: 1, day: 667 * 30, ...day });
      expect(new Set(all.map((each) => `${String(each.account_id)}:${String(each.day)}`)).size).toBe(3_700);
    }
  });
});

const texts = (day: Readonly<Record<(typeof FIGURES)[number], number>>): string[] =>
  FIGURES.map((figure) => `${String(day[figure])}${'0'.repeat(29)}`);
