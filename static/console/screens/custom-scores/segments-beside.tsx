import type { AccountFilter } from '../../../../src/contract/account-filter';
import { SegmentCharts } from '../../parts/segment-charts';
import { scoreCharts } from './charts-by-segment';

type BesideProps = { readonly filter: AccountFilter; readonly ids: readonly string[] };

export function SegmentsBeside({ filter, ids }: BesideProps) {
  if (ids.length === 0) return null;
  return <SegmentCharts call="customScores" inputOf={(one) => ({ filter: one })} filter={filter} ids={ids} chartsOf={scoreCharts} />;
}
