import { lazy, Suspense, useMemo } from 'react';
import type { AccountFilter } from '../../../src/contract/account-filter';
import type { ConsoleCall } from '../../../src/contract/console';
import { Answered } from './answered';
import type { AskInput, AskOutput } from './ask';
import { ChartFrame, type FrameColumn } from './chart-frame';
import { countColumn, moneyColumn, shareColumn } from './frame-columns';
import type { AxisNames } from './line-frame';
import { Skeleton } from './skeleton';
import { type OfSegment, useSegmentAnswers } from './use-segment-answers';

const MonthChart = lazy(() => import('./month-chart').then((module) => ({ default: module.MonthChart })));

/** Colours that stay apart in both themes and for the colour-blind. */
const COLORS = [
  { colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' },
  { colorToken: '--ds-chart-green-bold', fallback: '#22A06B' },
  { colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' },
] as const;
const LONGEST_LABEL = 14;

type Unit = 'money' | 'share' | 'count';

/** How answers become lines. */
export type SegmentFigures<Answer> = {
  readonly title: string;
  readonly meaning: string;
  readonly fileName: string;
  readonly unit: Unit;
  /** What the lines run along, and how its places are called. */
  readonly heading: string;
  readonly names: AxisNames;
  readonly placesOf: (answer: Answer) => readonly string[];
  readonly valuesOf: (answer: Answer) => readonly (number | null)[];
  /** The last place still grows. */
  readonly isRunning: (answer: Answer) => boolean;
};

type SegmentLinesProps<C extends ConsoleCall> = {
  readonly call: C;
  /** Keep it stable. */
  readonly inputOf: (filter: AccountFilter) => AskInput<C>;
  readonly filter: AccountFilter;
  readonly ids: readonly string[];
  /** Keep it stable. */
  readonly figures: SegmentFigures<AskOutput<C>>;
};

/** One line for each of some segments, from the same question asked of each. */
export function SegmentLines<C extends ConsoleCall>({ call, inputOf, filter, ids, figures }: SegmentLinesProps<C>) {
  const { loaded, retry } = useSegmentAnswers(call, inputOf, filter, ids);
  return (
    <Answered loaded={loaded} height={420} onRetry={retry}>
      {(answers) => <Drawn answers={answers} figures={figures} />}
    </Answered>
  );
}

type Place = { readonly place: string; readonly values: readonly (number | null)[] };
type DrawnProps<Answer> = { readonly answers: readonly OfSegment<Answer>[]; readonly figures: SegmentFigures<Answer> };

function Drawn<Answer>({ answers, figures }: DrawnProps<Answer>) {
  const { title, meaning, fileName, unit, heading, names, isRunning, placesOf, valuesOf } = figures;
  // A segment whose first came late has fewer places.
  const places = useMemo(
    () => answers.map(({ value }) => placesOf(value)).reduce((longest, each) => (each.length > longest.length ? each : longest), []),
    [answers, placesOf],
  );
  const lines = useMemo(
    () =>
      answers.map(({ name, value }, index) => {
        const values = valuesOf(value);
        return { name, label: labelOf(name), values: places.map((_place, at) => values[at] ?? null), ...(COLORS[index] ?? COLORS[0]) };
      }),
    [answers, places, valuesOf],
  );
  const rows = places.map((place, at): Place => ({ place, values: lines.map(({ values }) => values[at] ?? null) }));
  const isEmpty = lines.every(({ values }) => values.every((value) => value === null || value === 0));
  return (
    <ChartFrame
      title={title}
      meaning={meaning}
      fileName={fileName}
      columns={[
        { heading, cell: (row) => row.place, shown: (row) => names.long(row.place) },
        ...answers.map(({ name }, index) => columnOf(unit, name, (row) => row.values[index] ?? null)),
      ]}
      rows={rows}
      rowKey={(row) => row.place}
    >
      {isEmpty ? (
        <p className="not-enough">Nobody in these segments used a feature in this time.</p>
      ) : (
        <>
          <ul className="legend" aria-label="Segments">
            {lines.map(({ name, colorToken, fallback }, index) => (
              <li key={answers[index]?.id} className="columns-key">
                <span className="legend-mark" style={{ background: `var(${colorToken}, ${fallback})` }} aria-hidden="true" />
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
          <Suspense fallback={<Skeleton height={280} />}>
            <MonthChart
              months={places}
              lines={lines}
              unit={unit}
              names={names}
              isLastRunning={answers.some(({ value }) => isRunning(value))}
              summary={`${title}: a line for each of ${String(lines.length)} segments. The figures are in the table view.`}
            />
          </Suspense>
        </>
      )}
    </ChartFrame>
  );
}

function labelOf(name: string): string {
  const letters = Array.from(name);
  return letters.length > LONGEST_LABEL ? `${letters.slice(0, LONGEST_LABEL - 1).join('')}…` : name;
}

function columnOf(unit: Unit, name: string, of: (row: Place) => number | null): FrameColumn<Place> {
  switch (unit) {
    case 'money':
      return moneyColumn(`${name} (USD)`, (row) => of(row) ?? 0);
    case 'share':
      return shareColumn(name, of);
    case 'count':
      return countColumn(name, of);
  }
}
