import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { MARKETPLACE_FEEDS } from './sync-feed';
import type { MarketplaceFeed, SyncPass } from './sync-feed';

const Stored = z.object({ feed: z.enum(MARKETPLACE_FEEDS), row_count: z.coerce.number() });

async function counted(port: SqlPort, statement: ReturnType<typeof sql>): Promise<ReadonlyMap<MarketplaceFeed, number>> {
  const rows = z.array(Stored).parse(await port.query(statement));
  return new Map(rows.map((row) => [row.feed, row.row_count]));
}

/** Rows of each report that are not gone; a report without any is absent. Each count is read from an index. */
export function storedRows(port: SqlPort): Promise<ReadonlyMap<MarketplaceFeed, number>> {
  return counted(
    port,
    sql`
    SELECT 'licences' AS feed, COUNT(*) AS row_count FROM licence WHERE gone_at IS NULL
    UNION ALL SELECT 'transactions' AS feed, COUNT(*) AS row_count FROM transaction_line WHERE gone_at IS NULL
    UNION ALL SELECT feed, COUNT(*) AS row_count FROM feed_row WHERE gone_at IS NULL GROUP BY feed`,
  );
}

/** Rows of each report that could not be read. */
export function setAsideRows(port: SqlPort): Promise<ReadonlyMap<MarketplaceFeed, number>> {
  return counted(port, sql`SELECT feed, COUNT(*) AS row_count FROM quarantine GROUP BY feed`);
}

const Piece = z.object({
  feed: z.enum(MARKETPLACE_FEEDS),
  pass: z.enum(['full', 'delta']),
  run: z.coerce.number(),
  window_key: z.string(),
  rows_read: z.coerce.number(),
  rows_changed: z.coerce.number(),
});
/** One piece of a run that was read, under the name that the run gave it. */
export type ReadPiece = {
  readonly feed: MarketplaceFeed;
  readonly pass: SyncPass;
  readonly run: number;
  readonly windowKey: string;
  readonly read: number;
  readonly changed: number;
};

/** What was read in any run of these names. Served by the index on `run`. */
export async function readPieces(port: SqlPort, runs: readonly number[]): Promise<readonly ReadPiece[]> {
  if (runs.length === 0) return [];
  const rows = await port.query(sql`
    SELECT feed, pass, run, window_key, rows_read, rows_changed FROM sync_window WHERE run IN (${runs}) ORDER BY id`);
  return z
    .array(Piece)
    .parse(rows)
    .map((row) => ({
      feed: row.feed,
      pass: row.pass,
      run: row.run,
      windowKey: row.window_key,
      read: row.rows_read,
      changed: row.rows_changed,
    }));
}
