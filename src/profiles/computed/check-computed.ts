import { relatedKind } from '../../segments/condition';
import type { PropertyType, SubjectKind } from '../../segments/value';
import { checkFormula } from '../formula/check';
import { FormulaRefusal } from '../formula/expression';
import { parseFormula } from '../formula/parse';
import type { ComputedDefinition } from './definition';
import { propertiesOf } from './dependencies';

/** What computed properties may build on. */
export type KnownProperties = {
  readonly typeOf: (kind: SubjectKind, key: string) => PropertyType | undefined;
  readonly eventPropertyType: (event: string, property: string) => PropertyType | undefined;
  readonly isEvent: (event: string) => boolean;
};

export type CheckedComputed = { readonly type: PropertyType } | { readonly problem: string };

/** The type that a computed property has, or why it cannot be. Conditions inside are checked by whoever checks conditions. */
export function checkComputed(kind: SubjectKind, definition: ComputedDefinition, known: KnownProperties): CheckedComputed {
  switch (definition.type) {
    case 'events':
    case 'change':
    case 'trend':
    case 'streak': {
      const missing = definition.events?.find((event) => !known.isEvent(event));
      if (missing !== undefined) return { problem: `There is no event “${missing}”.` };
      if (definition.type === 'events' && definition.measure === 'others' && kind === 'membership')
        return { problem: 'A user in an account has no other users or accounts.' };
      if (definition.type === 'events' && definition.measure === 'share' && kind !== 'membership')
        return { problem: 'Only a user in an account has a share of what is done there.' };
      const day = definition.type === 'events' && (definition.measure === 'first' || definition.measure === 'last');
      return { type: day ? 'day' : 'number' };
    }
    case 'eventProperty': {
      const { event, property, measure } = definition;
      const type = known.eventPropertyType(event, property);
      return type === undefined ? { problem: `“${property}” is not kept with the event “${event}”.` } : aggregateType(measure, type);
    }
    case 'related':
      return checkRelated(kind, definition, known);
    case 'ratio':
      return checkFormulaText(kind, ratioFormula(definition), known);
    case 'formula':
      return checkFormulaText(kind, definition.formula, known);
  }
}

/** A ratio is a formula that nobody has to write. */
export function ratioFormula({ of, to }: Extract<ComputedDefinition, { type: 'ratio' }>): string {
  return `[${of}] / [${to}]`;
}

function checkRelated(
  kind: SubjectKind,
  definition: Extract<ComputedDefinition, { type: 'related' }>,
  known: KnownProperties,
): CheckedComputed {
  const related = relatedKind(kind, definition.relation);
  if (related === undefined) return { problem: `There are no ${definition.relation} of this.` };
  const { measure, property } = definition;
  if (measure === null) return property === null ? { type: 'number' } : { problem: 'The number of those related needs no property.' };
  if (property === null) return { problem: 'Choose which property of those related.' };
  const type = known.typeOf(related, property);
  return type === undefined ? { problem: `There is no property “${property}” of those related.` } : aggregateType(measure, type);
}

function aggregateType(measure: 'distinct' | 'sum' | 'average' | 'min' | 'max' | 'first' | 'last', type: PropertyType): CheckedComputed {
  if (measure === 'distinct') return { type: 'number' };
  if (measure === 'sum' || measure === 'average')
    return type === 'number' || type === 'money' ? { type } : { problem: `A ${measure} is of numbers or money, not of ${type} values.` };
  if (measure === 'min' || measure === 'max')
    return type === 'number' || type === 'money' || type === 'day' ? { type } : { problem: `There is no least or most of ${type} values.` };
  return { type };
}

function checkFormulaText(kind: SubjectKind, formula: string, known: KnownProperties): CheckedComputed {
  try {
    return { type: checkFormula(parseFormula(formula), (key) => known.typeOf(kind, key)) };
  } catch (error) {
    if (error instanceof FormulaRefusal) return { problem: error.message };
    throw error;
  }
}

export type NamedDefinition = { readonly kind: SubjectKind; readonly key: string; readonly definition: ComputedDefinition };

/** Computed properties in an order in which each stands behind all that it needs; those that need themselves, through others or not, apart. */
export function orderComputed(definitions: readonly NamedDefinition[]): {
  readonly ordered: readonly NamedDefinition[];
  readonly cyclic: readonly NamedDefinition[];
} {
  const name = (kind: SubjectKind, key: string) => `${kind}:${key}`;
  const waiting = new Map(definitions.map((each) => [name(each.kind, each.key), each]));
  const ordered: NamedDefinition[] = [];
  for (;;) {
    const ready = [...waiting].filter(([, each]) =>
      propertiesOf(each.kind, each.definition).every(({ kind, key }) => !waiting.has(name(kind, key))),
    );
    if (ready.length === 0) return { ordered, cyclic: [...waiting.values()] };
    for (const [key, each] of ready) {
      waiting.delete(key);
      ordered.push(each);
    }
  }
}
