import type { AccountFilter } from '../contract/account-filter';
import type { SqlPort } from '../platform/ports';
import { periodSums } from '../store/queries/engagement-sums';
import type { Measure } from './overview-tiles';

const MONTH_DAYS = 30;
const WEEK_DAYS = 7;
/** Weeks are told apart even when fewer are asked for. */
const LEAST_WEEKS = 5;

type PeriodSum = Awaited<ReturnType<typeof periodSums>>[number];
type UsersAsked = { readonly filter: AccountFilter; readonly today: number; readonly compared: number; readonly hasHistory: boolean };

/** Who came for the first time, and who came again, from what is kept by period. */
export async function userMeasures(
  sqlPort: SqlPort,
  { filter, today, compared, hasHistory }: UsersAsked,
  trendDays: readonly number[],
): Promise<Measure[]> {
  const weeks = Math.max(LEAST_WEEKS, (today - compared) / WEEK_DAYS + 1);
  const firstWeekDay = today - (weeks + 2) * WEEK_DAYS;
  const [days, weekly] = await Promise.all([
    periodSums(sqlPort, { filter, unit: 'user', grain: 'day' }, Math.min(compared, trendDays[0] ?? today) - MONTH_DAYS, today + 1),
    periodSums(sqlPort, { filter, unit: 'user', grain: 'week' }, firstWeekDay, today + 1),
  ]);
  return [
    { name: 'weeklyReturn', on: weeklyReturnBy(weekly), trendDays: lastWeeks(today, weeks), hasHistory },
    { name: 'newUsers', on: newUsersBy(days), trendDays, hasHistory },
  ];
}

const lastWeeks = (today: number, weeks: number): number[] =>
  Array.from({ length: weeks }, (_, index) => today - (weeks - 1 - index) * WEEK_DAYS);

/** Of the users of the week before the last one that had ended by a day: the share that came in that last one too. Null without users. */
export function weeklyReturnBy(weeks: readonly PeriodSum[]): (day: number) => number | null {
  const byStart = new Map(weeks.map((week) => [week.start_day, week]));
  return (day) => {
    const start = mondayOf(day) - WEEK_DAYS;
    const before = byStart.get(start - WEEK_DAYS);
    const users = before === undefined ? 0 : before.born + before.returned + before.resurrected;
    return users === 0 ? null : (byStart.get(start)?.returned ?? 0) / users;
  };
}

/** 1970-01-01 was a Thursday. */
const mondayOf = (day: number): number => day - ((day + 3) % WEEK_DAYS);

/** Users whose first day with a feature lies in the thirty days up to a day. */
export function newUsersBy(days: readonly PeriodSum[]): (day: number) => number {
  return (day) => days.reduce((sum, { start_day, born }) => (start_day > day - MONTH_DAYS && start_day <= day ? sum + born : sum), 0);
}
