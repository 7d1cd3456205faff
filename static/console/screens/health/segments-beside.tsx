import type { AccountFilter } from '../../../../src/contract/account-filter';
import { SegmentCharts } from '../../parts/segment-charts';
import { healthCharts } from './charts-by-segment';

type BesideProps = { readonly filter: AccountFilter; readonly ids: readonly string[] };

export function SegmentsBeside({ filter, ids }: BesideProps) {
  if (ids.length === 0) return null;
  return <SegmentCharts call="health" inputOf={(one) => ({ filter: one })} filter={filter} ids={ids} chartsOf={healthCharts} />;
}
