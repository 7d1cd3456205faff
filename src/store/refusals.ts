import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';

/** Events of one call that were refused before any queue, for one reason. */
export type RefusalRow = { readonly batch: string; readonly reason: string; readonly day: number; readonly events: number };

/** Counts are kept for so many days. */
const REFUSAL_DAYS = 60;

/** The same call's count is the same row. */
export async function noteRefusals(sqlPort: SqlPort, rows: readonly RefusalRow[]): Promise<void> {
  for (const chunk of chunked(rows)) {
    const values = chunk.map(({ batch, reason, day, events }) => [batch, reason.slice(0, 60), day, events]);
    await sqlPort.write(sql`
      INSERT INTO refusal (batch_id, reason, day, events) VALUES ${rowsSql(values)} ON DUPLICATE KEY UPDATE events = VALUES(events)`);
  }
}

export async function forgetRefusals(sqlPort: SqlPort, today: number): Promise<void> {
  await sqlPort.write(sql`DELETE FROM refusal WHERE day <= ${today - REFUSAL_DAYS}`);
}
