import type { SqlEngine } from '../dev/sql/engine';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SegmentCall } from '../src/delivery/envelope';
import { sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { unpack } from '../src/platform/packed';
import { fullId } from '../src/store/short-id';
import { storedDays } from './stored-days';

/** A fresh installation's database, and everything in it as text: what is packed is unpacked first, so that a search finds it. */
export async function freshStore(engine: SqlEngine = openSqlite(':memory:')) {
  const ports = portsOver(engine);
  await migrate(ports, customerMigrations);
  const all = async () => {
    const tables = (await engine.execute('SHOW TABLES', [])).rows.map((row) => String(Object.values(row)[0]));
    if (!tables.includes('app_user') || !tables.includes('erasure')) throw new Error('The search would miss tables');
    const dump: Record<string, unknown> = {};
    for (const name of tables)
      dump[name] = (await engine.execute(`SELECT * FROM ${name}`, [])).rows.map((row) => JSON.stringify(unpacked(row))).sort();
    return JSON.stringify(dump);
  };
  return { ...ports, all, close: () => engine.close() };
}
export type Store = Awaited<ReturnType<typeof freshStore>>;

const UNPACKED: Readonly<Record<string, (kept: string) => unknown>> = { calls: unpack, body: unpack, short_id: fullId };

function unpacked(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === 'string' ? (UNPACKED[column]?.(value) ?? value) : value]),
  );
}

export function tick(messageId: string, userId: string, timestamp: string, event = 'Item Ticked'): SegmentCall {
  const forge = { appKey: 'app', cloudId: 'cloud-1', entitlementId: 'ent-1', feature: true };
  return { type: 'track', messageId, userId, event, timestamp, properties: {}, context: { groupId: 'E-1', forge } };
}

/** What a page may count: activity and days without the names of people. */
export async function counts(store: Store) {
  const activity = await store.sql.query(sql`SELECT account_id, day, user_id, event_id, count FROM activity ORDER BY 1, 2, 3, 4`);
  const days = await storedDays(store.sql);
  const members = await store.sql.query(sql`SELECT account_id, user_id, first_day, last_day FROM membership ORDER BY 1, 2`);
  return { activity, days, members };
}
