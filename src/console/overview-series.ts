import type { OverviewDays, OverviewDaysRequest, OverviewSeries } from '../contract/overview';
import { periodsBefore, rangeOf } from '../engagement/day-range';
import type { DayRange } from '../engagement/day-range';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { daySeries } from './overview-days';
import type { DaySeries } from './overview-days';
import type { OverviewHouse } from './overview-house';

type OverviewDaysPorts = { readonly sql: SqlPort; readonly clock: ClockPort };
/** Drawings of more days cannot be read, and their sums would be long in coming. */
const LONGEST_DAYS = 366;

/** The time charts of days that are chosen by themselves, and of as many days before them. */
export async function overviewDays(
  { sql, clock }: OverviewDaysPorts,
  house: OverviewHouse,
  { range, compare, filter }: OverviewDaysRequest,
): Promise<OverviewDays> {
  const { fromDay, toDay } = latestYearOf(rangeOf(range, dayNumberOf(clock())), dayNumberOf(clock()));
  const ends = Array.from({ length: toDay - fromDay + 2 }, (_, index) => fromDay + index);
  const [days, earlier] = [ends.slice(0, -1), compare ? periodsBefore(ends, 'day').slice(0, -1) : []];
  const from = earlier[0] ?? fromDay;
  const [series, mrr] = await Promise.all([
    daySeries(sql, filter, from, toDay + 1),
    house.scope === 'vendor' ? house.mrrByDay(sql, filter, from, toDay + 1) : null,
  ]);
  const mrrOn = mrr === null ? null : (day: number): number => mrr.get(day) ?? 0;
  return { ...seriesOf(days, series, mrrOn), before: compare ? seriesOf(earlier, series, mrrOn) : null };
}

function latestYearOf(range: DayRange, today: number): DayRange {
  const toDay = Math.min(range.toDay, today);
  return { fromDay: Math.max(Math.min(range.fromDay, toDay), toDay + 1 - LONGEST_DAYS), toDay };
}

/** Days as the page draws them. `mrrOn`: null where money is not shown. */
export function seriesOf(days: readonly number[], { on }: Pick<DaySeries, 'on'>, mrrOn: ((day: number) => number) | null): OverviewSeries {
  return {
    series: days.map((day) => {
      const { activeAccounts, dau, wau, mau, events } = on(day);
      return { day: dayFromNumber(day), activeAccounts, dau, wau, mau, events };
    }),
    mrrCents: mrrOn === null ? null : days.map(mrrOn),
  };
}
