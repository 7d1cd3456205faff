import type { SqlEngine } from '../dev/sql/engine';
import { openMysql } from '../dev/sql/mysql-engine';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SegmentCall } from '../src/marketplace/segment-call';
import type { SyncPorts } from '../src/marketplace/slice';
import { unpackRaw } from '../src/marketplace/raw-text';
import { storedSale } from '../src/marketplace/stored-sale';
import { firstPlace, takeInChanges } from '../src/profiles/take-in-revenue';
import type { SqlPort } from '../src/platform/ports';
import { Sql, sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { contactsOn } from '../src/store/queries/named-contacts';
import { rolesOn } from '../src/store/queries/sync-contacts';
import { storedRaws } from '../src/store/queries/sync-known-rows';
import { transactionLinesForAccounts } from '../src/store/queries/transaction-lines-for-accounts';
import { rowHash } from '../src/store/row-hash';
import before from './fixtures/market-before-0034.json';
import { migrateUpTo } from './core-before';
import { migrateKilled } from './killed-migration';
import { marketBefore } from './market-before';
import { missingMariaDb, startMariaDb } from './mariadb';
import { memoryMarketplace } from './memory-marketplace';
import { sync } from './synced-vendor';

jest.setTimeout(120_000);

const WEEK = 7 * 86_400_000;
const FROM = '0034';
const conversions = vendorMigrations.filter(({ name, unless }) => name >= FROM && unless === undefined);
type Row = Readonly<Record<string, string | number | null>>;
const tables: Readonly<Record<string, readonly Row[]>> = before.tables;

/** A store of the version before, as that version wrote it: two syncs, the second of which changed some rows, and revenue taken in. */
async function storeOfBefore(engine: SqlEngine): Promise<ReturnType<typeof portsOver>> {
  const ports = portsOver(engine);
  await migrate(ports, marketBefore);
  await migrateUpTo(ports, FROM, vendorMigrations);
  for (const [table, rows] of Object.entries(tables)) {
    for (const row of rows) {
      const names = Object.keys(row);
      await ports.sql.write(
        new Sql(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`, Object.values(row)),
      );
    }
  }
  return ports;
}

/** A line as the columns of the version before said it. */
function saleOfBefore(row: Row) {
  return {
    id: row.id,
    rowKey: row.row_key,
    transactionId: row.transaction_id,
    entitlementId: row.entitlement_id,
    entitlementNumber: row.entitlement_number,
    addonLicenceId: row.addon_licence_id,
    licenceId: row.licence_id,
    cloudId: row.cloud_id,
    addonKey: row.addon_key,
    saleDay: row.sale_day,
    saleType: row.sale_type,
    hosting: row.hosting,
    edition: row.edition,
    billingPeriod: row.billing_period,
    tier: row.tier,
    purchasePriceCents: row.purchase_price_cents,
    vendorAmountCents: row.vendor_amount_cents,
    maintenanceStartDay: row.maintenance_start_day,
    maintenanceEndDay: row.maintenance_end_day,
    paymentStatus: row.payment_status,
    refundReason: row.refund_reason,
    originalTransactionId: row.original_transaction_id,
    prorated: row.prorated,
  };
}

/** The same of every line, by its entitlement's id or, without one, by its number. */
async function salesIn(port: SqlPort) {
  const rows = tables.transaction_line ?? [];
  const names = (of: (row: Row) => unknown) => [...new Set(rows.map(of).filter((name) => typeof name === 'string'))];
  const wanted = {
    entitlementIds: names((row) => row.entitlement_id),
    entitlementNumbers: names((row) => (row.entitlement_id === null ? row.entitlement_number : null)),
    endingAfterDay: null,
  };
  const known = Object.keys(saleOfBefore({}));
  const lines = await transactionLinesForAccounts(port, wanted, storedSale);
  return lines.map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => known.includes(name))));
}

async function standsRight(store: ReturnType<typeof portsOver>): Promise<void> {
  const told: SegmentCall[] = [];
  const world = memoryMarketplace({ ...before.rows });
  const clock = { now: before.now + WEEK };
  const variables: Record<string, string> = {
    MARKETPLACE_EMAIL: 'bot@example.com',
    MARKETPLACE_TOKEN: 'x',
    MARKETPLACE_VENDOR_ID: '1',
    CONTACT_KEY: 'k',
  };
  const ports: SyncPorts = {
    sql: store.sql,
    http: (request) => world.http(request),
    variables: (name) => variables[name],
    clock: () => clock.now,
    log: () => undefined,
    emit: (calls) => Promise.resolve(void told.push(...calls)),
    eraseContacts: () => Promise.resolve(),
  };
  const of = { ports, told, erased: [], clock, world, close: () => Promise.resolve() };
  const instants = async (table: Sql) =>
    (
      await store.sql.query(
        sql`SELECT id, version, CASE WHEN untold IS NULL THEN 0 ELSE 1 END AS pending, changed_ms FROM ${table} ORDER BY id`,
      )
    ).map(({ changed_ms, ...row }) => ({
      ...row,
      changed_at: new Date(Number(changed_ms)).toISOString(),
    }));
  const were = (rows: readonly Row[] | undefined) =>
    (rows ?? []).map(({ id, version, pending, changed_at }) => ({ id, version, pending, changed_at }));
  const stands = async () => {
    expect(await instants(sql`licence`)).toEqual(were(tables.licence));
    expect(await instants(sql`transaction_line`)).toEqual(were(tables.transaction_line));
  };
  await stands();
  expect(await salesIn(store.sql)).toEqual((tables.transaction_line ?? []).map(saleOfBefore));
  const place = await firstPlace(store.sql);
  expect(place.lines.at).not.toBe('');
  expect(await takeInChanges(ports, place)).toBeNull();
  const taken = () =>
    store.sql.query(sql`
      SELECT line_id, account_id, version, left_out, kind, sale_day, start_day, end_day, customer_cents, net_cents, partner, discounts
      FROM revenue_line ORDER BY line_id`);
  const moved = await taken();
  await store.sql.write(sql`DELETE FROM revenue_line`);
  for (let next: typeof place | null = await firstPlace(store.sql); next !== null;) next = await takeInChanges(ports, next);
  expect(await taken()).toEqual(moved);

  // A full pass over the same reports finds nothing that is new, and nobody is told of anything.
  await sync(of);
  await stands();
  expect(told).toEqual([]);
  expect(await store.sql.query(sql`SELECT COUNT(*) AS n FROM row_change`)).toEqual([{ n: tables.row_change?.length }]);
  const roles = tables.contact_role ?? [];
  const named = await rolesOn(store.sql, [...new Set(roles.map(({ row_key }) => String(row_key)))]);
  expect(named.map(({ rowKey, role, contactId }) => `${rowKey} ${role} ${contactId}`).sort()).toEqual(
    roles.map(({ row_key, role, contact_id }) => `${String(row_key)} ${String(role)} ${String(contact_id)}`).sort(),
  );
  const kinds = new Map((tables.contact ?? []).map(({ contact_id, domain_kind }) => [contact_id, domain_kind]));
  for (const { contactId, domain } of await contactsOn(store.sql, [...new Set(roles.map(({ row_key }) => String(row_key)))]))
    expect({ contactId, domain }).toEqual({ contactId, domain: kinds.get(contactId) });

  // What changes after it is one change of the row that was there.
  const [licence, ...others] = world.rows.licences;
  world.rows.licences = [{ ...licence, tier: '5000 Users', lastUpdated: '2026-11-28' }, ...others];
  clock.now += WEEK;
  await sync(of);
  const key = `entitlement:${String(licence?.appEntitlementId)}`;
  const raw = (await storedRaws(store.sql, 'licences', [key])).get(key) ?? '';
  expect(JSON.parse(unpackRaw(raw))).toMatchObject({ tier: '5000 Users' });
  expect(await store.sql.query(sql`SELECT COUNT(*) AS n FROM row_change`)).toEqual([{ n: (tables.row_change?.length ?? 0) + 1 }]);
  expect(await store.sql.query(sql`SELECT COUNT(*) AS n FROM licence`)).toEqual([{ n: tables.licence?.length }]);
  expect(told.map(({ type }) => type)).toContain('group');
}

test('a store of the version before goes on as if it had always been this one', async () => {
  const engine = openSqlite(':memory:');
  const store = await storeOfBefore(engine);
  expect(await migrate(store, vendorMigrations)).toEqual(conversions.map(({ name }) => name));
  expect(await migrate(store, vendorMigrations)).toEqual([]);
  await standsRight(store);
  await engine.close();
});

/** As if it had begun with the tables of version 35, with so many more lines that they do not move at once. */
async function storeOf35(engine: SqlEngine, copies: number): Promise<ReturnType<typeof portsOver>> {
  const store = await storeOfBefore(engine);
  await migrate(
    store,
    vendorMigrations.filter(({ name }) => name < '0040'),
  );
  for (const name of ['licence', 'transaction-line'])
    await store.sql.write(sql`UPDATE schema_step SET name = ${`0035-${name}`} WHERE name = ${`0002-${name}`}`);
  await store.sql
    .write(sql`INSERT INTO transaction_line (row_hash, content_hash, version, outward_hash, outward_version, pending, raw, last_seen_run)
    SELECT CONCAT('copy ', a.id * 10000 + b.id * 100 + c.id), t.content_hash, 1, t.outward_hash, 1, 0, t.raw, 0
    FROM transaction_line t, transaction_line a, transaction_line b, transaction_line c WHERE t.id = 1 ORDER BY a.id, b.id, c.id LIMIT ${copies}`);
  return store;
}

test('a store that began with version 35 has all of its records as bytes, and what waits to be told still waits', async () => {
  const engine = openSqlite(':memory:');
  const store = await storeOf35(engine, 1_000);
  const lines = () =>
    store.sql.query(sql`SELECT COUNT(*) AS n, COUNT(DISTINCT record) AS records FROM transaction_line WHERE row_hash LIKE 'copy %'`);
  await store.sql.write(sql`UPDATE transaction_line SET pending = 1 WHERE row_hash = 'copy 10101'`);
  await store.sql.write(sql`UPDATE transaction_line SET entitlement_number = 'E-1' WHERE row_hash = 'copy 10102'`);
  await store.sql.write(sql`INSERT INTO revenue_twin (account_id, twin_key) VALUES (1, '0123456789abcdef012345')`);
  await migrate(store, vendorMigrations);
  expect(await store.sql.query(sql`SELECT twin_key FROM revenue_twin`)).toEqual([{ twin_key: '0123456789ab' }]);
  await store.sql.write(sql`DELETE FROM revenue_twin`);
  const waiting = await store.sql.query(sql`SELECT row_hash, untold FROM transaction_line WHERE untold IS NOT NULL`);
  expect(waiting).toEqual([{ row_hash: 'copy 10101', untold: '1' }]);
  const found = await store.sql.query(sql`SELECT row_hash FROM transaction_line WHERE entitlement_hash = ${rowHash('E-1')}`);
  expect(found).toEqual([{ row_hash: 'copy 10102' }]);
  expect(await lines()).toEqual([{ n: 1_000, records: 1 }]);
  expect(await store.sql.query(sql`SELECT COUNT(*) AS n FROM transaction_line WHERE record IS NULL`)).toEqual([{ n: 0 }]);
  await store.sql.write(sql`DELETE FROM transaction_line WHERE row_hash LIKE 'copy %'`);
  await standsRight(store);
  await engine.close();
});

test('a migration that is killed at any statement ends the same', async () => {
  const engine = openSqlite(':memory:');
  const store = await storeOfBefore(engine);
  const times = await migrateKilled(store, vendorMigrations);
  expect(times).toBeGreaterThan(conversions.length / 2);
  // Each try gets a step further; one that writes some rows at a time needs a second to see that none are left.
  expect(times).toBeLessThan(conversions.length + conversions.filter((step) => 'writes' in step && step.writes === 'some rows').length);
  await standsRight(store);
  await engine.close();
});

const missing = missingMariaDb();
(missing === null ? test : test.skip)('so it does on MariaDB', async () => {
  const server = await startMariaDb();
  if ('missing' in server) throw new Error(server.missing);
  const engine = await openMysql(server.url, 'market_space');
  try {
    const store = await storeOfBefore(engine);
    await migrate(store, vendorMigrations);
    await standsRight(store);
  } finally {
    await engine.close();
    await server.stop();
  }
});
