import { z } from 'zod';
import type { Explained } from '../../segments/why';
import type { StoredScore } from '../../store/predictions';

/** One thing that a colour hangs on, with what is known of the account. `for`: which colour it speaks for; null for a score. */
export const HealthReason = z.object({
  for: z.enum(['good', 'bad']).nullable(),
  words: z.string(),
  outcome: z.enum(['yes', 'no', 'cannot be evaluated']),
  value: z.string(),
});
export type HealthReason = z.infer<typeof HealthReason>;

/** They are kept with every change: so long and no longer. */
const MOST_WORDS = 300;
const MOST_REASONS = 20;

export const writeReasons = (reasons: readonly HealthReason[]): string => JSON.stringify(reasons.slice(0, MOST_REASONS));
export const readReasons = (text: string): HealthReason[] => z.array(HealthReason).parse(JSON.parse(text));

/** A rule with what it was decided by; of a rule that nobody can be asked, why. */
export function reasonOf(
  side: 'good' | 'bad',
  rule: { readonly words: string; readonly trouble: string | null },
  explained: Explained | null,
): HealthReason {
  return {
    for: side,
    words: cut(rule.words),
    outcome: explained?.outcome ?? 'cannot be evaluated',
    value: cut(explained === null ? (rule.trouble ?? '') : valuesIn(explained)),
  };
}

export function reasonOfScore({ outcome, shown, base }: StoredScore): HealthReason {
  const points = (tenths: number): string => (tenths / 10).toFixed(1);
  const words = outcome === 'churn' ? 'Chance to leave' : 'Chance to buy';
  return { for: null, words, outcome: 'yes', value: `${points(shown)}, where ${points(base)} is the base rate` };
}

/** The value of a condition, or of each condition in a group. */
export function valuesIn({ value, of }: Explained): string {
  if (of.length === 0) return value;
  return of.map((each) => (each.of.length === 0 ? `${each.label}: ${each.value}` : valuesIn(each))).join('; ');
}

const cut = (text: string): string => (text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS - 1)}…` : text);
