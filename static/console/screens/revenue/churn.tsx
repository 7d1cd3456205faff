import { Suspense, useMemo, useState } from 'react';
import { type RevenueChurn, Subscription } from '../../../../src/contract/revenue-views';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Choice } from '../../parts/choice';
import { money } from '../../parts/format';
import { MonthChart } from '../../parts/later-charts';
import { Skeleton } from '../../parts/skeleton';
import { countColumn, moneyColumn, monthColumnOf, shareColumn, textColumn } from '../../parts/frame-columns';
import { type PartMonth, partMonths } from './view-figures';
import { TableCard } from './table-card';
import { churnMeaning, leavingWords, reasonMeaning, subscriptionWords } from './words';

const COLUMNS: readonly FrameColumn<PartMonth>[] = [
  monthColumnOf(),
  countColumn('Accounts at start', (row) => row.accountsAtStart),
  countColumn('Lost', (row) => row.accountsLost),
  shareColumn('Logo churn', (row) => row.logoChurn),
  shareColumn('Isolated churn', (row) => row.isolatedChurn),
  moneyColumn('MRR at start', (row) => row.startCents),
  moneyColumn('Churn', (row) => row.churnCents),
  moneyColumn('Contraction', (row) => row.contractionCents),
  shareColumn('Gross revenue churn', (row) => row.grossRevenueChurn),
  shareColumn('Net revenue churn', (row) => row.netRevenueChurn),
];

const LINES = [
  { name: 'Logo', of: (row: PartMonth) => row.logoChurn, colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' },
  { name: 'Gross', of: (row: PartMonth) => row.grossRevenueChurn, colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' },
  { name: 'Net', of: (row: PartMonth) => row.netRevenueChurn, colorToken: '--ds-chart-purple-bold', fallback: '#964AC0' },
  { name: 'Isolated', of: (row: PartMonth) => row.isolatedChurn, colorToken: '--ds-chart-green-bold', fallback: '#22A06B' },
] as const;

export function Churn({ answer }: { answer: RevenueChurn }) {
  const [subscription, setSubscription] = useState<Subscription>('monthly');
  const rows = useMemo(() => partMonths(answer.months, subscription), [answer, subscription]);
  const names = useMemo(() => rows.map(({ month }) => month), [rows]);
  const lines = useMemo(
    () => LINES.filter(({ of }) => rows.some((row) => of(row) !== null)).map(({ of, ...line }) => ({ ...line, values: rows.map(of) })),
    [rows],
  );
  const name = subscriptionWords[subscription].toLowerCase();
  return (
    <>
      <ChartFrame
        title="Churn"
        meaning={churnMeaning}
        fileName={`tidemark-churn-${subscription}-${answer.head.asOfDay}`}
        columns={COLUMNS}
        rows={rows}
        rowKey={(row) => row.month}
        lead={
          <div className="churn-lead">
            <Choice<Subscription>
              label="Subscriptions"
              options={Subscription.options.map((value) => ({ value, label: subscriptionWords[value] }))}
              value={subscription}
              onChange={setSubscription}
            />
            <p>{subscriptionNote(subscription)}</p>
          </div>
        }
      >
        {lines.length === 0 ? (
          <p className="not-enough">No {name === 'all' ? '' : `${name} `}subscription was paid before any of these months.</p>
        ) : (
          <Suspense fallback={<Skeleton height={280} />}>
            <MonthChart
              months={names}
              lines={lines}
              unit="share"
              isLastRunning
              summary={`Lines of churn by month, ${name} subscriptions. The figures are in the table view.`}
            />
          </Suspense>
        )}
      </ChartFrame>
      <TableCard<RevenueChurn['reasons'][number]>
        title="Why they left"
        meaning={reasonMeaning}
        fileName={`tidemark-churn-reasons-${answer.head.asOfDay}`}
        columns={[
          textColumn('Reason', (row) => leavingWords(row.reason)),
          countColumn('Answers', (row) => row.answers),
          countColumn('Accounts', (row) => row.accounts),
          moneyColumn('MRR lost', (row) => row.lostCents),
        ]}
        rows={answer.reasons}
        rowKey={(row) => row.reason}
        empty="Nobody gave a reason in these months."
      />
      <LifetimeValue cents={answer.lifetimeValueCents} />
    </>
  );
}

function subscriptionNote(subscription: Subscription): string {
  switch (subscription) {
    case 'all':
      return 'Monthly and annual together hide each other: an annual account has one day a year on which it can leave.';
    case 'monthly':
      return 'Accounts that are billed each month, and can leave in any.';
    case 'annual':
      return 'Accounts that are billed for a year: most of them could not leave in a given month.';
    case 'other':
      return 'Accounts that are billed for other spans.';
  }
}

function LifetimeValue({ cents }: { cents: number | null }) {
  return (
    <section className="card" aria-labelledby="lifetime-value">
      <h2 id="lifetime-value">Lifetime value</h2>
      {cents === null ? (
        <p className="not-enough">Nobody left in these months, so there is no churn to divide by.</p>
      ) : (
        <p className="account-mrr">
          <span className="cost-figure">{money(cents)}</span> for each customer: ARPC over the mean monthly logo churn of these months. It
          takes for granted that churn stays as it is for good, which makes it an upper bound for a young product.
        </p>
      )}
    </section>
  );
}
