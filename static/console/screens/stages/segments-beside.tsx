import { useMemo } from 'react';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { AskInput } from '../../parts/ask';
import { SegmentCharts } from '../../parts/segment-charts';
import { stageCharts } from './charts-by-segment';

type BesideProps = {
  readonly days: NonNullable<AskInput<'stages'>['days']>;
  readonly words: string;
  readonly filter: AccountFilter;
  readonly ids: readonly string[];
};

export function SegmentsBeside({ days, words, filter, ids }: BesideProps) {
  const charts = useMemo(() => stageCharts(days, words), [days, words]);
  if (ids.length === 0) return null;
  return (
    <div className="stack stages-beside">
      <SegmentCharts call="stages" inputOf={(one) => ({ days, filter: one })} filter={filter} ids={ids} chartsOf={charts} />
    </div>
  );
}
