import { Suspense, useMemo, useState } from 'react';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { Overview, OverviewSeries } from '../../../../src/contract/overview';
import { addDays } from '../../../../src/platform/days';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { count, day } from '../../parts/format';
import { countColumn, textColumn } from '../../parts/frame-columns';
import { LineChart } from '../../parts/later-charts';
import { releaseWords } from '../../parts/release-marks';
import { Skeleton } from '../../parts/skeleton';
import { useReleaseMarks } from '../../parts/use-releases';
import { beforeWords, chartWords } from './words';

type Day = Overview['series'][number];
/** A day, and the one that stands beside it. */
type Point = Day & { readonly before: Day | null };
type SeriesName = 'mau' | 'wau' | 'dau' | 'activeAccounts';
/** Colours that stay apart in both themes and for the colour-blind, each at 3:1 or more on the card. */
const SERIES: readonly { name: SeriesName; title: string; label: string; colorToken: string; fallback: string }[] = [
  { name: 'mau', title: 'Monthly users', label: 'Monthly', colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' },
  { name: 'wau', title: 'Weekly users', label: 'Weekly', colorToken: '--ds-chart-green-bold', fallback: '#22A06B' },
  { name: 'dau', title: 'Daily users', label: 'Daily', colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' },
  { name: 'activeAccounts', title: 'Daily accounts', label: 'Accounts', colorToken: '--ds-chart-neutral', fallback: '#8C8F97' },
];

const isShown = (name: string, scope: Overview['scope']): boolean => scope === 'vendor' || name !== 'activeAccounts';

const HEADINGS = {
  activeAccounts: 'Daily accounts',
  dau: 'Daily users',
  wau: 'Weekly users',
  mau: 'Monthly users',
  events: 'Feature events',
} as const;

function columnsOf(scope: Overview['scope'], isCompared: boolean): readonly FrameColumn<Point>[] {
  const names = (['activeAccounts', 'dau', 'wau', 'mau', 'events'] as const).filter((name) => isShown(name, scope));
  return [
    { heading: 'Day (UTC)', cell: (point) => point.day, shown: (point) => day(point.day) },
    ...names.map((name) => countColumn<Point>(HEADINGS[name], (point) => point[name])),
    ...(isCompared
      ? [
          textColumn<Point>('Day before', (point) => point.before?.day ?? null),
          ...names.map((name) => countColumn<Point>(`${HEADINGS[name]} before`, (point) => point.before?.[name] ?? null)),
        ]
      : []),
  ];
}

type ActivesProps = {
  readonly series: Overview['series'];
  readonly scope: Overview['scope'];
  readonly asOfDay: string;
  readonly isRunning: boolean;
  /** Whose releases are marked; absent for all. */
  readonly apps?: AccountFilter['app'];
  /** As many days before, one for each; null or absent where they are not compared with. */
  readonly before?: Pick<OverviewSeries, 'series'> | null;
};

/** A customer's own site is one account, so only a vendor sees accounts counted. */
export function Actives({ series, scope, asOfDay, isRunning, apps, before = null }: ActivesProps) {
  const [hidden, setHidden] = useState<ReadonlySet<SeriesName>>(new Set());
  const days = useMemo(() => series.map((point) => point.day), [series]);
  const marks = useReleaseMarks(days, addDays(asOfDay, 1), apps);
  const lines = useMemo(
    () =>
      SERIES.filter(({ name }) => isShown(name, scope) && !hidden.has(name)).flatMap(({ name, title, label, colorToken, fallback }) => {
        const line = { name: title, label, values: series.map((point) => point[name]), colorToken, fallback };
        if (before === null) return [line];
        return [line, { ...line, name: `${title} before`, values: before.series.map((point) => point[name]), isEarlier: true }];
      }),
    [series, before, scope, hidden],
  );
  const points = useMemo(
    () => series.map((point, index): Point => ({ ...point, before: before?.series[index] ?? null })),
    [series, before],
  );
  const last = series.at(-1);
  const toggle = (name: SeriesName): void => {
    setHidden((hiddenBefore) => {
      const after = new Set(hiddenBefore);
      if (!after.delete(name)) after.add(name);
      return after;
    });
  };
  return (
    <ChartFrame
      title="Actives per day"
      meaning={chartWords.actives}
      fileName={`tidemark-actives-${asOfDay}`}
      columns={[
        ...columnsOf(scope, before !== null),
        ...(marks.length === 0 ? [] : [textColumn<Point>('Releases', (point) => releaseWords(marks, days.indexOf(point.day)))]),
      ]}
      rows={points}
      rowKey={(point) => point.day}
    >
      {last === undefined || series.length < 2 ? (
        <p className="not-enough">Not enough days yet: a line needs two. The first day’s figures are under Table.</p>
      ) : (
        <>
          <ul className="legend" aria-label="Lines shown">
            {SERIES.filter(({ name }) => isShown(name, scope)).map(({ name, title, colorToken, fallback }) => (
              <li key={name}>
                <button
                  type="button"
                  className="legend-entry"
                  aria-pressed={!hidden.has(name)}
                  onClick={() => {
                    toggle(name);
                  }}
                >
                  <span className="legend-mark" style={{ background: `var(${colorToken}, ${fallback})` }} aria-hidden="true" />
                  {title} <strong>{count(last[name])}</strong>
                </button>
              </li>
            ))}
            {isRunning ? <li className="legend-note">Dashed: {day(last.day)} is not over yet (UTC)</li> : null}
            {before === null ? null : <li className="legend-note">{beforeWords(before)}</li>}
          </ul>
          <Suspense fallback={<Skeleton height={280} />}>
            <LineChart days={days} lines={lines} summary={summary(series, scope)} isLastRunning={isRunning} marks={marks} />
          </Suspense>
        </>
      )}
    </ChartFrame>
  );
}

function summary(series: Overview['series'], scope: Overview['scope']): string {
  const [first, last] = [series[0], series.at(-1)];
  if (first === undefined || last === undefined) return 'No days';
  const parts = SERIES.filter(({ name }) => isShown(name, scope)).map(
    ({ name, title }) => `${title} from ${count(first[name])} to ${count(last[name])}`,
  );
  return `Line chart, ${day(first.day)} to ${day(last.day)}. ${parts.join('; ')}. The figures of each day are in the table view.`;
}
