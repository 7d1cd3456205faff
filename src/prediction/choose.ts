import { binColumns } from './bins';
import { type Booster, type BoostOptions, createBooster } from './boost';
import { calibrate } from './calibrate';
import { lossAt, meanLoss } from './log-odds';
import { drawsFrom, stratifiedFolds } from './random';
import { fitRidge, type Ridge, ridgeLogOdds } from './ridge';
import { rowsWhere, type Sign, takeOutcome, takeRows } from './table';

/** What a model is made with. `lambda` of trees is fixed: depth and rounds say how far they go. */
export type Recipe =
  { readonly kind: 'ridge'; readonly lambda: number } | { readonly kind: 'trees'; readonly depth: 1 | 2 | 3; readonly rounds: number };

/** A recipe with the log-odds that it gave to rows it was not trained on, averaged over repetitions. */
export type Tried = { readonly recipe: Recipe; readonly loss: number; readonly logOdds: Float64Array };
export type Choice = { readonly best: Tried; readonly tried: readonly Tried[] };

export const KINDS = ['ridge', 'trees'] as const;
export type Kind = (typeof KINDS)[number];

export type ChoiceOptions = {
  readonly seed: number;
  readonly kinds: readonly Kind[];
  readonly signs?: readonly (Sign | undefined)[];
};

/** From strong to weak, so that each fit begins at its neighbour. */
const LAMBDAS = [1000, 300, 100, 30, 10, 3, 1] as const;
/** The next step would gain the square of the last one's share: more than this changes no choice. */
const ENOUGH = 1e-5;
const DEPTHS = [1, 2, 3] as const;
const BOOSTING = { rate: 0.1, lambda: 5, leafRows: 15, rowShare: 0.7 } as const;
const MOST_ROUNDS = 400;
/** Trees stop growing in number when this many brought nothing. */
const PATIENCE = 25;
const FOLDS = 5;
/** Trees are not tried below this many rows of the smaller class: there is nothing to learn interactions from. */
const TREE_OUTCOMES = 20;
/** Below this many rows of the smaller class the penalty does not go below what so few can carry. */
const FEW = [
  { outcomes: 80, lambda: 100 },
  { outcomes: 150, lambda: 30 },
  { outcomes: 250, lambda: 10 },
] as const;

/**
 * Tries every recipe on folds of these rows and takes the one with the lowest log-loss on rows left out; trees only where they beat
 * ridge by more than luck. `columns` are scaled alike; there are rows of both classes.
 */
export function choose(columns: readonly Float64Array[], outcome: Uint8Array, options: ChoiceOptions): Choice {
  let positives = 0;
  for (const label of outcome) positives += label;
  const smaller = Math.min(positives, outcome.length - positives);
  const folds = Math.min(FOLDS, smaller);
  const withTrees = options.kinds.includes('trees') && (smaller >= TREE_OUTCOMES || !options.kinds.includes('ridge'));
  const repeats = smaller < 25 ? 4 : smaller < 100 ? 2 : 1;
  const least = FEW.find(({ outcomes }) => smaller < outcomes)?.lambda ?? 0;
  const parts = Array.from({ length: repeats }, (_, repeat) => {
    const fold = stratifiedFolds(outcome, Math.max(2, folds), drawsFrom(options.seed + repeat));
    return partsOf(fold, Math.max(2, folds));
  });
  const ridge = options.kinds.includes('ridge')
    ? tryRidge(
        columns,
        outcome,
        parts,
        LAMBDAS.filter((lambda) => lambda >= least),
        options.signs,
      )
    : [];
  const trees = withTrees ? tryTrees(columns, outcome, parts, options) : [];
  const bestRidge = bestOf(ridge);
  // Of trees without a single round only the base rate is left, which ridge says as well.
  const bestTrees = bestOf(bestRidge === undefined ? trees : trees.filter(({ recipe }) => recipe.kind === 'trees' && recipe.rounds > 0));
  const best =
    bestTrees === undefined || (bestRidge !== undefined && !isClearlyBetter(bestTrees, bestRidge, outcome, smaller))
      ? bestRidge
      : bestTrees;
  if (best === undefined) throw new RangeError('No kind of model to choose from');
  return { best, tried: [...ridge, ...trees] };
}

/** Options of the boosting that a recipe of trees stands for. */
export const boostOptions = (depth: 1 | 2 | 3, signs?: readonly (Sign | undefined)[]): BoostOptions => ({
  ...BOOSTING,
  depth,
  ...(signs === undefined ? {} : { signs }),
});

type Part = { readonly train: Int32Array; readonly test: Int32Array };

const partsOf = (fold: Uint16Array, folds: number): Part[] =>
  Array.from({ length: folds }, (_, index) => ({
    train: rowsWhere(fold.length, (row) => fold[row] !== index),
    test: rowsWhere(fold.length, (row) => fold[row] === index),
  }));

function tryRidge(
  columns: readonly Float64Array[],
  outcome: Uint8Array,
  repeats: readonly (readonly Part[])[],
  lambdas: readonly number[],
  signs: readonly (Sign | undefined)[] | undefined,
): Tried[] {
  const sums = lambdas.map(() => new Float64Array(outcome.length));
  for (const { train, test } of repeats.flat()) {
    const [trainColumns, trainOutcome, testColumns] = [takeRows(columns, train), takeOutcome(outcome, train), takeRows(columns, test)];
    let start: Ridge | undefined;
    lambdas.forEach((lambda, index) => {
      start = fitRidge(trainColumns, trainOutcome, { lambda, precision: ENOUGH, ...(signs && { signs }), ...(start && { start }) });
      const logOdds = ridgeLogOdds(testColumns, start, test.length);
      const sum = sums[index];
      test.forEach((row, place) => sum && (sum[row] = (sum[row] ?? 0) + (logOdds[place] ?? 0) / repeats.length));
    });
  }
  return lambdas.map((lambda, index) => {
    const logOdds = sums[index] ?? new Float64Array();
    return { recipe: { kind: 'ridge', lambda }, loss: meanLoss(logOdds, outcome), logOdds };
  });
}

function tryTrees(
  columns: readonly Float64Array[],
  outcome: Uint8Array,
  repeats: readonly (readonly Part[])[],
  { seed, signs }: ChoiceOptions,
): Tried[] {
  const binned = binColumns(columns);
  const parts = repeats[0] ?? [];
  return DEPTHS.map((depth) => {
    const boosters = parts.map(({ train, test }, index) => ({
      test,
      booster: createBooster(binned, outcome, train, boostOptions(depth, signs), drawsFrom(seed + 31 * index)),
    }));
    let best: { rounds: number; loss: number; logOdds: Float64Array } = {
      rounds: 0,
      loss: Infinity,
      logOdds: new Float64Array(outcome.length),
    };
    for (let round = 0; round - best.rounds < PATIENCE && round <= MOST_ROUNDS; round += 1) {
      if (round > 0) for (const { booster } of boosters) booster.step();
      const loss = leftOutLoss(boosters, outcome);
      if (loss < best.loss - 1e-5) best = { rounds: round, loss, logOdds: leftOut(boosters, outcome.length) };
    }
    return { recipe: { kind: 'trees', depth, rounds: best.rounds }, loss: best.loss, logOdds: best.logOdds };
  });
}

type Grown = { readonly test: Int32Array; readonly booster: Booster };

function leftOutLoss(boosters: readonly Grown[], outcome: Uint8Array): number {
  let sum = 0;
  for (const { test, booster } of boosters) for (const row of test) sum += lossAt(booster.logOdds[row] ?? 0, outcome[row] ?? 0);
  return sum / outcome.length;
}

function leftOut(boosters: readonly Grown[], rows: number): Float64Array {
  const logOdds = new Float64Array(rows);
  for (const { test, booster } of boosters) for (const row of test) logOdds[row] = booster.logOdds[row] ?? 0;
  return logOdds;
}

const bestOf = (tried: readonly Tried[]): Tried | undefined =>
  tried.reduce<Tried | undefined>((best, each) => (best === undefined || each.loss < best.loss ? each : best), undefined);

/**
 * Ridge is easier to read and shrinks better, so a tie is its: the difference from row to row must be half a standard error, and more
 * where outcomes are few. Both are calibrated first: strong shrinkage says too little, and that is mended later anyway.
 */
function isClearlyBetter(trees: Tried, ridge: Tried, outcome: Uint8Array, smaller: number): boolean {
  const [byTrees, byRidge] = [trees, ridge].map(({ logOdds }) => {
    const { shift, slope } = calibrate(logOdds, outcome);
    return logOdds.map((value) => shift + slope * value);
  });
  let [sum, squares] = [0, 0];
  for (let row = 0; row < outcome.length; row += 1) {
    const label = outcome[row] ?? 0;
    const gain = lossAt(byRidge?.[row] ?? 0, label) - lossAt(byTrees?.[row] ?? 0, label);
    sum += gain;
    squares += gain * gain;
  }
  const rows = outcome.length;
  const error = Math.sqrt(Math.max(0, squares / rows - (sum / rows) ** 2) / rows);
  return sum / rows > (smaller < 60 ? 2 : smaller < 150 ? 1 : 0.5) * error;
}
