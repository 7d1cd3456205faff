import { isBetterBy } from './better';
import { binColumns } from './bins';
import { type Booster, type BoostOptions, createBooster } from './boost';
import { calibrate } from './calibrate';
import { calibrated } from './calibration';
import { lossAt, meanLoss } from './log-odds';
import { drawsFrom, stratifiedFolds } from './random';
import { type Fitted, fitRidge, ridgeLogOdds } from './ridge';
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

/** From strong to weak, so that each fit begins at its neighbour; the last ones only while they still gain. */
const LAMBDAS = [1000, 300, 100, 30, 10, 3, 1, 0.3, 0.1] as const;
const COMMON_LAMBDA = 1;
/** Weaker penalties than a common one are tried while the loss falls by this share; any are left off after so many that brought nothing. */
const STILL_GAINS = 0.01;
const VAIN_LAMBDAS = 2;
/** The next step would gain the square of the last one's share: more than this changes no choice. */
const ENOUGH = 1e-5;
const DEPTHS = [1, 2, 3] as const;
const BOOSTING = { rate: 0.1, lambda: 5, leafRows: 15, rowShare: 0.7 } as const;
const MOST_ROUNDS = 400;
/** Trees stop growing in number when this many brought nothing. */
const PATIENCE = 25;
/** Where there is much to compute, three folds choose nearly as well as five. */
const FOLDS = { usual: 5, large: 3, largeCells: 150_000 } as const;
/** Neither trees nor weak penalties are tried below this many rows of the smaller class: there is too little to tell them from luck. */
const ENOUGH_OUTCOMES = 20;
/** Below this many rows of the smaller class the penalty goes below what so few can carry only where that is clearly better. */
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
  const folds = Math.min(outcome.length * columns.length > FOLDS.largeCells ? FOLDS.large : FOLDS.usual, smaller);
  const withTrees = options.kinds.includes('trees') && (smaller >= ENOUGH_OUTCOMES || !options.kinds.includes('ridge'));
  const repeats = smaller < 25 ? 4 : smaller < 100 ? 2 : 1;
  const least = FEW.find(({ outcomes }) => smaller < outcomes)?.lambda ?? 0;
  const parts = Array.from({ length: repeats }, (_, repeat) => {
    const fold = stratifiedFolds(outcome, Math.max(2, folds), drawsFrom(options.seed + repeat));
    return partsOf(fold, Math.max(2, folds));
  });
  const ridge = options.kinds.includes('ridge') ? tryRidge(columns, outcome, parts, options.signs) : [];
  const trees = withTrees ? tryTrees(columns, outcome, parts, options) : [];
  const bestRidge = bestRidgeOf(ridge, { least, smaller }, outcome);
  // Of trees without a single round only the base rate is left, which ridge says as well.
  const bestTrees = bestOf(bestRidge === undefined ? trees : trees.filter(({ recipe }) => recipe.kind === 'trees' && recipe.rounds > 0));
  const best =
    bestTrees === undefined ||
    (bestRidge !== undefined && !isBetter(bestTrees, bestRidge, outcome, smaller < 60 ? 2 : smaller < 150 ? 1 : 0.5))
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
  signs: readonly (Sign | undefined)[] | undefined,
): Tried[] {
  const parts = repeats.flat().map(({ train, test }) => ({
    test,
    trainColumns: takeRows(columns, train),
    trainOutcome: takeOutcome(outcome, train),
    testColumns: takeRows(columns, test),
  }));
  const starts: Fitted[] = [];
  const tried: Tried[] = [];
  let [best, vain] = [Infinity, 0];
  for (const lambda of LAMBDAS) {
    const logOdds = new Float64Array(outcome.length);
    parts.forEach(({ test, trainColumns, trainOutcome, testColumns }, index) => {
      const start = starts[index];
      const fit = fitRidge(trainColumns, trainOutcome, { lambda, precision: ENOUGH, ...(signs && { signs }), ...(start && { start }) });
      starts[index] = fit;
      const said = ridgeLogOdds(testColumns, fit, test.length);
      test.forEach((row, place) => (logOdds[row] = (logOdds[row] ?? 0) + (said[place] ?? 0) / repeats.length));
    });
    const loss = meanLoss(logOdds, outcome);
    tried.push({ recipe: { kind: 'ridge', lambda }, loss, logOdds });
    vain = loss < best ? 0 : vain + 1;
    if (vain >= VAIN_LAMBDAS || (lambda <= COMMON_LAMBDA && loss > best * (1 - STILL_GAINS))) break;
    best = Math.min(best, loss);
  }
  return tried;
}

/** The best of the penalties that so few outcomes carry; a weaker one where it is better by more than luck, as where all is told apart. */
function bestRidgeOf(
  ridge: readonly Tried[],
  { least, smaller }: { least: number; smaller: number },
  outcome: Uint8Array,
): Tried | undefined {
  const isCarried = ({ recipe }: Tried): boolean => recipe.kind === 'ridge' && recipe.lambda >= least;
  const carried = bestOf(ridge.filter(isCarried));
  const weaker = smaller < ENOUGH_OUTCOMES ? undefined : bestOf(ridge.filter((each) => !isCarried(each)));
  return carried === undefined || (weaker !== undefined && isBetter(weaker, carried, outcome, 2)) ? weaker : carried;
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
 * By more than luck: the difference from row to row must be so many standard errors. Ridge is easier to read and shrinks better, so
 * a tie is its. Both are calibrated first: strong shrinkage says too little, and that is mended later anyway.
 */
function isBetter(own: Tried, other: Tried, outcome: Uint8Array, errors: number): boolean {
  const [byOwn, byOther] = [own, other].map(({ logOdds }) => {
    const line = calibrate(logOdds, outcome);
    return logOdds.map((value) => calibrated(line, value));
  });
  return byOwn !== undefined && byOther !== undefined && isBetterBy(errors, byOwn, byOther, outcome);
}
