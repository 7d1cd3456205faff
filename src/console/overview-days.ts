import type { AccountFilter } from '../contract/account-filter';
import { sharedUserExcess } from '../engagement/shared-users';
import type { SqlPort } from '../platform/ports';
import { activitySeries } from '../store/queries/activity-series';
import { sharedUserDays } from '../store/queries/shared-user-days';

const MONTH_DAYS = 30;
const WEEK_DAYS = 7;

/** What happened on a day and in the 7 and 30 days up to it. */
export type DayFigures = {
  /** Accounts with use on the day. */
  readonly activeAccounts: number;
  /** Accounts with use in the 30 days up to it. */
  readonly accounts30: number;
  readonly dau: number;
  readonly wau: number;
  readonly mau: number;
  readonly events: number;
};
const NOTHING: DayFigures = { activeAccounts: 0, accounts30: 0, dau: 0, wau: 0, mau: 0, events: 0 };

/** Days by day number; a day of which nothing is known has nothing. */
export type DaySeries = { readonly on: (day: number) => DayFigures; readonly knownDays: readonly number[] };

/** Days of [from, to): sums over accounts, corrected for users who are active in several. */
export async function daySeries(sqlPort: SqlPort, filter: AccountFilter, from: number, to: number): Promise<DaySeries> {
  const [rows, shared] = await Promise.all([activitySeries(sqlPort, filter, from, to), sharedUserDays(sqlPort, filter, from - MONTH_DAYS)]);
  const excess = new Map(sharedUserExcess(shared, from, to).map((row) => [row.day, row]));
  const days = new Map(
    rows.map(({ day, accounts, accounts30, dau, wau, mau, events }) => {
      const over = excess.get(day);
      const figures: DayFigures = {
        activeAccounts: accounts,
        accounts30,
        dau: dau - (over?.users1 ?? 0),
        wau: wau - (over?.users7 ?? 0),
        mau: mau - (over?.users30 ?? 0),
        events,
      };
      return [day, figures];
    }),
  );
  return { on: (day) => days.get(day) ?? NOTHING, knownDays: [...days.keys()] };
}

/**
 * Mean daily users of the seven days before a day over the monthly users at their end. The day itself stays out: while it runs it would
 * look like a collapse. Null without users.
 */
export function stickinessOn({ on }: Pick<DaySeries, 'on'>, day: number): number | null {
  const { mau } = on(day - 1);
  if (mau === 0) return null;
  return sumBefore(day, WEEK_DAYS, (each) => on(each).dau) / WEEK_DAYS / mau;
}

/** Feature events of the thirty days up to a day. */
export function usesOn({ on }: Pick<DaySeries, 'on'>, day: number): number {
  return sumBefore(day + 1, MONTH_DAYS, (each) => on(each).events);
}

/** Over the `days` days that end before `end`. */
function sumBefore(end: number, days: number, of: (day: number) => number): number {
  let sum = 0;
  for (let day = end - days; day < end; day += 1) sum += of(day);
  return sum;
}
