import { firstDayOf, monthText } from './calendar';
import type { AccountState } from './account-state';
import type { Segment } from './coverage';
import { isPause } from './counted';
import type { Ledger } from './ledger';
import { type Basis, type TransactionLine, centsOn, kindOf } from './line';
import { divideRounded, monthlyCents } from './monthly-price';
import type { Purchase } from './purchase';
import { MONTHS_PER_YEAR } from './settings';
import { settle } from './settle';
import { segmentOn } from './standing';

/**
 * Closing MRR of an app at the end of a month, as Atlassian states it, with the grace period that it was asked for. Months count from
 * January of year 0.
 */
export type StatedMrr = {
  readonly month: number;
  readonly app: string;
  readonly subscription: 'TOTAL' | 'MONTHLY' | 'ANNUAL';
  readonly graceDays: number;
  readonly closingCents: number;
};

export const DIFFERENCE_KINDS = ['grace', 'rebill', 'true-up', 'transfer', 'rate'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Why our figure is so much above (or, negative, below) a plain reading of the same lines, with the lines that it comes from. */
export type Difference = {
  readonly kind: DifferenceKind;
  readonly account: string;
  readonly cents: number;
  readonly lineKeys: readonly string[];
  /** Of the first of the lines: monthly and annual subscriptions are stated apart. */
  readonly billingPeriod: string | null;
};

export type Reconciliation = {
  readonly month: string;
  readonly app: string;
  readonly subscription: StatedMrr['subscription'];
  readonly oursCents: number;
  readonly theirsCents: number;
  readonly byKind: Readonly<Record<DifferenceKind, number>>;
  readonly items: readonly Difference[];
  /** What no rule of ours accounts for: ours − theirs − the items. */
  readonly unexplainedCents: number;
};

/**
 * Ours beside theirs at a month's end. Atlassian publishes what its figure is, not how it is computed; the items say by how much each
 * of our rules moves ours away from a reading without it, and whatever is left is called unexplained, never hidden in an item.
 */
export function reconcile(ledger: Ledger, stated: StatedMrr): Reconciliation {
  const { month, app, subscription, graceDays, closingCents } = stated;
  const day = firstDayOf(month + 1) - 1;
  const items: Difference[] = [];
  let oursCents = 0;
  for (const state of ledger.accounts.values()) {
    if (state.app !== app) continue;
    const segment = segmentOn(state, day);
    if (segment !== null && belongs(segment.billingPeriod, subscription)) oursCents += centsOn(ledger.settings.basis, segment);
    const differences = differencesOf(state, ledger.settings.basis)(day, graceDays);
    items.push(...differences.filter(({ billingPeriod }) => belongs(billingPeriod, subscription)));
  }
  const byKind = { grace: 0, rebill: 0, 'true-up': 0, transfer: 0, rate: 0 };
  for (const { kind, cents } of items) byKind[kind] += cents;
  const explained = items.reduce((sum, { cents }) => sum + cents, 0);
  return {
    month: monthText(month),
    app,
    subscription,
    oursCents,
    theirsCents: closingCents,
    byKind,
    items,
    unexplainedCents: oursCents - closingCents - explained,
  };
}

function belongs(billingPeriod: string | null, subscription: StatedMrr['subscription']): boolean {
  return subscription === 'TOTAL' || billingPeriod?.toUpperCase() === subscription;
}

/** The differences of an account on a day, beside figures stated with so many days of grace. Days are asked for one after the other. */
export function differencesOf(state: AccountState, basis: Basis): (day: number, graceDays: number) => Difference[] {
  const { account, coverage, lines } = state;
  const settled = lines.some((line) => kindOf(line) === 'refund') ? settle(lines).purchases : [];
  return (day, graceDays) => {
    const items: Difference[] = [];
    const add: Add = (kind, cents, by) => {
      const [line] = by;
      if (cents !== 0 && line !== undefined)
        items.push({ kind, account, cents, lineKeys: by.map(({ key }) => key), billingPeriod: line.billingPeriod });
    };
    const counted = segmentOn(state, day);
    const covering = coverage.segments.find(({ startDay, endDay }) => startDay <= day && day < endDay) ?? null;
    // Days that count beyond the lines, and lines that count no more because another account took over.
    const held = covering === null ? pausedOn(state, day, graceDays) : null;
    if (counted !== null && covering === null && counted.handsOver !== null) add('transfer', centsOn(basis, counted), linesOf(counted));
    else if (counted !== null && covering === null && held === null) add('grace', centsOn(basis, counted), linesOf(counted));
    else if (counted === null && held !== null) add('grace', -centsOn(basis, held), linesOf(held));
    if (counted === null && covering !== null) add('transfer', -centsOn(basis, covering), linesOf(covering));
    // A price per cycle as it stands, by the billing period that the line states, instead of by its days.
    if (covering !== null)
      for (const line of linesOf(covering))
        add('rate', perCycle(basis, line) === null ? 0 : byDays(basis, line) - (perCycle(basis, line) ?? 0), [line]);
    for (const line of lines) if (isTrueUpOn(line, day)) add('true-up', -(perCycle(basis, line) ?? 0), [line]);
    rebills(basis, settled, day, add);
    return items;
  };
}

/** What a grace period of so many days carries over a day without a line. */
function pausedOn({ coverage }: AccountState, day: number, graceDays: number): Segment | null {
  const next = coverage.segments.findIndex(({ startDay }) => startDay > day);
  const [before, after] = [coverage.segments[next - 1], coverage.segments[next]];
  return before !== undefined && after !== undefined && isPause(before.endDay, after.startDay, coverage, graceDays) ? before : null;
}

type Add = (kind: DifferenceKind, cents: number, by: readonly TransactionLine[]) => void;

/** A line taken back and billed anew counts with us until the day of that sale; without the rule the rebill counts from its start. */
function rebills(basis: Basis, settled: readonly Purchase[], day: number, add: Add): void {
  for (const { line, startDay, endDay, fromDay, toDay, takenBackBy } of settled) {
    if (takenBackBy !== null && fromDay <= day && day < toDay) add('rebill', byDays(basis, line), [line, takenBackBy]);
    if (startDay <= day && day < fromDay && day < endDay) add('rebill', -byDays(basis, line), [line]);
  }
}

function linesOf({ line, added }: Segment): TransactionLine[] {
  return [line, ...added];
}

function isTrueUpOn({ prorated, startDay, endDay }: TransactionLine, day: number): boolean {
  return prorated && startDay !== null && endDay !== null && startDay <= day && day < endDay;
}

function byDays(basis: Basis, line: TransactionLine): number {
  return line.startDay === null || line.endDay === null ? 0 : monthlyCents(centsOn(basis, line), line.startDay, line.endDay);
}

function perCycle(basis: Basis, line: TransactionLine): number | null {
  if (line.billingPeriod === 'Monthly') return centsOn(basis, line);
  return line.billingPeriod === 'Annual' ? divideRounded(centsOn(basis, line), MONTHS_PER_YEAR) : null;
}
