import { Suspense, useMemo } from 'react';
import type { RetentionAnswer } from '../../../../src/contract/engagement';
import { isFiltering } from '../../parts/account-filter';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Definition } from '../../parts/definition';
import { countColumn, shareColumn, textColumn } from '../../parts/frame-columns';
import { HeatTable } from '../../parts/heat-table';
import { MonthChart } from '../../parts/later-charts';
import type { Scope } from '../../parts/page-scope';
import { Skeleton } from '../../parts/skeleton';
import { type AgePoint, agePoints, type Cohort, cohortsWithUnits, heatRow, LOOKS, lookOf } from './figures';
import type { EngagementQuery } from './query';
import { ageName, ageTitle, meanings, meanTerms, nothingWords, periodLabel, shareWords, unitHeading, unitsOf } from './words';

const WEIGHTED = { name: meanTerms.weighted.term, colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' };
const SIMPLE = { name: meanTerms.simple.term, colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' };

type RetentionProps = { readonly answer: RetentionAnswer; readonly query: EngagementQuery; readonly scope: Scope };

/** Of those who came for the first time, how many came again: cohort by cohort, and on the whole. */
export function Retention({ answer, query, scope }: RetentionProps) {
  const { unit, grain, when, of } = query;
  const cohorts = cohortsWithUnits(answer.cohorts);
  const sentence = shareWords(unit, grain, when, of, scope);
  return (
    <>
      <ChartFrame
        title="Retention by cohort"
        meaning={meanings.triangle}
        fileName={`tidemark-retention-${unit}s-by-${grain}-${answer.asOfDay}`}
        columns={triangleColumns(cohorts, query)}
        rows={cohorts}
        rowKey={(row) => row.startDay}
        lead={
          <p className="list-lead">
            {sentence}
            {grain === 'day' && query.range.days !== null
              ? ' Who came first is kept by day for 92 days; by weeks and months for ever.'
              : ''}
          </p>
        }
      >
        {cohorts.length === 0 ? (
          <p className="not-enough">{nothingWords(unit, scope, isFiltering(query.filter))}</p>
        ) : (
          <div className="retention">
            <HeatLegend />
            <HeatTable
              caption={`${sentence} By ${grain}s since the first.`}
              rowTitle="First active"
              asideTitle={unitHeading(unit)}
              ageTitle={ageTitle(grain)}
              lookOf={lookOf}
              rows={cohorts.map((cohort) => heatRow(cohort, grain, unit))}
            />
          </div>
        )}
      </ChartFrame>
      {cohorts.length === 0 ? null : <Curves answer={answer} query={query} scope={scope} />}
    </>
  );
}

/** A column for each period since the first; what still grows is told apart, because a share without it misleads. */
function triangleColumns(cohorts: readonly Cohort[], { unit, grain }: EngagementQuery): readonly FrameColumn<Cohort>[] {
  const longest = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  return [
    { heading: 'First active', cell: (row) => row.startDay, shown: (row) => periodLabel(grain, row.startDay) },
    countColumn(unitHeading(unit), (row) => row.units),
    ...Array.from({ length: longest }, (_, age) =>
      shareColumn<Cohort>(ageName(grain, String(age)), (row) => row.cells[age]?.share ?? null),
    ),
    textColumn('Last figure', (row) => (row.cells.at(-1)?.running === true ? 'so far' : 'final')),
  ];
}

function HeatLegend() {
  return (
    <p className="heat-legend" aria-hidden="true">
      fewer
      {LOOKS.map((look) => (
        <span key={look} className={`heat-key ${look}`} />
      ))}
      more
      <small className="running-note">• the period is still running</small>
    </p>
  );
}

const named = (title: string) => ({ long: (age: string) => `${title} ${age}`, short: (age: string) => age });
const AXIS = { day: named(ageTitle('day')), week: named(ageTitle('week')), month: named(ageTitle('month')) };

function Curves({ answer, query, scope }: RetentionProps) {
  const { grain, unit } = query;
  const points = useMemo(() => agePoints(answer), [answer]);
  const ages = useMemo(() => points.map(({ age }) => age), [points]);
  const lines = useMemo(
    () => [
      { ...WEIGHTED, values: points.map(({ weighted }) => weighted) },
      { ...SIMPLE, values: points.map(({ simple }) => simple) },
    ],
    [points],
  );
  const columns: readonly FrameColumn<AgePoint>[] = [
    { heading: `${ageTitle(grain)}s since the first`, cell: (row) => Number(row.age), shown: (row) => row.age },
    shareColumn('Weighted mean', (row) => row.weighted),
    shareColumn('Simple mean', (row) => row.simple),
  ];
  return (
    <ChartFrame
      title="Retention curve"
      meaning={meanings.curves}
      fileName={`tidemark-retention-curve-${unit}s-by-${grain}-${answer.asOfDay}`}
      columns={columns}
      rows={points}
      rowKey={(row) => row.age}
      lead={
        <p className="list-lead">
          Over all cohorts shown, by {grain}s since the first: <Definition {...meanTerms.weighted} /> and{' '}
          <Definition {...meanTerms.simple} /> mean.
        </p>
      }
    >
      {points.length < 2 ? (
        <p className="not-enough">The curve begins when a whole {grain} has passed after the first one.</p>
      ) : (
        <Suspense fallback={<Skeleton height={280} />}>
          <MonthChart
            months={ages}
            lines={lines}
            unit="share"
            names={AXIS[grain]}
            isLastRunning={false}
            highest={1}
            summary={`Lines of the weighted and the simple mean retention of ${unitsOf(unit, scope)} by ${grain}s since the first. The figures are in the table view.`}
          />
        </Suspense>
      )}
    </ChartFrame>
  );
}
