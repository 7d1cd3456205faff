import { dayFromNumber } from '../../src/platform/days';
import type { Company } from './names';

/** Days are counted from 1970-01-01 in here; they become text only where a row or an event is rendered. */
export type DayIndex = number;

/** The same day of the month so many months on, or that month's last day where it is shorter. */
export function addMonths(day: DayIndex, months: number): DayIndex {
  const [year = 1970, month = 1, dayOfMonth = 1] = dayFromNumber(day).split('-').map(Number);
  const first = Date.UTC(year, month - 1 + months, 1);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return first / 86_400_000 + Math.min(dayOfMonth, lastDay) - 1;
}

/** 0 is Sunday. Day 0, 1970-01-01, was a Thursday. */
export function weekday(day: DayIndex): number {
  return (day + 4) % 7;
}

const WEEKDAY_FACTOR = [0.04, 0.95, 1.08, 1.06, 1.0, 0.85, 0.06] as const;

/** How much of a normal working day this day is: weekends, the turn of the year, the summer and each region's days off. */
export function workFactor(day: DayIndex, region: Company['region']): number {
  const monthDay = dayFromNumber(day).slice(5);
  const base = WEEKDAY_FACTOR[weekday(day)] ?? 1;
  if (monthDay >= '12-24' || monthDay <= '01-01') return base * 0.1;
  if (monthDay === '05-01' && region === 'EMEA') return base * 0.15;
  if (monthDay === '07-04' && region === 'Americas') return base * 0.12;
  if (monthDay === '01-26' && region === 'APAC') return base * 0.3;
  if (monthDay >= '07-20' && monthDay <= '08-25' && region === 'EMEA') return base * 0.75;
  return base;
}
