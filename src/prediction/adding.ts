import type { Firing } from './condition';
import { normalTail } from './exact-test';
import { meanLoss } from './log-odds';
import { fitRidge, ridgeLogOdds } from './ridge';

/** Next to nothing: it only keeps fits finite. */
const LAMBDA = 0.1;

/** The chance that one more condition tells by luck what it tells beside the others: a likelihood ratio test, upwards only. */
export function chanceAdded(added: Firing, others: readonly Firing[], outcome: Uint8Array): number {
  const columns = [...others, added].map((firing) => Float64Array.from(firing, (fires) => (fires === 1 ? 1 : 0)));
  const before = fitRidge(columns.slice(0, -1), outcome, { lambda: LAMBDA });
  const after = fitRidge(columns, outcome, { lambda: LAMBDA });
  if ((after.weights.at(-1) ?? 0) <= 0) return 1;
  const rows = outcome.length;
  const gain = meanLoss(ridgeLogOdds(columns, before, rows), outcome) - meanLoss(ridgeLogOdds(columns, after, rows), outcome);
  return normalTail(Math.sqrt(Math.max(0, 2 * rows * gain)));
}
