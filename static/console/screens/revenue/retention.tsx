import { Suspense, useMemo } from 'react';
import type { RetentionMonth, RevenueRetention } from '../../../../src/contract/revenue-views';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { roundMoney } from '../../parts/format';
import { HEAT_STEPS, HeatTable } from '../../parts/heat-table';
import { MonthChart } from '../../parts/later-charts';
import { month } from '../../parts/months';
import { Skeleton } from '../../parts/skeleton';
import { countColumn, monthColumnOf, shareColumn } from '../../parts/frame-columns';
import { cohortsWithRevenue, triangleColumns } from './view-figures';
import { retentionMeaning, triangleMeaning } from './words';

const COLUMNS: readonly FrameColumn<RetentionMonth>[] = [
  monthColumnOf('Month’s end'),
  countColumn('Accounts that paid a year before', (row) => row.cohortAccounts),
  shareColumn('NRR', (row) => row.nrr),
  shareColumn('GRR', (row) => row.grr),
  shareColumn('Logo churn in the year', (row) => row.logoChurn),
];

export function Retention({ answer }: { answer: RevenueRetention }) {
  const cohorts = cohortsWithRevenue(answer.triangle);
  return (
    <>
      <ChartFrame
        title="Net revenue retention by cohort"
        meaning={triangleMeaning}
        fileName={`tidemark-cohorts-${answer.head.asOfDay}`}
        columns={triangleColumns(cohorts)}
        rows={cohorts}
        rowKey={(row) => row.month}
        lead={<HeatLegend />}
      >
        {cohorts.length === 0 ? (
          <p className="not-enough">Nobody began to pay in these months. Choose more months above.</p>
        ) : (
          <HeatTable
            caption="Share of the first MRR that each cohort pays, by months since"
            rowTitle="New in"
            asideTitle="First MRR"
            rows={cohorts.map((row) => ({ id: row.month, label: month(row.month), aside: roundMoney(row.startCents), shares: row.shares }))}
          />
        )}
      </ChartFrame>
      <YearByYear months={answer.months} asOfDay={answer.head.asOfDay} />
    </>
  );
}

function HeatLegend() {
  return (
    <p className="heat-legend" aria-hidden="true">
      less than at first
      {HEAT_STEPS.map((step) => (
        <span key={step} className={`heat-key ${step}`} />
      ))}
      more than at first
    </p>
  );
}

const NRR = { name: 'NRR', colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' };
const GRR = { name: 'GRR', colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' };

function YearByYear({ months, asOfDay }: { months: readonly RetentionMonth[]; asOfDay: string }) {
  const names = useMemo(() => months.map((each) => each.month), [months]);
  const lines = useMemo(
    () => [
      { ...NRR, values: months.map(({ nrr }) => nrr) },
      { ...GRR, values: months.map(({ grr }) => grr) },
    ],
    [months],
  );
  const isKnown = months.some(({ nrr }) => nrr !== null);
  return (
    <ChartFrame
      title="NRR and GRR over twelve months"
      meaning={retentionMeaning}
      fileName={`tidemark-retention-${asOfDay}`}
      columns={COLUMNS}
      rows={months}
      rowKey={(row) => row.month}
    >
      {isKnown ? (
        <Suspense fallback={<Skeleton height={280} />}>
          <MonthChart
            months={names}
            lines={lines}
            unit="share"
            isLastRunning
            summary="Lines of net and gross revenue retention over twelve months. The figures are in the table view."
          />
        </Suspense>
      ) : (
        <p className="not-enough">Nobody paid twelve months before any of these months: there is no year to look back on yet.</p>
      )}
    </ChartFrame>
  );
}
