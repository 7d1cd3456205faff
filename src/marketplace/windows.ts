import { z } from 'zod';
import { addDays, dayFromNumber, dayNumber } from '../platform/days';
import type { Day } from '../platform/days';
import type { MarketplaceFeed, SyncPass } from '../store/queries/sync-feed';
import type { ExportParameters } from './client';
import { feedOf } from './feeds';
import type { Feed } from './feeds';

const DayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * One piece of a run: the days `[from, to)`, null is open; of one product or other scope, if not of all. `sweep` asks once more for
 * what was updated while the pass went on, so that a row which moved from a day still to come to one already read is met.
 */
export const SyncWindow = z.strictObject({
  from: DayText.nullable(),
  to: DayText.nullable(),
  scope: z.string().max(120).nullable(),
  sweep: z.boolean(),
});
export type SyncWindow = z.infer<typeof SyncWindow>;

/** Rows of one export: with them a function stays within half of its memory. */
export const MAX_EXPORT_ROWS = 20_000;
/** Nothing was sold on the Marketplace before. */
const FIRST_DAY: Day = '2012-01-01';
/** The Marketplace answers at most 14 months in one go, and keeps figures of some years. */
const BUCKET_MONTHS = 12;
const BUCKETS_BACK = 3;

export type RunOf = { readonly feed: MarketplaceFeed; readonly pass: SyncPass; readonly runDay: Day };

/** The pieces of a run, in order, as wide as they may be: whoever reads one cuts it when it is too large. */
export function windowsOf({ feed, pass, runDay }: RunOf, scopes: readonly (string | null)[]): SyncWindow[] {
  const row = feedOf(feed);
  const ranges = rangesOf(row, pass, runDay);
  const windows = scopes.flatMap((scope) => ranges.map((range) => ({ ...range, scope, sweep: false })));
  const isSwept = pass === 'full' && row.transport.kind === 'export' && row.delta?.by === 'lastUpdated';
  return isSwept ? [...windows, ...rangesOf(row, 'delta', runDay).map((range) => ({ ...range, scope: null, sweep: true }))] : windows;
}

function rangesOf(feed: Feed, pass: SyncPass, runDay: Day): { readonly from: Day | null; readonly to: Day | null }[] {
  const recentFrom = pass === 'delta' && feed.delta?.by === 'recent' ? addDays(runDay, -feed.delta.days) : null;
  if (feed.transport.kind === 'buckets') return bucketRanges(recentFrom, runDay);
  const starts = [recentFrom, ...feed.cuts.filter((cut) => recentFrom === null || cut > recentFrom)];
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? null }));
}

/** Whole months, a year at a time. */
function bucketRanges(recentFrom: Day | null, runDay: Day): { from: Day; to: Day }[] {
  const end = monthsAfter(runDay, 1);
  if (recentFrom !== null) return [{ from: monthsAfter(recentFrom, 0), to: end }];
  return Array.from({ length: BUCKETS_BACK }, (_, index) => ({
    from: monthsAfter(end, (index - BUCKETS_BACK) * BUCKET_MONTHS),
    to: monthsAfter(end, (index + 1 - BUCKETS_BACK) * BUCKET_MONTHS),
  }));
}

/** Two halves of a window, or the window of each product when it is a single day; null when it cannot be cut any more. */
export function halves(window: SyncWindow, runDay: Day, products: readonly string[]): SyncWindow[] | null {
  const from = dayNumber(window.from ?? FIRST_DAY);
  // What starts after today is rare: the half that is open to the future counts as ending tomorrow.
  const to = dayNumber(window.to ?? addDays(runDay, 1));
  const middle = Math.floor((from + to) / 2);
  if (middle > from && middle < to) {
    const day = dayFromNumber(middle);
    return [
      { ...window, to: day },
      { ...window, from: day },
    ];
  }
  if (window.scope !== null || products.length < 2) return null;
  return products.map((scope) => ({ ...window, scope }));
}

/** Query parameters of the report for a window. The Marketplace counts the last day in. */
export function windowParameters(feed: Feed, window: SyncWindow, updatedSinceDay: number | null): ExportParameters {
  const range: [string, string][] = [];
  if (window.from !== null) range.push(['startDate', window.from]);
  if (window.to !== null) range.push(['endDate', addDays(window.to, -1)]);
  if (updatedSinceDay !== null) range.push(['lastUpdated', dayFromNumber(updatedSinceDay)]);
  if (window.scope !== null && feed.scope === 'vendor') range.push(['productId', window.scope]);
  return [...feed.parameters, ...range];
}

/** Names a window among those of its run. */
export function windowKey(window: SyncWindow): string {
  return [window.from ?? '', window.to ?? '', window.scope ?? '', window.sweep ? 'sweep' : ''].join('|');
}

/** The first day of the month that lies so many months after the day's own. */
function monthsAfter(day: Day, months: number): Day {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}
