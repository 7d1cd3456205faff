import { Suspense, useMemo } from 'react';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { Overview, OverviewSeries } from '../../../../src/contract/overview';
import { addDays } from '../../../../src/platform/days';
import { useFilteredHref } from '../../parts/carried-filter';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { day, money, shortDay } from '../../parts/format';
import { moneyColumn, textColumn } from '../../parts/frame-columns';
import { MonthChart } from '../../parts/later-charts';
import { releaseWords } from '../../parts/release-marks';
import { Skeleton } from '../../parts/skeleton';
import { useReleaseMarks } from '../../parts/use-releases';
import { beforeWords, chartWords } from './words';

type Point = { readonly day: string; readonly cents: number; readonly before: { readonly day: string; readonly cents: number } | null };
const COLUMNS: readonly FrameColumn<Point>[] = [
  { heading: 'Day (UTC)', cell: (point) => point.day, shown: (point) => day(point.day) },
  moneyColumn('MRR (USD)', (point) => point.cents),
];
const BEFORE: readonly FrameColumn<Point>[] = [
  textColumn('Day before', (point) => point.before?.day ?? null),
  moneyColumn('MRR before (USD)', (point) => point.before?.cents ?? 0),
];
const DAY_NAMES = { long: day, short: shortDay } as const;

type MrrProps = {
  readonly series: Overview['series'];
  readonly mrrCents: NonNullable<Overview['mrrCents']>;
  readonly asOfDay: string;
  readonly isRunning: boolean;
  /** Whose releases are marked; absent for all. */
  readonly apps?: AccountFilter['app'];
  /** As many days before, one for each; null where they are not compared with. */
  readonly before: OverviewSeries | null;
};

/** What is paid, day by day, beside what is used. */
export function Mrr({ series, mrrCents, asOfDay, isRunning, apps, before }: MrrProps) {
  const points = useMemo(() => {
    const earlier = (index: number): Point['before'] => {
      const point = before?.series[index];
      return point === undefined ? null : { day: point.day, cents: before?.mrrCents?.[index] ?? 0 };
    };
    return series.map((point, index): Point => ({ day: point.day, cents: mrrCents[index] ?? 0, before: earlier(index) }));
  }, [series, mrrCents, before]);
  const days = useMemo(() => points.map((point) => point.day), [points]);
  const marks = useReleaseMarks(days, addDays(asOfDay, 1), apps);
  const lines = useMemo(() => {
    const line = { name: 'MRR', values: points.map(({ cents }) => cents), colorToken: '--ds-chart-teal-bold', fallback: '#2898BD' };
    const earlier = points.flatMap((point) => (point.before === null ? [] : [point.before.cents]));
    return earlier.length === 0 ? [line] : [line, { ...line, name: 'MRR before', values: earlier, isEarlier: true }];
  }, [points]);
  const [first, last] = [points[0], points.at(-1)];
  const revenue = useFilteredHref('revenue');
  return (
    <ChartFrame
      title="MRR per day"
      meaning={chartWords.mrr}
      fileName={`tidemark-mrr-per-day-${asOfDay}`}
      columns={[
        ...COLUMNS,
        ...(before === null ? [] : BEFORE),
        ...(marks.length === 0 ? [] : [textColumn<Point>('Releases', (point) => releaseWords(marks, days.indexOf(point.day)))]),
      ]}
      rows={points}
      rowKey={(point) => point.day}
      lead={
        <p className="list-lead">
          <a href={revenue}>How it came about</a> {before === null ? null : <span className="faint">{beforeWords(before)}</span>}
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
