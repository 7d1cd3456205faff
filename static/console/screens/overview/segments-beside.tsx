import { useMemo } from 'react';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { AskedRange } from '../../../../src/contract/day-range';
import type { RangeDays } from '../../../../src/contract/overview';
import { SegmentCharts } from '../../parts/segment-charts';
import { dayCharts, standingCharts } from './charts-by-segment';

type Of = { readonly filter: AccountFilter; readonly ids: readonly string[] };

export function DaysBeside({ range, isRunning, filter, ids }: Of & { readonly range: AskedRange; readonly isRunning: boolean }) {
  const charts = useMemo(() => dayCharts(isRunning), [isRunning]);
  return (
    <SegmentCharts
      call="overviewDays"
      inputOf={(one) => ({ range, compare: false, filter: one })}
      filter={filter}
      ids={ids}
      chartsOf={charts}
    />
  );
}

export function StandingBeside({ rangeDays, filter, ids }: Of & { readonly rangeDays: RangeDays }) {
  const charts = useMemo(() => standingCharts(rangeDays), [rangeDays]);
  return <SegmentCharts call="overview" inputOf={(one) => ({ rangeDays, filter: one })} filter={filter} ids={ids} chartsOf={charts} />;
}
