import { dayFromNumber } from '../platform/days';

/** Days that are looked at: `fromDay` is the first, as days since 1970-01-01. Within the engine a day is its offset from there. */
export type Span = { readonly fromDay: number; readonly days: number };

/** UTC days, ISO weeks that start on Monday, calendar months. */
export const GRAINS = ['day', 'week', 'month'] as const;
export type Grain = (typeof GRAINS)[number];

export type Periods = {
  readonly grain: Grain;
  readonly count: number;
  /** The period of each day of the span. */
  readonly of: Int32Array;
  /** First day of each period as days since 1970-01-01, the one after the last included. The first may begin before the span. */
  readonly startDays: readonly number[];
};

/** 1970-01-01 was a Thursday. */
const weekOf = (day: number): number => Math.floor((day + 3) / 7);
const weekStart = (week: number): number => week * 7 - 3;

function monthOf(day: number): number {
  const [year = 0, month = 1] = dayFromNumber(day).split('-').map(Number);
  return year * 12 + month - 1;
}

function monthStart(month: number): number {
  const year = Math.floor(month / 12);
  return Date.UTC(year, month - year * 12, 1) / 86_400_000;
}

export function periodsOf(span: Span, grain: Grain): Periods {
  const key = { day: (day: number) => day, week: weekOf, month: monthOf }[grain];
  const start = { day: (day: number) => day, week: weekStart, month: monthStart }[grain];
  const first = key(span.fromDay);
  const count = key(span.fromDay + span.days - 1) - first + 1;
  return {
    grain,
    count,
    of: Int32Array.from({ length: span.days }, (_, offset) => key(span.fromDay + offset) - first),
    startDays: Array.from({ length: count + 1 }, (_, index) => start(first + index)),
  };
}
