import { Suspense, useMemo } from 'react';
import type { ChartChoice } from '../../src/contract/embed';
import type { BridgeMonth } from '../../src/contract/revenue-movements';
import { Answered } from '../console/parts/answered';
import { useAsk } from '../console/parts/ask-context';
import { ChartFrame, type FrameColumn } from '../console/parts/chart-frame';
import { day, money } from '../console/parts/format';
import { moneyColumn, monthColumnOf } from '../console/parts/frame-columns';
import { MonthChart } from '../console/parts/later-charts';
import { month } from '../console/parts/months';
import { Skeleton } from '../console/parts/skeleton';
import { useAnswer } from '../console/parts/use-answer';
import { newLineWords } from '../console/screens/revenue/head-line';
import { useAccountsNamed } from './use-accounts-named';

const COLUMNS: readonly FrameColumn<BridgeMonth>[] = [
  monthColumnOf<BridgeMonth>(),
  moneyColumn('MRR', (row) => row.closing),
  moneyColumn('Change', (row) => row.closing - row.opening),
];

/** Monthly recurring revenue as it stood at the end of each month. */
export function Mrr({ months, filter }: Pick<ChartChoice, 'months' | 'filter'>) {
  const input = useMemo(() => ({ months, filter }), [months, filter]);
  const { loaded, retry } = useAnswer(useAsk(), 'revenueBridge', input);
  const accounts = useAccountsNamed(filter);
  return (
    <Answered loaded={loaded} height={420} onRetry={retry}>
      {({ head, months: bridge }) => (
        <ChartFrame
          title="MRR by month"
          meaning="Monthly recurring revenue (USD), what customers pay, at the end of each month. The last month is still running."
          fileName={`tidemark-mrr-${head.asOfDay}`}
          columns={COLUMNS}
          rows={bridge}
          rowKey={(row) => row.month}
          lead={
            <p className="list-lead">
              {money(bridge.at(-1)?.closing ?? 0)} on {day(head.asOfDay)} (UTC). {accounts}
              {newLineWords(head.waiting)}
            </p>
          }
        >
          <Line months={bridge} />
        </ChartFrame>
      )}
    </Answered>
  );
}

function Line({ months }: { months: readonly BridgeMonth[] }) {
  const names = useMemo(() => months.map((each) => each.month), [months]);
  const lines = useMemo(
    () => [{ name: 'MRR', values: months.map(({ closing }) => closing), colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' }],
    [months],
  );
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined || months.length < 2 || months.every(({ closing }) => closing === 0))
    return <p className="not-enough">No recurring revenue in these months yet.</p>;
  return (
    <Suspense fallback={<Skeleton height={280} />}>
      <MonthChart
        months={names}
        lines={lines}
        unit="money"
        isLastRunning
        summary={`Line of MRR from ${money(first.closing)} in ${month(first.month)} to ${money(last.closing)} in ${month(last.month)}. The figures of each month are in the table view.`}
      />
    </Suspense>
  );
}
