import type { AccountState } from './account-state';
import type { Ledger } from './ledger';
import { centsOn } from './line';
import { segmentOn } from './standing';

export type ChurnPart = {
  readonly accountsAtStart: number;
  readonly accountsLost: number;
  readonly startCents: number;
  readonly churnCents: number;
  readonly contractionCents: number;
  readonly expansionCents: number;
  /** Lost over there at the start. */
  readonly logoChurn: number | null;
  /** (churn + contraction) / MRR at the start. */
  readonly grossRevenueChurn: number | null;
  /** The same less expansion. */
  readonly netRevenueChurn: number | null;
  /** Lost while the parent product stayed, over there at the start. Null where nobody was asked. */
  readonly isolatedChurn: number | null;
};
export type Churn = { readonly monthly: ChurnPart; readonly annual: ChurnPart; readonly other: ChurnPart; readonly all: ChurnPart };

/**
 * Churn of those who paid the day before `fromDay`, by movements on `[fromDay, toDay)`, monthly and annual subscriptions apart: an annual one
 * has one day a year on which it can leave. `parentStayed` tells whether an account's product is still there, null for unknown.
 */
export function churnOf(
  ledger: Ledger,
  fromDay: number,
  toDay: number,
  parentStayed: ((account: string) => boolean | null) | null = null,
  accounts: Iterable<AccountState> = ledger.accounts.values(),
): Churn {
  const parts = { monthly: noChurn(), annual: noChurn(), other: noChurn(), all: noChurn() };
  for (const state of accounts) {
    const segment = segmentOn(state, fromDay - 1);
    if (segment === null) continue;
    const part = segment.billingPeriod === 'Monthly' ? parts.monthly : segment.billingPeriod === 'Annual' ? parts.annual : parts.other;
    for (const sums of [part, parts.all]) count(sums, state, centsOn(ledger.settings.basis, segment), fromDay, toDay, parentStayed);
  }
  const asked = parentStayed !== null;
  return {
    monthly: churnRates(parts.monthly, asked),
    annual: churnRates(parts.annual, asked),
    other: churnRates(parts.other, asked),
    all: churnRates(parts.all, asked),
  };
}

/** Sums over accounts; `churn` and `contraction` as positive amounts. `isolated`: lost while the parent product stayed. */
export type ChurnSums = {
  accounts: number;
  lost: number;
  isolated: number;
  start: number;
  churn: number;
  contraction: number;
  expansion: number;
};

export function noChurn(): ChurnSums {
  return { accounts: 0, lost: 0, isolated: 0, start: 0, churn: 0, contraction: 0, expansion: 0 };
}

function count(
  sums: ChurnSums,
  state: AccountState,
  startCents: number,
  fromDay: number,
  toDay: number,
  parentStayed: ((account: string) => boolean | null) | null,
): void {
  sums.accounts += 1;
  sums.start += startCents;
  for (const { day, kind, cents } of state.movements) {
    if (day < fromDay || day >= toDay) continue;
    if (kind === 'churn') sums.churn -= cents;
    if (kind === 'contraction') sums.contraction -= cents;
    if (kind === 'expansion') sums.expansion += cents;
  }
  const gone = segmentOn(state, toDay - 1) === null && !state.handovers.some(({ day }) => day >= fromDay && day < toDay);
  if (!gone) return;
  sums.lost += 1;
  if (parentStayed?.(state.account) === true) sums.isolated += 1;
}

/** `isolated` is false where nobody was asked whether the parent product stayed. */
export function churnRates({ accounts, lost, isolated, start, churn, contraction, expansion }: ChurnSums, asked: boolean): ChurnPart {
  const of = (value: number, whole: number): number | null => (whole === 0 ? null : value / whole);
  return {
    accountsAtStart: accounts,
    accountsLost: lost,
    startCents: start,
    churnCents: churn,
    contractionCents: contraction,
    expansionCents: expansion,
    logoChurn: of(lost, accounts),
    grossRevenueChurn: of(churn + contraction, start),
    netRevenueChurn: of(churn + contraction - expansion, start),
    isolatedChurn: asked ? of(isolated, accounts) : null,
  };
}

/**
 * What a customer is worth: ARPC over the monthly churn of customers. Assumes that churn stays as it is for good, which makes it an
 * upper bound for young products; null where there was no churn to go by.
 */
export function lifetimeValue(arpcCents: number | null, monthlyLogoChurn: number | null): number | null {
  return arpcCents === null || monthlyLogoChurn === null || monthlyLogoChurn === 0 ? null : Math.round(arpcCents / monthlyLogoChurn);
}
