import type { Condition, Single } from '../../../src/prediction/condition';
import { drawsFrom } from '../../../src/prediction/random';
import type { Column, Table } from '../../../src/prediction/table';

/** A vendor whose truth is known: which conditions raise the outcome, and by how much. */
export type Vendor = {
  readonly planted: readonly { readonly condition: Condition; readonly logOdds: number }[];
  /** Accounts with their outcome; any number of fresh ones from another seed. */
  readonly accounts: (count: number, seed: number) => { readonly table: Table; readonly outcome: Uint8Array };
};

const NUMBERS = 40;
const COUNTS = 30;
const FLAGS = 20;
const TEXTS = 10;
const GAPS = 0.15;
/** How much of its cause a decoy shares. */
const DECOYS = [0.9, 0.75, 0.6] as const;

export type VendorOptions = { readonly seed: number; readonly noise: boolean };

/** 100 columns: numbers, counts, flags and texts, some with gaps; each planted number has a decoy that only goes along with it. */
export function vendor({ seed, noise }: VendorOptions): Vendor {
  const draw = drawsFrom(seed * 7919 + 13);
  const between = (low: number, high: number): number => low + (high - low) * draw();
  const baseRate = between(0.06, 0.35);
  const singles: Single[] = [];
  for (let index = 0; index < 3; index += 1) {
    const share = between(0.06, 0.4);
    const z = upperQuantile(share);
    singles.push(
      index % 2 === 0
        ? { kind: 'atLeast', column: `number ${index}`, threshold: z }
        : { kind: 'below', column: `number ${index}`, threshold: -z },
    );
  }
  singles.push({ kind: 'atLeast', column: 'count 0', threshold: 3 }, { kind: 'atLeast', column: 'flag 0', threshold: 1 });
  singles.push({ kind: 'is', column: 'text 0', level: 'b' }, { kind: 'missing', column: 'number 5' });
  const pair: Condition = {
    kind: 'both',
    of: [
      { kind: 'atLeast', column: 'number 6', threshold: 0 },
      { kind: 'below', column: 'number 7', threshold: 0.2 },
    ],
  };
  const planted = noise ? [] : [...singles, pair].map((condition) => ({ condition, logOdds: Math.log(between(1.5, 6)) }));
  return { planted, accounts: (count, from) => accounts(count, from, planted, baseRate) };
}

function accounts(count: number, seed: number, planted: Vendor['planted'], baseRate: number): { table: Table; outcome: Uint8Array } {
  const draw = drawsFrom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  const column = (make: () => number): Float64Array => Float64Array.from({ length: count }, make);
  const columns: Column[] = [];
  const number = (name: string, values: Float64Array): void => {
    columns.push({ kind: 'number', name, values });
  };
  for (let index = 0; index < NUMBERS; index += 1) number(`number ${index}`, column(normal));
  DECOYS.forEach((share, index) => {
    const cause = columns[index];
    if (cause?.kind !== 'number') return;
    number(
      `decoy ${index}`,
      cause.values.map((value) => share * value + Math.sqrt(1 - share ** 2) * normal()),
    );
  });
  for (let index = 0; index < COUNTS; index += 1)
    number(
      `count ${index}`,
      column(() => Math.floor(-Math.log(1 - draw()) * (1 + (index % 4)))),
    );
  for (let index = 0; index < FLAGS; index += 1)
    number(
      `flag ${index}`,
      column(() => (draw() < 0.08 + 0.03 * (index % 10) ? 1 : 0)),
    );
  const levels = ['a', 'b', 'c', 'd', 'e'];
  for (let index = 0; index < TEXTS; index += 1)
    columns.push({
      kind: 'category',
      name: `text ${index}`,
      levels,
      codes: Int32Array.from({ length: count }, () => Math.floor(5 * draw() ** 1.3)),
    });
  // Gaps that have nothing to do with the value; in number 5 to 9 only, so that the planted gap is one of several.
  for (const each of columns.slice(5, 10)) {
    if (each.kind === 'number' && each.name !== 'number 6' && each.name !== 'number 7')
      for (let row = 0; row < count; row += 1) if (draw() < GAPS) each.values[row] = NaN;
  }
  const table = { rows: count, columns };
  const logOdds = new Float64Array(count).fill(Math.log(baseRate / (1 - baseRate)));
  for (const { condition, logOdds: effect } of planted) {
    const parts = condition.kind === 'both' ? condition.of : [condition];
    const tests = parts.map((part) => holdsIn(part, columns));
    for (let row = 0; row < count; row += 1) if (tests.every((holds) => holds(row))) logOdds[row] = (logOdds[row] ?? 0) + effect;
    // So that the outcome stays as rare as it was.
    for (let row = 0; row < count; row += 1) logOdds[row] = (logOdds[row] ?? 0) - 0.25 * effect;
  }
  const outcome = Uint8Array.from(logOdds, (value) => (draw() < 1 / (1 + Math.exp(-value)) ? 1 : 0));
  return { table, outcome };
}

/** The truth is computed apart from the code that is measured. */
function holdsIn(part: Single, columns: readonly Column[]): (row: number) => boolean {
  const column = columns.find(({ name }) => name === part.column);
  return (row) => {
    if (column?.kind === 'category') return part.kind === 'is' && column.levels[column.codes[row] ?? -1] === part.level;
    const value = column?.values[row] ?? NaN;
    switch (part.kind) {
      case 'atLeast':
        return value >= part.threshold;
      case 'below':
        return value < part.threshold;
      case 'above':
        return value > part.threshold;
      case 'atMost':
        return value <= part.threshold;
      case 'missing':
        return Number.isNaN(value);
      case 'is':
        return false;
    }
  };
}

/** The value that this share of standard normal draws exceeds, by halving over a sum. */
function upperQuantile(share: number): number {
  const draw = drawsFrom(4);
  const draws = Float64Array.from({ length: 20_000 }, () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())).sort();
  return draws[Math.floor((1 - share) * draws.length)] ?? 0;
}
