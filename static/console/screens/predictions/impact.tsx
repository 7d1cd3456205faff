import { Suspense, useMemo, useState } from 'react';
import type { PredictedSignal } from '../../../../src/contract/predictions';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Choice } from '../../parts/choice';
import { count } from '../../parts/format';
import { countColumn, monthColumnOf, textColumn } from '../../parts/frame-columns';
import { MonthChart } from '../../parts/later-charts';
import { Skeleton } from '../../parts/skeleton';
import { impactLines, type ImpactMeasure, type ImpactRow, impactRows } from './impact-lines';
import { MEANINGS, TREND_WORDS } from './words';

const MEASURES = [
  { value: 'lift', label: 'Lift' },
  { value: 'odds', label: 'Odds beside the others' },
] as const;
const COLORS = [
  { colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' },
  { colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' },
  { colorToken: '--ds-chart-green-bold', fallback: '#22A06B' },
  { colorToken: '--ds-chart-purple-bold', fallback: '#964AC0' },
  { colorToken: '--ds-chart-red-bold', fallback: '#C9372C' },
  { colorToken: '--ds-chart-teal-bold', fallback: '#2898BD' },
] as const;

const timesColumn = (heading: string, of: (row: ImpactRow) => number | null): FrameColumn<ImpactRow> => ({
  heading,
  cell: of,
  shown: (row) => timesWords(of(row)),
  align: 'end',
});
const timesWords = (value: number | null): string => (value === null ? '–' : `${value.toFixed(1)}×`);
const COLUMNS: readonly FrameColumn<ImpactRow>[] = [
  textColumn('Signal', (row) => row.words),
  monthColumnOf(),
  countColumn('Fired', (row) => row.fired),
  countColumn('Outcomes', (row) => row.hits),
  timesColumn('Lift', (row) => row.lift),
  timesColumn('Odds beside the others', (row) => row.odds),
  textColumn('Change', (row) => (row.trend === null ? '' : TREND_WORDS[row.trend])),
];

/** What each signal told, month by month: some fade, others come up. */
export function Impact({ signals }: { readonly signals: readonly PredictedSignal[] }) {
  const [measure, setMeasure] = useState<ImpactMeasure>('lift');
  const rows = useMemo(() => impactRows(signals), [signals]);
  const { months, lines } = useMemo(() => impactLines(rows, measure), [rows, measure]);
  const drawn = useMemo(
    () => lines.map(({ letter, values }, index) => ({ name: letter, values, ...(COLORS[index] ?? COLORS[0]) })),
    [lines],
  );
  if (rows.length === 0) return null;
  return (
    <ChartFrame
      title="Impact over time"
      meaning={MEANINGS.impact}
      fileName="tidemark-signals-by-month"
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => `${row.month} ${row.words}`}
    >
      <Choice label="Impact over time: measure" options={MEASURES} value={measure} onChange={setMeasure} />
      {months.length < 2 ? (
        <p className="not-enough">There are looks of one month only: a course needs two.</p>
      ) : (
        <Suspense fallback={<Skeleton height={240} />}>
          <MonthChart months={months} lines={drawn} unit="times" summary={summaryOf(lines)} isLastRunning={false} />
        </Suspense>
      )}
      <ul className="impact-legend">
        {lines.map(({ letter, words, trend }, index) => {
          const { colorToken, fallback } = COLORS[index] ?? COLORS[0];
          return (
            <li key={letter}>
              <span className="legend-mark" style={{ background: `var(${colorToken}, ${fallback})` }} aria-hidden="true" />
              {letter}: <bdi>{words}</bdi>
              <TrendMark trend={trend} />
            </li>
          );
        })}
      </ul>
      {signals.filter(({ state }) => state !== 'rejected').length > lines.length ? (
        <p className="faint">{`Drawn are the ${count(lines.length)} with the highest lift; the table has all.`}</p>
      ) : null}
    </ChartFrame>
  );
}

/** Says of a signal that it fades or is new. */
export function TrendMark({ trend }: { readonly trend: PredictedSignal['trend'] }) {
  const words = trend === null ? '' : TREND_WORDS[trend];
  return words === '' ? null : <span className={`trend-mark trend-${words}`}>{words}</span>;
}

const summaryOf = (lines: ReturnType<typeof impactLines>['lines']): string =>
  lines
    .map(({ letter, words, values }) => {
      const known = values.filter((value) => value !== null);
      return `${letter}, ${words}: from ${timesWords(known[0] ?? null)} to ${timesWords(known.at(-1) ?? null)}.`;
    })
    .join(' ');
