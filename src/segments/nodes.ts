import { type Condition, relatedKind } from './condition';
import { at } from './problem';
import type { SubjectKind } from './value';
import type { Window } from './window';

/** A condition inside another one: of whom it is asked, and at which place. */
export type ConditionNode = { readonly kind: SubjectKind; readonly node: Condition; readonly path: string };

/** A condition and every one in it, the outer before the inner. */
export function nodesOf(kind: SubjectKind, condition: Condition, path = ''): readonly ConditionNode[] {
  return [{ kind, node: condition, path }, ...childrenOf(kind, condition, path)];
}

function childrenOf(kind: SubjectKind, condition: Condition, path: string): readonly ConditionNode[] {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.of.flatMap((child, index) => nodesOf(kind, child, at(path, 'of', index)));
    case 'not':
      return nodesOf(kind, condition.of, at(path, 'of'));
    case 'related': {
      const related = relatedKind(kind, condition.relation);
      return related === undefined || condition.where === null ? [] : nodesOf(related, condition.where, at(path, 'where'));
    }
    case 'top':
      return condition.of === null ? [] : nodesOf(kind, condition.of, at(path, 'of'));
    case 'property':
    case 'event':
    case 'screen':
    case 'firstTime':
    case 'stage':
    case 'stageEntered':
    case 'tag':
    case 'segment':
      return [];
  }
}

/** The days that a condition itself looks at, where it looks at what was done on days. */
export function windowOf(condition: Condition): Window | null {
  if ('within' in condition) return condition.within;
  return condition.type === 'top' && condition.by.type === 'event' ? condition.by.within : null;
}
