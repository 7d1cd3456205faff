import { GRAINS } from './calendar';
import type { Grain } from './calendar';
import { active } from './active-units';
import { indexOf } from './id-table';
import { isNobody, membershipDays } from './series';
import type { Series } from './series';
import { newUnitTally, tallyUnit } from './unit-tally';

export type AccountDay = {
  /** As days since 1970-01-01. */
  readonly day: number;
  readonly users1: number;
  readonly users7: number;
  readonly users30: number;
  /** A bit for each event used on the day, 32 events a word, in the order of the activity's events. */
  readonly features: readonly number[];
};

export type AccountPeriod = {
  readonly startDay: number;
  readonly new: number;
  readonly returning: number;
  readonly resurrected: number;
  readonly dormant: number;
};

/** What pages sum up instead of scanning activity: rows of one account without those that are all zero. */
export type AccountRows = { readonly days: readonly AccountDay[]; readonly periods: Readonly<Record<Grain, readonly AccountPeriod[]>> };

/** The rows of an account; sums of them over accounts are the series of memberships. */
export function accountRows(series: Series, accountId: number): AccountRows {
  const { activity, seen, seenWidth, used, words } = series;
  const { fromDay, days } = activity.span;
  const account = indexOf(activity.accounts, accountId);
  if (account < 0 || series.included[account] !== 1) return { days: [], periods: { day: [], week: [], month: [] } };
  const own = (array: Int32Array) => array.subarray(account * seenWidth, (account + 1) * seenWidth);
  const [daily, seen7, seen30] = seen;
  const [users7, users30] = [active(own(seen7), own(daily), 7), active(own(seen30), own(daily), 30)];
  const rows = Array.from({ length: days }, (_, offset) => {
    const word = (account * days + offset) * words;
    return {
      day: fromDay + offset,
      users1: own(daily)[offset] ?? 0,
      users7: users7[offset] ?? 0,
      users30: users30[offset] ?? 0,
      features: [...used.subarray(word, word + words)],
    };
  });
  return { days: rows.filter((row) => row.users30 > 0 || row.features.some((bits) => bits !== 0)), periods: lifecycleOf(series, account) };
}

function lifecycleOf(series: Series, account: number): AccountRows['periods'] {
  const { activity } = series;
  const tally = newUnitTally(activity.span);
  const days = new Int32Array(activity.span.days);
  for (let member = activity.accountHead[account] ?? -1; member >= 0; member = activity.nextOfAccount[member] ?? -1)
    if (!isNobody(activity, member)) tallyUnit(tally, days, membershipDays(series, member, days), 1);
  const rows = GRAINS.map((grain) => {
    const { periods, born, returning, resurrected, dormant } = tally[grain];
    const all = Array.from({ length: periods.count }, (_, period) => ({
      startDay: periods.startDays[period] ?? 0,
      new: born[period] ?? 0,
      returning: returning[period] ?? 0,
      resurrected: resurrected[period] ?? 0,
      dormant: dormant[period] ?? 0,
    }));
    return [grain, all.filter((row) => row.new + row.returning + row.resurrected + row.dormant > 0)] as const;
  });
  return Object.fromEntries(rows) as Record<Grain, AccountPeriod[]>;
}
