import { relatedKind } from '../../segments/condition';
import type { Condition } from '../../segments/condition';
import { planSegments } from '../../segments/plan';
import type { SubjectKind } from '../../segments/value';
import type { EventWindow } from '../../segments/window';
import type { StoredPlan } from '../segments/plan-in-store';
import type { NamedDefinition } from './check-computed';
import { MAX_STREAK } from './definition';
import type { ComputedDefinition } from './definition';
import { propertiesOf } from './dependencies';

/**
 * What is read of subjects is what conditions ask about: here conditions that ask about all that definitions need, and that nobody is
 * ever put to. `own` are of the subjects themselves, `related` of those related to them.
 */
export function planToLoad(stored: StoredPlan, definitions: readonly NamedDefinition[], which: 'own' | 'related'): StoredPlan {
  const asked: Record<SubjectKind, Condition[]> = { account: [], user: [], membership: [] };
  const drafts = definitions.flatMap((named) => {
    const { kind, key, definition } = named;
    if (which === 'own') {
      for (const each of ownConditions(named)) asked[each.kind].push(each.condition);
      return [];
    }
    const related = definition.type === 'related' ? relatedKind(kind, definition.relation) : undefined;
    if (definition.type !== 'related' || related === undefined) return [];
    if (definition.property !== null) asked[related].push(hasValue(definition.property));
    return definition.where === null ? [] : [{ id: whereId({ kind, key }), name: key, kind: related, condition: definition.where }];
  });
  const columns = (['account', 'user', 'membership'] as const).flatMap((kind) =>
    asked[kind].length === 0 ? [] : [{ id: kind, name: kind, kind, condition: { type: 'any' as const, of: asked[kind] } }],
  );
  const plan = planSegments([...drafts, ...columns], stored.catalogue);
  return { ...stored, segments: new Map(), plan, unitIds: plan.units.map(() => null), ready: plan.units.map(() => true) };
}

/** Under which the condition on those related is planned. */
export const whereId = ({ kind, key }: { readonly kind: SubjectKind; readonly key: string }): string => `where ${kind} ${key}`;

const hasValue = (property: string): Condition => ({ type: 'property', property, operator: 'hasValue', value: null });

function ownConditions({ kind, key, definition }: NamedDefinition): { readonly kind: SubjectKind; readonly condition: Condition }[] {
  const own = (condition: Condition) => ({ kind, condition });
  const kept = own(hasValue(key));
  switch (definition.type) {
    case 'events':
    case 'change':
    case 'trend':
    case 'streak': {
      const uses = did(definition.events, windowToLoad(definition)).map(own);
      const isShare = definition.type === 'events' && definition.measure === 'share';
      return [kept, ...uses, ...(isShare ? uses.map(({ condition }) => ({ kind: 'account' as const, condition })) : [])];
    }
    case 'eventProperty': {
      const where = [{ property: definition.property, operator: 'hasValue', value: null }];
      return [kept, ...did([definition.event], definition.within, where).map(own)];
    }
    case 'related':
      return [
        kept,
        own({ type: 'related', relation: definition.relation, count: { test: 'atLeast', n: 1 }, where: null }),
        // By which the first and the last of them go.
        { kind: 'membership', condition: hasValue('first-seen') },
      ];
    case 'ratio':
    case 'formula':
      return [kept, ...propertiesOf(kind, definition).map((each) => own(hasValue(each.key)))];
  }
}

type OfEvents = Extract<ComputedDefinition, { type: 'events' | 'change' | 'trend' | 'streak' }>;

/** All days that a definition looks at. */
function windowToLoad(definition: OfEvents): EventWindow {
  const lastDays = (days: number): EventWindow => ({ type: 'lastDays', days });
  switch (definition.type) {
    case 'events':
      return definition.within;
    case 'change':
      return definition.within.type === 'lastDays' ? lastDays(2 * definition.within.days) : lastDays(3);
    case 'trend':
      return lastDays(definition.within.days + 1);
    case 'streak':
      return lastDays(MAX_STREAK + 1);
  }
}

function did(
  events: readonly string[] | null,
  within: EventWindow,
  where: Extract<Condition, { type: 'event' }>['where'] = [],
): Condition[] {
  return (events ?? [null]).map((event) => ({ type: 'event', event, where, measure: 'times', count: { test: 'atLeast', n: 1 }, within }));
}
