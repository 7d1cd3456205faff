import fc from 'fast-check';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { accountFilterAnswer } from '../src/console/account-filter';
import { ACCOUNT_ATTRIBUTES, accountPredicate } from '../src/engagement/account-filter';
import type { AccountAttributes, AccountFilter } from '../src/engagement/account-filter';
import { rowsSql, sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import { accountAttributeMigrations } from '../src/store/migrations/0009-account-attributes';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { andAccountIn } from '../src/store/queries/account-filter';
import { coreBefore } from './core-before';

const engine = openSqlite(':memory:');
const ports = portsOver(engine);
beforeAll(async () => {
  // As a store that began before it had these columns.
  await migrate(ports, coreBefore);
  await migrate(ports, vendorMigrations);
});
afterAll(() => engine.close());

const VALUES = ['a', 'A', 'b', ''] as const;
const value = fc.option(fc.constantFrom(...VALUES));
const attributes: fc.Arbitrary<AccountAttributes> = fc.record({
  app: fc.constantFrom(...VALUES),
  edition: value,
  hosting: value,
  plan: value,
  region: value,
  stage: value,
});
/** Null: an account of which only its app is known. */
const accounts = fc.array(fc.record({ of: attributes, hasState: fc.boolean() }), { maxLength: 12 });
const chosen = fc.uniqueArray(value, { maxLength: 3 });
const filters: fc.Arbitrary<AccountFilter> = fc.record(
  { app: chosen, edition: chosen, hosting: chosen, plan: chosen, region: chosen, stage: chosen },
  { requiredKeys: [] },
);
const known = (account: { of: AccountAttributes; hasState: boolean }): AccountAttributes =>
  account.hasState ? account.of : { app: account.of.app, edition: null, hosting: null, plan: null, region: null, stage: null };

async function store(rows: readonly AccountAttributes[], states: readonly boolean[]): Promise<void> {
  await ports.sql.write(sql`DELETE FROM account_state`);
  await ports.sql.write(sql`DELETE FROM account`);
  if (rows.length === 0) return;
  await ports.sql.write(
    sql`INSERT INTO account (account_id, natural_key, app_key) VALUES ${rowsSql(rows.map(({ app }, index) => [index + 1, `key-${String(index)}`, app]))}`,
  );
  const stated = rows.flatMap(({ edition, hosting, plan, region, stage }, index) =>
    states[index] === true ? [[index + 1, plan, 'active', 0, edition, hosting, region, stage]] : [],
  );
  if (stated.length === 0) return;
  await ports.sql.write(
    sql`INSERT INTO account_state (account_id, tier, status, mrr_cents, edition, hosting, region, stage) VALUES ${rowsSql(stated)}`,
  );
}

test('the store lets the same accounts pass as the definition', async () => {
  await fc.assert(
    fc.asyncProperty(accounts, filters, async (all, filter) => {
      const rows = all.map(known);
      await store(
        rows,
        all.map(({ hasState }) => hasState),
      );
      const passes = accountPredicate(filter, (accountId) => rows[accountId - 1]);
      const expected = rows.map((_row, index) => index + 1).filter(passes);
      const found = await ports.sql.query(
        sql`SELECT account_id FROM account WHERE 1 = 1${andAccountIn(sql`account_id`, filter)} ORDER BY account_id`,
      );
      expect(found.map((row) => Number(row.account_id))).toEqual(expected);

      const answer = await accountFilterAnswer(ports, filter);
      expect(answer).toMatchObject({ accounts: expected.length, of: rows.length });
      for (const name of ACCOUNT_ATTRIBUTES)
        for (const option of answer.options[name]) {
          const one = accountPredicate({ ...filter, [name]: [option.value] }, (accountId) => rows[accountId - 1]);
          expect(option.accounts).toBe(rows.filter((_row, index) => one(index + 1)).length);
        }
    }),
    { numRuns: 60 },
  );
});

test('options come by name, numbers in it by size, and what is not known last', async () => {
  const row = { app: 'app', edition: null, hosting: 'Cloud', region: null, stage: 'Free' };
  const plans = ['100 Users', '50 Users', null, '50 Users'];
  await store(
    plans.map((plan) => ({ ...row, plan })),
    plans.map(() => true),
  );
  const { options } = await accountFilterAnswer(ports, { plan: ['50 Users'] });
  expect(options.plan).toEqual([
    { value: '50 Users', accounts: 2 },
    { value: '100 Users', accounts: 1 },
    { value: null, accounts: 1 },
  ]);
  expect(options.hosting).toEqual([{ value: 'Cloud', accounts: 2 }]);
});

test('a migration that was cut before it was noted runs again', async () => {
  const names = accountAttributeMigrations.map(({ name }) => name);
  await ports.sql.write(sql`DELETE FROM schema_step WHERE name IN (${names.slice(1)})`);
  expect(await migrate(ports, vendorMigrations)).toEqual(names.slice(1));
  expect(await migrate(ports, vendorMigrations)).toEqual([]);
});
