import type { Firing } from './condition';
import { factorCholesky, solveFactored } from './linear-system';
import { lossAt, probabilityOf } from './log-odds';

/** Next to nothing: it only keeps fits finite. */
const LAMBDA = 0.1;
const STEPS = 50;
const HALVINGS = 30;
const PRECISION = 1e-10;

export type FiringsFit = {
  readonly weights: Float64Array;
  /** Of each row. */
  readonly logOdds: Float64Array;
  /** Of all rows together, without the penalty. */
  readonly loss: number;
};

/**
 * Logistic regression on what fires, by Newton's method. Rows on which the same ones fire are one to it: there are few such groups, and a
 * fit takes as long as there are groups, not rows.
 */
export function fitFirings(firings: readonly Firing[], outcome: Uint8Array): FiringsFit {
  const groups = groupsOf(firings, outcome);
  const size = firings.length + 1;
  let fit = { weights: new Float64Array(size), ...costOf(groups, new Float64Array(size)) };
  for (let step = 0; step < STEPS; step += 1) {
    const direction = directionOf(groups, fit);
    let next = fit;
    let length = 1;
    for (let halving = 0; halving < HALVINGS; halving += 1, length /= 2) {
      const weights = fit.weights.map((weight, index) => weight + length * (direction[index] ?? 0));
      next = { weights, ...costOf(groups, weights) };
      if (next.cost <= fit.cost) break;
    }
    const gained = fit.cost - next.cost;
    if (gained > 0) fit = next;
    if (gained <= PRECISION * (1 + fit.cost)) break;
  }
  return {
    weights: fit.weights.slice(1),
    logOdds: Float64Array.from(groups.of, (group) => fit.logOdds[group] ?? 0),
    loss: fit.loss,
  };
}

type Groups = {
  /** The group of each row. */
  readonly of: Int32Array;
  readonly rows: Float64Array;
  readonly hits: Float64Array;
  /** By group: 0 for the intercept, and one more than the place of each that fires. */
  readonly on: readonly (readonly number[])[];
};

function groupsOf(firings: readonly Firing[], outcome: Uint8Array): Groups {
  const of = new Int32Array(outcome.length);
  let on: number[][] = [[0]];
  firings.forEach((firing, index) => {
    const parts = new Int32Array(2 * on.length).fill(-1);
    const next: number[][] = [];
    for (let row = 0; row < of.length; row += 1) {
      const group = of[row] ?? 0;
      const fires = firing[row] === 1 ? 1 : 0;
      const part = 2 * group + fires;
      if (parts[part] === -1) parts[part] = next.push([...(on[group] ?? []), ...(fires === 1 ? [index + 1] : [])]) - 1;
      of[row] = parts[part] ?? 0;
    }
    on = next;
  });
  const rows = new Float64Array(on.length);
  const hits = new Float64Array(on.length);
  for (let row = 0; row < of.length; row += 1) {
    const group = of[row] ?? 0;
    rows[group] = (rows[group] ?? 0) + 1;
    hits[group] = (hits[group] ?? 0) + (outcome[row] ?? 0);
  }
  return { of, rows, hits, on };
}

/** The loss with its penalty, from which the intercept is free. */
function costOf({ rows, hits, on }: Groups, weights: Float64Array) {
  const logOdds = Float64Array.from(on, (places) => places.reduce((sum, place) => sum + (weights[place] ?? 0), 0));
  let loss = 0;
  for (let group = 0; group < logOdds.length; group += 1) {
    const [value, hit] = [logOdds[group] ?? 0, hits[group] ?? 0];
    loss += hit * lossAt(value, 1) + ((rows[group] ?? 0) - hit) * lossAt(value, 0);
  }
  const squares = weights.reduce((sum, weight, place) => (place === 0 ? sum : sum + weight ** 2), 0);
  return { logOdds, loss, cost: loss + (LAMBDA / 2) * squares };
}

type Fit = { readonly weights: Float64Array; readonly logOdds: Float64Array };

function directionOf({ rows, hits, on }: Groups, { weights, logOdds }: Fit): Float64Array {
  const size = weights.length;
  const matrix = new Float64Array(size * size);
  const pull = weights.map((weight, place) => (place === 0 ? 0 : -LAMBDA * weight));
  for (let place = 0; place < size; place += 1) matrix[place * size + place] = place === 0 ? 1e-9 : LAMBDA;
  on.forEach((places, group) => {
    const chance = probabilityOf(logOdds[group] ?? 0);
    const bend = (rows[group] ?? 0) * chance * (1 - chance);
    const left = (hits[group] ?? 0) - (rows[group] ?? 0) * chance;
    for (const place of places) {
      pull[place] = (pull[place] ?? 0) + left;
      for (const other of places) matrix[place * size + other] = (matrix[place * size + other] ?? 0) + bend;
    }
  });
  return factorCholesky(matrix, size) ? solveFactored(matrix, pull) : new Float64Array(size);
}
