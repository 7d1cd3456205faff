import { useCallback, useMemo, useState } from 'react';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { AskedRange } from '../../../../src/contract/day-range';
import type { OverviewDays } from '../../../../src/contract/overview';
import { Choice } from '../../parts/choice';
import { day, shortDay } from '../../parts/format';
import { type SegmentFigures, SegmentLines } from '../../parts/segment-lines';

const MEASURES = [
  { value: 'mau', label: 'Monthly users' },
  { value: 'wau', label: 'Weekly users' },
  { value: 'dau', label: 'Daily users' },
  { value: 'activeAccounts', label: 'Daily accounts' },
  { value: 'mrr', label: 'MRR' },
] as const;
type Measure = (typeof MEASURES)[number]['value'];

type ActivesBySegmentProps = {
  /** Stays the same while nothing else is asked for. */
  readonly range: AskedRange;
  readonly filter: AccountFilter;
  readonly ids: readonly string[];
  readonly asOfDay: string;
  readonly isRunning: boolean;
};

/** One figure day by day, with a line for each of the segments that are compared. */
export function ActivesBySegment({ range, filter, ids, asOfDay, isRunning }: ActivesBySegmentProps) {
  const [measure, setMeasure] = useState<Measure>('mau');
  const inputOf = useCallback((of: AccountFilter) => ({ range, compare: false, filter: of }), [range]);
  const figures = useMemo(
    (): SegmentFigures<OverviewDays> => ({
      title: `${MEASURES.find(({ value }) => value === measure)?.label ?? ''} by segment`,
      meaning: 'The same figure as above on each UTC day, of the accounts that are in each segment, or have a user in it, today.',
      fileName: `tidemark-by-segment-${measure}-${asOfDay}`,
      unit: measure === 'mrr' ? 'money' : 'count',
      heading: 'Day (UTC)',
      names: { long: day, short: shortDay },
      placesOf: ({ series }) => series.map((point) => point.day),
      valuesOf: ({ series, mrrCents }) => (measure === 'mrr' ? (mrrCents ?? []) : series.map((point) => point[measure])),
      isRunning: () => isRunning,
    }),
    [measure, asOfDay, isRunning],
  );
  return (
    <div className="stack">
      <div>
        <Choice<Measure> label="Compared" options={MEASURES} value={measure} onChange={setMeasure} />
      </div>
      <SegmentLines call="overviewDays" inputOf={inputOf} filter={filter} ids={ids} figures={figures} />
    </div>
  );
}
