import { dot, factorCholesky, solveConjugate, solveFactored } from './linear-system';
import { lossAt, probabilityOf } from './log-odds';
import type { Sign } from './table';

/** Log-odds = intercept + Σ weight × value. */
export type Ridge = { readonly intercept: number; readonly weights: Float64Array };
/** With the curvature of the loss at a fit nearby, for the next fit to begin with; missing where columns were held. */
export type Fitted = Ridge & { readonly curvature?: Float64Array | undefined };
export type RidgeOptions = {
  /** The penalty is lambda / 2 × Σ weight²; the intercept goes free. Above 0. */
  readonly lambda: number;
  /** By column, where one way is declared. */
  readonly signs?: readonly (Sign | undefined)[];
  /** Where to begin: the fit at a penalty nearby. */
  readonly start?: Fitted;
  /** The fit is done when a step gains no more than this share of the loss. */
  readonly precision?: number;
};

const STEPS = 50;
const HALVINGS = 30;
const PRECISION = 1e-9;
/** More columns than this are not worth a matrix of their own. */
const DENSE_COLUMNS = 400;
/** From so many columns on a curvature costs far more than a step: an old one serves several. */
const WIDE = 80;
const CURVATURE_USES = 6;

/**
 * Logistic regression with an L2 penalty by Newton's method, `columns` scaled alike. The penalty keeps it finite where the outcome is told
 * perfectly or columns repeat; halved steps keep it from running away. Needs rows of both classes.
 */
export function fitRidge(columns: readonly Float64Array[], outcome: Uint8Array, options: RidgeOptions): Fitted {
  const { signs } = options;
  if (signs?.every((sign) => sign === undefined) !== false) return newton(columns, outcome, options, new Uint8Array(columns.length));
  // Weights against their sign are held at 0, then let go again where the fit would now move them the allowed way.
  const held = new Uint8Array(columns.length);
  for (let round = 0; ; round += 1) {
    const fit = newton(columns, outcome, options, held);
    const wrong = [...fit.weights.keys()].filter((column) => (fit.weights[column] ?? 0) * (signs[column] ?? 0) < 0);
    for (const column of wrong) held[column] = 1;
    if (wrong.length > 0) continue;
    if (round > 2 * columns.length) return fit;
    const pull = gradient(columns, outcome, fit);
    let freed = -1;
    for (let column = 0; column < columns.length; column += 1) {
      const allowed = held[column] === 1 ? -(pull[column] ?? 0) * (signs[column] ?? 0) : 0;
      if (allowed > 1e-6 * outcome.length && (freed < 0 || allowed > Math.abs(pull[freed] ?? 0))) freed = column;
    }
    if (freed < 0) return fit;
    held[freed] = 0;
  }
}

export function ridgeLogOdds(columns: readonly Float64Array[], { intercept, weights }: Ridge, rows: number): Float64Array {
  const sums = new Float64Array(rows).fill(intercept);
  columns.forEach((column, index) => {
    const weight = weights[index] ?? 0;
    if (weight === 0) return;
    for (let row = 0; row < rows; row += 1) sums[row] = (sums[row] ?? 0) + weight * (column[row] ?? 0);
  });
  return sums;
}

function newton(
  columns: readonly Float64Array[],
  outcome: Uint8Array,
  { lambda, start, precision = PRECISION }: RidgeOptions,
  held: Uint8Array,
): Fitted {
  const free = [...columns.keys()].filter((column) => held[column] === 0);
  const used = free.map((column) => columns[column] ?? new Float64Array());
  const rows = outcome.length;
  let fit: Ridge = {
    intercept: start?.intercept ?? intercept(outcome),
    weights: Float64Array.from(free, (column) => start?.weights[column] ?? 0),
  };
  let logOdds = ridgeLogOdds(used, fit, rows);
  let cost = penalised(logOdds, outcome, fit, lambda);
  const isWide = used.length >= WIDE && used.length <= DENSE_COLUMNS;
  let curvature = isWide && used.length === columns.length ? start?.curvature : undefined;
  let factor = curvature && factorOf(curvature, lambda);
  let uses = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const isOld = curvature !== undefined;
    const bend = bendOf(logOdds);
    if (curvature === undefined && used.length <= DENSE_COLUMNS) {
      curvature = curvatureOf(used, bend);
      factor = factorOf(curvature, lambda);
    }
    const direction = stepOf(used, { outcome, logOdds, bend, factor }, fit, lambda);
    let next = fit;
    let nextCost = Infinity;
    let nextLogOdds = logOdds;
    let halving = 0;
    for (let length = 1; halving < HALVINGS && !(nextCost <= cost); halving += 1, length /= 2) {
      next = {
        intercept: fit.intercept + length * (direction[0] ?? 0),
        weights: fit.weights.map((weight, index) => weight + length * (direction[index + 1] ?? 0)),
      };
      nextLogOdds = ridgeLogOdds(used, next, rows);
      nextCost = penalised(nextLogOdds, outcome, next, lambda);
    }
    const gained = nextCost <= cost ? cost - nextCost : 0;
    if (nextCost <= cost) [fit, cost, logOdds] = [next, nextCost, nextLogOdds];
    const isDone = gained <= precision * (1 + cost);
    // With a curvature from elsewhere a small gain may mean a poor direction: only with the right one is it the end.
    if (isDone && (!isOld || (isWide && precision > PRECISION && halving <= 1))) break;
    uses += 1;
    if (!isWide || isDone || halving > 1 || uses >= CURVATURE_USES) [curvature, uses] = [undefined, 0];
  }
  const weights = new Float64Array(columns.length);
  free.forEach((column, index) => (weights[column] = fit.weights[index] ?? 0));
  return { intercept: fit.intercept, weights, curvature: isWide && used.length === columns.length ? curvature : undefined };
}

/** How much the loss of each row bends: where the outcome is all but certain not at all, but a little keeps the system solvable. */
function bendOf(logOdds: Float64Array): Float64Array {
  const bend = new Float64Array(logOdds.length);
  for (let row = 0; row < bend.length; row += 1) {
    const probability = probabilityOf(logOdds[row] ?? 0);
    const own = probability * (1 - probability);
    bend[row] = own > 1e-9 ? own : 1e-9;
  }
  return bend;
}

type At = {
  readonly outcome: Uint8Array;
  readonly logOdds: Float64Array;
  readonly bend: Float64Array;
  readonly factor: Float64Array | undefined;
};

/** Of the curvature with the penalty on all but the intercept. */
function factorOf(curvature: Float64Array, lambda: number): Float64Array | undefined {
  const size = Math.sqrt(curvature.length);
  const matrix = curvature.slice();
  for (let at = size + 1; at < matrix.length; at += size + 1) matrix[at] = (matrix[at] ?? 0) + lambda;
  return factorCholesky(matrix, size) ? matrix : undefined;
}

/** Where the gradient and the curvature lead from the present fit; the intercept first. */
function stepOf(columns: readonly Float64Array[], { outcome, logOdds, bend, factor }: At, fit: Ridge, lambda: number): Float64Array {
  const rows = outcome.length;
  const error = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) error[row] = (outcome[row] ?? 0) - probabilityOf(logOdds[row] ?? 0);
  const all = [new Float64Array(rows).fill(1), ...columns];
  const right = Float64Array.from(all, (column, index) => dot(column, error) - (index > 0 ? lambda * (fit.weights[index - 1] ?? 0) : 0));
  if (factor !== undefined) return solveFactored(factor, right);
  const diagonal = Float64Array.from(all, (column, index) => {
    let sum = index > 0 ? lambda : 0;
    for (let row = 0; row < rows; row += 1) sum += (bend[row] ?? 0) * (column[row] ?? 0) ** 2;
    return sum;
  });
  const apply = (vector: Float64Array): Float64Array => {
    const along = ridgeLogOdds(columns, { intercept: vector[0] ?? 0, weights: vector.subarray(1) }, rows);
    for (let row = 0; row < rows; row += 1) along[row] = (along[row] ?? 0) * (bend[row] ?? 0);
    return Float64Array.from(all, (column, index) => dot(column, along) + (index > 0 ? lambda * (vector[index] ?? 0) : 0));
  };
  return solveConjugate(apply, diagonal, right);
}

/** Its lower half: Σ bend × column × column, the intercept first. Four columns at a time, so that each is read less often. */
function curvatureOf(columns: readonly Float64Array[], bend: Float64Array): Float64Array {
  const rows = bend.length;
  const all = [new Float64Array(rows).fill(1), ...columns];
  const size = all.length;
  const matrix = new Float64Array(size * size);
  const weighted = new Float64Array(rows);
  for (let i = 0; i < size; i += 1) {
    const own = all[i] ?? weighted;
    for (let row = 0; row < rows; row += 1) weighted[row] = (own[row] ?? 0) * (bend[row] ?? 0);
    for (let j = 0; j <= i; j += 4) {
      const [a, b, c, d] = [all[j] ?? own, all[j + 1] ?? own, all[j + 2] ?? own, all[j + 3] ?? own];
      let [ofA, ofB, ofC, ofD] = [0, 0, 0, 0];
      for (let row = 0; row < rows; row += 1) {
        const value = weighted[row] ?? 0;
        ofA += value * (a[row] ?? 0);
        ofB += value * (b[row] ?? 0);
        ofC += value * (c[row] ?? 0);
        ofD += value * (d[row] ?? 0);
      }
      const at = i * size + j;
      matrix[at] = ofA;
      if (j + 1 <= i) matrix[at + 1] = ofB;
      if (j + 2 <= i) matrix[at + 2] = ofC;
      if (j + 3 <= i) matrix[at + 3] = ofD;
    }
  }
  return matrix;
}

/** Of the loss without penalty, by column. */
function gradient(columns: readonly Float64Array[], outcome: Uint8Array, fit: Ridge): Float64Array {
  const error = ridgeLogOdds(columns, fit, outcome.length);
  for (let row = 0; row < outcome.length; row += 1) error[row] = probabilityOf(error[row] ?? 0) - (outcome[row] ?? 0);
  return Float64Array.from(columns, (column) => dot(column, error));
}

function penalised(logOdds: Float64Array, outcome: Uint8Array, { weights }: Ridge, lambda: number): number {
  let sum = 0;
  for (let row = 0; row < outcome.length; row += 1) sum += lossAt(logOdds[row] ?? 0, outcome[row] ?? 0);
  return sum + (lambda / 2) * dot(weights, weights);
}

/** The log-odds of the base rate, of a row of each class more than there are. */
function intercept(outcome: Uint8Array): number {
  let positives = 0;
  for (const label of outcome) positives += label;
  return Math.log((positives + 1) / (outcome.length - positives + 1));
}
