import { probabilityOf } from './log-odds';
import type { Draws } from './random';

export type Interval = { readonly low: number; readonly high: number };
/** `auc` is missing where there is only one class. */
export type Auc = { readonly auc: number; readonly variance: number };

/** How often a row with the outcome is scored above one without, ties half; with DeLong's variance. Undefined where a class has no row. */
export function aucOf(scores: Float64Array, outcome: Uint8Array): Auc | undefined {
  const positive = scores.filter((_, row) => outcome[row] === 1);
  const negative = scores.filter((_, row) => outcome[row] !== 1);
  const [m, n] = [positive.length, negative.length];
  if (m === 0 || n === 0) return undefined;
  const together = midRanks(Float64Array.from([...positive, ...negative]));
  const [amongPositive, amongNegative] = [midRanks(positive), midRanks(negative)];
  const above = positive.map((_, index) => ((together[index] ?? 0) - (amongPositive[index] ?? 0)) / n);
  const below = negative.map((_, index) => 1 - ((together[m + index] ?? 0) - (amongNegative[index] ?? 0)) / m);
  const auc = mean(above);
  return { auc, variance: varianceOf(above) / m + varianceOf(below) / n };
}

/** 95 %, on the scale of log-odds, so that it stays between 0 and 1. With perfect order it is as wide as one row of the smaller class makes it. */
export function aucInterval({ auc, variance }: Auc, smallerClass: number): Interval {
  const least = 0.5 / (smallerClass + 1);
  const held = Math.min(1 - least, Math.max(least, auc));
  const spread = Math.sqrt(Math.max(variance, (held * (1 - held)) / Math.max(1, smallerClass * 4)));
  const reach = (1.96 * spread) / (held * (1 - held));
  const middle = Math.log(held / (1 - held));
  return { low: Math.min(auc, probabilityOf(middle - reach)), high: Math.max(auc, probabilityOf(middle + reach)) };
}

export function brierScore(probabilities: Float64Array, outcome: Uint8Array): number {
  let sum = 0;
  for (let row = 0; row < outcome.length; row += 1) sum += ((probabilities[row] ?? 0) - (outcome[row] ?? 0)) ** 2;
  return sum / outcome.length;
}

/** Rows whose probability lies in [from, to): what was said of them on average, and what came. */
export type CalibrationBin = {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly said: number;
  readonly came: number;
};

/** Ten bins of equal width; empty ones are left out. */
export function calibrationBins(probabilities: Float64Array, outcome: ArrayLike<number>, bins = 10): CalibrationBin[] {
  const rows = new Float64Array(bins);
  const said = new Float64Array(bins);
  const came = new Float64Array(bins);
  for (let row = 0; row < probabilities.length; row += 1) {
    const probability = probabilities[row] ?? 0;
    const bin = Math.min(bins - 1, Math.floor(probability * bins));
    rows[bin] = (rows[bin] ?? 0) + 1;
    said[bin] = (said[bin] ?? 0) + probability;
    came[bin] = (came[bin] ?? 0) + (outcome[row] ?? 0);
  }
  return [...rows].flatMap((count, bin) =>
    count === 0
      ? []
      : [{ from: bin / bins, to: (bin + 1) / bins, rows: count, said: (said[bin] ?? 0) / count, came: (came[bin] ?? 0) / count }],
  );
}

/** Expected calibration error: how far what came is from what was said, over the rows. */
export function calibrationError(probabilities: Float64Array, outcome: ArrayLike<number>): number {
  const gaps = calibrationBins(probabilities, outcome).map(({ rows, said, came }) => rows * Math.abs(said - came));
  return gaps.reduce((sum, gap) => sum + gap, 0) / probabilities.length;
}

/** The calibration error that a perfectly calibrated model with these probabilities stays below in 95 of 100 draws. */
export function calibrationBand(probabilities: Float64Array, draw: Draws, times = 400): number {
  const label = new Uint8Array(probabilities.length);
  const errors = Float64Array.from({ length: times }, () => {
    for (let row = 0; row < label.length; row += 1) label[row] = draw() < (probabilities[row] ?? 0) ? 1 : 0;
    return calibrationError(probabilities, label);
  }).sort();
  return errors[Math.ceil(0.95 * times) - 1] ?? 0;
}

/** Ranks from 1; equal values share the mean of theirs. */
function midRanks(values: Float64Array): Float64Array {
  const order = Int32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let index = from; index < to; index += 1) ranks[order[index] ?? 0] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function varianceOf(values: Float64Array): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  let squares = 0;
  for (const value of values) squares += (value - middle) ** 2;
  return squares / (values.length - 1);
}
