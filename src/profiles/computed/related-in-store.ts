import type { SqlPort } from '../../platform/ports';
import { dayNumber } from '../../platform/days';
import { relatedKind } from '../../segments/condition';
import type { Relation } from '../../segments/condition';
import { NO, UNKNOWN, YES } from '../../segments/engine';
import type { Outcome } from '../../segments/engine';
import { outcomeOf } from '../../segments/evaluate';
import { FAILED } from '../../segments/facts';
import type { FactValue } from '../../segments/facts';
import { chunked } from '../../store/chunks';
import { pairName } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { kindOf, loadWorld } from '../segments/load-facts';
import type { World } from '../segments/load-facts';
import type { StoredPlan } from '../segments/plan-in-store';
import type { RelatedFacts } from './compute';
import { factValue, membershipsIn } from './fact-values';
import type { PlannedComputed } from './plan-computed';
import { whereId } from './what-to-load';

/** Those related to a subject whom a definition counts, or why that cannot be told. */
export type Related = (definition: PlannedComputed, pair: Pair) => readonly RelatedFacts[] | { readonly cannot: string };

type Batch = { readonly world: World; readonly subjects: readonly Pair[]; readonly today: number };
/** Somebody related, since that day. */
type Relative = { readonly pair: Pair; readonly day: number };

const RELATIVES_AT_ONCE = 500;

/** Reads what definitions ask of those related: nothing where they only count them, else a statement for every 500 of them. */
export async function loadRelated(
  sqlPort: SqlPort,
  plan: StoredPlan,
  definitions: readonly PlannedComputed[],
  { world, subjects, today }: Batch,
): Promise<Related> {
  const wanted = new Map<string, Pair>();
  for (const { kind, definition } of definitions) {
    if (definition.type !== 'related' || (definition.property === null && definition.where === null)) continue;
    for (const pair of subjects.filter((each) => kindOf(each) === kind)) {
      for (const relative of relativesOf(world, pair, definition.relation)) wanted.set(pairName(relative.pair), relative.pair);
    }
  }
  const worlds = new Map<string, World>();
  for (const chunk of chunked([...wanted.values()], RELATIVES_AT_ONCE)) {
    const loaded = await loadWorld(sqlPort, plan, chunk, today);
    for (const pair of chunk) worlds.set(pairName(pair), loaded);
  }
  return (each, pair) => {
    const { kind, definition } = each;
    if (definition.type !== 'related') return [];
    const related = relatedKind(kind, definition.relation);
    if (related === undefined) return [];
    const { property } = definition;
    const type = property === null ? undefined : plan.catalogue.properties[related].get(property)?.type;
    const found: RelatedFacts[] = [];
    for (const relative of relativesOf(world, pair, definition.relation)) {
      const name = pairName(relative.pair);
      const own = worlds.get(name);
      const outcome = definition.where === null ? YES : outcomeIn(own, plan, whereId(each), relative.pair);
      if (outcome === UNKNOWN) return { cannot: 'of one of those related it cannot be told whether they count' };
      if (outcome === NO) continue;
      const index = own?.indexOf[related].get(name);
      const value: FactValue =
        own === undefined || index === undefined || property === null || type === undefined
          ? null
          : factValue(own.engine.facts, related, index, property, type);
      if (value === FAILED) return { cannot: `“${property ?? ''}” of one of those related could not be computed` };
      found.push({ day: relative.day, property: () => value });
    }
    return found;
  };
}

/** Those who are there; of users and accounts since they were first seen together. */
function relativesOf({ engine, indexOf, pairs }: World, pair: Pair, relation: Relation): Relative[] {
  const kind = kindOf(pair);
  const index = indexOf[kind].get(pairName(pair));
  if (index === undefined) return [];
  const { facts } = engine;
  return membershipsIn(facts, kind, index).flatMap((membership): Relative[] => {
    const member = pairs.membership[membership];
    if (member === undefined || facts.membership.alive[membership] === 0) return [];
    const first = factValue(facts, 'membership', membership, 'first-seen', 'day');
    const day = typeof first === 'string' ? dayNumber(first) : 0;
    switch (relation) {
      case 'users':
      case 'user':
        return [{ pair: { accountId: 0, userId: member.userId }, day }];
      case 'accounts':
      case 'account':
        return [{ pair: { accountId: member.accountId, userId: 0 }, day }];
      case 'memberships':
        return [{ pair: member, day }];
    }
  });
}

function outcomeIn(world: World | undefined, { plan }: StoredPlan, id: string, pair: Pair): Outcome {
  const kind = kindOf(pair);
  const index = world?.indexOf[kind].get(pairName(pair));
  const unit = world?.engine.units[plan.unitOf.get(id) ?? -1];
  if (world === undefined || index === undefined || unit?.type !== 'where') return UNKNOWN;
  return world.engine.facts[kind].alive[index] === 0 ? NO : outcomeOf(world.engine, unit.expression, kind, index);
}
