import { relatedKind } from '../../segments/condition';
import type { Condition } from '../../segments/condition';
import type { SubjectKind } from '../../segments/value';
import { FormulaRefusal } from '../formula/expression';
import type { Expression } from '../formula/expression';
import { parseFormula } from '../formula/parse';
import type { ComputedDefinition } from './definition';

type PropertyName = { readonly kind: SubjectKind; readonly key: string };

/** The properties that a computed one needs, of its own kind and of those related. A formula that cannot be read needs none. */
export function propertiesOf(kind: SubjectKind, definition: ComputedDefinition): readonly PropertyName[] {
  switch (definition.type) {
    case 'ratio':
      return [definition.of, definition.to].map((key) => ({ kind, key }));
    case 'formula':
      return keysOfFormula(definition.formula).map((key) => ({ kind, key }));
    case 'related': {
      const related = relatedKind(kind, definition.relation);
      if (related === undefined) return [];
      return [
        ...(definition.property === null ? [] : [{ kind: related, key: definition.property }]),
        ...(definition.where === null ? [] : propertiesOfCondition(related, definition.where)),
      ];
    }
    case 'events':
    case 'change':
    case 'trend':
    case 'streak':
    case 'eventProperty':
      return [];
  }
}

function keysOfFormula(formula: string): readonly string[] {
  try {
    return keysOf(parseFormula(formula));
  } catch (error) {
    if (error instanceof FormulaRefusal) return [];
    throw error;
  }
}

function keysOf(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'property':
      return [expression.key];
    case 'unary':
      return keysOf(expression.of);
    case 'binary':
      return [...keysOf(expression.left), ...keysOf(expression.right)];
    case 'call':
      return expression.of.flatMap(keysOf);
  }
}

function propertiesOfCondition(kind: SubjectKind, condition: Condition): readonly PropertyName[] {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.of.flatMap((child) => propertiesOfCondition(kind, child));
    case 'not':
      return propertiesOfCondition(kind, condition.of);
    case 'property':
      return [{ kind, key: condition.property }];
    case 'related': {
      const related = relatedKind(kind, condition.relation);
      return related === undefined || condition.where === null ? [] : propertiesOfCondition(related, condition.where);
    }
    case 'top':
      return [
        ...(condition.by.type === 'property' ? [{ kind, key: condition.by.property }] : []),
        ...(condition.of === null ? [] : propertiesOfCondition(kind, condition.of)),
      ];
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
