import type { AccountState } from './account-state';
import { firstDayOf, monthText } from './calendar';
import type { Ledger } from './ledger';
import { centsOn } from './line';
import { cohortMonthOf, rootOf } from './lineage';
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

/**
 * Retention of those who paid on `startDay`, on `endDay`. Accounts that continue each other are one: what the cohort pays at the end is
 * what its accounts and all that continue them pay.
 */
export function retentionOf(
  ledger: Ledger,
  startDay: number,
  endDay: number,
  accounts: Iterable<AccountState> = ledger.accounts.values(),
): Retention {
  const starts = new Map<AccountState, number>();
  for (const state of accounts) {
    const before = mrrOf(ledger, state, startDay);
    if (before !== 0) add(starts, rootOf(state), before);
  }
  const ends = new Map<AccountState, number>();
  for (const state of ledger.accounts.values()) {
    const after = mrrOf(ledger, state, endDay);
    if (after !== 0) add(ends, rootOf(state), after);
  }
  let [startCents, endCents, cappedCents, gone] = [0, 0, 0, 0];
  for (const [root, before] of starts) {
    const after = ends.get(root) ?? 0;
    startCents += before;
    endCents += after;
    cappedCents += Math.min(before, after);
    if (after === 0) gone += 1;
  }
  return retentionFrom({ cohortAccounts: starts.size, startCents, endCents, cappedCents, gone });
}

type CohortSums = {
  readonly cohortAccounts: number;
  readonly startCents: number;
  readonly endCents: number;
  /** What is left with each account capped at what it paid at the start. */
  readonly cappedCents: number;
  readonly gone: number;
};

export function retentionFrom({ cohortAccounts, startCents, endCents, cappedCents, gone }: CohortSums): Retention {
  if (startCents === 0) return { cohortAccounts, startCents, nrr: null, grr: null, logoChurn: null };
  return { cohortAccounts, startCents, nrr: endCents / startCents, grr: cappedCents / startCents, logoChurn: gone / cohortAccounts };
}

function add(sums: Map<AccountState, number>, root: AccountState, cents: number): void {
  sums.set(root, (sums.get(root) ?? 0) + cents);
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
  const cohorts = new Map<number, { roots: Set<AccountState>; members: AccountState[] }>();
  for (const state of ledger.accounts.values()) {
    const root = rootOf(state);
    const month = cohortMonthOf(root);
    if (month === null) continue;
    const cohort = cohorts.get(month) ?? { roots: new Set(), members: [] };
    cohort.roots.add(root);
    cohort.members.push(state);
    cohorts.set(month, cohort);
  }
  const rows: CohortRow[] = [];
  for (let month = fromMonth; month <= toMonth; month += 1) {
    const { roots, members } = cohorts.get(month) ?? { roots: new Set(), members: [] };
    const ends = Array.from({ length: toMonth - month + 1 }, (_, offset) => firstDayOf(month + offset + 1) - 1);
    const sums = ends.map((day) => members.reduce((sum, state) => sum + mrrOf(ledger, state, day), 0));
    rows.push({ month: monthText(month), accounts: roots.size, ...sharesOf(sums) });
  }
  return rows;
}

/** What a cohort pays at each month's end, over what it paid at the first. */
export function sharesOf(sums: readonly number[]): { readonly startCents: number; readonly shares: readonly number[] } {
  const startCents = sums[0] ?? 0;
  return { startCents, shares: startCents === 0 ? [] : sums.map((cents) => cents / startCents) };
}
