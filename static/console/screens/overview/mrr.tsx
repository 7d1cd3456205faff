import { lazy, Suspense, useMemo } from 'react';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { Overview } from '../../../../src/contract/overview';
import { addDays } from '../../../../src/platform/days';
import { useFilteredHref } from '../../parts/carried-filter';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { day, money, moneyDigits, shortDay } from '../../parts/format';
import { textColumn } from '../../parts/frame-columns';
import { releaseWords } from '../../parts/release-marks';
import { Skeleton } from '../../parts/skeleton';
import { useReleaseMarks } from '../../parts/use-releases';
import { chartWords } from './words';

const MonthChart = lazy(() => import('../../parts/month-chart').then((module) => ({ default: module.MonthChart })));

type Point = { readonly day: string; readonly cents: number };
const COLUMNS: readonly FrameColumn<Point>[] = [
  { heading: 'Day (UTC)', cell: (point) => point.day, shown: (point) => day(point.day) },
  { heading: 'MRR (USD)', cell: (point) => Number(moneyDigits(point.cents)), shown: (point) => money(point.cents), align: 'end' },
];
const DAY_NAMES = { long: day, short: shortDay } as const;

type MrrProps = {
  readonly series: Overview['series'];
  readonly mrrCents: NonNullable<Overview['mrrCents']>;
  readonly asOfDay: string;
  readonly isRunning: boolean;
  /** Whose releases are marked; absent for all. */
  readonly apps?: AccountFilter['app'];
};

/** What is paid, day by day, beside what is used. */
export function Mrr({ series, mrrCents, asOfDay, isRunning, apps }: MrrProps) {
  const points = useMemo(() => series.map((point, index): Point => ({ day: point.day, cents: mrrCents[index] ?? 0 })), [series, mrrCents]);
  const days = useMemo(() => points.map((point) => point.day), [points]);
  const marks = useReleaseMarks(days, addDays(asOfDay, 1), apps);
  const lines = useMemo(
    () => [{ name: 'MRR', values: points.map(({ cents }) => cents), colorToken: '--ds-chart-teal-bold', fallback: '#2898BD' }],
    [points],
  );
  const [first, last] = [points[0], points.at(-1)];
  const revenue = useFilteredHref('revenue');
  return (
    <ChartFrame
      title="MRR per day"
      meaning={chartWords.mrr}
      fileName={`tidemark-mrr-per-day-${asOfDay}`}
      columns={
        marks.length === 0 ? COLUMNS : [...COLUMNS, textColumn<Point>('Releases', (point) => releaseWords(marks, days.indexOf(point.day)))]
      }
      rows={points}
      rowKey={(point) => point.day}
      lead={
        <p className="list-lead">
          <a href={revenue}>How it came about</a>
        </p>
      }
    >
      {first === undefined || last === undefined || mrrCents.every((cents) => cents === 0) ? (
        <p className="not-enough">Nobody pays yet, or no sales have been read from the Marketplace.</p>
      ) : (
        <Suspense fallback={<Skeleton height={280} />}>
          <MonthChart
            months={days}
            lines={lines}
            unit="money"
            names={DAY_NAMES}
            isLastRunning={isRunning}
            marks={marks}
            summary={`Line chart of MRR, ${day(first.day)} to ${day(last.day)}, from ${money(first.cents)} to ${money(last.cents)}. The figures of each day are in the table view.`}
          />
        </Suspense>
      )}
    </ChartFrame>
  );
}
