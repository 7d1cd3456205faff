import { addDays, dayFromNumber } from '../platform/days';
import type { Day } from '../platform/days';
import type { MarketplaceFeed, SyncPass } from '../store/queries/sync-feed';
import type { ExportParameters } from './client';

/** A range of days `[from, to)`; null is open. */
export type Window = { readonly from: Day | null; readonly to: Day | null };

/** Licences that start before this day come without insights; later ones only when the export starts on it or after. */
const INSIGHTS_FROM: Day = '2018-07-01';
/** So that one export of a large vendor fits into a function's memory. */
const WINDOW_MONTHS: Record<MarketplaceFeed, number> = { licences: 12, transactions: 6 };

/**
 * The exports that make up a pass, in order. A full pass cuts all time into windows: by start of maintenance for licences,
 * by day of sale for transactions. A delta asks for everything that was updated, licences with and without insights apart.
 */
export function windowsOf(feed: MarketplaceFeed, pass: SyncPass, runDay: Day): readonly Window[] {
  if (pass === 'delta') {
    return feed === 'licences'
      ? [
          { from: null, to: INSIGHTS_FROM },
          { from: INSIGHTS_FROM, to: null },
        ]
      : [{ from: null, to: null }];
  }
  const starts: Day[] = [];
  for (let start = INSIGHTS_FROM; start < runDay; start = addMonths(start, WINDOW_MONTHS[feed])) starts.push(start);
  return [null, ...starts].map((from, index) => ({ from, to: starts[index] ?? null }));
}

/** Query parameters of the export of a window. Without its name a compliance boundary other than the commercial one is left out. */
export function exportParameters(feed: MarketplaceFeed, window: Window, updatedSinceDay: number | null): ExportParameters {
  const range: [string, string][] = [];
  if (window.from !== null) range.push(['startDate', window.from]);
  // The Marketplace counts the last day in.
  if (window.to !== null) range.push(['endDate', addDays(window.to, -1)]);
  if (updatedSinceDay !== null) range.push(['lastUpdated', dayFromNumber(updatedSinceDay)]);
  const boundaries = ['commercial', 'fedramp_moderate', 'isolated_cloud'].map(
    (boundary) => ['cloudComplianceBoundaries', boundary] as const,
  );
  switch (feed) {
    case 'licences':
      return [['withDataInsights', 'true'], ['dateType', 'start'], ...boundaries, ...range];
    case 'transactions':
      return [['includeManualInvoice', 'true'], ...boundaries, ...range];
  }
}

function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}
