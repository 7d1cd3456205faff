import { Suspense, useMemo, useState } from 'react';
import { ChartFrame } from './chart-frame';
import { Choice } from './choice';
import { MonthChart } from './later-charts';
import { SegmentBars } from './segment-bars';
import { AS_IS, figureColumn, hasFigures, placeRows, type SegmentChart, type SegmentUnit } from './segment-chart';
import { SelectField } from './select-field';
import { Skeleton } from './skeleton';
import type { MonthUnit } from './unit-text';
import type { OfSegment } from './use-segment-answers';

/** Colours that stay apart in both themes and for the colour-blind. */
const COLORS = [
  { colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' },
  { colorToken: '--ds-chart-green-bold', fallback: '#22A06B' },
  { colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' },
] as const;
const LONGEST_LABEL = 14;
/** More of them than these are a list. */
const MOST_IN_A_ROW = 6;
const ON_AXIS: Readonly<Record<SegmentUnit, MonthUnit>> = {
  money: 'money',
  share: 'share',
  points: 'share',
  count: 'count',
  tenths: 'count',
};

type SegmentCardProps<Answer> = { readonly answers: readonly OfSegment<Answer>[]; readonly chart: SegmentChart<Answer> };

/** One chart of several segments: a line each, or a bar each at every place. */
export function SegmentCard<Answer>({ answers, chart }: SegmentCardProps<Answer>) {
  const { title, meaning, fileName, shape, heading, names, inFile = AS_IS.long, measures, order, absent, isRunning, empty } = chart;
  const [chosen, setChosen] = useState(0);
  const { unit, label, pointsOf } = measures[chosen] ?? measures[0];
  const rows = useMemo(
    () =>
      placeRows(
        answers.map(({ value }) => pointsOf(value)),
        { order: shape === 'lines' ? 'place' : order, absent },
      ),
    [answers, pointsOf, shape, order, absent],
  );
  const segments = useMemo(() => answers.map(({ id, name }, index) => ({ id, name, ...(COLORS[index] ?? COLORS[0]) })), [answers]);
  const places = useMemo(() => rows.map(({ place }) => place), [rows]);
  const lines = useMemo(
    () =>
      segments.map((segment, index) => ({
        ...segment,
        label: labelOf(segment.name),
        values: rows.map(({ values }) => values[index] ?? null),
      })),
    [segments, rows],
  );
  return (
    <ChartFrame
      title={title}
      meaning={meaning}
      fileName={fileName}
      columns={[
        { heading, cell: (row) => inFile(row.place), shown: (row) => names.long(row.place) },
        ...answers.map(({ name }, index) => figureColumn(unit, name, (row) => row.values[index] ?? null)),
      ]}
      fileHeading={(name) => (name === heading ? name : `${name}: ${label}${unit === 'money' ? ' (USD)' : ''}`)}
      rows={rows}
      rowKey={(row) => row.place}
      lead={measures.length < 2 ? undefined : <Measures title={title} measures={measures} chosen={chosen} onChange={setChosen} />}
    >
      {hasFigures(rows) ? (
        <>
          <ul className="legend" aria-label="Segments">
            {segments.map(({ id, name, colorToken, fallback }) => (
              <li key={id} className="columns-key segment-key">
                <span className="legend-mark" style={{ background: `var(${colorToken}, ${fallback})` }} aria-hidden="true" />
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
          {shape === 'bars' ? (
            <SegmentBars rows={rows} segments={segments} unit={unit} nameOf={names.long} />
          ) : (
            <Suspense fallback={<Skeleton height={280} />}>
              <MonthChart
                months={places}
                lines={lines}
                unit={ON_AXIS[unit]}
                names={names}
                isLastRunning={isRunning !== undefined && answers.some(({ value }) => isRunning(value))}
                summary={`${title}, ${label}: a line for each of ${String(lines.length)} segments. The figures are in the table view.`}
              />
            </Suspense>
          )}
        </>
      ) : (
        <p className="not-enough">{empty}</p>
      )}
    </ChartFrame>
  );
}

type MeasuresProps = {
  readonly title: string;
  readonly measures: readonly { readonly label: string }[];
  readonly chosen: number;
  readonly onChange: (index: number) => void;
};

function Measures({ title, measures, chosen, onChange }: MeasuresProps) {
  const label = `${title}: figure`;
  const options = measures.map((measure, index) => ({ value: index, label: measure.label }));
  return (
    <div className="segment-measures">
      {options.length <= MOST_IN_A_ROW ? (
        <Choice label={label} options={options} value={chosen} onChange={onChange} />
      ) : (
        <SelectField
          label={label}
          all={options[0]?.label ?? ''}
          options={options.slice(1).map((option) => ({ ...option, value: String(option.value) }))}
          value={chosen === 0 ? null : String(chosen)}
          onChange={(value) => {
            onChange(Number(value ?? 0));
          }}
        />
      )}
    </div>
  );
}

function labelOf(name: string): string {
  const letters = Array.from(name);
  return letters.length > LONGEST_LABEL ? `${letters.slice(0, LONGEST_LABEL - 1).join('')}…` : name;
}
