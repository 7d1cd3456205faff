import { dot, solveCholesky, solveConjugate } from './linear-system';
import { lossAt, probabilityOf } from './log-odds';
import type { Sign } from './table';

/** Log-odds = intercept + Σ weight × value. */
export type Ridge = { readonly intercept: number; readonly weights: Float64Array };
export type RidgeOptions = {
  /** The penalty is lambda / 2 × Σ weight²; the intercept goes free. Above 0. */
  readonly lambda: number;
  /** By column, where one way is declared. */
  readonly signs?: readonly (Sign | undefined)[];
  /** Where to begin: the fit at a penalty nearby. */
  readonly start?: Ridge;
  /** The fit is done when a step gains no more than this share of the loss. */
  readonly precision?: number;
};

const STEPS = 50;
const HALVINGS = 30;
const PRECISION = 1e-9;
/** More columns than this are not worth a matrix of their own. */
const DENSE_COLUMNS = 400;

/**
 * Logistic regression with an L2 penalty by Newton's method, `columns` scaled alike. The penalty keeps it finite where the outcome is told
 * perfectly or columns repeat; halved steps keep it from running away. Needs rows of both classes.
 */
export function fitRidge(columns: readonly Float64Array[], outcome: Uint8Array, options: RidgeOptions): Ridge {
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
): Ridge {
  const free = [...columns.keys()].filter((column) => held[column] === 0);
  const used = free.map((column) => columns[column] ?? new Float64Array());
  const rows = outcome.length;
  let fit: Ridge = {
    intercept: start?.intercept ?? intercept(outcome),
    weights: Float64Array.from(free, (column) => start?.weights[column] ?? 0),
  };
  let logOdds = ridgeLogOdds(used, fit, rows);
  let cost = penalised(logOdds, outcome, fit, lambda);
  for (let step = 0; step < STEPS; step += 1) {
    const direction = newtonStep(used, outcome, logOdds, fit, lambda);
    let next = fit;
    let nextCost = Infinity;
    let nextLogOdds = logOdds;
    for (let halving = 0, length = 1; halving < HALVINGS && !(nextCost <= cost); halving += 1, length /= 2) {
      next = {
        intercept: fit.intercept + length * (direction[0] ?? 0),
        weights: fit.weights.map((weight, index) => weight + length * (direction[index + 1] ?? 0)),
      };
      nextLogOdds = ridgeLogOdds(used, next, rows);
      nextCost = penalised(nextLogOdds, outcome, next, lambda);
    }
    if (!(nextCost <= cost)) break;
    const gained = cost - nextCost;
    [fit, cost, logOdds] = [next, nextCost, nextLogOdds];
    if (gained <= precision * (1 + cost)) break;
  }
  const weights = new Float64Array(columns.length);
  free.forEach((column, index) => (weights[column] = fit.weights[index] ?? 0));
  return { intercept: fit.intercept, weights };
}

/** From the gradient and the curvature at the present fit; the intercept first. */
function newtonStep(
  columns: readonly Float64Array[],
  outcome: Uint8Array,
  logOdds: Float64Array,
  fit: Ridge,
  lambda: number,
): Float64Array {
  const rows = outcome.length;
  const size = columns.length + 1;
  const curve = new Float64Array(rows);
  const error = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const probability = probabilityOf(logOdds[row] ?? 0);
    error[row] = (outcome[row] ?? 0) - probability;
    // Where the outcome is all but certain the curvature vanishes; a little of it keeps the system solvable.
    const bend = probability * (1 - probability);
    curve[row] = bend > 1e-9 ? bend : 1e-9;
  }
  const all = [new Float64Array(rows).fill(1), ...columns];
  const right = Float64Array.from(all, (column, index) => dot(column, error) - (index > 0 ? lambda * (fit.weights[index - 1] ?? 0) : 0));
  if (columns.length <= DENSE_COLUMNS) {
    const solved = solveCholesky(curvature(all, curve, lambda), right);
    if (solved !== undefined) return solved;
  }
  const diagonal = Float64Array.from(all, (column, index) => {
    let sum = index > 0 ? lambda : 0;
    for (let row = 0; row < rows; row += 1) sum += (curve[row] ?? 0) * (column[row] ?? 0) ** 2;
    return sum;
  });
  const apply = (vector: Float64Array): Float64Array => {
    const along = ridgeLogOdds(columns, { intercept: vector[0] ?? 0, weights: vector.subarray(1) }, rows);
    for (let row = 0; row < rows; row += 1) along[row] = (along[row] ?? 0) * (curve[row] ?? 0);
    return Float64Array.from(all, (column, index) => dot(column, along) + (index > 0 ? lambda * (vector[index] ?? 0) : 0));
  };
  const solved = solveConjugate(apply, diagonal, right);
  return solved.length === size ? solved : new Float64Array(size);
}

/** Its lower half: Σ curve × column × column, the penalty on the diagonal. Two columns at a time, so that each is read half as often. */
function curvature(all: readonly Float64Array[], curve: Float64Array, lambda: number): Float64Array {
  const size = all.length;
  const rows = curve.length;
  const matrix = new Float64Array(size * size);
  const weighted = new Float64Array(rows);
  for (let i = 0; i < size; i += 1) {
    const own = all[i] ?? weighted;
    for (let row = 0; row < rows; row += 1) weighted[row] = (own[row] ?? 0) * (curve[row] ?? 0);
    for (let j = 0; j <= i; j += 2) {
      const first = all[j] ?? weighted;
      const second = all[Math.min(j + 1, i)] ?? weighted;
      let sum = 0;
      let next = 0;
      for (let row = 0; row < rows; row += 1) {
        const value = weighted[row] ?? 0;
        sum += value * (first[row] ?? 0);
        next += value * (second[row] ?? 0);
      }
      matrix[i * size + j] = sum;
      if (j + 1 <= i) matrix[i * size + j + 1] = next;
    }
    if (i > 0) matrix[i * size + i] = (matrix[i * size + i] ?? 0) + lambda;
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
