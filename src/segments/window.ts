import { z } from 'zod';
import { writtenDay } from '../contract/written';
import { dayFromNumber, dayNumber } from '../platform/days';
import { VALUE_OF } from './value';

const days = z.int().min(1).max(3650);
const PERIODS = ['week', 'month', 'quarter', 'year'] as const;
type Period = (typeof PERIODS)[number];

const FIXED = [
  z.strictObject({ type: z.literal('between'), fromDay: VALUE_OF.day, throughDay: VALUE_OF.day }),
  z.strictObject({ type: z.literal('today') }),
  z.strictObject({ type: z.literal('yesterday') }),
  /** Today is the last of them. */
  z.strictObject({ type: z.literal('lastDays'), days }),
  z.strictObject({ type: z.literal('this'), period: z.enum(PERIODS) }),
  z.strictObject({ type: z.literal('last'), period: z.enum(PERIODS) }),
] as const;

/** Which days, seen from today: UTC days, ISO weeks, both ends included. */
export const DayWindow = z.discriminatedUnion('type', [
  ...FIXED,
  /** Today is the first of them. */
  z.strictObject({ type: z.literal('nextDays'), days }),
  z.strictObject({ type: z.literal('moreThanDaysAgo'), days }),
]);
export type DayWindow = z.infer<typeof DayWindow>;

/** When something was done. `sinceStage`: since the subject entered that stage, or with null the stage it is in; `sinceSegment` likewise. */
export const EventWindow = z.discriminatedUnion('type', [
  ...FIXED,
  z.strictObject({ type: z.literal('ever') }),
  z.strictObject({ type: z.literal('sinceStage'), stage: z.string().max(100).nullable().default(null) }),
  z.strictObject({ type: z.literal('sinceSegment'), segment: z.string().max(100) }),
]);
export type EventWindow = z.infer<typeof EventWindow>;
export type Window = DayWindow | EventWindow;

/** First and last day; days count from 1970-01-01. Empty where `from` is later. */
export type Bounds = { readonly from: number; readonly through: number };

export const FOREVER = 0xfffff;

/** `since…` begin on a day of each subject: from here they are all days up to today. Nothing looks past today but what names days. */
export function windowBounds(window: Window, today: number): Bounds {
  switch (window.type) {
    case 'between':
      return { from: dayNumber(window.fromDay), through: dayNumber(window.throughDay) };
    case 'today':
      return { from: today, through: today };
    case 'yesterday':
      return { from: today - 1, through: today - 1 };
    case 'lastDays':
      return { from: today - window.days + 1, through: today };
    case 'nextDays':
      return { from: today, through: today + window.days - 1 };
    case 'moreThanDaysAgo':
      return { from: -FOREVER, through: today - window.days - 1 };
    case 'this':
      return { from: periodStart(window.period, today, 0), through: today };
    case 'last':
      return { from: periodStart(window.period, today, -1), through: periodStart(window.period, today, 0) - 1 };
    case 'ever':
    case 'sinceStage':
    case 'sinceSegment':
      return { from: -FOREVER, through: today };
  }
}

/** The first day after today on which `day` is in the window where it is not today, or the other way round; FOREVER for never. */
export function nextTurn(window: Window, today: number, day: number): number {
  const future = day > today;
  switch (window.type) {
    case 'between':
      return FOREVER;
    case 'today':
      return future ? day : soonWhere(day === today, today);
    case 'yesterday':
      return future ? day + 1 : soonWhere(day >= today - 1, today);
    case 'lastDays':
      return future ? day : day + window.days > today ? day + window.days : FOREVER;
    case 'nextDays':
      if (day < today) return FOREVER;
      return day - window.days + 1 > today ? day - window.days + 1 : day + 1;
    case 'moreThanDaysAgo':
      return day + window.days + 1 > today ? day + window.days + 1 : FOREVER;
    case 'this':
      if (future) return day;
      return day >= periodStart(window.period, today, 0) ? periodStart(window.period, today, 1) : FOREVER;
    case 'last':
      if (future) return periodStart(window.period, day, 1);
      return day >= periodStart(window.period, today, -1) ? periodStart(window.period, today, 1) : FOREVER;
    case 'ever':
    case 'sinceStage':
    case 'sinceSegment':
      return future ? day : FOREVER;
  }
}

const soonWhere = (turns: boolean, today: number): number => (turns ? today + 1 : FOREVER);

/** First day of the period `offset` periods after the one that `day` is in. */
function periodStart(period: Period, day: number, offset: number): number {
  // 1970-01-01 was a Thursday.
  if (period === 'week') return (Math.floor((day + 3) / 7) + offset) * 7 - 3;
  const [year = 0, month = 1] = dayFromNumber(day).split('-').map(Number);
  const length = { month: 1, quarter: 3, year: 12 }[period];
  const first = Math.floor((month - 1) / length) * length + offset * length;
  return Date.UTC(year, first, 1) / 86_400_000;
}

/** “in the last 30 days”. `names` says what a stage or a segment is called. */
export function shownWindow(window: Window, names: { stage: (id: string) => string; segment: (id: string) => string }): string {
  switch (window.type) {
    case 'between':
      return `from ${writtenDay(window.fromDay)} through ${writtenDay(window.throughDay)}`;
    case 'today':
    case 'yesterday':
      return window.type;
    case 'lastDays':
      return `in the last ${counted(window.days, 'day')}`;
    case 'nextDays':
      return `in the next ${counted(window.days, 'day')}`;
    case 'moreThanDaysAgo':
      return `more than ${counted(window.days, 'day')} ago`;
    case 'this':
    case 'last':
      return `${window.type} ${window.period}`;
    case 'ever':
      return 'ever';
    case 'sinceStage':
      return window.stage === null ? 'since entering the present stage' : `since entering the stage ${names.stage(window.stage)}`;
    case 'sinceSegment':
      return `since entering the segment ${names.segment(window.segment)}`;
  }
}

export const counted = (n: number, thing: string): string => `${n} ${n === 1 ? thing : `${thing}s`}`;
