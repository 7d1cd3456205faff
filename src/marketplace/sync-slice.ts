import { z } from 'zod';
import { MARKETPLACE_FEEDS } from '../store/queries/sync-feed';
import { dayNumber, dayOf } from '../platform/days';
import { feedOf } from './feeds';
import { SyncWindow } from './windows';

/** One bounded piece of a run, as it travels on the queue `sync`. `run` is the start of the run in epoch seconds. */
export const SyncSlice = z.strictObject({
  feed: z.enum(MARKETPLACE_FEEDS),
  pass: z.enum(['full', 'delta']),
  run: z.number().int(),
  updatedSinceDay: z.number().int().nullable(),
  /** Windows still to read, the current one first; null before they are laid out. */
  todo: z.array(SyncWindow).nullable(),
  /** Tell destinations what waits and begin a window; wait for its export; store its rows; or read its list page by page. */
  step: z.enum(['start', 'poll', 'load', 'pages']),
  developerId: z.string().nullable(),
  exportId: z.string().nullable(),
  /** Pages: rows read so far, the place to go on, and how many the report said there are. */
  offset: z.number().int().min(0),
  cursor: z.string().max(2_000).nullable(),
  total: z.number().int().nullable(),
  /** Looks at the export that found it not ready, and those that found it missing. */
  polls: z.number().int().min(0),
  misses: z.number().int().min(0),
  /** How often this window was begun anew, because it failed, was lost, cut off, or changed while its pages were read. */
  restarts: z.number().int().min(0),
  /** True when some window could not be read as one state: then what it did not show is not taken for gone. */
  shaky: z.boolean(),
});
export type SyncSlice = z.infer<typeof SyncSlice>;

const NO_EXPORT = { exportId: null, offset: 0, cursor: null, total: null, polls: 0, misses: 0 } as const;

/** The first slice of a run, or of what is left of it. Pages that were read before somebody else took over may have been shaky. */
export function freshSlice(run: Pick<SyncSlice, 'feed' | 'pass' | 'run' | 'updatedSinceDay' | 'todo'>): SyncSlice {
  const shaky = run.todo !== null && feedOf(run.feed).transport.kind !== 'export';
  return { ...run, ...NO_EXPORT, step: 'start', developerId: null, restarts: 0, shaky };
}

/** The same window from its beginning. */
export function windowAgain(slice: SyncSlice): SyncSlice {
  return { ...slice, ...NO_EXPORT, step: 'start' };
}

/** The windows that follow. */
export function nextWindow(slice: SyncSlice): SyncSlice {
  return { ...slice, ...NO_EXPORT, step: 'start', restarts: 0, todo: (slice.todo ?? []).slice(1) };
}

/** Windows as they are kept in the state; null for none, and for what an older version wrote. */
export function todoOf(json: string | null): SyncSlice['todo'] {
  if (json === null) return null;
  try {
    return z.array(SyncWindow).safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

/** The day (number) since which a window asks for updates; null for whatever happened whenever. */
export function updatedSince(slice: SyncSlice, window: SyncWindow): number | null {
  // What changed while a pass went on is dated by the day of the change, in a zone that nobody states.
  return window.sweep ? dayNumber(dayOf(slice.run * 1000)) - 1 : slice.updatedSinceDay;
}
