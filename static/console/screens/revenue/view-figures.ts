import type { ReconciliationRow, StatementRow } from '../../../../src/contract/revenue-books';
import type { ChurnMonth, ChurnPart, CohortRow, RenewalMonth, RevenueTrials, Subscription } from '../../../../src/contract/revenue-views';
import type { FrameColumn } from '../../parts/chart-frame';
import type { StackedColumn } from '../../parts/columns';
import { count, counted, money } from '../../parts/format';
import { month, shortMonth } from '../../parts/months';
import { countColumn, moneyColumn, monthColumnOf, shareColumn } from '../../parts/frame-columns';

export type PartMonth = ChurnPart & { readonly month: string };
/** One kind of subscription, month by month. */
export const partMonths = (months: readonly ChurnMonth[], subscription: Subscription): readonly PartMonth[] =>
  months.map((each) => ({ month: each.month, ...each[subscription] }));

/** Cohorts without anybody have no row: it would be a line of nothing. */
export const cohortsWithRevenue = (rows: readonly CohortRow[]): readonly CohortRow[] => rows.filter(({ startCents }) => startCents > 0);

/** The file's columns: one for each month since the first. */
export function triangleColumns(rows: readonly CohortRow[]): readonly FrameColumn<CohortRow>[] {
  const longest = Math.max(0, ...rows.map(({ shares }) => shares.length));
  return [
    monthColumnOf('New in'),
    countColumn('Accounts', (row) => row.accounts),
    moneyColumn('First MRR', (row) => row.startCents),
    ...Array.from({ length: longest }, (_, index) => shareColumn<CohortRow>(`Month ${String(index)}`, (row) => row.shares[index] ?? null)),
  ];
}

export type RunningDay = RevenueTrials['running'][number];

/** Whether a feature was used; an app that does not report says neither. */
export function activation(activated: boolean | null): string {
  if (activated === null) return 'Not observed';
  return activated ? 'Activated' : 'Not yet';
}

/** One column for each day of a trial, also for days that no trial is in. */
export function dayColumns(running: readonly RunningDay[], trialDays: number): readonly StackedColumn[] {
  const byDay = new Map(running.map((each) => [each.day, each]));
  return Array.from({ length: trialDays }, (_, index) => {
    const each = byDay.get(index + 1) ?? { day: index + 1, trials: 0, activated: 0, notObserved: 0, expectedCents: 0 };
    const waiting = each.trials - each.activated - each.notObserved;
    return {
      id: String(each.day),
      label: String(each.day),
      words: `Day ${String(each.day)}: ${counted(each.trials, 'trial')}, ${count(each.activated)} activated, ${count(each.notObserved)} not observed, ${money(each.expectedCents)} expected`,
      href: null,
      layers: [
        { name: 'activated', value: each.activated, tone: 'activated' },
        { name: 'waiting', value: waiting, tone: 'waiting' },
        { name: 'not-observed', value: each.notObserved, tone: 'unseen-use' },
      ],
    };
  });
}

/** What falls due in a month, by whether it is used. The three parts are all of it. */
export function renewalColumn(each: RenewalMonth, href: string): StackedColumn {
  const used = each.mrrCents - each.silentCents - each.notObservedCents;
  return {
    id: each.month,
    label: shortMonth(each.month),
    words: `${month(each.month)}: ${counted(each.accounts, 'account')}, ${money(each.mrrCents)} MRR due, ${money(each.silentCents)} of it silent, ${money(each.notObservedCents)} not observed`,
    href,
    layers: [
      { name: 'used', value: used, tone: 'activated' },
      { name: 'silent', value: each.silentCents, tone: 'at-risk' },
      { name: 'not-observed', value: each.notObservedCents, tone: 'unseen-use' },
    ],
  };
}

/** What the latest month says, in a sentence. */
export function gist(rows: readonly ReconciliationRow[]): string {
  const latest = rows.find(({ subscription }) => subscription === 'TOTAL') ?? rows[0];
  if (latest === undefined) return '';
  const difference = latest.oursCents - latest.theirsCents;
  const where = `In ${month(latest.month)}`;
  if (difference === 0) return `${where} both figures are the same, to the cent.`;
  const side = difference > 0 ? 'above' : 'below';
  const rest = latest.unexplainedCents === 0 ? 'all of it explained' : `${money(Math.abs(latest.unexplainedCents))} of it unexplained`;
  return `${where} ours is ${money(Math.abs(difference))} ${side} theirs, ${rest}.`;
}

/** All rows as one; the take rate of a sum of months is left open, because it changes. */
export function statementTotals(rows: readonly StatementRow[]): StatementRow | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const sums = { salesCents: 0, refundsCents: 0, discountsCents: 0, partnerDiscountsCents: 0, payoutCents: 0 };
  for (const row of rows) {
    sums.salesCents += row.salesCents;
    sums.refundsCents += row.refundsCents;
    sums.discountsCents += row.discountsCents;
    sums.partnerDiscountsCents += row.partnerDiscountsCents;
    sums.payoutCents += row.payoutCents;
  }
  return { month: first.month, app: '', ...sums, partnerShare: null, takeRate: null };
}
