import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { isTyped, ofFeed, rawOf, tableOf } from './sync-feed';
import type { MarketplaceFeed } from './sync-feed';

const Counted = z.object({ row_count: z.coerce.number(), missed: z.coerce.number() });

/** Rows of a feed that are not gone, and how many of them no run since `run` has met. */
export async function missedRows(port: SqlPort, feed: MarketplaceFeed, run: number): Promise<{ stored: number; missed: number }> {
  const rows = await port.query(sql`
    SELECT COUNT(*) AS row_count, COALESCE(SUM(CASE WHEN last_seen_run < ${run} THEN 1 ELSE 0 END), 0) AS missed
    FROM ${tableOf(feed)}
    WHERE ${ofFeed(feed)}gone_at IS NULL`);
  const [counted] = z.array(Counted).parse(rows);
  return { stored: counted?.row_count ?? 0, missed: counted?.missed ?? 0 };
}

const Missed = z.object({ id: z.coerce.number(), row_key: z.string().nullable(), raw: z.string(), version: z.coerce.number() });
/** Without a key where only the packed record tells it. */
export type MissedRow = { readonly id: number; readonly rowKey: string | null; readonly raw: string; readonly version: number };

/** The next such rows, by id. */
export async function missedPage(port: SqlPort, feed: MarketplaceFeed, run: number, limit: number): Promise<readonly MissedRow[]> {
  const rows = await port.query(sql`
    SELECT id, ${isTyped(feed) ? sql`NULL` : sql`row_key`} AS row_key, ${rawOf(feed)} AS raw, version FROM ${tableOf(feed)}
    WHERE ${ofFeed(feed)}gone_at IS NULL AND last_seen_run < ${run}
    ORDER BY id LIMIT ${limit}`);
  return z
    .array(Missed)
    .parse(rows)
    .map((row) => ({ id: row.id, rowKey: row.row_key, raw: row.raw, version: row.version }));
}

/** Only rows that were still missed at this moment: another run may have met them. */
export function markGoneSql(feed: MarketplaceFeed, ids: readonly number[], run: number, goneAt: string) {
  return sql`UPDATE ${tableOf(feed)} SET gone_at = ${goneAt} WHERE id IN (${ids}) AND last_seen_run < ${run} AND gone_at IS NULL`;
}
