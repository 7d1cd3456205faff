import { binColumns } from './bins';
import { createBooster } from './boost';
import { calibrated, type Calibration, meanSlope, uncalibrated } from './calibration';
import { type Leak, leaksOf, type Refusal, refusalsOf } from './check-training';
import { chooseCalibration } from './choose-calibration';
import { boostOptions, choose, type ChoiceOptions, type Kind, KINDS, type Recipe } from './choose';
import { encode, type Encoding, fitEncoding, type LeftOut } from './encoding';
import { logOddsOf, probabilityOf } from './log-odds';
import { mean } from './quality';
import { drawsFrom, stratifiedFolds } from './random';
import { fitRidge, ridgeLogOdds } from './ridge';
import { positivesIn, type Remark, rowsWhere, type Sign, type Table, takeOutcome, takeRows } from './table';
import { type Trees, treesLogOdds } from './tree';
import { treeShapley } from './tree-shap';

/** Plain values only: as JSON it is the same model. The same rows and the same seed give the same bytes. */
export type Model = {
  readonly seed: number;
  readonly rows: number;
  readonly positives: number;
  readonly encoding: Encoding;
  readonly recipe: Recipe;
  readonly body:
    { readonly kind: 'ridge'; readonly intercept: number; readonly weights: readonly number[] } | ({ readonly kind: 'trees' } & Trees);
  readonly calibration: Calibration;
  /** Log-odds that contributions count from: those of the base rate. */
  readonly baseLogOdds: number;
  /** By feature: what its contributions are moved by before calibration, so that they count from the base rate and not from the middle row. */
  readonly shift: readonly number[];
};

export type TrainOptions = {
  readonly seed: number;
  readonly kinds?: readonly Kind[];
  /** By name of a column. */
  readonly signs?: ReadonlyMap<string, Sign>;
  /** Columns that tell all outcomes and are known before them all the same. */
  readonly sure?: ReadonlySet<string>;
  /** Skips the choice. */
  readonly recipe?: Recipe;
};

export type Trained =
  | { readonly ok: true; readonly model: Model; readonly remarks: readonly Remark<LeftOut | Leak>[] }
  | { readonly ok: false; readonly problems: readonly Remark<Refusal>[] };

/** Learns `outcome` (1 or 0 for each row of the table) from `rows` alone. */
export function trainModel(table: Table, outcome: Uint8Array, rows: Int32Array, options: TrainOptions): Trained {
  const problems = refusalsOf(table, outcome, rows);
  if (problems.length > 0) return { ok: false, problems };
  const leaks = leaksOf(table, outcome, rows, options.sure);
  const known = { ...table, columns: table.columns.filter(({ name }) => !leaks.barred.has(name)) };
  const encoding = fitEncoding(known, rows, options.signs);
  const remarks = [...leaks.remarks, ...encoding.remarks];
  if (encoding.features.length === 0) {
    const sentence = ['There is nothing to learn from.', ...remarks.map((remark) => remark.sentence)].join(' ');
    return { ok: false, problems: [{ code: 'nothing to learn from', sentence }] };
  }
  const labels = takeOutcome(outcome, rows);
  const columns = encode(table, rows, encoding);
  const signs = encoding.features.map((feature) => feature.sign);
  const { seed, kinds = KINDS, recipe: given } = options;
  const { recipe, calibration } =
    given === undefined ? chooseOnSample(columns, labels, { seed, kinds, signs }) : { recipe: given, calibration: { shift: 0, slope: 1 } };
  const body = fitBody(columns, labels, recipe, signs, seed);
  const positives = positivesIn(labels);
  const bare = { seed, rows: rows.length, positives, encoding, recipe, body, calibration, baseLogOdds: 0, shift: columns.map(() => 0) };
  const model = { ...bare, ...countFromBaseRate(bare, columns, positives / rows.length) };
  return { ok: true, model, remarks };
}

/** The probability of the outcome for each of `rows`. */
export function predict(model: Model, table: Table, rows: Int32Array): Float64Array {
  return predictLogOdds(model, table, rows).map(probabilityOf);
}

export function predictLogOdds(model: Model, table: Table, rows: Int32Array): Float64Array {
  const columns = encode(table, rows, model.encoding);
  return bodyLogOdds(model, columns, rows.length).map((value) => calibrated(model.calibration, value));
}

/** What each source column adds to the log-odds of each row. `base` + their sum = the log-odds. */
export type Contributions = {
  readonly base: number;
  readonly sources: readonly { readonly source: string; readonly values: Float64Array }[];
};

/**
 * Shapley values before calibration. Where calibration bends, all parts of a row are stretched alike, by the mean slope between the base and the
 * whole: they keep their signs and still add up.
 */
export function contributionsOf(model: Model, table: Table, rows: Int32Array): Contributions {
  const { values } = featureValues(model, encode(table, rows, model.encoding), rows.length);
  const sums = new Map<string, Float64Array>();
  const whole = new Float64Array(rows.length);
  values.forEach((value, index) => {
    const source = model.encoding.features[index]?.source ?? '';
    const sum = sums.get(source) ?? new Float64Array(rows.length);
    for (let row = 0; row < rows.length; row += 1) {
      const own = (value[row] ?? 0) + (model.shift[index] ?? 0);
      sum[row] = (sum[row] ?? 0) + own;
      whole[row] = (whole[row] ?? 0) + own;
    }
    sums.set(source, sum);
  });
  const from = uncalibrated(model.calibration, model.baseLogOdds);
  const slopes = whole.map((sum) => meanSlope(model.calibration, from, from + sum));
  return {
    base: model.baseLogOdds,
    sources: [...sums].map(([source, sum]) => ({ source, values: sum.map((value, row) => value * (slopes[row] ?? 1)) })),
  };
}

/** Beyond this many rows more of them hardly change the choice, and it is most of the work. */
const CHOICE_ROWS = 10_000;

function chooseOnSample(columns: readonly Float64Array[], labels: Uint8Array, options: ChoiceOptions) {
  const parts = Math.ceil(labels.length / CHOICE_ROWS);
  const part = parts > 1 ? stratifiedFolds(labels, parts, drawsFrom(options.seed)) : new Uint16Array(labels.length);
  const sample = rowsWhere(labels.length, (row) => part[row] === 0);
  const sampled = takeOutcome(labels, sample);
  const { best } = choose(takeRows(columns, sample), sampled, options);
  return { recipe: best.recipe, calibration: chooseCalibration(best.logOdds, sampled, options.seed) };
}

function fitBody(
  columns: readonly Float64Array[],
  labels: Uint8Array,
  recipe: Recipe,
  signs: readonly (Sign | undefined)[],
  seed: number,
): Model['body'] {
  if (recipe.kind === 'ridge') {
    const { intercept, weights } = fitRidge(columns, labels, { lambda: recipe.lambda, signs });
    return { kind: 'ridge', intercept, weights: [...weights] };
  }
  const train = Int32Array.from(labels.keys());
  const booster = createBooster(binColumns(columns), labels, train, boostOptions(recipe.depth, signs), drawsFrom(seed));
  return { kind: 'trees', start: booster.start, trees: Array.from({ length: recipe.rounds }, () => booster.step()) };
}

function bodyLogOdds({ body }: Pick<Model, 'body'>, columns: readonly Float64Array[], rows: number): Float64Array {
  if (body.kind === 'trees') return treesLogOdds(columns, body, rows);
  return ridgeLogOdds(columns, { intercept: body.intercept, weights: Float64Array.from(body.weights) }, rows);
}

/** Shapley values by feature, from the middle row and before calibration. For ridge they are weight × value: each column's mean is 0. */
function featureValues({ body }: Pick<Model, 'body'>, columns: readonly Float64Array[], rows: number) {
  if (body.kind === 'trees') return treeShapley(columns, body, rows);
  const values = columns.map((column, index) => column.map((value) => (body.weights[index] ?? 0) * value));
  return { base: body.intercept, values };
}

/** How much a feature varies is seen on this many rows. */
const SHARED_OUT_ROWS = 1000;

/**
 * The middle row's probability is not the base rate (a curve bends). What is between them is shared out over the features by how much they
 * vary, so that contributions count from the base rate and one that says nothing still says nothing.
 */
function countFromBaseRate(model: Model, columns: readonly Float64Array[], baseRate: number): Pick<Model, 'baseLogOdds' | 'shift'> {
  const step = Math.ceil(model.rows / SHARED_OUT_ROWS);
  const some = Int32Array.from({ length: Math.floor((model.rows - 1) / step) + 1 }, (_, index) => index * step);
  const { base, values } = featureValues(model, takeRows(columns, some), some.length);
  const varies = values.map((value) => {
    const middle = mean(value);
    return mean(value.map((each) => (each - middle) ** 2));
  });
  const all = varies.reduce((sum, each) => sum + each, 0);
  const { calibration } = model;
  if (!(all > 1e-12)) return { baseLogOdds: calibrated(calibration, base), shift: values.map(() => 0) };
  const baseLogOdds = logOddsOf(baseRate);
  const from = uncalibrated(calibration, baseLogOdds);
  return { baseLogOdds, shift: varies.map((each) => ((base - from) * each) / all) };
}
