import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { RunKey } from './sync-state';

export type WindowFigures = { readonly read: number; readonly changed: number; readonly quarantined: number };

/** The figures of one piece of a run; read again, the piece counts once, with what it changed the first time. */
export function noteWindowSql(key: RunKey, windowKey: string, figures: WindowFigures, doneAt: string) {
  return sql`
    INSERT INTO sync_window (feed, pass, run, window_key, rows_read, rows_changed, rows_quarantined, done_at)
    VALUES (${key.feed}, ${key.pass}, ${key.run}, ${windowKey}, ${figures.read}, ${figures.changed}, ${figures.quarantined}, ${doneAt})
    ON DUPLICATE KEY UPDATE rows_read = VALUES(rows_read), rows_changed = GREATEST(rows_changed, VALUES(rows_changed)),
      rows_quarantined = VALUES(rows_quarantined), done_at = VALUES(done_at)`;
}

/** Figures of runs that began before this one, in epoch seconds, go. */
export function forgetWindowsSql(beforeRun: number) {
  return sql`DELETE FROM sync_window WHERE run < ${beforeRun}`;
}

const Row = z.object({
  feed: z.string(),
  pass: z.enum(['full', 'delta']),
  run: z.coerce.number(),
  windows: z.coerce.number(),
  rows_read: z.coerce.number(),
  rows_changed: z.coerce.number(),
  rows_quarantined: z.coerce.number(),
  last_at: z.string(),
});
/** A run as it went: `lastAt` is the instant when its last piece was stored. */
export type RunFigures = WindowFigures & {
  readonly feed: string;
  readonly pass: 'full' | 'delta';
  readonly run: number;
  readonly windows: number;
  readonly lastAt: string;
};

/** The latest runs, newest first. */
export async function runFigures(port: SqlPort, limit: number): Promise<readonly RunFigures[]> {
  const rows = await port.query(sql`
    SELECT feed, pass, run, COUNT(*) AS windows, SUM(rows_read) AS rows_read, SUM(rows_changed) AS rows_changed,
      SUM(rows_quarantined) AS rows_quarantined, MAX(done_at) AS last_at
    FROM sync_window
    GROUP BY feed, pass, run
    ORDER BY run DESC, feed, pass
    LIMIT ${Math.min(500, limit)}`);
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({
      feed: row.feed,
      pass: row.pass,
      run: row.run,
      windows: row.windows,
      read: row.rows_read,
      changed: row.rows_changed,
      quarantined: row.rows_quarantined,
      lastAt: row.last_at,
    }));
}
