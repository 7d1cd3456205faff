import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { MARKETPLACE_FEEDS } from './sync-feed';
import type { MarketplaceFeed, SyncPass } from './sync-feed';

const Row = z.object({
  feed: z.enum(MARKETPLACE_FEEDS),
  pass: z.enum(['full', 'delta']),
  run: z.coerce.number(),
  updated_since_day: z.coerce.number().nullable(),
  todo: z.string().nullable(),
  export_id: z.string().nullable(),
  touched_at: z.string().nullable(),
  done_run: z.coerce.number().nullable(),
  done_at: z.string().nullable(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  error_at: z.string().nullable(),
});

/**
 * Where a pass of a feed is. A run is named by its start in epoch seconds; it is over when `doneRun` equals `run`. `todo`: JSON
 * of the windows that are still to be read, null before they were laid out. `exportId`: the export that the run goes by; a chain
 * that holds another one is out of date. `touchedAt`: null when nothing works on it.
 */
export type SyncState = {
  readonly feed: MarketplaceFeed;
  readonly pass: SyncPass;
  readonly run: number;
  readonly updatedSinceDay: number | null;
  readonly todo: string | null;
  readonly exportId: string | null;
  readonly touchedAt: string | null;
  readonly doneRun: number | null;
  readonly doneAt: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly errorAt: string | null;
};

export function syncStatesSql() {
  return sql`
    SELECT feed, pass, run, updated_since_day, todo, export_id, touched_at, done_run, done_at, error_code, error_message, error_at
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
      updatedSinceDay: row.updated_since_day,
      todo: row.todo,
      exportId: row.export_id,
      touchedAt: row.touched_at,
      doneRun: row.done_run,
      doneAt: row.done_at,
      errorCode: row.error_code,
      errorMessage: row.error_message,
      errorAt: row.error_at,
    }));
}

export type RunKey = { readonly feed: MarketplaceFeed; readonly pass: SyncPass; readonly run: number };

/** Notes that a run begins, or goes on. Beginning the same run twice leaves one row, with the windows that are left of it. */
export function beginRunSql(
  key: RunKey,
  at: { readonly todo: string | null; readonly updatedSinceDay: number | null; readonly touchedAt: string },
) {
  return sql`
    INSERT INTO sync_state (feed, pass, run, updated_since_day, todo, touched_at)
    VALUES (${key.feed}, ${key.pass}, ${key.run}, ${at.updatedSinceDay}, ${at.todo}, ${at.touchedAt})
    ON DUPLICATE KEY UPDATE run = VALUES(run), updated_since_day = VALUES(updated_since_day), todo = VALUES(todo),
      touched_at = VALUES(touched_at)`;
}

/** Notes that a run is alive, or with null that nobody works on it; a chain of an older run changes nothing. */
export function touchRunSql(key: RunKey, touchedAt: string | null) {
  return sql`
    UPDATE sync_state SET touched_at = ${touchedAt}
    WHERE feed = ${key.feed} AND pass = ${key.pass} AND run = ${key.run}`;
}

/** Notes what is left to read, and the export that the run goes by from now on. */
export function placeRunSql(key: RunKey, todo: string, exportId: string | null, touchedAt: string) {
  return sql`
    UPDATE sync_state SET todo = ${todo}, export_id = ${exportId}, touched_at = ${touchedAt}
    WHERE feed = ${key.feed} AND pass = ${key.pass} AND run = ${key.run}`;
}

const Claim = z.object({ run: z.coerce.number(), done_run: z.coerce.number().nullable(), export_id: z.string().nullable() });

export type CurrentRun = {
  readonly run: number;
  readonly isOver: boolean;
  readonly exportId: string | null;
  /** The run before this one that came to its end. */
  readonly doneRun: number | null;
};

/** The run that a pass of a feed is in now, and its export; null before the first. */
export async function currentRun(port: SqlPort, key: RunKey): Promise<CurrentRun | null> {
  const rows = await port.query(sql`SELECT run, done_run, export_id FROM sync_state WHERE feed = ${key.feed} AND pass = ${key.pass}`);
  const [row] = z.array(Claim).parse(rows);
  return row === undefined ? null : { run: row.run, isOver: row.done_run === row.run, exportId: row.export_id, doneRun: row.done_run };
}

/** The watermark: everything up to this run's start is stored and told. */
export function finishRunSql(key: RunKey, doneAt: string) {
  return sql`
    UPDATE sync_state
    SET done_run = ${key.run}, done_at = ${doneAt}, touched_at = ${doneAt}, todo = NULL, export_id = NULL,
      error_code = NULL, error_message = NULL, error_at = NULL
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
