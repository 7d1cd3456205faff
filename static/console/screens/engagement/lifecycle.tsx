import { useMemo } from 'react';
import type { EngagementGrain, LifecycleAnswer } from '../../../../src/contract/engagement';
import { isFiltering } from '../../parts/account-filter';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Columns } from '../../parts/columns';
import { Definition } from '../../parts/definition';
import { countColumn, textColumn } from '../../parts/frame-columns';
import type { Scope } from '../../parts/page-scope';
import { releaseWords } from '../../parts/release-marks';
import { useReleaseMarks } from '../../parts/use-releases';
import { periodsOf } from '../../../../src/engagement/calendar';
import { dayFromNumber, dayNumber } from '../../../../src/platform/days';
import { activeIn, comparisonGist, lifecycleColumn, lifecycleGist, type LifecyclePeriod } from './figures';
import type { EngagementQuery } from './query';
import { ageTitle, LIFECYCLE_KINDS, lifecycleTerms, meanings, nothingWords, periodLabel, unitHeading, unitsOf } from './words';

type LifecycleProps = { readonly answer: LifecycleAnswer; readonly query: EngagementQuery; readonly scope: Scope };

/** Who came anew, came again, came back, and came no more. */
export function Lifecycle({ answer, query, scope }: LifecycleProps) {
  const { unit, grain } = query;
  const { periods } = answer;
  const isEmpty = periods.every((period) => activeIn(period) === 0 && period.dormant === 0);
  const gist = isEmpty ? null : lifecycleGist(periods, grain, unit);
  const isCompared = periods.some(({ before }) => before !== null);
  const comparison = isEmpty ? null : comparisonGist(periods, grain, unit);
  const starts = useMemo(() => periods.map(({ startDay }) => startDay), [periods]);
  const marks = useReleaseMarks(starts, endOf(grain, starts.at(-1) ?? answer.asOfDay), query.filter.app);
  const columns: readonly FrameColumn<LifecyclePeriod>[] = [
    { heading: ageTitle(grain), cell: (row) => row.startDay, shown: (row) => periodLabel(grain, row.startDay) },
    countColumn(`Active ${unitHeading(unit).toLowerCase()}`, activeIn),
    ...(isCompared
      ? [
          countColumn<LifecyclePeriod>('Active before', (row) => row.before?.active ?? null),
          textColumn<LifecyclePeriod>(`${ageTitle(grain)} before`, (row) =>
            row.before === null ? null : periodLabel(grain, row.before.startDay),
          ),
        ]
      : []),
    ...LIFECYCLE_KINDS.map((kind) => countColumn<LifecyclePeriod>(lifecycleTerms[kind].term, (row) => row[kind])),
    textColumn('Period', (row) => (row.running ? 'so far' : 'ended')),
    ...(marks.length === 0 ? [] : [textColumn<LifecyclePeriod>('Releases', (row) => releaseWords(marks, starts.indexOf(row.startDay)))]),
  ];
  return (
    <ChartFrame
      title="Lifecycle"
      meaning={meanings.lifecycle}
      fileName={`tidemark-lifecycle-${unit}s-by-${grain}-${answer.asOfDay}`}
      columns={columns}
      rows={periods}
      rowKey={(row) => row.startDay}
      lead={
        gist === null ? undefined : (
          <p className="list-lead">
            {gist} {comparison}
          </p>
        )
      }
    >
      {isEmpty ? (
        <p className="not-enough">{nothingWords(unit, scope, isFiltering(query.filter))}</p>
      ) : (
        <div className="engagement-columns">
          <ul className="legend">
            {LIFECYCLE_KINDS.map((kind) => (
              <li key={kind} className="columns-key">
                <span className={`columns-mark ${kind}`} aria-hidden="true" />
                <Definition {...lifecycleTerms[kind]} />
              </li>
            ))}
            <li className="legend-note">
              Above each column: active {unitsOf(unit, scope)}. The last {grain} is still running.
            </li>
          </ul>
          <Columns
            label={`Lifecycle of ${unitsOf(unit, scope)} by ${grain}`}
            currentId={null}
            columns={periods.map((period, index) =>
              lifecycleColumn(
                period,
                grain,
                unit,
                marks.find((mark) => mark.index === index),
              ),
            )}
          />
        </div>
      )}
    </ChartFrame>
  );
}

/** The day after a period's last. */
function endOf(grain: EngagementGrain, startDay: string): string {
  const fromDay = dayNumber(startDay);
  return dayFromNumber(periodsOf({ fromDay, days: 1 }, grain).startDays[1] ?? fromDay + 1);
}
