import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { MarketplaceFeed, SyncPass } from './sync-feed';

const Row = z.object({
  feed: z.enum(['licences', 'transactions']),
  pass: z.enum(['full', 'delta']),
  run: z.coerce.number(),
  window_index: z.coerce.number(),
  updated_since_day: z.coerce.number().nullable(),
  touched_at: z.string().nullable(),
  done_run: z.coerce.number().nullable(),
  done_at: z.string().nullable(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  error_at: z.string().nullable(),
});

/** Where a pass of a feed is. A run is named by its start in epoch seconds; it is over when `doneRun` equals `run`. */
export type SyncState = {
  readonly feed: MarketplaceFeed;
  readonly pass: SyncPass;
  readonly run: number;
  readonly windowIndex: number;
  readonly updatedSinceDay: number | null;
  readonly touchedAt: string | null;
  readonly doneRun: number | null;
  readonly doneAt: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly errorAt: string | null;
};

export function syncStatesSql() {
  return sql`
    SELECT feed, pass, run, window_index, updated_since_day, touched_at, done_run, done_at, error_code, error_message, error_at
    FROM sync_state
    ORDER BY feed, pass`;
}

/** One state for each feed and pass that ever began. */
export async function syncStates(port: SqlPort): Promise<readonly SyncState[]> {
  return z
    .array(Row)
    .parse(await port.query(syncStatesSql()))
    .map((row) => ({
      feed: row.feed,
      pass: row.pass,
      run: row.run,
      windowIndex: row.window_index,
      updatedSinceDay: row.updated_since_day,
      touchedAt: row.touched_at,
      doneRun: row.done_run,
      doneAt: row.done_at,
      errorCode: row.error_code,
      errorMessage: row.error_message,
      errorAt: row.error_at,
    }));
}

export type RunKey = { readonly feed: MarketplaceFeed; readonly pass: SyncPass; readonly run: number };

/** Notes that a run begins, or goes on, at a window. Beginning the same run twice leaves one row. */
export function beginRunSql(
  key: RunKey,
  at: { readonly windowIndex: number; readonly updatedSinceDay: number | null; readonly touchedAt: string },
) {
  return sql`
    INSERT INTO sync_state (feed, pass, run, window_index, updated_since_day, touched_at)
    VALUES (${key.feed}, ${key.pass}, ${key.run}, ${at.windowIndex}, ${at.updatedSinceDay}, ${at.touchedAt})
    ON DUPLICATE KEY UPDATE run = VALUES(run), window_index = VALUES(window_index), updated_since_day = VALUES(updated_since_day),
      touched_at = VALUES(touched_at)`;
}

/** Notes that a run is alive at a window; a chain of an older run changes nothing, and no chain goes back. */
export function touchRunSql(key: RunKey, windowIndex: number, touchedAt: string) {
  return sql`
    UPDATE sync_state
    SET window_index = ${windowIndex}, touched_at = ${touchedAt}
    WHERE feed = ${key.feed} AND pass = ${key.pass} AND run = ${key.run} AND window_index <= ${windowIndex}`;
}

/** The watermark: everything up to this run's start is stored and told. */
export function finishRunSql(key: RunKey, doneAt: string) {
  return sql`
    UPDATE sync_state
    SET done_run = ${key.run}, done_at = ${doneAt}, touched_at = ${doneAt}, error_code = NULL, error_message = NULL, error_at = NULL
    WHERE feed = ${key.feed} AND pass = ${key.pass} AND run = ${key.run}`;
}

/** What went wrong last, in words for the console. A run that stopped is free for the next plan to take up. */
export function noteErrorSql(
  key: RunKey,
  error: { readonly code: string; readonly message: string; readonly at: string; readonly stopped: boolean },
) {
  return sql`
    UPDATE sync_state
    SET error_code = ${error.code}, error_message = ${error.message}, error_at = ${error.at}, touched_at = ${error.stopped ? null : error.at}
    WHERE feed = ${key.feed} AND pass = ${key.pass} AND run = ${key.run}`;
}
