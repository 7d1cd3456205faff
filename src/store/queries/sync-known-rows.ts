import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { chunked } from '../chunks';
import { isTyped, keyColumnOf, ofFeed, rawOf, storedKeyOf, tableOf } from './sync-feed';
import type { MarketplaceFeed } from './sync-feed';

const KnownRow = z.object({
  row_key: z.string(),
  content_hash: z.string(),
  version: z.coerce.number(),
  untold: z.string().nullable(),
  last_seen_run: z.coerce.number(),
  gone_at: z.string().nullable(),
});
/** `waits`: destinations were not told of this state yet. */
export type KnownRow = {
  readonly contentHash: string;
  readonly version: number;
  readonly waits: boolean;
  readonly lastSeenRun: number;
  readonly gone: boolean;
};

export function knownRowsSql(feed: MarketplaceFeed, rowKeys: readonly string[]) {
  return sql`
    SELECT ${keyColumnOf(feed)} AS row_key, content_hash, version, ${isTyped(feed) ? sql`untold` : sql`NULL AS untold`}, last_seen_run, gone_at
    FROM ${tableOf(feed)}
    WHERE ${foundBy(feed, rowKeys)}`;
}

/** What is stored under any of the keys (at most a few thousand), by key. */
export async function knownRows(port: SqlPort, feed: MarketplaceFeed, rowKeys: readonly string[]): Promise<ReadonlyMap<string, KnownRow>> {
  if (rowKeys.length === 0) return new Map();
  const rows = z.array(KnownRow).parse(await port.query(knownRowsSql(feed, rowKeys)));
  const keyOf = keysByStored(feed, rowKeys);
  return new Map(
    rows.map((row) => [
      keyOf(row.row_key),
      {
        contentHash: row.content_hash,
        version: row.version,
        waits: row.untold !== null,
        lastSeenRun: row.last_seen_run,
        gone: row.gone_at !== null,
      },
    ]),
  );
}

function foundBy(feed: MarketplaceFeed, rowKeys: readonly string[]) {
  return sql`${ofFeed(feed)}${keyColumnOf(feed)} IN (${rowKeys.map((key) => storedKeyOf(feed, key))})`;
}

function keysByStored(feed: MarketplaceFeed, rowKeys: readonly string[]): (stored: string) => string {
  const keys = new Map(rowKeys.map((key) => [storedKeyOf(feed, key), key]));
  return (stored) => keys.get(stored) ?? stored;
}

const RawRow = z.object({ row_key: z.string(), raw: z.string() });

/** The packed records that are stored under these keys. Few at a time, because an answer is at most 4 MiB. */
export async function storedRaws(port: SqlPort, feed: MarketplaceFeed, rowKeys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const raws = new Map<string, string>();
  for (const chunk of chunked(rowKeys)) {
    const rows = await port.query(
      sql`SELECT ${keyColumnOf(feed)} AS row_key, ${rawOf(feed)} AS raw FROM ${tableOf(feed)} WHERE ${foundBy(feed, chunk)}`,
    );
    const keyOf = keysByStored(feed, chunk);
    for (const row of z.array(RawRow).parse(rows)) raws.set(keyOf(row.row_key), row.raw);
  }
  return raws;
}

/** Gives a row its new key, when the Marketplace has given a licence a better name than the one it was stored under. */
export function renameRowSql(feed: MarketplaceFeed, from: string, to: string) {
  return sql`UPDATE ${tableOf(feed)} SET ${keyColumnOf(feed)} = ${storedKeyOf(feed, to)} WHERE ${foundBy(feed, [from])}`;
}

/** Notes that rows which did not change were in the export of this run; a row that was gone is back. */
export function seenRowsSql(feed: MarketplaceFeed, rowKeys: readonly string[], run: number) {
  return sql`
    UPDATE ${tableOf(feed)} SET last_seen_run = ${run}, gone_at = NULL
    WHERE ${foundBy(feed, rowKeys)} AND last_seen_run <= ${run}`;
}
