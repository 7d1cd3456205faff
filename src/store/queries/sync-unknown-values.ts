import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import type { MarketplaceFeed } from './sync-feed';

/** A row with a value that this version does not know. An unknown field is noted once a feed, under the empty key. */
export type Sighting = { readonly rowKey: string; readonly field: string; readonly value: string };

export function noteSightingsSql(feed: MarketplaceFeed, sightings: readonly Sighting[]) {
  const values = sightings.map(({ rowKey, field, value }) => sql`(${feed}, ${rowKey}, ${field}, ${value})`);
  return sql`INSERT IGNORE INTO unknown_value (feed, row_key, field, value) VALUES ${joinSql(values)}`;
}

/** Before the sightings of changed rows are noted anew. */
export function clearSightingsSql(feed: MarketplaceFeed, rowKeys: readonly string[]) {
  return sql`DELETE FROM unknown_value WHERE feed = ${feed} AND row_key IN (${rowKeys})`;
}

const Row = z.object({ feed: z.string(), field: z.string(), value: z.string(), row_count: z.coerce.number() });
/** `rows`: how many stored rows say so; 1 for an unknown field, which is noted once. */
export type UnknownValue = { readonly feed: string; readonly field: string; readonly value: string; readonly rows: number };

export function unknownValuesSql(limit: number) {
  return sql`
    SELECT feed, field, value, COUNT(*) AS row_count
    FROM unknown_value
    GROUP BY feed, field, value
    ORDER BY row_count DESC, feed, field, value
    LIMIT ${limit}`;
}

/** The unknown values, most frequent first. */
export async function unknownValues(port: SqlPort, limit = 200): Promise<readonly UnknownValue[]> {
  return z
    .array(Row)
    .parse(await port.query(unknownValuesSql(limit)))
    .map((row) => ({ feed: row.feed, field: row.field, value: row.value, rows: row.row_count }));
}
