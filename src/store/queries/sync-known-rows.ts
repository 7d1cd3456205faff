import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { FEED_TABLES } from './sync-feed';
import type { MarketplaceFeed } from './sync-feed';

const KnownRow = z.object({
  row_key: z.string(),
  content_hash: z.string(),
  version: z.coerce.number(),
  outward_hash: z.string(),
  outward_version: z.coerce.number(),
});
export type KnownRow = {
  readonly contentHash: string;
  readonly version: number;
  readonly outwardHash: string;
  readonly outwardVersion: number;
};

export function knownRowsSql(feed: MarketplaceFeed, rowKeys: readonly string[]) {
  return sql`
    SELECT row_key, content_hash, version, outward_hash, outward_version
    FROM ${FEED_TABLES[feed]}
    WHERE row_key IN (${rowKeys})`;
}

/** What is stored under any of the keys (at most a few thousand), by key. */
export async function knownRows(port: SqlPort, feed: MarketplaceFeed, rowKeys: readonly string[]): Promise<ReadonlyMap<string, KnownRow>> {
  if (rowKeys.length === 0) return new Map();
  const rows = z.array(KnownRow).parse(await port.query(knownRowsSql(feed, rowKeys)));
  return new Map(
    rows.map((row) => [
      row.row_key,
      { contentHash: row.content_hash, version: row.version, outwardHash: row.outward_hash, outwardVersion: row.outward_version },
    ]),
  );
}

/** Gives a row its new key, when the Marketplace has given a licence a better name than the one it was stored under. */
export function renameRowSql(feed: MarketplaceFeed, from: string, to: string) {
  return sql`UPDATE ${FEED_TABLES[feed]} SET row_key = ${to} WHERE row_key = ${from}`;
}

/** Notes that rows which did not change were in the export of this run. */
export function seenRowsSql(feed: MarketplaceFeed, rowKeys: readonly string[], run: number) {
  return sql`UPDATE ${FEED_TABLES[feed]} SET last_seen_run = ${run} WHERE row_key IN (${rowKeys}) AND last_seen_run < ${run}`;
}
