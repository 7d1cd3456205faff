import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import { rawOf, tableOf } from './sync-feed';
import type { TypedFeed } from './sync-feed';

const Row = z.object({
  id: z.coerce.number(),
  version: z.coerce.number(),
  content_hash: z.string(),
  changed_ms: z.coerce.number(),
  raw: z.string(),
});
/** A row of which destinations were not told yet. `raw` is packed. */
export type PendingRow = {
  readonly id: number;
  readonly version: number;
  readonly contentHash: string;
  readonly changedAt: string;
  readonly raw: string;
};

/** Served by the index on `untold`. */
export function pendingRowsSql(feed: TypedFeed, limit: number) {
  return sql`
    SELECT id, version, content_hash, changed_ms, ${rawOf(feed)} AS raw
    FROM ${tableOf(feed)}
    WHERE untold = '1'
    ORDER BY id
    LIMIT ${limit}`;
}

export async function pendingRows(port: SqlPort, feed: TypedFeed, limit: number): Promise<readonly PendingRow[]> {
  return z
    .array(Row)
    .parse(await port.query(pendingRowsSql(feed, limit)))
    .map((row) => ({
      id: row.id,
      version: row.version,
      contentHash: row.content_hash,
      changedAt: new Date(row.changed_ms).toISOString(),
      raw: row.raw,
    }));
}

/** Settles exactly the state that was told: a row that another run changed meanwhile stays waiting. At most 200 rows. */
export function settleRowsSql(feed: TypedFeed, rows: readonly PendingRow[]) {
  const told = rows.map((row) => sql`(id = ${row.id} AND version = ${row.version} AND content_hash = ${row.contentHash})`);
  return sql`UPDATE ${tableOf(feed)} SET untold = NULL WHERE ${joinSql(told, ' OR ')}`;
}
