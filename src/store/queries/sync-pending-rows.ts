import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import { rawOf, tableOf } from './sync-feed';
import type { TypedFeed } from './sync-feed';

const Row = z.object({
  id: z.coerce.number(),
  outward_hash: z.string(),
  outward_version: z.coerce.number(),
  changed_ms: z.coerce.number(),
  raw: z.string(),
});
/** A row of which destinations were not told yet. `raw` is packed. */
export type PendingRow = {
  readonly id: number;
  readonly outwardHash: string;
  readonly outwardVersion: number;
  readonly changedAt: string;
  readonly raw: string;
};

/** Served by the index on `pending`. */
export function pendingRowsSql(feed: TypedFeed, limit: number) {
  return sql`
    SELECT id, outward_hash, outward_version, changed_ms, ${rawOf(feed)} AS raw
    FROM ${tableOf(feed)}
    WHERE pending = 1
    ORDER BY id
    LIMIT ${limit}`;
}

export async function pendingRows(port: SqlPort, feed: TypedFeed, limit: number): Promise<readonly PendingRow[]> {
  return z
    .array(Row)
    .parse(await port.query(pendingRowsSql(feed, limit)))
    .map((row) => ({
      id: row.id,
      outwardHash: row.outward_hash,
      outwardVersion: row.outward_version,
      changedAt: new Date(row.changed_ms).toISOString(),
      raw: row.raw,
    }));
}

/** Settles exactly the state that was told: a row that another run changed meanwhile stays pending. At most 200 rows. */
export function settleRowsSql(feed: TypedFeed, rows: readonly PendingRow[]) {
  const told = rows.map((row) => sql`(id = ${row.id} AND outward_version = ${row.outwardVersion} AND outward_hash = ${row.outwardHash})`);
  return sql`UPDATE ${tableOf(feed)} SET pending = 0 WHERE ${joinSql(told, ' OR ')}`;
}
