import type { Labelled } from './read-table';
import { drawsFrom } from '../../../src/prediction/random';
import type { Column } from '../../../src/prediction/table';

/** How the log-odds of a generated table's outcome follow from what is in it. */
export const SHAPES = ['linear', 'curved', 'interaction', 'noise', 'categories', 'gaps'] as const;
export type Shape = (typeof SHAPES)[number];

/** Twelve numbers, two texts; the same for the same shape, rows and seed. */
export function generatedTable(shape: Shape, rows: number, seed = 1): Labelled {
  const draw = drawsFrom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  const numbers = Array.from({ length: 12 }, () => Float64Array.from({ length: rows }, normal));
  const texts = [6, 3].map((levels) => Int32Array.from({ length: rows }, () => Math.floor(draw() ** 1.5 * levels)));
  const outcome = new Uint8Array(rows);
  const missing = numbers.map(() => new Uint8Array(rows));
  for (let row = 0; row < rows; row += 1) {
    const [a = 0, b = 0, c = 0, d = 0] = numbers.map((column) => column[row] ?? 0);
    const [group = 0, kind = 0] = texts.map((column) => column[row] ?? 0);
    if (shape === 'gaps') missing.forEach((gaps, column) => (gaps[row] = draw() < (column === 0 ? (a > 0 ? 0.6 : 0.2) : 0.4) ? 1 : 0));
    const logOdds = {
      linear: 0.9 * a - 0.7 * b + 0.5 * c + 0.3 * d + 0.4 * kind - 1.5,
      curved: 2.5 * Math.tanh(2 * a) + (Math.abs(b) > 1 ? 1.5 : -0.5) - 1.2,
      interaction: a > 0 === b > 0 ? 1.2 : -1.8,
      noise: -1,
      categories: [-2.2, 0.4, -0.8, 1.1, -1.6, 0][group] ?? 0,
      gaps: 1.2 * (missing[0]?.[row] ?? 0) + 0.8 * b - 1.2,
    }[shape];
    outcome[row] = draw() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  }
  const columns: Column[] = numbers.map((values, index) => ({
    kind: 'number',
    name: `number ${index + 1}`,
    values: values.map((value, row) => (missing[index]?.[row] === 1 ? NaN : value)),
  }));
  texts.forEach((codes, index) => {
    const levels = Array.from({ length: 6 }, (_, level) => `level ${level + 1}`);
    columns.push({ kind: 'category', name: `text ${index + 1}`, codes, levels });
  });
  return { table: { rows, columns }, outcome, rowsLeftOut: 0 };
}
