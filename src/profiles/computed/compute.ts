import type { Condition, Relation } from '../../segments/condition';
import type { PropertyType, PropertyValue } from '../../segments/value';
import { evaluateFormula } from '../formula/evaluate';
import type { FormulaResult } from '../formula/evaluate';
import { parseFormula } from '../formula/parse';
import { ratioFormula } from './check-computed';
import type { ComputedDefinition } from './definition';
import { aggregate, isNotKept, measureEvents } from './measure-events';
import type { UseFacts } from './measure-events';

/** Somebody related; `day`: since when, by which *first* and *last* go. */
export type RelatedFacts = { readonly day: number; readonly property: (key: string) => PropertyValue | null };

/** All that is known of a subject. `related` gives those that meet the condition, or says why that cannot be told. */
export type SubjectFacts = UseFacts & {
  readonly property: (key: string) => PropertyValue | null;
  readonly related: (relation: Relation, where: Condition | null) => readonly RelatedFacts[] | { readonly cannot: string };
  /** Cents a seat and month, on average over those who pay for the tier. */
  readonly priceOf: (tier: string) => number | null;
};

/** The value of a checked definition for one subject; `type` is what checking gave. */
export function computeProperty(definition: ComputedDefinition, type: PropertyType, facts: SubjectFacts): FormulaResult {
  switch (definition.type) {
    case 'events':
    case 'change':
    case 'trend':
    case 'streak':
      return fitted(type, measureEvents(definition, facts));
    case 'eventProperty':
      if (isNotKept(definition, facts)) return { cannot: `“${definition.property}” was not kept of all of these events` };
      return fitted(type, measureEvents(definition, facts));
    case 'related': {
      const related = facts.related(definition.relation, definition.where);
      if ('cannot' in related) return related;
      const { measure, property } = definition;
      if (measure === null || property === null) return { value: related.length };
      const values = related.flatMap((each) => {
        const value = each.property(property);
        return value === null ? [] : [{ day: each.day, times: 1, value }];
      });
      return fitted(type, aggregate(measure, values));
    }
    case 'ratio':
      return evaluateFormula(parseFormula(ratioFormula(definition)), facts, type === 'money' ? 'money' : 'other');
    case 'formula':
      return evaluateFormula(parseFormula(definition.formula), facts, type === 'money' ? 'money' : 'other');
  }
}

/** Averages of cents are not whole. */
function fitted(type: PropertyType, value: PropertyValue | null): FormulaResult {
  if (typeof value === 'number' && !Number.isFinite(value)) return { cannot: 'the number is too large' };
  return { value: type === 'money' && typeof value === 'number' ? Math.round(value) : value };
}
