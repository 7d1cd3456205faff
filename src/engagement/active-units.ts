import type { Series } from './series';
import { REACH } from './unit-tally';
import type { UnitTally } from './unit-tally';

/** What is counted: people, entitlements, or people per entitlement. */
export const UNITS = ['user', 'account', 'membership'] as const;
export type Unit = (typeof UNITS)[number];

export type ActiveDay = {
  /** As days since 1970-01-01. */
  readonly day: number;
  /** Distinct units with counted activity on the day, in the 7 and in the 30 days that end with it. */
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
  /** daily / weekly and daily / monthly; null where nobody was active. */
  readonly dailyOfWeekly: number | null;
  readonly dailyOfMonthly: number | null;
};

/** The sums that make up a kind of unit. */
export function talliesOf(series: Series, unit: Unit): readonly UnitTally[] {
  switch (unit) {
    case 'user':
      return [series.singles, series.sharedUsers];
    case 'membership':
      return [series.singles, series.sharedMemberships];
    case 'account':
      return [series.accountUnits];
  }
}

/** One row for each day of the span. */
export function activeUnits(series: Series, unit: Unit): ActiveDay[] {
  const { fromDay, days } = series.activity.span;
  const starts = talliesOf(series, unit).map((tally) => tally.starts);
  const sums = ([0, 1, 2] as const).map((window) => sumOf(starts.map((each) => each[window])));
  const [daily = new Int32Array(0), weekly = daily, monthly = daily] = sums;
  const [active7, active30] = [active(weekly, daily, 7), active(monthly, daily, 30)];
  return Array.from({ length: days }, (_, offset) => {
    const figures = { daily: daily[offset] ?? 0, weekly: active7[offset] ?? 0, monthly: active30[offset] ?? 0 };
    return {
      day: fromDay + offset,
      ...figures,
      dailyOfWeekly: ratio(figures.daily, figures.weekly),
      dailyOfMonthly: ratio(figures.daily, figures.monthly),
    };
  });
}

/**
 * From the days on which units begin to count to how many count: every day with activity ends a window's length later, and begins
 * then or, when another follows within the window, at once.
 */
export function active(starts: Int32Array, daily: Int32Array, window: number): Int32Array {
  const running = new Int32Array(Math.max(0, starts.length - REACH - 1));
  let now = 0;
  for (let day = 0; day < running.length; day += 1) {
    now += (starts[day] ?? 0) - (daily[day - window] ?? 0);
    running[day] = now;
  }
  return running;
}

export function sumOf(arrays: readonly Int32Array[]): Int32Array {
  const sum = new Int32Array(arrays[0]?.length ?? 0);
  for (const array of arrays) for (let index = 0; index < sum.length; index += 1) sum[index] = (sum[index] ?? 0) + (array[index] ?? 0);
  return sum;
}

export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
