import type { Condition, Single } from '../../../src/prediction/condition';
import { logOddsOf, probabilityOf } from '../../../src/prediction/log-odds';
import { drawsFrom } from '../../../src/prediction/random';
import type { Column, Table } from '../../../src/prediction/table';
import { type Effects, effectsOf } from './effects';

/** A condition that goes along with the outcome: where it holds the outcome is `lift` times as frequent as among all accounts. */
export type Planted = { readonly condition: Condition; readonly lift: number };

/** A vendor whose truth is known. */
export type Vendor = {
  readonly planted: readonly Planted[];
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
/** Of the accounts for which a condition holds, of those with the outcome, and of the lifts, which are drawn evenly by their logarithm. */
const SHARE = { least: 0.05, most: 0.4 } as const;
const RATE = { least: 0.06, most: 0.25 } as const;
const LIFT = { least: 1.3, most: 4 } as const;
/** Accounts by which the effects are found that make the lifts. */
const TRIAL = { accounts: 20_000, seed: 3 } as const;

export type VendorOptions = { readonly seed: number; readonly noise: boolean };

/** 100 columns: numbers, counts, flags and texts, some with gaps; each planted number has a decoy that only goes along with it. */
export function vendor({ seed, noise }: VendorOptions): Vendor {
  const draw = drawsFrom(seed * 7919 + 13);
  const between = ({ least, most }: { least: number; most: number }): number => least + (most - least) * draw();
  const rate = between(RATE);
  const conditions = noise ? [] : conditionsOf(() => between(SHARE));
  const { lifts, effects } = liftsOf(conditions, rate, draw);
  const planted = conditions.map((condition, index) => ({ condition, lift: lifts[index] ?? 1 }));
  return { planted, accounts: (count, from) => accounts(count, drawsFrom(from), conditions, effects) };
}

function conditionsOf(share: () => number): readonly Condition[] {
  const singles: Single[] = [];
  for (let index = 0; index < DECOYS.length; index += 1) {
    const z = upperQuantile(share());
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
  return [...singles, pair];
}

/** Drawn anew where they cannot be had together: where many conditions hold the outcome would be more than certain. */
function liftsOf(
  conditions: readonly Condition[],
  rate: number,
  draw: () => number,
): { readonly lifts: readonly number[]; readonly effects: Effects } {
  if (conditions.length === 0) return { lifts: [], effects: { none: logOddsOf(rate), each: [] } };
  const trial = columnsOf(TRIAL.accounts, drawsFrom(TRIAL.seed));
  const holds = conditions.map((condition) => holdsOf(condition, trial, TRIAL.accounts));
  for (;;) {
    const lifts = conditions.map(() => LIFT.least * (LIFT.most / LIFT.least) ** draw());
    const effects = effectsOf({ holds, lifts, rate });
    if (effects !== undefined) return { lifts, effects };
  }
}

function accounts(
  count: number,
  draw: () => number,
  conditions: readonly Condition[],
  { none, each }: Effects,
): { table: Table; outcome: Uint8Array } {
  const columns = columnsOf(count, draw);
  const logOdds = new Float64Array(count).fill(none);
  conditions.forEach((condition, index) => {
    holdsOf(condition, columns, count).forEach((held, row) => {
      logOdds[row] = (logOdds[row] ?? 0) + held * (each[index] ?? 0);
    });
  });
  const outcome = Uint8Array.from(logOdds, (value) => (draw() < probabilityOf(value) ? 1 : 0));
  return { table: { rows: count, columns }, outcome };
}

function columnsOf(count: number, draw: () => number): Column[] {
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
  return columns;
}

/** 1 where a condition holds, 0 elsewhere. */
function holdsOf(condition: Condition, columns: readonly Column[], rows: number): Uint8Array {
  const parts = condition.kind === 'both' ? condition.of : [condition];
  const tests = parts.map((part) => holdsIn(part, columns));
  return Uint8Array.from({ length: rows }, (_, row) => (tests.every((holds) => holds(row)) ? 1 : 0));
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
