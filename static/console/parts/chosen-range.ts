import { AskedRange } from '../../../src/contract/day-range';
import type { RangePreset } from '../../../src/engagement/day-range';

/** `days` is null where nothing was chosen. */
export type ChosenRange = { readonly days: AskedRange | null; readonly isCompared: boolean };

export const USUAL_RANGE: ChosenRange = { days: null, isCompared: false };

export const presetWords: Readonly<Record<RangePreset, string>> = {
  'last-7-days': 'Last 7 days',
  'last-30-days': 'Last 30 days',
  'last-90-days': 'Last 90 days',
  'last-365-days': 'Last 365 days',
  'this-month': 'This month',
  'last-month': 'Last month',
  'this-quarter': 'This quarter',
  'last-quarter': 'Last quarter',
};

/** `span=last-month`, or `from=2028-02-01&to=2028-02-29`; `compare=before`. What does not fit is as if it were not there. */
export function readRange(params: URLSearchParams): ChosenRange {
  const asked = AskedRange.safeParse(params.get('span') ?? { from: params.get('from'), to: params.get('to') });
  return { days: asked.success ? asked.data : null, isCompared: params.get('compare') === 'before' };
}

/** The inverse of `readRange`, in place of what was chosen before. */
export function writeRange(params: URLSearchParams, { days, isCompared }: ChosenRange): URLSearchParams {
  const written = new URLSearchParams(params);
  for (const name of ['span', 'from', 'to', 'compare']) written.delete(name);
  if (typeof days === 'string') written.set('span', days);
  else if (days !== null) {
    written.set('from', days.from);
    written.set('to', days.to);
  }
  if (isCompared) written.set('compare', 'before');
  return written;
}
