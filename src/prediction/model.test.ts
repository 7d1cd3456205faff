import { generatedTable } from '../../dev/bench/prediction/generated';
import { type Baseline, evaluationOf, holdOut, holdOutBaseline } from './evaluate';
import { contributionsOf, type Model, predict, predictLogOdds, trainModel, type TrainOptions } from './model';
import type { Column, Table } from './table';

const every = (table: Table) => Int32Array.from({ length: table.rows }, (_, row) => row);
const numbers = (name: string, values: readonly number[]): Column => ({ kind: 'number', name, values: Float64Array.from(values) });

function trained(table: Table, outcome: Uint8Array, options: TrainOptions): Model {
  const result = trainModel(table, outcome, every(table), options);
  if (!result.ok) throw new Error(result.problems.map(({ sentence }) => sentence).join(' '));
  return result.model;
}

function said(columns: readonly Column[], outcome: readonly number[]): string {
  const table = { rows: outcome.length, columns };
  const result = trainModel(table, Uint8Array.from(outcome), every(table), { seed: 1 });
  return (result.ok ? result.remarks : result.problems).map(({ sentence }) => sentence).join(' ');
}

test.each([{ kinds: ['ridge'] }, { kinds: ['trees'] }] as const)(
  'with %j the contributions and the base rate add up to the log-odds, and JSON keeps the model',
  ({ kinds }) => {
    const { table, outcome } = generatedTable('gaps', 600);
    const model = trained(table, outcome, { seed: 3, kinds });
    const rows = every(table);
    const { base, sources } = contributionsOf(model, table, rows);
    const rate = outcome.reduce((sum, label) => sum + label, 0) / table.rows;
    expect(1 / (1 + Math.exp(-base))).toBeCloseTo(rate, 12);
    predictLogOdds(model, table, rows).forEach((logOdds, row) => {
      expect(sources.reduce((sum, { values }) => sum + values[row]!, base)).toBeCloseTo(logOdds, 9);
    });
    const copy = JSON.parse(JSON.stringify(model)) as Model;
    expect(predict(copy, table, rows)).toEqual(predict(model, table, rows));
  },
);

test('the same seed and rows give the same bytes; another seed of trees gives others', () => {
  const { table, outcome } = generatedTable('interaction', 240);
  const bytes = (seed: number) => JSON.stringify(trained(table, outcome, { seed, kinds: ['trees'] }));
  expect(bytes(1)).toBe(bytes(1));
  expect(bytes(1)).not.toBe(bytes(2));
});

test('ridge is chosen where the truth is a sum, trees where it is an interaction', () => {
  const kind = (shape: 'linear' | 'interaction') => {
    const { table, outcome } = generatedTable(shape, 700, 4);
    return trained(table, outcome, { seed: 1 }).recipe.kind;
  };
  expect(kind('linear')).toBe('ridge');
  expect(kind('interaction')).toBe('trees');
});

test('left-out rows of an interaction are told apart, those of noise are not', () => {
  const evaluated = (shape: 'interaction' | 'noise') => {
    const { table, outcome } = generatedTable(shape, 700, 2);
    const folds = outcome.map((_, row) => row % 3);
    return evaluationOf(
      [0, 1, 2].map((fold) => holdOut(table, outcome, folds, fold, { seed: 1 })),
      outcome,
    );
  };
  const interaction = evaluated('interaction');
  expect(interaction.auc).toBeGreaterThan(0.7);
  expect(interaction.interval!.low).toBeGreaterThan(0.65);
  expect(interaction.logLoss).toBeLessThan(0.6);
  const noise = evaluated('noise');
  expect(noise.interval!.low).toBeLessThan(0.5);
  // No worse than the base rate by more than a shade.
  const rate = noise.positives / noise.rows;
  expect(noise.logLoss).toBeLessThan(0.02 - rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate));
});

test('bad input is answered by a sentence', () => {
  const values = Array.from({ length: 30 }, (_, row) => row * 1.5);
  const half = values.map((_, row) => row % 2);
  expect(said([], [])).toMatch(/no rows/);
  expect(said([numbers('seats', [1, 2, 3])], [0, 0, 1])).toMatch(/Only 1 of 3 rows is with the outcome/);
  expect(
    said(
      [numbers('seats', values)],
      values.map(() => 0),
    ),
  ).toMatch(/no row has the outcome \(30 rows\)/);
  expect(
    said(
      [numbers('seats', values)],
      values.map(() => 1),
    ),
  ).toMatch(/every row has the outcome/);
  expect(
    said(
      [
        numbers(
          'seats',
          values.map(() => 4),
        ),
      ],
      half,
    ),
  ).toMatch(/nothing to learn from.*“seats” is left out: every row has the same value/);
  expect(
    said(
      [
        numbers(
          'seats',
          values.map(() => NaN),
        ),
      ],
      half,
    ),
  ).toMatch(/“seats” is left out: no row has a value/);
  expect(said([numbers('seats', values.with(4, Infinity))], half)).toMatch(/“seats” has an infinite value in row 5/);
  expect(said([numbers('seats', values.with(4, -1e300))], half)).toMatch(/too large/);
  expect(said([numbers('seats', values), numbers('users', values)], half)).toMatch(
    /“users” is left out: on every row it says what “seats” says/,
  );
  const levels = values.map((_, row) => `site-${row}`);
  const ids: Column = { kind: 'category', name: 'site', levels, codes: Int32Array.from(levels.keys()) };
  expect(said([numbers('seats', values), ids], half)).toMatch(/“site” is left out: 30 different texts on 30 rows name rows/);
  expect(said([numbers('left', half), numbers('seats', values)], half)).toMatch(/“left” alone tells nearly every outcome/);
});

test('columns that tell the outcome are barred: its copy, its date, its reason; those near it are told; sure ones stay', () => {
  const { table, outcome } = generatedTable('linear', 400);
  const rows = every(table);
  const leaks: Column[] = [
    numbers(
      'cancelled on',
      [...rows].map((row) => (outcome[row] === 1 ? 20_000 + row : NaN)),
    ),
    numbers(
      'renewed on',
      [...rows].map((row) => (outcome[row] === 1 ? NaN : 20_000 + row)),
    ),
    numbers(
      'copy',
      [...rows].map((row) => (outcome[row] ?? 0) + row / 1000),
    ),
    {
      kind: 'category',
      name: 'reason',
      levels: ['price', 'rival'],
      codes: Int32Array.from(rows, (row) => (outcome[row] === 1 && row % 3 > 0 ? row % 2 : -1)),
    },
    { kind: 'category', name: 'state', levels: ['gone', 'here'], codes: Int32Array.from(rows, (row) => (outcome[row] === 1 ? 0 : 1)) },
    numbers(
      'nearly',
      [...rows].map((row) => (row % 8 === 0 ? 0.5 : (outcome[row] ?? 0)) + row / 1000),
    ),
  ];
  const leaky: Table = { ...table, columns: [...table.columns, ...leaks] };
  const recipe = { kind: 'ridge', lambda: 10 } as const;
  const result = trainModel(leaky, outcome, rows, { seed: 1, recipe });
  const used = (from: typeof result) => new Set(from.ok ? from.model.encoding.features.map(({ source }) => source) : []);
  expect(['cancelled on', 'renewed on', 'copy', 'reason', 'state', 'nearly'].filter((name) => used(result).has(name))).toEqual(['nearly']);
  expect(result.ok && result.remarks.map(({ code }) => code)).toEqual([...Array<string>(5).fill('tells all'), 'tells nearly all']);
  expect(used(trainModel(leaky, outcome, rows, { seed: 1, recipe, sure: new Set(['state']) })).has('state')).toBe(true);
});

test('baselines: the base rate orders nothing and costs its entropy; one column alone says what it can', () => {
  const { table, outcome } = generatedTable('linear', 600);
  const folds = outcome.map((_, row) => row % 3);
  const figures = (baseline: Baseline) =>
    evaluationOf(
      [0, 1, 2].map((fold) => holdOutBaseline(table, outcome, folds, fold, baseline)),
      outcome,
    );
  const always = figures('base rate');
  const rate = always.positives / always.rows;
  expect(always.auc).toBe(0.5);
  expect(always.logLoss).toBeCloseTo(-rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate), 1);
  expect(figures({ column: 'number 1' }).auc).toBeGreaterThan(0.65);
  expect(figures({ column: 'number 1' }).logLoss).toBeLessThan(always.logLoss);
  expect(figures({ column: 'number 12' }).auc).toBeLessThan(0.6);
  expect(figures({ column: 'not there' })).toEqual(always);
});
