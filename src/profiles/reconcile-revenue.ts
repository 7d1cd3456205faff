import { unpackRaw } from '../marketplace/raw-text';
import type { SqlPort } from '../platform/ports';
import { monthText } from '../revenue/calendar';
import { compareText } from '../revenue/line';
import type { RevenueQuestion } from '../revenue/read-model';
import type { DifferenceKind, StatedMrr } from '../revenue/reconcile';
import type { MonthRange } from '../store/queries/revenue-bridge';
import { explainedInMonths, ourClosing, statedRowsOf } from '../store/queries/revenue-reconciliation';
import type { OursInMonth } from '../store/queries/revenue-reconciliation';
import { statedMrr } from './stated-mrr';

/** `oursCents` − `theirsCents` = the kinds + `unexplainedCents`, to the cent. */
export type ReconciledMonth = {
  readonly month: string;
  readonly app: string;
  readonly subscription: StatedMrr['subscription'];
  readonly oursCents: number;
  readonly theirsCents: number;
  readonly byKind: Readonly<Record<DifferenceKind, number>>;
  readonly unexplainedCents: number;
};

/**
 * Ours beside what the Marketplace states for the months, both included, latest first. Only figures stated without a grace period. They
 * are stated by app: of a filter, only that counts.
 */
export async function reconcileRevenue(sql: SqlPort, question: RevenueQuestion, range: MonthRange): Promise<ReconciledMonth[]> {
  const apps = question.filter.app;
  const onlyApp = apps?.length === 1 ? (apps[0] ?? null) : null;
  const stated = (await statedRowsOf(sql, range))
    .flatMap((raw) => statedMrr(JSON.parse(unpackRaw(raw)), onlyApp) ?? [])
    .filter(({ app, graceDays }) => graceDays === 0 && (apps === undefined || apps.includes(app)));
  if (stated.length === 0) return [];
  const ours = await ourClosing(sql, question, range);
  const explained = await explainedInMonths(sql, question, range);
  return stated
    .map((one): ReconciledMonth => {
      const isOf = (row: OursInMonth): boolean =>
        row.month === one.month &&
        row.app === one.app &&
        (one.subscription === 'TOTAL' || row.billingPeriod?.toUpperCase() === one.subscription);
      const oursCents = ours.filter(isOf).reduce((sum, { cents }) => sum + cents, 0);
      const byKind = { grace: 0, rebill: 0, 'true-up': 0, transfer: 0, rate: 0 };
      for (const row of explained) if (isOf(row)) byKind[row.kind] += row.cents;
      const known = Object.values(byKind).reduce((sum, cents) => sum + cents, 0);
      return {
        month: monthText(one.month),
        app: one.app,
        subscription: one.subscription,
        oursCents,
        theirsCents: one.closingCents,
        byKind,
        unexplainedCents: oursCents - one.closingCents - known,
      };
    })
    .sort((a, b) => compareText(b.month, a.month) || compareText(a.app, b.app) || compareText(a.subscription, b.subscription));
}
