import { lossAt } from './log-odds';

/** Whether log-odds of rows left out lose less than others of the same rows, by more than so many standard errors of the difference from row to row. */
export function isBetterBy(errors: number, own: Float64Array, other: Float64Array, outcome: Uint8Array): boolean {
  let [sum, squares] = [0, 0];
  for (let row = 0; row < outcome.length; row += 1) {
    const label = outcome[row] ?? 0;
    const gain = lossAt(other[row] ?? 0, label) - lossAt(own[row] ?? 0, label);
    sum += gain;
    squares += gain * gain;
  }
  const rows = outcome.length;
  const error = Math.sqrt(Math.max(0, squares / rows - (sum / rows) ** 2) / rows);
  return sum / rows > errors * error;
}
