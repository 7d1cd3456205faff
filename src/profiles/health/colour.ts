import type { ToldHealth } from '../../prediction/smoothing';
import { healthByRules } from '../../prediction/smoothing';
import type { Condition } from '../../segments/condition';
import { NO, UNKNOWN, YES } from '../../segments/engine';
import type { Outcome } from '../../segments/engine';

/** Rules of which all or at least one must hold. */
export type RuleSet = { readonly match: 'all' | 'any'; readonly rules: readonly Condition[] };

/** The rules that a condition is made of. */
export function ruleSetOf(condition: Condition | null): RuleSet {
  if (condition === null) return { match: 'any', rules: [] };
  return condition.type === 'all' || condition.type === 'any'
    ? { match: condition.type, rules: condition.of }
    : { match: 'all', rules: [condition] };
}

/** Whether the rules hold together; without rules nothing holds. */
export function together(match: RuleSet['match'], outcomes: readonly Outcome[]): Outcome {
  if (outcomes.length === 0) return NO;
  const decides = match === 'all' ? NO : YES;
  if (outcomes.includes(decides)) return decides;
  return outcomes.includes(UNKNOWN) ? UNKNOWN : match === 'all' ? YES : NO;
}

/** Good first, then bad, else normal. What hangs on a rule of which nothing can be said is not known. */
export function colourOf(good: Outcome, bad: Outcome): ToldHealth {
  if (good === UNKNOWN || (good === NO && bad === UNKNOWN)) return 'unknown';
  return healthByRules(good === YES, bad === YES);
}
