import type { Line } from './calibrate';

/**
 * Calibrated log-odds = shift + slope × log-odds, and from each bend on `by` more for each step: pieces of line that always rise, so that
 * the order of rows stays.
 */
export type Calibration = Line & {
  /** Rising. */
  readonly bends?: readonly { readonly from: number; readonly by: number }[];
};

export function calibrated({ shift, slope, bends = [] }: Calibration, logOdds: number): number {
  let value = shift + slope * logOdds;
  for (const { from, by } of bends) if (logOdds > from) value += by * (logOdds - from);
  return value;
}

/** The log-odds that are calibrated to these. */
export function uncalibrated(calibration: Calibration, value: number): number {
  let { slope } = calibration;
  let [from, said] = [0, calibration.shift];
  for (const bend of calibration.bends ?? []) {
    const there = calibrated(calibration, bend.from);
    if (value <= there) break;
    slope += bend.by;
    [from, said] = [bend.from, there];
  }
  return from + (value - said) / slope;
}

/** How much of each step from one to the other is left on average. Above 0. */
export function meanSlope(calibration: Calibration, from: number, to: number): number {
  const { slope, bends = [] } = calibration;
  if (bends.length === 0) return slope;
  if (Math.abs(to - from) > 1e-9) return (calibrated(calibration, to) - calibrated(calibration, from)) / (to - from);
  return bends.reduce((sum, bend) => (from > bend.from ? sum + bend.by : sum), slope);
}
