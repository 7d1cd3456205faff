import type { SqlPort } from '../../platform/ports';
import { outlookCounts } from '../../store/account-outlook';
import { storedSignals } from '../../store/predictions';
import { OUTCOMES } from './outcomes';
import { HEALTH_KEY, scoreKey, signalsKey } from './outlook-properties';
import { SignalBody } from './signals-kept';

type Covered = { readonly filled: number; readonly examples: readonly string[] };
const EXAMPLES = 5;

/** By key, how many accounts have what is foretold, with examples where values are few: signals that fire for the most accounts. */
export async function outlookCoverage(port: SqlPort): Promise<Map<string, Covered>> {
  const counts = await outlookCounts(port);
  const signals = (await storedSignals(port, null))
    .filter(({ state, fires }) => state !== 'rejected' && fires > 0)
    .sort((a, b) => b.fires - a.fires || (a.signal_key < b.signal_key ? -1 : 1));
  const examplesOf = (outcome: string): string[] =>
    signals
      .filter((each) => each.outcome === outcome)
      .slice(0, EXAMPLES)
      .map(({ body }) => `“${SignalBody.parse(JSON.parse(body)).words}”`);
  return new Map<string, Covered>([
    ...OUTCOMES.map((outcome) => [scoreKey(outcome), { filled: counts[outcome], examples: [] }] as const),
    [HEALTH_KEY, { filled: counts.health, examples: counts.health === 0 ? [] : ['good', 'normal', 'bad'] }] as const,
    ...OUTCOMES.map((outcome) => [signalsKey(outcome), { filled: counts[`${outcome}_signals`], examples: examplesOf(outcome) }] as const),
  ]);
}
