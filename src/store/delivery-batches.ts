import { z } from 'zod';
import type { AuditPort, AuditRow } from '../delivery/audit';
import { dayNumberOf } from '../platform/days';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';

/** Batches are kept one by one for so many days; then their sums are. Longer than any letter can wait. */
export const BATCH_DAYS = 35;

/**
 * Writes where batches stand. The row with the most attempts is the truth, whichever comes first: a run that is repeated or
 * overtaken by a later one changes nothing.
 */
export async function noteBatches(sqlPort: SqlPort, rows: readonly AuditRow[]): Promise<void> {
  for (const chunk of chunked(rows)) {
    const values = chunk.map(({ batch, destination, at, events, state, reason, attempts, repeats }) => [
      batch,
      destination,
      dayNumberOf(at),
      new Date(at).toISOString(),
      events,
      state,
      reason === null ? null : reason.slice(0, 60),
      attempts,
      repeats,
    ]);
    await sqlPort.write(sql`
      INSERT INTO delivery_batch (batch_id, destination, day, at, events, state, reason, attempts, repeats) VALUES ${rowsSql(values)}
      ON DUPLICATE KEY UPDATE
        state = CASE WHEN VALUES(attempts) >= attempts THEN VALUES(state) ELSE state END,
        reason = CASE WHEN VALUES(attempts) >= attempts THEN VALUES(reason) ELSE reason END,
        repeats = GREATEST(repeats, VALUES(repeats)),
        attempts = GREATEST(attempts, VALUES(attempts))`);
  }
}

const Settled = z.object({ destination: z.enum(['segment', 'journy', 'intake', 'store']) });

/** The books of an installation, in its database. */
export function auditIn(sqlPort: SqlPort): AuditPort {
  return {
    async settled(batch) {
      const rows = await sqlPort.query(
        sql`SELECT destination FROM delivery_batch WHERE batch_id = ${batch} AND state IN ('delivered', 'refused')`,
      );
      return z
        .array(Settled)
        .parse(rows)
        .map(({ destination }) => destination);
    },
    note: (rows) => noteBatches(sqlPort, rows),
  };
}

const Oldest = z.object({ oldest: z.coerce.number().nullable() });

/** Sums up the oldest day that is over, then lets its batches go: one day a run, and cut in half anywhere it is simply run again. */
export async function freezeBatches(sqlPort: SqlPort, today: number): Promise<number> {
  const [row] = z.array(Oldest).parse(await sqlPort.query(sql`SELECT MIN(day) AS oldest FROM delivery_batch`));
  if (row === undefined || row.oldest === null || row.oldest > today - BATCH_DAYS) return 0;
  await sqlPort.write(sql`
    INSERT INTO delivery_day (day, destination, state, events, batches, repeats)
    SELECT b.day, b.destination, b.state, SUM(b.events), COUNT(*), SUM(b.repeats) FROM delivery_batch b
    WHERE b.day = ${row.oldest} GROUP BY b.day, b.destination, b.state
    ON DUPLICATE KEY UPDATE events = VALUES(events), batches = VALUES(batches), repeats = VALUES(repeats)`);
  return await sqlPort.write(sql`DELETE FROM delivery_batch WHERE day = ${row.oldest}`);
}
