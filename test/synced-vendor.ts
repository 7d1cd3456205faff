import { openSqlite } from '../dev/sql/sqlite-engine';
import { planSync } from '../src/marketplace/plan';
import type { SegmentCall } from '../src/marketplace/segment-call';
import { runSlice, type SliceOutcome, type SyncPorts } from '../src/marketplace/slice';
import { storedSale } from '../src/marketplace/stored-sale';
import { SyncSlice } from '../src/marketplace/sync-slice';
import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { TYPED_FEEDS, type MarketplaceFeed } from '../src/store/queries/sync-feed';
import { unknownValues } from '../src/store/queries/sync-unknown-values';
import type { MemoryMarketplace } from './memory-marketplace';
import { portsOver } from '../dev/sql/ports';

export const SYNC_START = Date.parse('2026-11-21T12:00:00Z');

async function openVendor(world: MemoryMarketplace, start: number, given: Readonly<Record<string, string>>) {
  const engine = openSqlite(':memory:');
  const store = portsOver(engine);
  await migrate(store, vendorMigrations);
  const told: SegmentCall[] = [];
  const erased: string[] = [];
  const clock = { now: start };
  const variables: Record<string, string> = {
    MARKETPLACE_EMAIL: 'bot@example.com',
    MARKETPLACE_TOKEN: 'x',
    MARKETPLACE_VENDOR_ID: '1',
    CONTACT_KEY: 'k',
    ...given,
  };
  const ports: SyncPorts = {
    sql: store.sql,
    http: (request) => world.http(request),
    variables: (name) => variables[name],
    clock: () => clock.now,
    log: () => undefined,
    emit: (calls) => {
      told.push(...calls);
      return Promise.resolve();
    },
    eraseContacts: (ids) => {
      erased.push(...ids);
      return Promise.resolve();
    },
  };
  return { ports, told, erased, clock, world, close: () => engine.close() };
}
export type SyncedVendor = Awaited<ReturnType<typeof openVendor>>;

/** Plans and runs every slice until each chain is done, as the queue would; gives the last outcome of each. */
export async function sync(
  of: SyncedVendor,
  ports: SyncPorts = of.ports,
  feeds: readonly MarketplaceFeed[] = TYPED_FEEDS,
): Promise<SliceOutcome[]> {
  const outcomes: SliceOutcome[] = [];
  for (const first of await planSync(ports, { now: of.clock.now, feeds })) {
    let outcome: SliceOutcome = { kind: 'next', slice: first, delayInSeconds: 0 };
    while (outcome.kind === 'next') outcome = await runSlice(ports, SyncSlice.parse(JSON.parse(JSON.stringify(outcome.slice))));
    outcomes.push(outcome);
  }
  return outcomes;
}

/** Lines of sales with what their records say, in the order of their keys. */
export async function storedSales(port: SqlPort) {
  const rows = await port.query(sql`SELECT content_hash, version, untold, TO_BASE64(record) AS raw FROM transaction_line`);
  return rows
    .map(({ raw, version, content_hash, untold }) => ({
      ...storedSale(String(raw)),
      raw,
      version,
      content_hash,
      untold,
    }))
    .sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1));
}

/** Everything stored except what time and surrogate keys decide. */
export async function contents(port: SqlPort) {
  return {
    licences: await port.query(
      sql`SELECT row_hash, entitlement_id, entitlement_number, company, tier, seats, status, content_hash, version, untold, TO_BASE64(record) AS raw FROM licence ORDER BY row_hash`,
    ),
    transactions: await storedSales(port),
    quarantine: await port.query(sql`SELECT feed, row_key, reason, raw FROM quarantine ORDER BY raw_hash`),
    unknown: await unknownValues(port),
  };
}

/** A vendor's empty, migrated store beside that Marketplace for one story; `told` is what destinations were told. */
export async function withVendor(
  world: MemoryMarketplace,
  story: (of: SyncedVendor) => Promise<void>,
  start = SYNC_START,
  variables: Readonly<Record<string, string>> = {},
) {
  const of = await openVendor(world, start, variables);
  try {
    await story(of);
  } finally {
    await of.close();
  }
}
