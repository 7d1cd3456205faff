import type { ToldHealth } from '../../prediction/smoothing';
import { UNKNOWN, YES } from '../../segments/engine';
import { equalShares, MIDDLE } from '../scores/health-score';
import type { RulePoints } from '../scores/points';
import { colourOf, together } from './colour';
import type { PlacedProfile, PlacedRules } from './planned-profiles';
import { reasonOf } from './reasons';
import type { HealthReason } from './reasons';
import type { PlannedRules, RuleAnswers } from './rules';

/** The colour of an account by the rules of its stage, and the rules that it hangs on. */
export function sayByRules(
  { rules }: PlannedRules,
  { good, bad }: PlacedProfile,
  answers: RuleAnswers,
  accountId: number,
): { readonly health: ToldHealth; readonly reasons: () => readonly HealthReason[] } {
  const holds = ({ match, places }: PlacedRules) =>
    together(
      match,
      places.map((place) => answers.outcomeOf(accountId, place)),
    );
  const [isGood, isBad] = [holds(good), holds(bad)];
  const reasonsOf = (side: 'good' | 'bad', { places }: PlacedRules): HealthReason[] =>
    places.flatMap((place) => {
      const rule = rules[place];
      return rule === undefined ? [] : [reasonOf(side, rule, answers.explainedOf(accountId, place))];
    });
  return {
    health: colourOf(isGood, isBad),
    reasons: () => [
      ...reasonsOf('good', good),
      // What is good is good whatever else holds.
      ...(isGood === YES || isGood === UNKNOWN ? [] : reasonsOf('bad', bad)),
    ],
  };
}

/** Points of the rules of an account: good ones that hold share the upper half, bad ones the lower one. Null where one of them cannot be told. */
export function pointsByRules(
  { rules }: PlannedRules,
  { good, bad }: PlacedProfile,
  answers: RuleAnswers,
  accountId: number,
): readonly RulePoints[] | null {
  const places = [...good.places, ...bad.places];
  const outcomes = places.map((place) => answers.outcomeOf(accountId, place));
  if (outcomes.includes(UNKNOWN)) return null;
  const shares = [...equalShares(good.places.length, MIDDLE), ...equalShares(bad.places.length, -MIDDLE)];
  return places.map((place, index) => ({ words: rules[place]?.words ?? '', tenths: shares[index] ?? 0, holds: outcomes[index] === YES }));
}
