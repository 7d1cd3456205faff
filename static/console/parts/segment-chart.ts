import { withMinus } from '../../../src/contract/written';
import type { FrameColumn } from './chart-frame';
import { money, moneyDigits, percent } from './format';
import type { AxisNames } from './line-frame';
import { unitText } from './unit-text';

/** `tenths`: a mean. `points`: a difference of shares. */
export type SegmentUnit = 'money' | 'share' | 'count' | 'tenths' | 'points';
type Value = number | null;
export type Point = readonly [place: string, value: Value];

/** One of the figures that can be compared. */
export type SegmentMeasure<Answer> = {
  readonly label: string;
  readonly unit: SegmentUnit;
  readonly pointsOf: (answer: Answer) => readonly Point[];
};

/** How the same answer of several segments becomes one chart. */
export type SegmentChart<Answer> = {
  readonly title: string;
  readonly meaning: string;
  readonly fileName: string;
  /** Lines run along days and the like; bars stand at each of some things. */
  readonly shape: 'lines' | 'bars';
  /** What figures are of, and how each of it is called. */
  readonly heading: string;
  readonly names: AxisNames;
  /** How a file calls each; as it stands if absent. */
  readonly inFile?: (place: string) => string;
  readonly measures: readonly [SegmentMeasure<Answer>, ...SegmentMeasure<Answer>[]];
  /** Of bars: what has the most first, or by the place itself; else as in the answers. Lines run by place. */
  readonly order?: PlaceOrder;
  /** What stands where a segment has no row: 0 where rows are of what there is. Not known if absent. */
  readonly absent?: 0;
  /** The last place still grows. */
  readonly isRunning?: (answer: Answer) => boolean;
  /** What is said where no segment has a figure. */
  readonly empty: string;
};

/** Places that need no other name. */
export const AS_IS: AxisNames = { long: (text) => text, short: (text) => text };

/** A figure of each of an answer’s rows. */
export const measured = <Answer, Row>(rowsOf: (answer: Answer) => readonly Row[], placeOf: (row: Row) => string) => {
  return (label: string, unit: SegmentUnit, of: (row: Row) => number | null): SegmentMeasure<Answer> => ({
    label,
    unit,
    pointsOf: (answer) => rowsOf(answer).map((row) => [placeOf(row), of(row)]),
  });
};

type PlaceOrder = 'height' | 'place';

export type PlaceRow = { readonly place: string; readonly values: readonly Value[] };

type Placing = { readonly order?: PlaceOrder | undefined; readonly absent?: 0 | undefined };

/** A row for each place that any of the answers has a figure of; in the answers’ order places of the longest come first. */
export function placeRows(answers: readonly (readonly Point[])[], { order, absent }: Placing = {}): readonly PlaceRow[] {
  const places = new Set(answers.toSorted((a, b) => b.length - a.length).flatMap((points) => points.map(([place]) => place)));
  const found = answers.map((points) => new Map(points));
  const valueAt = (values: ReadonlyMap<string, Value>, place: string): Value => {
    const value = values.get(place);
    return value === undefined ? (absent ?? null) : value;
  };
  const rows = [...places].map((place) => ({ place, values: found.map((values) => valueAt(values, place)) }));
  switch (order) {
    case 'height':
      return rows.toSorted((a, b) => highest(b.values) - highest(a.values));
    case 'place':
      return rows.toSorted((a, b) => byPlace.compare(a.place, b.place));
    case undefined:
      return rows;
  }
}

/** Days as they are written, and numbers. */
const byPlace = new Intl.Collator('en', { numeric: true });
const highest = (values: readonly Value[]): number => Math.max(...values.map((value) => value ?? -Infinity));

export const hasFigures = (rows: readonly PlaceRow[]): boolean => rows.some(({ values }) => values.some((value) => (value ?? 0) !== 0));

const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const points = (share: number): string => withMinus(signed.format(share * 100));

/** A figure beside its bar. */
export function shortFigure(unit: SegmentUnit, value: Value): string {
  if (value === null) return '–';
  switch (unit) {
    case 'tenths':
      return tenths.format(value);
    case 'points':
      return points(value);
    default:
      return unitText(unit, value);
  }
}

/** The same to the cent and the decimal, in a table and as a file has it. */
export function figureColumn(unit: SegmentUnit, heading: string, of: (row: PlaceRow) => Value): FrameColumn<PlaceRow> {
  return {
    heading,
    align: 'end',
    cell: (row) => {
      const value = of(row);
      return value === null || unit !== 'money' ? value : Number(moneyDigits(value));
    },
    shown: (row) => {
      const value = of(row);
      if (value === null) return '–';
      if (unit === 'money') return money(value);
      return unit === 'share' ? percent(value) : shortFigure(unit, value);
    },
  };
}
