import { Suspense, useMemo } from 'react';
import type { LicenceMonth, PlanRow, RevenueCustomers, TierRow } from '../../../../src/contract/revenue-views';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { MonthChart } from '../../parts/later-charts';
import { Skeleton } from '../../parts/skeleton';
import { countColumn, moneyColumn, monthColumnOf, shareColumn, textColumn } from '../../parts/frame-columns';
import { TableCard } from './table-card';
import { licencesMeaning, plansMeaning, tiersMeaning } from './words';

const MONTHS: readonly FrameColumn<LicenceMonth>[] = [
  monthColumnOf('Month’s end'),
  countColumn('Installs', (row) => row.installs),
  countColumn('Active licences', (row) => row.activeLicences),
  countColumn('Trials', (row) => row.trials),
];
const LINES = [
  { name: 'Installs', of: (row: LicenceMonth) => row.installs, colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' },
  { name: 'Active', of: (row: LicenceMonth) => row.activeLicences, colorToken: '--ds-chart-green-bold', fallback: '#22A06B' },
  { name: 'Trials', of: (row: LicenceMonth) => row.trials, colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' },
] as const;

/** A part of the whole; null where there is no whole. */
const partOf = (cents: number, all: number): number | null => (all === 0 ? null : cents / all);

export function Customers({ answer }: { answer: RevenueCustomers }) {
  const { months, plans, tiers, head } = answer;
  const names = useMemo(() => months.map(({ month }) => month), [months]);
  const lines = useMemo(() => LINES.map(({ of, ...line }) => ({ ...line, values: months.map(of) })), [months]);
  const all = plans.reduce((sum, { mrrCents }) => sum + mrrCents, 0);
  return (
    <>
      <ChartFrame
        title="Installs, licences and trials"
        meaning={licencesMeaning}
        fileName={`tidemark-licences-${head.asOfDay}`}
        columns={MONTHS}
        rows={months}
        rowKey={(row) => row.month}
      >
        {lines.every(({ values }) => values.every((value) => value === 0)) ? (
          <p className="not-enough">No licence ran in these months, or none has been read from the Marketplace yet.</p>
        ) : (
          <Suspense fallback={<Skeleton height={280} />}>
            <MonthChart
              months={names}
              lines={lines}
              unit="count"
              isLastRunning
              summary="Lines of installs, active licences and trials by month. The figures are in the table view."
            />
          </Suspense>
        )}
      </ChartFrame>
      <div className="pair">
        <TableCard<PlanRow>
          isTall
          title="Paying accounts by plan"
          meaning={plansMeaning}
          fileName={`tidemark-plans-${head.asOfDay}`}
          columns={[
            textColumn('Edition', (row) => row.edition),
            textColumn('Hosting', (row) => row.hosting),
            textColumn('Billing', (row) => row.billingPeriod),
            countColumn('Accounts', (row) => row.accounts),
            moneyColumn('MRR', (row) => row.mrrCents),
            shareColumn('Of all', (row) => partOf(row.mrrCents, all)),
          ]}
          rows={plans}
          rowKey={(row) => `${String(row.hosting)} ${String(row.edition)} ${String(row.billingPeriod)}`}
          empty="Nobody pays today."
        />
        <TableCard<TierRow>
          isTall
          title="Paying accounts by tier"
          meaning={tiersMeaning}
          fileName={`tidemark-tiers-${head.asOfDay}`}
          columns={[
            textColumn('Tier', (row) => row.tier),
            countColumn('Accounts', (row) => row.accounts),
            moneyColumn('MRR', (row) => row.mrrCents),
            shareColumn('Of all', (row) => partOf(row.mrrCents, all)),
          ]}
          rows={tiers}
          rowKey={(row) => String(row.tier)}
          empty="Nobody pays today."
        />
      </div>
    </>
  );
}
