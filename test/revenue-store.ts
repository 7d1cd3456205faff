import { randomFrom, type Random } from '../dev/simulator/random';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { loadFeed, rowsOfList } from '../src/marketplace/load-feed';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import type { MarketplaceFeed } from '../src/store/queries/sync-feed';
import { updateRevenue } from '../src/profiles/update-revenue';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { memoryKvs } from './memory-kvs';

export type RawRow = Record<string, unknown>;

/** An empty vendor's store on SQLite in memory, and what a sync and an update of revenue do to it. */
export async function openRevenueStore() {
  const engine = openSqlite(':memory:');
  const { sql, ddl } = portsOver(engine);
  await migrate({ sql, ddl }, vendorMigrations);
  const kvs = memoryKvs();
  let now = Date.parse('2026-11-21T12:00:00Z');
  let run = 1;
  const load = async (feed: MarketplaceFeed, rows: readonly RawRow[]): Promise<void> => {
    now += 60_000;
    run += 1;
    const seen = { at: new Date(now).toISOString(), run, pass: 'delta' } as const;
    await loadFeed({ sql, settle: () => Promise.resolve() }, feed, rowsOfList(rows), seen);
  };
  return {
    sql,
    kvs,
    clock: () => now,
    /** One delivery of rows, as the sync stores them. */
    load: (feed: 'transactions' | 'licences', rows: readonly RawRow[]) => load(feed, rows),
    loadReport: (feed: 'feedback' | 'recurring-revenue', rows: readonly RawRow[]) => load(feed, rows),
    update: (port: SqlPort = sql) => update(port, kvs, () => now),
    close: () => engine.close(),
  };
}
export type RevenueStore = Awaited<ReturnType<typeof openRevenueStore>>;

async function update(sql: SqlPort, kvs: ReturnType<typeof memoryKvs>, clock: () => number): Promise<void> {
  let place: Parameters<typeof updateRevenue>[1] | null = { step: 'take-in', place: null };
  while (place !== null) place = await updateRevenue({ sql, kvs, clock }, place);
}

const FIRST = dayNumber('2024-01-15');

/** Lines of few accounts that meet: sales, refunds with and without a rebill, moves between sites, everything at random. */
export function randomRows(seed: number, accounts: number): RawRow[] {
  const random = randomFrom('revenue-store', seed);
  return Array.from({ length: accounts }, (_, account) => accountRows(random, seed, account)).flat();
}

function accountRows(random: Random, seed: number, account: number): RawRow[] {
  const rows: RawRow[] = [];
  const app = `com.example.${random.pick(['one', 'two'])}`;
  const cloudId = random.pick([`site-${account}`, 'site-a', 'site-b']);
  const email = random.pick([`a@company-${account}.test`, 'b@shared.test', 'c@gmail.com']);
  let day = FIRST + random.int(0, 400);
  for (let term = 0; term < random.int(1, 5); term += 1) {
    const period = random.pick(['Monthly', 'Annual', 'Annual']);
    const end = day + (period === 'Annual' ? 365 : random.pick([28, 30, 31, 45]));
    const seats = random.pick([10, 25, 50, 100]);
    const price = random.pick([0, 49.99, 1200, 1200.05, 5000]);
    const sold = { app, account, cloudId, email, seats, period };
    const id = `IN-${seed}-${account}-${term}`;
    rows.push(rawLine(id, { ...sold, saleType: term === 0 ? 'New' : 'Renewal', sold: day, start: day, end, price }));
    if (random.chance(0.4)) {
      const at = random.chance(0.5) ? day : random.int(day + 1, end - 1);
      const part = at === day ? price : Math.round(price * 50) / 100;
      const refunded = { ...sold, sold: at, start: at, end };
      rows.push(rawLine(`${id}R`, { ...refunded, saleType: 'Refund', price: -part, of: random.chance(0.6) ? id : null }));
      if (random.chance(0.6)) rows.push(rawLine(`${id}U`, { ...refunded, saleType: 'Upgrade', price: price + 300, seats: seats + 15 }));
    }
    day = end + random.pick([0, 0, 0, 5, 40]);
  }
  return rows;
}

type Line = {
  readonly app: string;
  readonly account: number;
  readonly cloudId: string;
  readonly email: string;
  readonly seats: number;
  readonly period: string;
  readonly saleType: string;
  readonly sold: number;
  readonly start: number;
  readonly end: number;
  readonly price: number;
  readonly of?: string | null;
};

function rawLine(id: string, line: Line): RawRow {
  return {
    transactionId: id,
    transactionLineItemId: '1',
    addonKey: line.app,
    appEntitlementId: `ent-${line.account}`,
    appEntitlementNumber: `E-${line.account}`,
    cloudId: line.cloudId,
    appEdition: 'Standard',
    paymentStatus: 'Paid',
    lastUpdated: dayFromNumber(line.sold),
    customerDetails: { company: `Company ${line.account}`, region: 'EMEA', technicalContact: { email: line.email, name: 'N' } },
    purchaseDetails: {
      saleDate: dayFromNumber(line.sold),
      saleType: line.saleType,
      licenseType: 'COMMERCIAL',
      hosting: 'Cloud',
      billingPeriod: line.period,
      tier: `${line.seats} Users`,
      purchasePrice: line.price,
      vendorAmount: Math.round(line.price * 85) / 100,
      maintenanceStartDate: dayFromNumber(line.start),
      maintenanceEndDate: dayFromNumber(line.end),
      ...(line.of === undefined || line.of === null ? {} : { originalTransactionDetails: { transactionId: line.of } }),
    },
  };
}
