import type { AccountState } from './account-state';
import { firstDayOf, monthOf, monthText } from './calendar';
import type { Ledger } from './ledger';
import { centsOn } from './line';
import { segmentOn } from './standing';

export type Retention = {
  readonly cohortAccounts: number;
  readonly startCents: number;
  /** What the cohort pays at the end, whatever it paid more; null for an empty cohort. */
  readonly nrr: number | null;
  /** The same with each account capped at what it paid at the start. */
  readonly grr: number | null;
  /** Share of the cohort that pays nothing at the end. */
  readonly logoChurn: number | null;
};

/** Retention of those who paid on `startDay`, on `endDay`. An account that another one took over is followed to it. */
export function retentionOf(
  ledger: Ledger,
  startDay: number,
  endDay: number,
  accounts: Iterable<AccountState> = ledger.accounts.values(),
): Retention {
  let [cohortAccounts, startCents, endCents, cappedCents, gone] = [0, 0, 0, 0, 0];
  for (const state of accounts) {
    const before = mrrOf(ledger, state, startDay);
    if (before === 0) continue;
    const after = mrrOf(ledger, successorOn(state, startDay, endDay), endDay);
    cohortAccounts += 1;
    startCents += before;
    endCents += after;
    cappedCents += Math.min(before, after);
    if (after === 0) gone += 1;
  }
  if (startCents === 0) return { cohortAccounts, startCents, nrr: null, grr: null, logoChurn: null };
  return { cohortAccounts, startCents, nrr: endCents / startCents, grr: cappedCents / startCents, logoChurn: gone / cohortAccounts };
}

function successorOn(state: AccountState, fromDay: number, day: number): AccountState {
  let current = state;
  for (let since = fromDay; ;) {
    const next = current.handovers.find((handover) => handover.day > since && handover.day <= day);
    if (next === undefined) return current;
    since = next.day;
    current = next.to;
  }
}

function mrrOf(ledger: Ledger, state: AccountState, day: number): number {
  const segment = segmentOn(state, day);
  return segment === null ? 0 : centsOn(ledger.settings.basis, segment);
}

export type CohortRow = {
  readonly month: string;
  readonly startCents: number;
  readonly accounts: number;
  readonly shares: readonly number[];
};

/**
 * The triangle of net revenue retention: for the accounts that were new in a month, what they pay at each month's end from that one
 * on, over what they paid at its end. Months count from January of year 0; both are included.
 */
export function cohortTriangle(ledger: Ledger, fromMonth: number, toMonth: number): CohortRow[] {
  const cohorts = new Map<number, AccountState[]>();
  for (const state of ledger.accounts.values()) {
    const first = state.movements.find(({ kind }) => kind === 'new');
    if (first === undefined) continue;
    const month = monthOf(first.day);
    const members = cohorts.get(month);
    if (members === undefined) cohorts.set(month, [state]);
    else members.push(state);
  }
  const rows: CohortRow[] = [];
  for (let month = fromMonth; month <= toMonth; month += 1) {
    const members = cohorts.get(month) ?? [];
    const startDay = firstDayOf(month + 1) - 1;
    const ends = Array.from({ length: toMonth - month + 1 }, (_, offset) => firstDayOf(month + offset + 1) - 1);
    const sums = ends.map((day) => members.reduce((sum, state) => sum + mrrOf(ledger, successorOn(state, startDay, day), day), 0));
    const startCents = sums[0] ?? 0;
    rows.push({
      month: monthText(month),
      startCents,
      accounts: members.length,
      shares: startCents === 0 ? [] : sums.map((cents) => cents / startCents),
    });
  }
  return rows;
}
