import type { PredictedSignal } from '../../../../src/contract/predictions';

/** A signal in a month. `odds`: by what factor it moves the odds where all other signals say the same. */
export type ImpactRow = {
  readonly words: string;
  readonly trend: PredictedSignal['trend'];
  readonly month: string;
  readonly fired: number;
  readonly hits: number;
  readonly lift: number | null;
  readonly odds: number | null;
};
export type ImpactMeasure = 'lift' | 'odds';
export type ImpactLine = {
  readonly letter: string;
  readonly words: string;
  readonly trend: PredictedSignal['trend'];
  readonly values: readonly (number | null)[];
};

/** More lines than this nobody tells apart. */
const LINES = 6;
/** With fewer looks a month says nothing of a signal. */
const LOOKS = 5;

/** Every signal that was not rejected, by month, the oldest first. */
export const impactRows = (signals: readonly PredictedSignal[]): ImpactRow[] =>
  signals
    .filter(({ state }) => state !== 'rejected')
    .flatMap(({ words, trend, months }) =>
      months.map(({ day, fired, hits, lift, weight }) => ({
        ...{ words, trend, fired, hits },
        month: day.slice(0, 7),
        lift: fired < LOOKS ? null : lift,
        odds: fired < LOOKS || weight === null ? null : Math.exp(weight),
      })),
    );

/** The months, and of the first signals a line each; where a signal has no figure for a month its line has a gap. */
export function impactLines(
  rows: readonly ImpactRow[],
  measure: ImpactMeasure,
): { months: readonly string[]; lines: readonly ImpactLine[] } {
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  const drawn = [...new Set(rows.map(({ words }) => words))].slice(0, LINES);
  return {
    months,
    lines: drawn.map((words, index) => {
      const own = rows.filter((row) => row.words === words);
      return {
        letter: String.fromCharCode(65 + index),
        words,
        trend: own[0]?.trend ?? null,
        values: months.map((month) => own.find((row) => row.month === month)?.[measure] ?? null),
      };
    }),
  };
}
