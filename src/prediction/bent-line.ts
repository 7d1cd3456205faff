import { calibrate, HELD, LEAST_SLOPE } from './calibrate';
import type { Calibration } from './calibration';
import { probabilityOf } from './log-odds';

/** Of as many rows each. */
const PIECES = 8;
const STEPS = 50;
const SWEEPS = 500;

/**
 * A calibration in pieces that all rise: the logistic loss, with each slope held to 1 and the shift to 0 as a line's are, and what one
 * piece's slope differs from the next held to 0 by `stiffness` × difference² / 2 (a first-order P-spline; P. Eilers and B. Marx, Flexible
 * Smoothing with B-splines and Penalties, 1996). By Newton's method, each step within the bounds of the slopes.
 */
export function fitBentLine(logOdds: Float64Array, outcome: Uint8Array, stiffness: number): Calibration {
  const knots = knotsOf(logOdds);
  const line = calibrate(logOdds, outcome);
  const ways = waysOf(logOdds, knots);
  // The shift, then the slope of each piece.
  const at = Float64Array.from(ways, (_, index) => (index === 0 ? line.shift : line.slope));
  for (let step = 0; step < STEPS; step += 1) {
    const next = boundedStep(at, bentLossOf(ways, outcome, at, stiffness));
    const most = next.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (at[index] ?? 0))), 0);
    // Never more than a step that the quadratic picture can still be trusted for.
    const held = Math.min(1, 2 / most);
    next.forEach((value, index) => (at[index] = (at[index] ?? 0) + held * (value - (at[index] ?? 0))));
    if (most < 1e-6) break;
  }
  const [shift = 0, ...slopes] = at;
  const bends = knots.map((from, index) => ({ from, by: (slopes[index + 1] ?? 0) - (slopes[index] ?? 0) }));
  // Ways are measured from 0, bends from below.
  const below = bends.reduce((sum, { from, by }) => (from < 0 ? sum + by * from : sum), 0);
  return { shift: shift + below, slope: slopes[0] ?? 1, bends };
}

/** Between pieces; fewer where many rows have the same value. */
function knotsOf(logOdds: Float64Array): number[] {
  const sorted = logOdds.toSorted();
  const knots = Array.from({ length: PIECES - 1 }, (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / PIECES)] ?? 0);
  return [...new Set(knots)].filter((knot) => knot > (sorted[0] ?? 0) && knot < (sorted.at(-1) ?? 0));
}

/** By row: 1 for the shift, and for each piece how much of the way from 0 to the row's log-odds lies in it. */
function waysOf(logOdds: Float64Array, knots: readonly number[]): Float64Array[] {
  const ends = [-Infinity, ...knots, Infinity];
  const pieces = ends.slice(1).map((to, piece) => {
    const held = (value: number): number => Math.min(to, Math.max(ends[piece] ?? 0, value));
    return logOdds.map((value) => held(value) - held(0));
  });
  return [new Float64Array(logOdds.length).fill(1), ...pieces];
}

type Bent = { readonly gradient: Float64Array; readonly curve: Float64Array };

/** First and second derivatives of the penalised loss; the latter row by row. */
function bentLossOf(ways: readonly Float64Array[], outcome: Uint8Array, at: Float64Array, stiffness: number): Bent {
  const size = ways.length;
  const gradient = new Float64Array(size);
  const curve = new Float64Array(size * size);
  const own = new Float64Array(size);
  /** Adds the loss of a sum of ways × `at`, by its own first and second derivative. */
  const add = (first: number, second: number): void => {
    for (let i = 0; i < size; i += 1) {
      const way = own[i] ?? 0;
      if (way === 0) continue;
      gradient[i] = (gradient[i] ?? 0) + first * way;
      for (let j = 0; j <= i; j += 1) curve[i * size + j] = (curve[i * size + j] ?? 0) + second * way * (own[j] ?? 0);
    }
  };
  for (let row = 0; row < outcome.length; row += 1) {
    let value = 0;
    for (let i = 0; i < size; i += 1) {
      own[i] = ways[i]?.[row] ?? 0;
      value += (own[i] ?? 0) * (at[i] ?? 0);
    }
    const probability = probabilityOf(value);
    add(probability - (outcome[row] ?? 0), probability * (1 - probability));
  }
  const hold = (strength: number, index: number, to: number): void => {
    own.fill(0);
    own[index] = 1;
    add(strength * ((at[index] ?? 0) - to), strength);
  };
  hold(HELD.shift, 0, 0);
  for (let piece = 1; piece < size; piece += 1) hold(HELD.slope / (size - 1), piece, 1);
  for (let piece = 2; piece < size; piece += 1) {
    own.fill(0);
    own[piece] = 1;
    own[piece - 1] = -1;
    add(stiffness * ((at[piece] ?? 0) - (at[piece - 1] ?? 0)), stiffness);
  }
  for (let i = 0; i < size; i += 1) for (let j = i + 1; j < size; j += 1) curve[i * size + j] = curve[j * size + i] ?? 0;
  return { gradient, curve };
}

/** Where the quadratic picture is lowest with no slope below the least: one coordinate after the other until none moves. */
function boundedStep(at: Float64Array, { gradient, curve }: Bent): Float64Array {
  const size = at.length;
  const next = at.slice();
  const pull = gradient.slice();
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    let most = 0;
    for (let i = 0; i < size; i += 1) {
      const before = next[i] ?? 0;
      const free = before - (pull[i] ?? 0) / (curve[i * size + i] ?? 1);
      const after = i === 0 ? free : Math.max(LEAST_SLOPE, free);
      const move = after - before;
      next[i] = after;
      for (let j = 0; j < size; j += 1) pull[j] = (pull[j] ?? 0) + move * (curve[i * size + j] ?? 0);
      most = Math.max(most, Math.abs(move));
    }
    if (most < 1e-9) break;
  }
  return next;
}
