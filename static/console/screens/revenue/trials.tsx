import { Suspense, useMemo } from 'react';
import type { RevenueTrials, TrialCohort, TrialRow } from '../../../../src/contract/revenue-views';
import { useAsk } from '../../parts/ask-context';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Columns } from '../../parts/columns';
import type { CsvColumn } from '../../parts/csv';
import { count, counted, day, money, moneyDigits } from '../../parts/format';
import { MonthChart } from '../../parts/later-charts';
import { Skeleton } from '../../parts/skeleton';
import { AccountLink } from './account-link';
import { Card } from './card';
import { countColumn, moneyColumn, monthColumnOf, shareColumn } from '../../parts/frame-columns';
import { Listed } from './listed';
import type { RevenueQuery } from './query';
import { allRows, EXPORT_PAGE_SIZE } from './all-rows';
import { SaveAll } from './save-all';
import { PAGE_SIZE, useRequest } from './use-revenue';
import { activation, dayColumns, type RunningDay } from './view-figures';
import { conversionMeaning, trialsMeaning } from './words';

const RUNNING: readonly FrameColumn<RunningDay>[] = [
  countColumn('Day of the trial', (row) => row.day),
  countColumn('Trials', (row) => row.trials),
  countColumn('Activated', (row) => row.activated),
  countColumn('Not observed', (row) => row.notObserved),
  moneyColumn('Expected value', (row) => row.expectedCents),
];
const COHORTS: readonly FrameColumn<TrialCohort>[] = [
  monthColumnOf('Began in'),
  countColumn('Trials', (row) => row.trials),
  shareColumn('Paid in time', (row) => row.bounded),
  shareColumn('Paid ever', (row) => row.ever),
  countColumn('Days to convert, median', (row) => row.medianDaysToConvert),
];
const FILE: readonly CsvColumn<TrialRow>[] = [
  { heading: 'Company', cell: (row) => row.company },
  { heading: 'Account', cell: (row) => row.account },
  { heading: 'App', cell: (row) => row.app },
  { heading: 'Began (UTC)', cell: (row) => row.startDay },
  { heading: 'Day of the trial', cell: (row) => row.day },
  { heading: 'Activated', cell: (row) => activation(row.activated) },
  { heading: 'Expected value (USD)', cell: (row) => (row.expectedCents === null ? null : Number(moneyDigits(row.expectedCents))) },
];

export function Trials({
  answer,
  query,
  onPage,
  isBusy,
}: {
  answer: RevenueTrials;
  query: RevenueQuery;
  onPage: (page: number) => void;
  isBusy: boolean;
}) {
  const ask = useAsk();
  const request = useRequest(query);
  const all = answer.running.reduce(
    (sum, each) => ({ trials: sum.trials + each.trials, activated: sum.activated + each.activated, cents: sum.cents + each.expectedCents }),
    { trials: 0, activated: 0, cents: 0 },
  );
  return (
    <>
      <ChartFrame
        title="Trials that run"
        meaning={trialsMeaning}
        fileName={`tidemark-trials-${answer.head.asOfDay}`}
        columns={RUNNING}
        rows={answer.running}
        rowKey={(row) => String(row.day)}
        lead={
          <p className="list-lead">
            <strong>{counted(all.trials, 'trial')}</strong>, {count(all.activated)} activated, {money(all.cents)} expected in a year.
          </p>
        }
      >
        {all.trials === 0 ? (
          <p className="not-enough">No trial runs today.</p>
        ) : (
          <>
            <ul className="legend" aria-hidden="true">
              <li className="columns-key">
                <span className="columns-mark activated" /> Activated
              </li>
              <li className="columns-key">
                <span className="columns-mark waiting" /> Not yet
              </li>
              <li className="columns-key">
                <span className="columns-mark unseen-use" /> Not observed
              </li>
            </ul>
            <Columns label="Trials by the day that they are in" columns={dayColumns(answer.running, answer.trialDays)} currentId={null} />
          </>
        )}
      </ChartFrame>
      <Conversion answer={answer} />
      <Card
        title="Trials by value"
        meaning="Each trial that runs today, the largest expected value first. A company’s name opens what its account was sold."
        aside={
          <SaveAll
            title="Trials"
            fileName={`tidemark-running-trials-${answer.head.asOfDay}`}
            columns={FILE}
            isDisabled={answer.list.total === 0}
            read={() =>
              allRows(
                (page) => trialPage(page),
                (row) => row.account,
              )
            }
          />
        }
      >
        <Listed<TrialRow>
          caption="Trials that run"
          things="trials"
          columns={[
            {
              heading: 'Company',
              isRowHeading: true,
              width: '34%',
              cell: (row) => <AccountLink query={query} account={row.account} company={row.company} />,
            },
            { heading: 'Began (UTC)', cell: (row) => day(row.startDay) },
            { heading: 'Day', align: 'end', cell: (row) => `${count(row.day)} of ${count(answer.trialDays)}` },
            {
              heading: 'Use',
              cell: (row) => <span className={`status ${row.activated === true ? 'good' : ''}`}>{activation(row.activated)}</span>,
            },
            {
              heading: 'Expected value',
              align: 'end',
              cell: (row) => (row.expectedCents === null ? 'Not stated' : money(row.expectedCents)),
            },
          ]}
          rows={answer.list.rows}
          rowKey={(row) => row.account}
          page={query.page}
          pageSize={PAGE_SIZE}
          total={answer.list.total}
          empty="No trial runs today."
          isBusy={isBusy}
          onPage={onPage}
        />
      </Card>
    </>
  );

  async function trialPage(page: number) {
    const next = await ask('revenueTrials', { ...request, page, pageSize: EXPORT_PAGE_SIZE });
    return next.ok ? ({ ok: true, value: next.value.list } as const) : next;
  }
}

const IN_TIME = { name: 'In time', colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' };
const EVER = { name: 'Ever', colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' };

function Conversion({ answer }: { answer: RevenueTrials }) {
  const { cohorts } = answer;
  const names = useMemo(() => cohorts.map(({ month }) => month), [cohorts]);
  const lines = useMemo(
    () => [
      { ...IN_TIME, values: cohorts.map(({ bounded }) => bounded) },
      { ...EVER, values: cohorts.map(({ ever }) => ever) },
    ],
    [cohorts],
  );
  return (
    <ChartFrame
      title="Trial to paid"
      meaning={conversionMeaning}
      fileName={`tidemark-conversion-${answer.head.asOfDay}`}
      columns={COHORTS}
      rows={cohorts}
      rowKey={(row) => row.month}
      lead={
        <p className="list-lead">
          In time: within the {count(answer.trialDays)} days of the trial and {count(answer.withinDays)} more.
        </p>
      }
    >
      {cohorts.every(({ trials }) => trials === 0) ? (
        <p className="not-enough">No trial began in these months.</p>
      ) : (
        <Suspense fallback={<Skeleton height={280} />}>
          <MonthChart
            months={names}
            lines={lines}
            unit="share"
            isLastRunning
            summary="Lines of the share of trials that paid, by the month in which they began. The figures are in the table view."
          />
        </Suspense>
      )}
    </ChartFrame>
  );
}
