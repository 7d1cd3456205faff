import { probabilityOf } from './log-odds';

export type Line = { readonly shift: number; readonly slope: number };

/** How firmly, in rows of evidence, the slope is held to 1 and the shift to 0 before anything is seen. */
export const HELD = { slope: 4, shift: 1 } as const;
/** A slope below 0 would turn the order around: what was learned does not hold, so hardly any of it is said. */
export const LEAST_SLOPE = 0.05;

/**
 * Fits a line to log-odds of rows that the model was not trained on; the order of rows stays. (J. Platt, Probabilistic Outputs for
 * Support Vector Machines, 1999, held to what was said as above.)
 */
export function calibrate(logOdds: Float64Array, outcome: Uint8Array): Line {
  let shift = 0;
  let slope = 1;
  for (let step = 0; step < 50; step += 1) {
    let [g0, g1, h00, h01, h11] = [HELD.shift * shift, HELD.slope * (slope - 1), HELD.shift, 0, HELD.slope];
    for (let row = 0; row < outcome.length; row += 1) {
      const value = logOdds[row] ?? 0;
      const probability = probabilityOf(shift + slope * value);
      const error = probability - (outcome[row] ?? 0);
      const curve = probability * (1 - probability);
      g0 += error;
      g1 += error * value;
      h00 += curve;
      h01 += curve * value;
      h11 += curve * value * value;
    }
    const determinant = h00 * h11 - h01 * h01;
    const moveShift = (h11 * g0 - h01 * g1) / determinant;
    const moveSlope = (h00 * g1 - h01 * g0) / determinant;
    // Never more than a step that the quadratic picture can still be trusted for.
    const held = Math.min(1, 2 / Math.max(Math.abs(moveShift), Math.abs(moveSlope), 1e-12));
    shift -= held * moveShift;
    slope -= held * moveSlope;
    if (Math.abs(moveShift) + Math.abs(moveSlope) < 1e-10) break;
  }
  return { shift, slope: Math.max(LEAST_SLOPE, slope) };
}
