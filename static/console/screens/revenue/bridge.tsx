import { Suspense, useMemo } from 'react';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { BridgeMonth, RevenueBridge } from '../../../../src/contract/revenue-movements';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Columns } from '../../parts/columns';
import { day } from '../../parts/format';
import { MonthChart } from '../../parts/later-charts';
import { month, shortMonth } from '../../parts/months';
import { Skeleton } from '../../parts/skeleton';
import { Waterfall } from '../../parts/waterfall';
import { bridgeSteps, type BridgeStep, chosen, equation, headline, monthColumn, MOVEMENTS, periodWords, together } from './bridge-figures';
import { moneyColumn, monthColumnOf, textColumn } from '../../parts/frame-columns';
import { releaseWords } from '../../parts/release-marks';
import { useReleaseMarks } from '../../parts/use-releases';
import { dayFromNumber, dayNumber } from '../../../../src/platform/days';
import { Headline } from './headline';
import { Movements } from './movements';
import { closed, linkTo, type RevenueQuery } from './query';
import { bridgeMeaning, monthsMeaning, movementWords, seriesMeaning } from './words';

const COLUMNS: readonly FrameColumn<BridgeMonth>[] = [
  monthColumnOf(),
  moneyColumn('Opening', (row) => row.opening),
  ...MOVEMENTS.map((kind) => moneyColumn<BridgeMonth>(movementWords[kind].term, (row) => row[kind])),
  moneyColumn('Closing', (row) => row.closing),
];
const SERIES: readonly FrameColumn<BridgeMonth>[] = [
  monthColumnOf(),
  moneyColumn('MRR', (row) => row.closing),
  moneyColumn('ARR', (row) => row.closing * 12),
];

type BridgeProps = { readonly answer: RevenueBridge; readonly query: RevenueQuery; readonly onPage: (page: number) => void };

/** What MRR is, how it came to be, and what each step of the way is made of. */
export function Bridge({ answer, query, onPage }: BridgeProps) {
  const shown = chosen(answer.months, query.from, query.to);
  const sum = together(shown);
  const figures = useMemo(() => headline(answer), [answer]);
  const [first, last] = [shown[0], shown.at(-1)];
  if (sum === null || first === undefined || last === undefined) return null;
  const period = { from: first.month, to: last.month };
  const isAll = shown.length === answer.months.length;
  const opens = (kind: RevenueQuery['kind']): string => linkTo(closed(query), { ...period, kind });
  const lookOf = (id: BridgeStep) =>
    id === 'opening' || id === 'closing'
      ? ({ label: id === 'opening' ? 'Opening' : 'Closing', tone: 'total', href: null } as const)
      : { label: movementWords[id].term, tone: movementWords[id].tone, href: opens(id) };
  return (
    <>
      <Headline figures={figures} />
      <ChartFrame
        title="MRR bridge"
        meaning={bridgeMeaning}
        fileName={`tidemark-mrr-bridge-${answer.head.asOfDay}`}
        columns={COLUMNS}
        rows={shown}
        rowKey={(row) => row.month}
        lead={
          <p className="bridge-lead">
            <strong>{periodWords(shown)}</strong> <span className="bridge-sum">{equation(sum)}</span>{' '}
            {isAll ? null : <a href={linkTo(closed(query), {})}>All months</a>} <a href={opens(null)}>Every movement</a>
          </p>
        }
      >
        <Waterfall label={`MRR bridge, ${periodWords(shown)}`} steps={bridgeSteps(sum)} lookOf={lookOf} currentId={query.kind} />
      </ChartFrame>
      {query.from === null || query.to === null ? null : <Movements query={query} asOfDay={answer.head.asOfDay} onPage={onPage} />}
      <ChartFrame
        title="Movements by month"
        meaning={monthsMeaning}
        fileName={`tidemark-mrr-movements-${answer.head.asOfDay}`}
        columns={COLUMNS}
        rows={answer.months}
        rowKey={(row) => row.month}
      >
        <Legend />
        <Columns
          label="Movements by month"
          currentId={isAll || query.from !== query.to ? null : query.from}
          columns={answer.months.map((each) =>
            monthColumn(each, shortMonth(each.month), linkTo(closed(query), { from: each.month, to: each.month })),
          )}
        />
      </ChartFrame>
      <Series months={answer.months} asOfDay={answer.head.asOfDay} apps={query.filter.app} />
    </>
  );
}

const LEGEND = ['new', 'expansion', 'reactivation', 'rateChange', 'contraction', 'churn'] as const;

function Legend() {
  return (
    <ul className="legend" aria-hidden="true">
      {LEGEND.map((kind) => (
        <li key={kind} className="columns-key">
          <span className={`columns-mark ${kind}`} />
          {movementWords[kind].term}
        </li>
      ))}
    </ul>
  );
}

const MRR = { name: 'MRR', colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' };
const ARR = { name: 'ARR', colorToken: '--ds-chart-purple-bold', fallback: '#964AC0' };

type SeriesProps = { readonly months: readonly BridgeMonth[]; readonly asOfDay: string; readonly apps: AccountFilter['app'] };

/** Two scales in two drawings: in one, MRR would be a line along the ground. */
function Series({ months, asOfDay, apps }: SeriesProps) {
  const names = useMemo(() => months.map((each) => each.month), [months]);
  const mrr = useMemo(() => [{ ...MRR, values: months.map(({ closing }) => closing) }], [months]);
  const arr = useMemo(() => [{ ...ARR, values: months.map(({ closing }) => closing * 12) }], [months]);
  const marks = useReleaseMarks(names, dayFromNumber(dayNumber(asOfDay) + 1), apps);
  const columns = useMemo(
    () =>
      marks.length === 0
        ? SERIES
        : [...SERIES, textColumn<BridgeMonth>('Releases', (row) => releaseWords(marks, names.indexOf(row.month)))],
    [marks, names],
  );
  const range = names.length === 0 ? '' : `${month(names[0] ?? '')} to ${month(names.at(-1) ?? '')}`;
  return (
    <ChartFrame
      title="MRR and ARR"
      meaning={seriesMeaning}
      fileName={`tidemark-mrr-${asOfDay}`}
      columns={columns}
      rows={months}
      rowKey={(row) => row.month}
      lead={<p className="page-sub">As of {day(asOfDay)}</p>}
    >
      <Suspense fallback={<Skeleton height={280} />}>
        <div className="pair">
          <MonthChart
            months={names}
            lines={mrr}
            marks={marks}
            unit="money"
            isLastRunning
            summary={`Line of closing MRR, ${range}. The figures are in the table view.`}
          />
          <MonthChart
            months={names}
            lines={arr}
            marks={marks}
            unit="money"
            isLastRunning
            summary={`Line of closing ARR, ${range}. The figures are in the table view.`}
          />
        </div>
      </Suspense>
    </ChartFrame>
  );
}
