import { sumOf, talliesOf } from './active-units';
import type { Unit } from './active-units';
import type { Grain } from './calendar';
import type { Series } from './series';

export type LifecyclePeriod = {
  /** First day of the period, as days since 1970-01-01. */
  readonly startDay: number;
  /** Active for the first time ever. */
  readonly new: number;
  /** Active now and in the period before. */
  readonly returning: number;
  /** Active now and earlier, but not in the period before. */
  readonly resurrected: number;
  /** Active in the period before and not now. In a running period some may still come. */
  readonly dormant: number;
  /** The period had not ended when the figures were taken. */
  readonly running: boolean;
};

/**
 * Each period of the span that has begun by `asOfDay`, the running day. Active is new + returning + resurrected; active in the period
 * before is returning + dormant.
 */
export function lifecycle(series: Series, unit: Unit, grain: Grain, asOfDay: number): LifecyclePeriod[] {
  const tallies = talliesOf(series, unit).map((tally) => tally[grain]);
  const [born, returning, resurrected, dormant] = (['born', 'returning', 'resurrected', 'dormant'] as const).map((name) =>
    sumOf(tallies.map((tally) => tally[name])),
  );
  const { startDays = [], count = 0 } = tallies[0]?.periods ?? {};
  return Array.from({ length: count }, (_, period) => ({
    startDay: startDays[period] ?? 0,
    new: born?.[period] ?? 0,
    returning: returning?.[period] ?? 0,
    resurrected: resurrected?.[period] ?? 0,
    dormant: dormant?.[period] ?? 0,
    running: (startDays[period + 1] ?? 0) > asOfDay,
  })).filter(({ startDay }) => startDay <= asOfDay);
}
