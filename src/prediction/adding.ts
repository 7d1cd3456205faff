import type { Firing } from './condition';
import { normalTail } from './exact-test';
import { fitFirings } from './firings-fit';

/** The chance that one more condition tells by luck what it tells beside the others: a likelihood ratio test, upwards only. */
export function chanceAdded(added: Firing, others: readonly Firing[], outcome: Uint8Array): number {
  const after = fitFirings([...others, added], outcome);
  if ((after.weights.at(-1) ?? 0) <= 0) return 1;
  const gain = fitFirings(others, outcome).loss - after.loss;
  return normalTail(Math.sqrt(Math.max(0, 2 * gain)));
}
