import { askedProperties } from '../../segments/asked-properties';
import { relatedKind } from '../../segments/condition';
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
        ...(definition.where === null
          ? []
          : askedProperties(related, definition.where).map((asked) => ({ kind: asked.kind, key: asked.property }))),
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
