import { type ReactNode, useMemo } from 'react';
import type { SegmentAnswer, SegmentRow } from '../../../../src/contract/segments';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Columns, type StackedColumn } from '../../parts/columns';
import { count, counted, day, shortDay } from '../../parts/format';
import { LineChart, type TokenLine } from '../../parts/line-chart';
import { countedKind } from './words';

type Day = SegmentAnswer['growth'][number];
type GrowthProps = {
  readonly growth: SegmentAnswer['growth'];
  readonly kind: SegmentRow['kind'];
  readonly isComputing: boolean;
  /** With which others it is compared. */
  readonly lead: ReactNode;
};

const COLUMNS: readonly FrameColumn<Day>[] = [
  { heading: 'Day (UTC)', cell: (row) => row.day, shown: (row) => day(row.day) },
  { heading: 'Members', align: 'end', cell: ({ members }) => members, shown: ({ members }) => count(members) },
  { heading: 'Entered', align: 'end', cell: ({ entered }) => entered, shown: ({ entered }) => count(entered) },
  { heading: 'Left', align: 'end', cell: ({ left }) => left, shown: ({ left }) => count(left) },
];

/** How many were in it at the end of each day, and who came and went. */
export function Growth({ growth, kind, isComputing, lead }: GrowthProps) {
  const days = useMemo(() => growth.map((each) => each.day), [growth]);
  const lines = useMemo(
    (): readonly TokenLine[] => [
      {
        name: 'Members',
        label: count(growth.at(-1)?.members ?? 0),
        values: growth.map(({ members }) => members),
        colorToken: '--ds-chart-categorical-1',
        fallback: '#357DE8',
      },
    ],
    [growth],
  );
  const columns = useMemo(() => growth.map(columnOf), [growth]);
  const [first, last] = [growth[0], growth.at(-1)];
  const hasTurns = growth.some(({ entered, left }) => entered + left > 0);
  if (first === undefined || last === undefined || growth.length < 2)
    return (
      <section className="card" aria-label="Growth">
        <h2>Growth</h2>
        <p className="not-enough">
          {isComputing ? 'Its members are still being looked for.' : 'It is new today. How it grows shows from tomorrow on.'}
        </p>
        {lead}
      </section>
    );
  return (
    <ChartFrame
      title="Growth"
      meaning="Members at the end of each UTC day; below, who came into the segment and who left it on that day."
      fileName="tidemark-segment-growth"
      columns={COLUMNS}
      rows={growth}
      rowKey={(row) => row.day}
      lead={lead}
    >
      <LineChart
        days={days}
        lines={lines}
        isLastRunning
        summary={`Members by day, from ${countedKind(first.members, kind)} on ${day(first.day)} to ${countedKind(last.members, kind)} on ${day(last.day)}.`}
      />
      {hasTurns ? (
        <div className="segment-turns">
          <p className="chart-note">Entered (above) and left (below), by day</p>
          <Columns label="Entered and left by day" columns={columns} currentId={null} />
        </div>
      ) : null}
    </ChartFrame>
  );
}

function columnOf({ day: isoDay, entered, left }: Day): StackedColumn {
  return {
    id: isoDay,
    label: shortDay(isoDay),
    words: `${day(isoDay)}: ${counted(entered, 'entered', 'entered')}, ${counted(left, 'left', 'left')}`,
    href: null,
    layers: [
      { name: 'Entered', value: entered, tone: 'entered' },
      { name: 'Left', value: -left, tone: 'left' },
    ],
  };
}
