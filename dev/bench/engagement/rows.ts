import type { ActivityColumns, ActivityRow, KnownEvent } from '../../../src/engagement/activity';
import type { AccountOutcome } from '../../../src/engagement/feature-outcomes';
import { randomFrom, type Random } from '../../simulator/random';
import { dayNumber } from '../../../src/platform/days';

/** Across a leap day and two turns of the year. */
export const SPAN = { fromDay: dayNumber('2023-12-01'), days: 400 };
export const FEATURES = 20;
/** Two events more are no features: a page opened, a heartbeat. */
export const EVENTS: readonly KnownEvent[] = Array.from({ length: FEATURES + 2 }, (_, index) => ({
  id: index + 1,
  feature: index < FEATURES,
}));

export type SampleAccount = AccountOutcome & { readonly seats: number | null; readonly observed: boolean };
export type Sample = { readonly rows: ActivityColumns; readonly accounts: readonly SampleAccount[]; readonly users: number };

/** Users who are in a second and a third account. */
const SHARED_SHARE = 0.12;

/**
 * Rows of activity in random order, the same for the same number: 500,000 users in 5,000 accounts at ten million rows and as many
 * per row below, or per `population`. Accounts differ in size, users in how often, how long and what for they come; a row in a hundred is nobody's; some keys come twice.
 */
export function sampleActivity(length: number, population = length): Sample {
  const random = randomFrom('engagement-bench');
  const users = Math.max(50, Math.round(population / 20));
  const accountCount = Math.max(20, Math.round(population / 2000));
  const column = () => new Int32Array(length);
  const rows = { account: column(), user: column(), event: column(), day: column(), count: column() };
  const people = Array.from({ length: users }, (_, index) => personOf(index, accountCount, random));
  for (let row = 0, visit = 0; row < length; visit += 1) {
    const person = people[visit < users ? visit : Math.floor(users * random.next() ** 2)];
    if (person === undefined) continue;
    const day = visit < users ? person.start : Math.floor(person.start + random.next() ** 1.5 * person.stays);
    if (day >= SPAN.days) continue;
    const isNobody = random.chance(0.01);
    const account = person.accounts[random.int(0, person.accounts.length - 1)] ?? 0;
    const events = 1 + Math.floor(4 * random.next() ** 1.6);
    for (let event = 0; event < events && row < length; event += 1) {
      rows.account[row] = accountId(account);
      rows.user[row] = isNobody ? 0 : person.id;
      rows.event[row] = 1 + ((person.taste + Math.floor(EVENTS.length * random.next() ** 2.5)) % EVENTS.length);
      rows.day[row] = SPAN.fromDay + day;
      rows.count[row] = 1 + Math.floor(5 * random.next() ** 3);
      row += 1;
    }
  }
  shuffle(rows, random);
  return { rows, users, accounts: Array.from({ length: accountCount }, (_, account) => accountOf(account, random)) };
}

type Person = {
  readonly id: number;
  readonly accounts: readonly number[];
  readonly start: number;
  readonly stays: number;
  readonly taste: number;
};

function personOf(index: number, accounts: number, random: Random): Person {
  const account = () => Math.floor(accounts * random.next() ** 2.2);
  const own = random.chance(SHARED_SHARE) ? [account(), account(), account()] : [account()];
  // Surrogate keys have gaps.
  return {
    id: 1 + index * 3 + random.int(0, 2),
    accounts: own,
    start: random.int(0, 390),
    stays: 1 + 400 * random.next() ** 2,
    taste: random.int(0, 5),
  };
}

const accountId = (account: number): number => 10 + account * 7;

function accountOf(account: number, random: Random): SampleAccount {
  const observed = random.chance(0.9);
  const outcome = (chance: number) => (observed ? random.chance(chance) : null);
  return {
    accountId: accountId(account),
    mrrCents: random.chance(0.6) ? random.int(1000, 90_000) : 0,
    seats: observed && random.chance(0.8) ? random.int(10, 400) : null,
    observed,
    retained: outcome(0.8),
    expanded: outcome(0.1),
    churned: outcome(0.06),
  };
}

function shuffle(rows: ActivityColumns, random: Random): void {
  const columns = Object.values(rows);
  for (let row = rows.account.length - 1; row > 0; row -= 1) {
    const other = random.int(0, row);
    for (const column of columns) {
      const value = column[row] ?? 0;
      column[row] = column[other] ?? 0;
      column[other] = value;
    }
  }
}

/**
 * `length` rows as a batch brings them: most of the last days, one in five late by up to two months, one in ten a repeat of a known row, a
 * few of new users and new accounts.
 */
export function sampleBatch({ rows, accounts }: Sample, length: number, batch: number): ActivityRow[] {
  const random = randomFrom('engagement-bench-batch', batch);
  const last = SPAN.fromDay + SPAN.days - 1;
  return Array.from({ length }, (_, index) => {
    const known = random.int(0, rows.account.length - 1);
    const row = {
      account: rows.account[known] ?? 0,
      user: rows.user[known] ?? 0,
      event: rows.event[known] ?? 1,
      day: rows.day[known] ?? 0,
      count: rows.count[known] ?? 1,
    };
    if (random.chance(0.1)) return row;
    const isNew = random.chance(0.02);
    return {
      account: isNew && random.chance(0.1) ? accountId(accounts.length + batch) : row.account,
      user: isNew ? 100_000_000 + batch * length + index : row.user,
      event: random.int(1, EVENTS.length),
      day: last - (random.chance(0.2) ? random.int(2, 60) : random.int(0, 1)),
      count: random.int(1, 6),
    };
  });
}
