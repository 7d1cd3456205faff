import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
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

/** More than this many wait for a full pass to be let go of. */
const MAX_HELD = 5_000;
const Held = z.object({ row_key: z.string() });

/** The keys of a feed's rows in quarantine, so that only they are let go of. */
export async function quarantinedKeys(port: SqlPort, feed: MarketplaceFeed): Promise<ReadonlySet<string>> {
  const rows = await port.query(sql`
    SELECT DISTINCT row_key FROM quarantine WHERE feed = ${feed} AND row_key IS NOT NULL LIMIT ${MAX_HELD}`);
  return new Set(
    z
      .array(Held)
      .parse(rows)
      .map((row) => row.row_key),
  );
}

const HeldRow = z.object({ raw: z.string(), last_seen_run: z.coerce.number() });

/** Packed records in quarantine, the latest first; `run` is the run that saw them last. */
export async function quarantinedRaws(
  port: SqlPort,
  feed: MarketplaceFeed,
  limit: number,
): Promise<readonly { raw: string; run: number }[]> {
  const rows = await port.query(sql`
    SELECT raw, last_seen_run FROM quarantine WHERE feed = ${feed} ORDER BY last_seen_run DESC, id DESC LIMIT ${limit}`);
  return z
    .array(HeldRow)
    .parse(rows)
    .map((row) => ({ raw: row.raw, run: row.last_seen_run }));
}
