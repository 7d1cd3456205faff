import { joinSql, sql } from '../../platform/sql';
import type { MarketplaceFeed } from './sync-feed';

export type QuarantinedRow = { readonly rowKey: string | null; readonly reason: string; readonly rawHash: string; readonly raw: string };

/** Keeps rows that could not be read, with the reason, at most 500 a statement. */
export function quarantineSql(feed: MarketplaceFeed, rows: readonly QuarantinedRow[], seen: { readonly at: string; readonly run: number }) {
  const values = rows.map((row) => sql`(${feed}, ${row.rawHash}, ${row.rowKey}, ${row.reason}, ${row.raw}, ${seen.at}, ${seen.run})`);
  return sql`
    INSERT INTO quarantine (feed, raw_hash, row_key, reason, raw, first_seen_at, last_seen_run)
    VALUES ${joinSql(values)}
    ON DUPLICATE KEY UPDATE reason = VALUES(reason), last_seen_run = GREATEST(last_seen_run, VALUES(last_seen_run))`;
}

/** Lets go of what came in readable later. */
export function releaseQuarantineSql(feed: MarketplaceFeed, rowKeys: readonly string[]) {
  return sql`DELETE FROM quarantine WHERE feed = ${feed} AND row_key IN (${rowKeys})`;
}

/** Lets go of what a full pass has not met again. */
export function forgetQuarantineSql(feed: MarketplaceFeed, beforeRun: number) {
  return sql`DELETE FROM quarantine WHERE feed = ${feed} AND last_seen_run < ${beforeRun}`;
}
