import type { Firing } from './condition';
import type { Cases } from './evidence';
import { fitRidge } from './ridge';
import { positivesIn, rowsWhere, takeOutcome } from './table';

type Month = { readonly hits: number; readonly due: number };
export type Trend = 'fading' | 'new' | 'steady';

/** Above this a signal is of use. */
const OF_USE = 1.15;
/** So many standard errors between the earlier and the later months are not luck, once in twenty times. */
const BEYOND_LUCK = 1.645;

/** Whether a signal lost or gained its lift: the later half of the months, oldest first, against the earlier; null where there is but one. */
export function trendOf(months: readonly Month[]): Trend | null {
  const told = months.filter(({ due }) => due > 0);
  if (told.length < 2) return null;
  const half = Math.ceil(told.length / 2);
  const [earlier, later] = [sumOf(told.slice(0, half)), sumOf(told.slice(half))];
  const change = Math.log(smoothed(later)) - Math.log(smoothed(earlier));
  const errors = change / Math.sqrt(1 / (earlier.hits + 0.5) + 1 / (later.hits + 0.5));
  if (errors < -BEYOND_LUCK && liftOf(later) < OF_USE && liftOf(earlier) >= OF_USE) return 'fading';
  return errors > BEYOND_LUCK && liftOf(earlier) < OF_USE && liftOf(later) >= OF_USE ? 'new' : 'steady';
}

const liftOf = ({ hits, due }: Month): number => hits / due;
const smoothed = ({ hits, due }: Month): number => (hits + 0.5) / (due + 0.5);
const sumOf = (months: readonly Month[]): Month =>
  months.reduce((sum, { hits, due }) => ({ hits: sum.hits + hits, due: sum.due + due }), { hits: 0, due: 0 });

/** Common for columns of 0 and 1: one that fires for few cannot weigh without end. */
const LAMBDA = 1;

/** By period, in log-odds, the weight of each signal beside all others. A period of one class only has none. */
export function weightsByPeriod(
  firings: readonly Firing[],
  { outcome, period = new Int32Array(outcome.length) }: Cases,
): Map<number, Float64Array> {
  const weights = new Map<number, Float64Array>();
  for (const at of new Set(period)) {
    const rows = rowsWhere(outcome.length, (row) => period[row] === at);
    const labels = takeOutcome(outcome, rows);
    const positives = positivesIn(labels);
    if (positives === 0 || positives === rows.length) continue;
    const columns = firings.map((firing) => Float64Array.from(rows, (row) => (firing[row] === 1 ? 1 : 0)));
    weights.set(at, fitRidge(columns, labels, { lambda: LAMBDA }).weights);
  }
  return weights;
}
