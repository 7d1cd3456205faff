import { useMemo } from 'react';
import { SegmentCharts } from '../../parts/segment-charts';
import {
  activationCharts,
  adoptionCharts,
  funnelCharts,
  lifecycleCharts,
  retentionCharts,
  seatCharts,
  stickinessCharts,
  uptakeCharts,
} from './charts-by-segment';
import type { EngagementQuery } from './query';
import { useDays } from './use-days';

type BesideProps = { readonly query: EngagementQuery; readonly ids: readonly string[] };

/** The section's charts with a line or a bar for each of the segments that are compared. */
export function SegmentsBeside(props: BesideProps) {
  if (props.ids.length === 0) return null;
  switch (props.query.section) {
    case 'adoption':
      return <AdoptionBeside {...props} />;
    case 'uptake':
      return <UptakeBeside {...props} />;
    case 'retention':
      return <RetentionBeside {...props} />;
    case 'lifecycle':
      return <LifecycleBeside {...props} />;
    case 'stickiness':
      return <StickinessBeside {...props} />;
    case 'funnel':
      return <FunnelBeside {...props} />;
    case 'activation':
      return <ActivationBeside {...props} />;
    case 'seats':
      return <SeatsBeside {...props} />;
  }
}

function AdoptionBeside({ query, ids }: BesideProps) {
  const range = useDays(query);
  return (
    <SegmentCharts
      call="adoption"
      inputOf={(filter) => ({ range, compare: false, filter })}
      filter={query.filter}
      ids={ids}
      chartsOf={adoptionCharts}
    />
  );
}

function UptakeBeside({ query, ids }: BesideProps) {
  return <SegmentCharts call="uptake" inputOf={(filter) => ({ filter })} filter={query.filter} ids={ids} chartsOf={uptakeCharts} />;
}

function RetentionBeside({ query, ids }: BesideProps) {
  const { unit, grain, when, of } = query;
  const range = useDays(query);
  const charts = useMemo(() => retentionCharts(unit, grain), [unit, grain]);
  return (
    <SegmentCharts
      call="retention"
      inputOf={(filter) => ({ unit, grain, when, of, range, filter })}
      filter={query.filter}
      ids={ids}
      chartsOf={charts}
    />
  );
}

function LifecycleBeside({ query, ids }: BesideProps) {
  const { unit, grain } = query;
  const range = useDays(query);
  const charts = useMemo(() => lifecycleCharts(unit, grain), [unit, grain]);
  return (
    <SegmentCharts
      call="lifecycle"
      inputOf={(filter) => ({ unit, grain, range, compare: false, filter })}
      filter={query.filter}
      ids={ids}
      chartsOf={charts}
    />
  );
}

function StickinessBeside({ query, ids }: BesideProps) {
  const { unit, days } = query;
  const grain = query.grain === 'month' ? 'month' : 'week';
  const range = useDays(query);
  const charts = useMemo(() => stickinessCharts(unit, grain, days), [unit, grain, days]);
  return (
    <SegmentCharts
      call="stickiness"
      inputOf={(filter) => ({ unit, grain, range, filter })}
      filter={query.filter}
      ids={ids}
      chartsOf={charts}
    />
  );
}

function FunnelBeside({ query, ids }: BesideProps) {
  const { unit, rangeDays } = query;
  const { limitDays, limitOf, steps } = query.journey;
  const charts = useMemo(() => funnelCharts(unit), [unit]);
  if (steps.length < 2) return null;
  return (
    <SegmentCharts
      call="funnel"
      inputOf={(filter) => ({ unit, rangeDays, limitDays, limitOf, filter, steps: [...steps] })}
      filter={query.filter}
      ids={ids}
      chartsOf={charts}
    />
  );
}

function ActivationBeside({ query, ids }: BesideProps) {
  const { earlyDays, keptFrom } = query.journey;
  return (
    <SegmentCharts
      call="activation"
      inputOf={(filter) => ({ earlyDays, keptFrom, filter })}
      filter={query.filter}
      ids={ids}
      chartsOf={activationCharts}
    />
  );
}

function SeatsBeside({ query, ids }: BesideProps) {
  return <SegmentCharts call="seatUse" inputOf={(filter) => ({ filter })} filter={query.filter} ids={ids} chartsOf={seatCharts} />;
}
