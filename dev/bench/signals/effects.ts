import { logOddsOf, probabilityOf } from '../../../src/prediction/log-odds';

/** What each condition adds to the log-odds of the outcome where it holds, and the log-odds where none does. */
export type Effects = { readonly none: number; readonly each: readonly number[] };

export type Wanted = {
  /** The rows for which each condition holds, 1 or 0. */
  readonly holds: readonly Uint8Array[];
  /** How much more frequent the outcome is to be where each holds than among all rows. */
  readonly lifts: readonly number[];
  /** How frequent it is to be among all rows. */
  readonly rate: number;
};

const ROUNDS = 200;
const NEAR = 0.005;
const CERTAIN = 0.95;
/** An effect beyond this is on its way to infinity. */
const MOST = 5;

/** By correcting each for what it is off, in turn; undefined where these lifts cannot be had together. */
export function effectsOf({ holds, lifts, rate }: Wanted): Effects | undefined {
  if (lifts.some((lift) => lift * rate > CERTAIN)) return undefined;
  let none = logOddsOf(rate);
  let each = lifts.map((lift) => logOddsOf(lift * rate) - logOddsOf(rate));
  for (let round = 0; round < ROUNDS; round += 1) {
    const rates = ratesWith({ none, each }, holds);
    const offs = lifts.map((lift, index) => logOddsOf(lift * rate) - logOddsOf(rates.each[index] ?? rate));
    const off = logOddsOf(rate) - logOddsOf(rates.all);
    if (Math.max(Math.abs(off), ...offs.map(Math.abs)) < NEAR) return { none, each };
    none += off;
    each = each.map((effect, index) => effect + (offs[index] ?? 0) - off);
    if (each.some((effect) => effect > MOST)) return undefined;
  }
  return undefined;
}

function ratesWith({ none, each }: Effects, holds: readonly Uint8Array[]): { readonly all: number; readonly each: readonly number[] } {
  const rows = holds[0]?.length ?? 0;
  const sums = holds.map(() => 0);
  const counts = holds.map(() => 0);
  let all = 0;
  for (let row = 0; row < rows; row += 1) {
    const held = holds.map((one) => one[row] ?? 0);
    const chance = probabilityOf(held.reduce((sum, one, index) => sum + one * (each[index] ?? 0), none));
    all += chance;
    held.forEach((one, index) => {
      sums[index] = (sums[index] ?? 0) + one * chance;
      counts[index] = (counts[index] ?? 0) + one;
    });
  }
  return { all: all / rows, each: sums.map((sum, index) => sum / (counts[index] ?? 1)) };
}
