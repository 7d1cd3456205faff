import { useCallback, useMemo } from 'react';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { LifecycleAnswer, RetentionAnswer, StickinessAnswer } from '../../../../src/contract/engagement';
import { type SegmentFigures, SegmentLines } from '../../parts/segment-lines';
import { activeIn, agePoints, meanDays } from './figures';
import type { EngagementQuery } from './query';
import { useDays } from './use-days';
import { ageTitle, periodLabel, unitHeading } from './words';

type BesideProps = { readonly query: EngagementQuery; readonly ids: readonly string[] };

/** The section's main figure with a line for each of the segments that are compared; nothing in sections where there is none over time. */
export function SegmentsBeside(props: BesideProps) {
  if (props.ids.length === 0) return null;
  switch (props.query.section) {
    case 'retention':
      return <RetentionBeside {...props} />;
    case 'lifecycle':
      return <LifecycleBeside {...props} />;
    case 'stickiness':
      return <StickinessBeside {...props} />;
    case 'adoption':
    case 'uptake':
    case 'funnel':
    case 'activation':
    case 'seats':
      return <p className="page-sub">Segments stand side by side under Retention, Lifecycle and Stickiness.</p>;
  }
}

function RetentionBeside({ query, ids }: BesideProps) {
  const { unit, grain, when, of } = query;
  const range = useDays(query);
  const inputOf = useCallback((filter: AccountFilter) => ({ unit, grain, when, of, range, filter }), [unit, grain, when, of, range]);
  const figures = useMemo(
    (): SegmentFigures<RetentionAnswer> => ({
      title: 'Retention by segment',
      meaning: 'The weighted mean of retention over all cohorts shown, of the accounts and users of each segment as it is today.',
      fileName: `tidemark-retention-by-segment-${unit}s-by-${grain}`,
      unit: 'share',
      heading: `${ageTitle(grain)}s since the first`,
      names: { long: (age) => `${ageTitle(grain)} ${age}`, short: (age) => age },
      placesOf: (answer) => agePoints(answer).map(({ age }) => age),
      valuesOf: (answer) => agePoints(answer).map(({ weighted }) => weighted),
      isRunning: () => false,
    }),
    [unit, grain],
  );
  return <SegmentLines call="retention" inputOf={inputOf} filter={query.filter} ids={ids} figures={figures} />;
}

function LifecycleBeside({ query, ids }: BesideProps) {
  const { unit, grain } = query;
  const range = useDays(query);
  const inputOf = useCallback((filter: AccountFilter) => ({ unit, grain, range, compare: false, filter }), [unit, grain, range]);
  const figures = useMemo(
    (): SegmentFigures<LifecycleAnswer> => ({
      title: `Active ${unitHeading(unit).toLowerCase()} by segment`,
      meaning: 'Who used a feature in each period, in the accounts of each segment as it is today.',
      fileName: `tidemark-lifecycle-by-segment-${unit}s-by-${grain}`,
      unit: 'count',
      heading: ageTitle(grain),
      ...namesOf(grain),
      placesOf: ({ periods }) => periods.map(({ startDay }) => startDay),
      valuesOf: ({ periods }) => periods.map(activeIn),
      isRunning: ({ periods }) => periods.at(-1)?.running ?? false,
    }),
    [unit, grain],
  );
  return <SegmentLines call="lifecycle" inputOf={inputOf} filter={query.filter} ids={ids} figures={figures} />;
}

function StickinessBeside({ query, ids }: BesideProps) {
  const { unit } = query;
  const grain = query.grain === 'month' ? 'month' : 'week';
  const range = useDays(query);
  const inputOf = useCallback((filter: AccountFilter) => ({ unit, grain, range, filter }) as const, [unit, grain, range]);
  const figures = useMemo(
    (): SegmentFigures<StickinessAnswer> => ({
      title: 'Active days by segment',
      meaning: `On what share of the days of a whole ${grain} those were active who came in it at all, on average, in the accounts of each segment as it is today.`,
      fileName: `tidemark-active-days-by-segment-${unit}s-by-${grain}`,
      unit: 'share',
      heading: ageTitle(grain),
      ...namesOf(grain),
      placesOf: ({ periods }) => wholeOf(periods).map(({ startDay }) => startDay),
      valuesOf: ({ periods }) => wholeOf(periods).map((period) => shareOfDays(period)),
      isRunning: () => false,
    }),
    [unit, grain],
  );
  return <SegmentLines call="stickiness" inputOf={inputOf} filter={query.filter} ids={ids} figures={figures} />;
}

type Period = StickinessAnswer['periods'][number];
const wholeOf = (periods: readonly Period[]): readonly Period[] => periods.filter(({ running }) => !running);

/** Null where nobody came. */
function shareOfDays(period: Period): number | null {
  const mean = meanDays(period);
  return mean === null ? null : mean / period.exact.length;
}

const namesOf = (grain: EngagementQuery['grain']) => {
  const name = (startDay: string): string => periodLabel(grain, startDay);
  return { names: { long: name, short: name } };
};
