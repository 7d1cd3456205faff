import { createHash } from 'node:crypto';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { messageHash, storeBatch } from '../src/intake/store-batch';
import type { SegmentCall } from '../src/delivery/envelope';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { refreshEngagement } from '../src/store/engagement-rows';
import { refreshEventDays } from '../src/store/event-days';
import { migrate } from '../src/store/migrate';
import type { Migration } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { recountAccounts } from '../src/store/recount-accounts';
import { recountsLeft } from '../src/store/stale-accounts';
import { accountsToPack } from '../src/store/stale-blocks';
import { tableSizes } from '../src/store/queries/table-sizes';
import { coreBefore } from './core-before';
import { sumsIn } from './stored-sums';

const TODAY = dayNumber('2028-03-05');
const RECEIVED = Date.parse('2028-03-05T12:00:00Z');
const FROM = '0031';
/** What made the tables that are gone. */
const GONE = [
  '0001-account-day',
  '0008-member-days',
  '0008-account-period',
  '0008-account-cohort',
  '0010-event-days',
  '0027-event-days-uses',
];
const all: readonly Migration[] = customerMigrations;
const EARLIER = new Set(coreBefore.flatMap(({ name }) => (name < FROM ? [name] : [])));
const isEarlier = (steps: string | readonly string[]) => [steps].flat().some((step) => EARLIER.has(step));
const LATER = all.flatMap(({ name, after, unless }) => {
  const isOwn = name >= FROM && (after === undefined || isEarlier(after)) && (unless === undefined || !isEarlier(unless));
  return isOwn ? [name] : [];
});

/** Days of use of three accounts, one of them by nobody in particular, through a year's end and a leap day. */
const calls = ['A', 'B', 'C'].flatMap((account, index) =>
  [0, 1, 5, 30, 64, 65, 200, 399].map((back, number): SegmentCall => ({
    type: 'track',
    messageId: `${account}${String(number)}`,
    ...(account === 'C' ? { anonymousId: 'E-C' } : { userId: `u${String(number % (index + 2))}` }),
    event: 'Item Ticked',
    timestamp: `${dayFromNumber(TODAY - back - index)}T10:00:00Z`,
    context: { groupId: `E-${account}`, forge: { appKey: 'app', cloudId: `site-${account}`, entitlementId: account, feature: true } },
  })),
);

async function freshStore() {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, coreBefore);
  await migrate(ports, customerMigrations);
  await storeBatch(ports.sql, calls, RECEIVED);
  const counting = { sql: ports.sql, clock: () => 0, counted: () => Promise.resolve() };
  const upkeep = async () => {
    await expect(recountAccounts(counting, { today: TODAY, deadline: 1 })).resolves.toBe(true);
    await expect(refreshEngagement(counting, { today: TODAY, deadline: 1 })).resolves.toBe(true);
    await expect(refreshEventDays(counting, { deadline: 1 })).resolves.toBe(true);
  };
  await upkeep();
  const figures = async () => ({
    ...(await sumsIn(ports.sql)),
    packed: await ports.sql.query(sql`SELECT place, account_id, packed, uses FROM event_use ORDER BY 1, 2`),
  });
  /** As it was before those steps. */
  const goBack = async () => {
    for (const table of [sql`account_units`, sql`account_days`, sql`event_use`, sql`nobody_days`])
      await ports.ddl(sql`DROP TABLE ${table}`);
    await ports.ddl(sql`ALTER TABLE membership DROP COLUMN days`);
    await ports.ddl(sql`ALTER TABLE account_key RENAME COLUMN key_hash TO account_key`);
    await ports.ddl(sql`DROP INDEX IF EXISTS app_user_short ON app_user`);
    await ports.ddl(sql`ALTER TABLE app_user RENAME COLUMN short_id TO external_id`);
    await ports.sql.write(sql`DELETE FROM schema_step WHERE name >= ${FROM} OR name IN (${GONE})`);
    const old = customerMigrations.filter(({ name }) => name < FROM);
    expect(await migrate(ports, old)).toEqual(GONE);
  };
  return { ...ports, upkeep, figures, goBack, close: () => engine.close() };
}

test('a store of an earlier version has the same figures after its upkeep', async () => {
  const store = await freshStore();
  const before = await store.figures();
  expect(before.days.length).toBeGreaterThan(20);
  expect(before.periods.length).toBeGreaterThan(20);
  expect(before.cohorts.length).toBeGreaterThan(20);
  expect(before.packed.length).toBeGreaterThan(10);
  expect(before.members.flatMap(({ blocks }) => blocks).length).toBeGreaterThan(10);

  await store.goBack();
  expect(await migrate(store, customerMigrations)).toEqual(LATER);
  // Until then whoever looks is told that figures are not whole.
  await expect(recountsLeft(store.sql)).resolves.toBe(3);
  await expect(accountsToPack(store.sql)).resolves.toBe(3);
  await store.upkeep();
  await expect(recountsLeft(store.sql)).resolves.toBe(0);
  expect(await store.figures()).toEqual(before);
  const tables = (await tableSizes(store.sql)).map(({ name }) => name);
  expect(tables).toContain('account_units');
  expect(tables).toContain('account_days');
  for (const gone of ['account_day', 'account_period', 'account_cohort', 'event_days', 'member_days']) expect(tables).not.toContain(gone);
  await store.close();
});

test('an event that came before receipts were shorter is known when it comes again', async () => {
  const engine = openSqlite(':memory:');
  const store = portsOver(engine);
  await migrate(store, customerMigrations);
  await storeBatch(store.sql, calls, RECEIVED);
  const counts = () => store.sql.query(sql`SELECT * FROM activity ORDER BY account_id, day, user_id, event_id`);
  const before = await counts();
  for (const { messageId } of calls) {
    const long = createHash('sha256').update(messageId).digest('base64url').slice(0, 22);
    await store.sql.write(sql`UPDATE receipt SET message_hash = ${long} WHERE message_hash = ${messageHash(messageId)}`);
  }
  await store.sql.write(sql`DELETE FROM schema_step WHERE name = '0045-short-receipts'`);
  expect(await migrate(store, customerMigrations)).toEqual(['0045-short-receipts']);
  await storeBatch(store.sql, calls, RECEIVED);
  expect(await counts()).toEqual(before);
  expect(await store.sql.query(sql`SELECT COUNT(*) AS n FROM receipt`)).toEqual([{ n: calls.length }]);
  await engine.close();
});

test('steps that are cut before any statement are finished by the next', async () => {
  const store = await freshStore();
  const before = await store.figures();
  let statements = 0;
  for (let cutAt = 1; ; cutAt += 1) {
    await store.goBack();
    statements = 0;
    const dying =
      <A, R>(work: (given: A) => Promise<R>) =>
      async (given: A): Promise<R> => {
        statements += 1;
        if (statements === cutAt) throw new Error('The invocation died');
        return await work(given);
      };
    const ports = {
      sql: { query: dying(store.sql.query.bind(store.sql)), write: dying(store.sql.write.bind(store.sql)) },
      ddl: dying(store.ddl),
    };
    const isWhole = await migrate(ports, customerMigrations).then(
      () => true,
      () => false,
    );
    await migrate(store, customerMigrations);
    await store.upkeep();
    expect(await store.figures()).toEqual(before);
    if (isWhole) break;
  }
  expect(statements).toBeGreaterThan(2 * LATER.length);
  await store.close();
});
