import { dayNumber } from '../platform/days';
import { type Grain, periodsOf } from './calendar';

/** Days that are looked at, the first and the last, as days since 1970-01-01. */
export type DayRange = { readonly fromDay: number; readonly toDay: number };

export const RANGE_PRESETS = [
  'last-7-days',
  'last-30-days',
  'last-90-days',
  'last-365-days',
  'this-month',
  'last-month',
  'this-quarter',
  'last-quarter',
] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];

/** The days of a preset, up to today where it still runs. */
export function presetRange(preset: RangePreset, today: number): DayRange {
  switch (preset) {
    case 'last-7-days':
      return { fromDay: today - 6, toDay: today };
    case 'last-30-days':
      return { fromDay: today - 29, toDay: today };
    case 'last-90-days':
      return { fromDay: today - 89, toDay: today };
    case 'last-365-days':
      return { fromDay: today - 364, toDay: today };
    case 'this-month':
      return { fromDay: monthStart(today, 0), toDay: today };
    case 'last-month':
      return { fromDay: monthStart(today, -1), toDay: monthStart(today, 0) - 1 };
    case 'this-quarter':
      return { fromDay: monthStart(today, -monthOfQuarter(today)), toDay: today };
    case 'last-quarter':
      return { fromDay: monthStart(today, -monthOfQuarter(today) - 3), toDay: monthStart(today, -monthOfQuarter(today)) - 1 };
  }
}

/** The days of a preset, or from an ISO day to an ISO day. */
export function rangeOf(range: RangePreset | { readonly from: string; readonly to: string }, today: number): DayRange {
  return typeof range === 'string' ? presetRange(range, today) : { fromDay: dayNumber(range.from), toDay: dayNumber(range.to) };
}

const dateOf = (day: number): Date => new Date(day * 86_400_000);
/** How many months of its quarter lie before a day's. */
const monthOfQuarter = (day: number): number => dateOf(day).getUTCMonth() % 3;

function monthStart(day: number, months: number): number {
  const date = dateOf(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / 86_400_000;
}

/** The preset of the days up to today. */
export const LAST_DAYS = { 7: 'last-7-days', 30: 'last-30-days', 90: 'last-90-days' } as const satisfies Record<number, RangePreset>;

const wholeWeeks = (days: number): number => Math.ceil(days / 7) * 7;

/** As many days before these, back by whole weeks, so that there are as many Sundays in both. */
export function rangeBefore({ fromDay, toDay }: DayRange): DayRange {
  const back = wholeWeeks(toDay - fromDay + 1);
  return { fromDay: fromDay - back, toDay: toDay - back };
}

/**
 * As many periods just before these, given and returned as first days with the one after the last. Days go back by whole weeks, so
 * that a Sunday is never compared with a Friday.
 */
export function periodsBefore(startDays: readonly number[], grain: Grain): readonly number[] {
  const [first, end] = [startDays[0], startDays.at(-1)];
  const count = startDays.length - 1;
  if (first === undefined || end === undefined || count < 1) return [];
  switch (grain) {
    case 'day':
      return startDays.map((day) => day - wholeWeeks(count));
    case 'week':
      return startDays.map((day) => day - count * 7);
    case 'month': {
      const fromDay = monthStart(first, -count);
      return periodsOf({ fromDay, days: first - fromDay }, grain).startDays;
    }
  }
}
