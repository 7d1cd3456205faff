import type { Overview } from '../contract/overview';
import type { Standing } from '../contract/standing';
import type { SqlPort } from '../platform/ports';
import { standingCounts } from '../store/queries/accounts';
import type { StandingCount } from '../store/queries/accounts';
import { recountsLeft } from '../store/stale-accounts';
import { mrrByDay, netRetentionOn, silentMrrOn, trialsOn } from '../store/queries/overview-money';
import type { MoneyAsked, OverviewMoney } from './overview-house';
import { trendDaysOf } from './overview-tiles';
import { monthBefore } from './revenue-bridge';
import { weekChanges } from './week-changes';

const YEAR_MONTHS = 12;

/** Money beside use, from what revenue keeps for reading: nothing in it looks at transactions. */
export async function overviewMoney(
  sqlPort: SqlPort,
  asked: MoneyAsked,
  syncLine: () => Promise<Overview['sync']>,
): Promise<OverviewMoney> {
  const { filter, today, compared, rangeDays } = asked;
  const few = trendDaysOf(today, rangeDays, 'few');
  const days = [compared, ...few.filter((day) => day !== compared)];
  const [mrr, retention, atRisk, trials, counts, week, sync, recounts] = await Promise.all([
    mrrByDay(sqlPort, filter, Math.min(compared, today - rangeDays + 1), today + 1),
    netRetentionOn(
      sqlPort,
      filter,
      days.map((day) => ({ day, startDay: monthBefore(day, YEAR_MONTHS) })),
    ),
    silentMrrOn(sqlPort, filter, days),
    trialsOn(sqlPort, filter, days),
    standingCounts(sqlPort, today, filter),
    weekChanges(sqlPort, filter, today),
    syncLine(),
    recountsLeft(sqlPort),
  ]);
  const matrix = payingUsing(counts);
  const mrrOn = (day: number): number => mrr.get(day) ?? 0;
  const hasHistory = mrrOn(compared) !== 0 || trials.has(compared);
  return {
    measures: [
      { name: 'mrr', on: mrrOn, trendDays: trendDaysOf(today, rangeDays), hasHistory },
      { name: 'nrr', on: (day) => retention.get(day) ?? null, trendDays: few, hasHistory },
      // Beside the matrix there is one truth about today. On earlier days an account that is counted anew would look silent.
      {
        name: 'mrrAtRisk',
        on: (day) => (day === today ? matrix.mrrCents['paid-silent'] : recounts > 0 ? null : (atRisk.get(day) ?? 0)),
        trendDays: few,
        hasHistory,
      },
      { name: 'trials', on: (day) => trials.get(day) ?? 0, trendDays: few, hasHistory },
    ],
    mrrOn,
    payingUsing: matrix,
    week,
    sync,
  };
}

function payingUsing(counts: readonly StandingCount[]): OverviewMoney['payingUsing'] {
  const of = (standing: Standing, field: 'accounts' | 'mrr_cents') => counts.find((row) => row.standing === standing)?.[field] ?? 0;
  const each = (field: 'accounts' | 'mrr_cents'): Record<Standing, number> => ({
    'paid-used': of('paid-used', field),
    'paid-silent': of('paid-silent', field),
    'unpaid-used': of('unpaid-used', field),
    neither: of('neither', field),
    'not-observed': of('not-observed', field),
  });
  return { counts: each('accounts'), mrrCents: each('mrr_cents') };
}
