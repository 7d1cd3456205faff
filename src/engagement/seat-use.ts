import { ratio } from './active-units';
import { indexOf } from './id-table';
import type { Series } from './series';

/** Seats paid for; null where they are not known, not limited, or use is not observed: such accounts stand aside. */
export type SeatsOf = (accountId: number, day: number) => number | null;

export type SeatUseDay = {
  /** As days since 1970-01-01. */
  readonly day: number;
  readonly accounts: number;
  readonly seats: number;
  /** Users seen in the 30 days that end with the day, in each of these accounts. */
  readonly usersSeen: number;
  readonly share: number | null;
  /** Accounts that use under 50 %, from 50 to 80 %, and 80 % or more of their seats. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
};

/** Users seen over seats paid, for each day of the span. */
export function seatUse(series: Series, seatsOf: SeatsOf): SeatUseDay[] {
  const { fromDay, days } = series.activity.span;
  const rows = Array.from({ length: days }, (_, offset) => ({
    day: fromDay + offset,
    accounts: 0,
    seats: 0,
    usersSeen: 0,
    low: 0,
    middle: 0,
    high: 0,
  }));
  for (let account = 0; account < series.accountsKnown; account += 1) {
    if (series.included[account] === 0) continue;
    const id = series.activity.accounts.ids[account] ?? 0;
    const seen = usersSeenByDay(series, account);
    for (const row of rows) {
      const seats = seatsOf(id, row.day);
      if (seats === null || seats <= 0) continue;
      const users = seen[row.day - fromDay] ?? 0;
      row.accounts += 1;
      row.seats += seats;
      row.usersSeen += users;
      row[users * 2 < seats ? 'low' : users * 5 < seats * 4 ? 'middle' : 'high'] += 1;
    }
  }
  return rows.map((row) => ({ ...row, share: ratio(row.usersSeen, row.seats) }));
}

/** Users of an account in the 30 days that end with a day; 0 for one without activity. */
export function usersSeen(series: Series, accountId: number, day: number): number {
  const account = indexOf(series.activity.accounts, accountId);
  return account < 0 || account >= series.accountsKnown ? 0 : (usersSeenByDay(series, account)[day - series.activity.span.fromDay] ?? 0);
}

function usersSeenByDay({ seen, seenWidth, activity }: Series, account: number): Int32Array {
  const base = account * seenWidth;
  const [daily, , starts30] = seen;
  const running = new Int32Array(activity.span.days);
  let now = 0;
  for (let day = 0; day < running.length; day += 1) {
    now += (starts30[base + day] ?? 0) - (day < 30 ? 0 : (daily[base + day - 30] ?? 0));
    running[day] = now;
  }
  return running;
}
