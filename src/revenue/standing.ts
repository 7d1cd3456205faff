import type { AccountState } from './account-state';
import type { Segment } from './coverage';
import type { Ledger } from './ledger';
import { centsOn } from './line';
import { divideRounded } from './monthly-price';
import { MONTHS_PER_YEAR } from './settings';
import { noMovements } from './totals';
import type { MovementKind } from './movement';

/** What counts of an account on a day; null for nothing. */
export function segmentOn(state: AccountState, day: number): Segment | null {
  return state.counted.find(({ startDay, endDay }) => startDay <= day && day < endDay) ?? null;
}

export type Standing = {
  readonly mrrCents: number;
  /** Twelve times MRR. */
  readonly arrCents: number;
  readonly payingAccounts: number;
  /** Customers: accounts with one transaction account, else one site, are one. */
  readonly payingCustomers: number;
  /** MRR per paying customer; null without any. */
  readonly arpcCents: number | null;
};

/** MRR and who pays it on a day, of the accounts given or of all. */
export function standingOn(ledger: Ledger, day: number, accounts: Iterable<AccountState> = ledger.accounts.values()): Standing {
  let mrrCents = 0;
  let payingAccounts = 0;
  const customers = new Set<string>();
  for (const state of accounts) {
    const segment = segmentOn(state, day);
    if (segment === null) continue;
    mrrCents += centsOn(ledger.settings.basis, segment);
    payingAccounts += 1;
    customers.add(customerOf(state));
  }
  return standingOf(mrrCents, payingAccounts, customers.size);
}

export function standingOf(mrrCents: number, payingAccounts: number, payingCustomers: number): Standing {
  return {
    mrrCents,
    arrCents: mrrCents * MONTHS_PER_YEAR,
    payingAccounts,
    payingCustomers,
    arpcCents: payingCustomers === 0 ? null : divideRounded(mrrCents, payingCustomers),
  };
}

/** The strongest thing that says who pays: transaction account, site, else the account itself. */
export function customerOf({ account, twinKeys }: AccountState): string {
  const key = twinKeys.find(({ strength }) => strength < 2);
  return key === undefined ? account : `${key.strength} ${key.value}`;
}

/**
 * (new + expansion + reactivation) / (contraction + churn). `withoutReactivation` is the same as others publish it, which leaves
 * reactivation out. Null where nothing was lost.
 */
export function quickRatio(movements: Readonly<Record<MovementKind, number>>): {
  ratio: number | null;
  withoutReactivation: number | null;
} {
  const lost = -(movements.contraction + movements.churn);
  const won = movements.new + movements.expansion;
  return lost === 0
    ? { ratio: null, withoutReactivation: null }
    : { ratio: (won + movements.reactivation) / lost, withoutReactivation: won / lost };
}

/** Sums of movements with `fromDay` ≤ day < `toDay`, by kind. */
export function movementsBetween(fromDay: number, toDay: number, accounts: Iterable<AccountState>): Record<MovementKind, number> {
  const sums = noMovements();
  for (const { movements } of accounts)
    for (const { day, kind, cents } of movements) if (fromDay <= day && day < toDay) sums[kind] += cents;
  return sums;
}
