import type { SqlPort } from '../../platform/ports';
import type { Condition } from '../../segments/condition';
import { UNKNOWN } from '../../segments/engine';
import type { Outcome } from '../../segments/engine';
import { labelOf } from '../../segments/label';
import { explain } from '../../segments/why';
import type { Explained } from '../../segments/why';
import type { ScoredKind } from '../../store/custom-scores';
import { pairName } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import type { SegmentSources } from '../../store/segment-sources';
import { askSubjects } from '../segments/ask-subjects';
import { planOf } from '../segments/plan-in-store';
import type { StoredPlan } from '../segments/plan-in-store';
import { unitsNeeded } from '../segments/plan-needs';
import { waysTo } from '../ways';

/** Something that is asked of accounts, in words. `trouble`: why nobody can be asked; null where everybody can. */
export type Rule = { readonly condition: Condition; readonly words: string; readonly trouble: string | null };

/** Rules by their places, ready to be asked. */
export type PlannedRules = { readonly stored: StoredPlan; readonly rules: readonly Rule[] };

const idOf = (place: number): string => `rule ${String(place)}`;

/** Conditions on accounts, or on users in them, beside the segments that they may name. */
export function planRules(sources: SegmentSources, conditions: readonly Condition[], kind: ScoredKind = 'account'): PlannedRules {
  const drafts = conditions.map((condition, place) => ({ id: idOf(place), name: 'This rule', kind, condition }));
  const stored = planOf(sources, drafts);
  const rules = conditions.map((condition, place): Rule => ({
    condition,
    words: labelOf(kind, condition, stored),
    trouble: circleIn(kind, condition, stored) ?? troubleOf(place, stored),
  }));
  return { stored, rules };
}

function troubleOf(place: number, { plan, ready }: StoredPlan): string | null {
  const broken = plan.broken.get(idOf(place));
  if (broken !== undefined) return broken.map(({ message }) => message).join('; ');
  const needs = unitsNeeded(plan);
  const isRanked = (unit: number): boolean =>
    (plan.units[unit]?.rule.type === 'top' && ready[unit] === false) || (needs[unit] ?? []).some((need) => isRanked(need.unit));
  return isRanked(plan.unitOf.get(idOf(place)) ?? -1) ? RANKED : null;
}

/** Accounts are asked some at a time; who is among the first shows only when all are known. */
const RANKED = 'asks who is among the first: make a segment of those, and ask for the segment once it is computed';
const CIRCLE = 'asks for health or a score by rules, which are made of rules like this one: that would go round in a circle';

/** Says of a condition that it asks for what is made of rules like itself, be it by way of others; null where it does not. */
function circleIn(kind: ScoredKind, condition: Condition, { made }: StoredPlan): string | null {
  const [way] = waysTo('health', kind, condition, made);
  if (way === undefined) return null;
  return way.by === null ? CIRCLE : `needs ${way.through.join(' → ')}, which ${CIRCLE}`;
}

/** What rules say of accounts; of accounts that were not asked nothing is known. */
export type RuleAnswers = {
  readonly outcomeOf: (accountId: number, place: number) => Outcome;
  /** With what is known of the account; null for a rule that nobody can be asked. */
  readonly explainedOf: (accountId: number, place: number) => Explained | null;
};

/** Asks these accounts, or users in them, all rules. Writes nothing. */
export async function askPairs(
  port: SqlPort,
  { stored, rules }: PlannedRules,
  pairs: readonly Pair[],
  today: number,
): Promise<(pair: Pair, place: number) => Outcome> {
  const units = unitsOf(stored, rules);
  const wanted = units.filter((unit) => unit !== null);
  const { outcomes } = await askSubjects(port, stored, wanted, pairs, today);
  return (pair, place) => outcomes.get(units[place] ?? -1)?.get(pairName(pair)) ?? UNKNOWN;
}

/** Null for a rule that nobody can be asked. */
const unitsOf = ({ plan }: StoredPlan, rules: readonly Rule[]): (number | null)[] =>
  rules.map(({ trouble }, place) => (trouble === null ? (plan.unitOf.get(idOf(place)) ?? null) : null));

/** Asks these accounts all rules. Writes nothing. */
export async function askRules(
  port: SqlPort,
  { stored, rules }: PlannedRules,
  accountIds: readonly number[],
  today: number,
): Promise<RuleAnswers> {
  const units = unitsOf(stored, rules);
  const subjects = accountIds.map((accountId) => ({ accountId, userId: 0 }));
  const wanted = units.filter((unit) => unit !== null);
  const { outcomes, worlds } = await askSubjects(port, stored, wanted, subjects, today);
  return {
    outcomeOf: (accountId, place) => outcomes.get(units[place] ?? -1)?.get(pairName({ accountId, userId: 0 })) ?? UNKNOWN,
    explainedOf: (accountId, place) => {
      const name = pairName({ accountId, userId: 0 });
      const world = worlds.get(name);
      const index = world?.indexOf.account.get(name);
      if (world === undefined || index === undefined || (units[place] ?? null) === null) return null;
      return explain(world.engine, stored.segments, stored.catalogue, idOf(place), index) ?? null;
    },
  };
}
