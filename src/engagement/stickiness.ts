import { sumOf, talliesOf } from './active-units';
import type { Unit } from './active-units';
import type { Series } from './series';
import { DAYS_WIDTH } from './unit-tally';

export type Stickiness = {
  /** First day of the week or month, as days since 1970-01-01. */
  readonly startDay: number;
  /** `exact[k - 1]`: units active on exactly k days of it. */
  readonly exact: readonly number[];
  /** `atLeast[k - 1]`: units active on k days of it or more. */
  readonly atLeast: readonly number[];
};

/** How many days units came, for each week or month of the span. */
export function stickiness(series: Series, unit: Unit, grain: 'week' | 'month'): Stickiness[] {
  const tallies = talliesOf(series, unit).map((tally) => tally[grain]);
  const counts = sumOf(tallies.map((tally) => tally.activeDays));
  const { startDays = [], count = 0 } = tallies[0]?.periods ?? {};
  return Array.from({ length: count }, (_, period) => {
    const startDay = startDays[period] ?? 0;
    const length = (startDays[period + 1] ?? 0) - startDay;
    const exact = Array.from({ length }, (_day, index) => counts[period * DAYS_WIDTH + index + 1] ?? 0);
    let running = 0;
    const atLeast = exact.toReversed().map((units) => (running += units));
    return { startDay, exact, atLeast: atLeast.toReversed() };
  });
}
