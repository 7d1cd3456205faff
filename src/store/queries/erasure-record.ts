import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';

/** Where something of a person can be. `vendor`: the vendor is told, who deletes at their own tools. */
export const ErasurePlace = z.enum(['own-store', 'vendor', 'segment', 'journy']);
export type ErasurePlace = z.infer<typeof ErasurePlace>;
export const PlaceState = z.enum(['done', 'waiting', 'failed', 'off']);
export type PlaceState = z.infer<typeof PlaceState>;
export const ErasureCause = z.enum(['admin', 'account-closed', 'requested']);
export type ErasureCause = z.infer<typeof ErasureCause>;

/** What became of one request. `reason` is a code, e.g. `key-refused-401`. */
export type ErasureRecord = {
  readonly erasureId: string;
  readonly requestedAt: string;
  readonly cause: ErasureCause;
  readonly done: readonly { readonly place: ErasurePlace; readonly state: PlaceState; readonly reason: string | null }[];
};

const state = PlaceState.nullable();
const reason = z.string().nullable();
const Row = z.object({
  erasure_id: z.string(),
  requested_at: z.string(),
  cause: ErasureCause,
  own_store: state,
  vendor: state,
  segment: state,
  journy: state,
  own_store_reason: reason,
  vendor_reason: reason,
  segment_reason: reason,
  journy_reason: reason,
});

const COLUMNS = sql`erasure_id, requested_at, cause, own_store, vendor, segment, journy, own_store_reason, vendor_reason, segment_reason, journy_reason`;
const PLACE_COLUMNS: Readonly<Record<ErasurePlace, { readonly state: Sql; readonly reason: Sql }>> = {
  'own-store': { state: sql`own_store`, reason: sql`own_store_reason` },
  vendor: { state: sql`vendor`, reason: sql`vendor_reason` },
  segment: { state: sql`segment`, reason: sql`segment_reason` },
  journy: { state: sql`journy`, reason: sql`journy_reason` },
};

/** A request that came; the same request again keeps its row. */
export async function noteErasure(
  sqlPort: SqlPort,
  erasure: { readonly erasureId: string; readonly requestedAt: number; readonly cause: ErasureCause },
): Promise<void> {
  await sqlPort.write(sql`
    INSERT IGNORE INTO erasure (erasure_id, requested_at, cause)
    VALUES (${erasure.erasureId}, ${new Date(erasure.requestedAt).toISOString()}, ${erasure.cause})`);
}

export async function notePlace(
  sqlPort: SqlPort,
  erasureId: string,
  { place, state: placeState, reason: placeReason }: ErasureRecord['done'][number],
): Promise<void> {
  const columns = PLACE_COLUMNS[place];
  await sqlPort.write(
    sql`UPDATE erasure SET ${columns.state} = ${placeState}, ${columns.reason} = ${placeReason} WHERE erasure_id = ${erasureId}`,
  );
}

export async function erasureRecord(sqlPort: SqlPort, erasureId: string): Promise<ErasureRecord | null> {
  const rows = await sqlPort.query(sql`SELECT ${COLUMNS} FROM erasure WHERE erasure_id = ${erasureId}`);
  const [row] = z.array(Row).parse(rows);
  return row === undefined ? null : recordOf(row);
}

/** The latest requests, newest first. */
export async function latestErasures(sqlPort: SqlPort, limit: number): Promise<ErasureRecord[]> {
  const rows = await sqlPort.query(sql`SELECT ${COLUMNS} FROM erasure ORDER BY requested_at DESC, erasure_id LIMIT ${limit}`);
  return z.array(Row).parse(rows).map(recordOf);
}

function recordOf(row: z.infer<typeof Row>): ErasureRecord {
  const places = [
    { place: 'own-store', state: row.own_store, reason: row.own_store_reason },
    { place: 'vendor', state: row.vendor, reason: row.vendor_reason },
    { place: 'segment', state: row.segment, reason: row.segment_reason },
    { place: 'journy', state: row.journy, reason: row.journy_reason },
  ] as const;
  const done = places.flatMap(({ state: placeState, ...rest }) => (placeState === null ? [] : [{ ...rest, state: placeState }]));
  return { erasureId: row.erasure_id, requestedAt: row.requested_at, cause: row.cause, done };
}
