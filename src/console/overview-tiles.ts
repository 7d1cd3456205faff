import type { Tile } from '../contract/overview';
import type { TileName } from '../contract/targets';
import { standingOf } from './targets';
import type { KeptTarget } from './targets';

/** Steps of a tile's trend at most: a line of a finger's breadth shows no more. */
const MOST_STEPS = 31;
/** The same for figures of which each takes a look of its own at many accounts. */
const FEW_STEPS = 8;

/** A headline figure by day number, null where it is not known. */
export type Measure = {
  readonly name: TileName;
  readonly on: (day: number) => number | null;
  /** At equal steps, oldest first; the last one is today. */
  readonly trendDays: readonly number[];
  /** What is known reaches back to the compared day. */
  readonly hasHistory: boolean;
};

const UNITS: Readonly<Record<TileName, Tile['unit']>> = {
  activeAccounts: 'count',
  dau: 'count',
  wau: 'count',
  mau: 'count',
  stickiness: 'share',
  weeklyReturn: 'share',
  newUsers: 'count',
  uses: 'count',
  usesPerUser: 'decimal',
  mrr: 'money',
  nrr: 'share',
  mrrAtRisk: 'money',
  trials: 'count',
};

/** A figure as it is shown. */
export function tileOf(
  { name, on, trendDays, hasHistory }: Measure,
  { today, compared }: { readonly today: number; readonly compared: number },
  target: KeptTarget | undefined,
): Tile {
  const value = on(today);
  return {
    name,
    unit: UNITS[name],
    value,
    previous: hasHistory ? on(compared) : null,
    trend: trendDays.map(on),
    target: target === undefined ? null : standingOf(target, today, value),
  };
}

/** Days of the last `rangeDays` at equal steps, oldest first; the last one is today. */
export function trendDaysOf(today: number, rangeDays: number, most: 'many' | 'few' = 'many'): number[] {
  const steps = Math.min(rangeDays, most === 'many' ? MOST_STEPS : FEW_STEPS);
  const step = Math.ceil((rangeDays - 1) / (steps - 1));
  const count = Math.floor((rangeDays - 1) / step) + 1;
  return Array.from({ length: count }, (_, index) => today - (count - 1 - index) * step);
}
