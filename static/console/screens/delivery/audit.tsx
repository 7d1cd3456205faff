import { lazy, Suspense, useMemo } from 'react';
import type { AuditDay, DeliveryReport, DestinationName } from '../../../../src/contract/delivery';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Choice } from '../../parts/choice';
import { destinationNames } from '../../parts/destination-words';
import { count, day } from '../../parts/format';
import { Skeleton } from '../../parts/skeleton';
import { audited, auditSums, parts, told } from './audit-sums';
import { Equation } from './equation';
import { auditMeaning, partWords } from './words';

const BarChart = lazy(() => import('../../parts/bar-chart').then((module) => ({ default: module.BarChart })));

const figure = (heading: string, of: (row: AuditDay) => number): FrameColumn<AuditDay> => ({
  heading,
  cell: of,
  shown: (row) => count(of(row)),
  align: 'end',
});

/** The signs stand in the headings, so that each row reads as an equation. */
const COLUMNS: readonly FrameColumn<AuditDay>[] = [
  { heading: 'Day (UTC)', cell: (row) => row.day, shown: (row) => day(row.day) },
  figure('Captured', (row) => row.captured),
  ...parts.map((part, index) => figure(`${index === 0 ? '=' : '+'} ${partWords[part].term}`, (row) => row[part])),
  figure('Repeats', (row) => row.repeats),
];
/** A sign in front of a heading would make a spreadsheet run it. */
const bare = (heading: string): string => heading.replace(/^[=+] /, '');

type AuditProps = {
  readonly report: DeliveryReport;
  readonly chosen: DestinationName | null;
  readonly onChoose: (destination: DestinationName) => void;
};

/** What became of the events of each day at one destination. Destinations are never summed: each gets the same events. */
export function Audit({ report, chosen, onChoose }: AuditProps) {
  const destinations = useMemo(() => told(report.destinations), [report]);
  const shown = useMemo(() => audited(destinations, chosen), [destinations, chosen]);
  const days = useMemo(() => shown?.days ?? [], [shown]);
  const sums = useMemo(() => auditSums(days), [days]);
  if (shown === null) return null;
  const name = destinationNames[shown.destination];
  return (
    <ChartFrame
      title="Audit"
      meaning={auditMeaning}
      fileName={`tidemark-audit-${shown.destination}-${report.asOfDay}`}
      columns={COLUMNS}
      fileHeading={bare}
      rows={days}
      rowKey={(row) => row.day}
      totals={{ day: report.asOfDay, ...sums }}
      lead={
        <>
          {destinations.length < 2 ? null : (
            <div className="audit-choice">
              <Choice<DestinationName>
                label="Audit of"
                options={destinations.map(({ destination }) => ({ value: destination, label: destinationNames[destination] }))}
                value={shown.destination}
                onChange={onChoose}
              />
            </div>
          )}
          <Equation sums={sums} days={days.length} />
        </>
      }
    >
      {sums.captured === 0 ? (
        <p className="not-enough">{name} had no events in these days. They appear a few minutes after the app is used.</p>
      ) : (
        <Bars days={days} name={name} isLastRunning={report.generatedAt.slice(0, 10) === report.asOfDay} />
      )}
    </ChartFrame>
  );
}

function Bars({ days, name, isLastRunning }: { days: readonly AuditDay[]; name: string; isLastRunning: boolean }) {
  const isoDays = useMemo(() => days.map((row) => row.day), [days]);
  const layers = useMemo(
    () => parts.map((part) => ({ name: partWords[part].term, values: days.map((row) => row[part]), ...partWords[part].color })),
    [days],
  );
  const first = days[0];
  const last = days.at(-1);
  const range = first === undefined || last === undefined ? '' : `, ${day(first.day)} to ${day(last.day)}`;
  return (
    <Suspense fallback={<Skeleton height={240} />}>
      <BarChart
        days={isoDays}
        layers={layers}
        isLastRunning={isLastRunning}
        summary={`Stacked bars of events by day at ${name}${range}. The figures of each day are in the table view.`}
      />
    </Suspense>
  );
}
