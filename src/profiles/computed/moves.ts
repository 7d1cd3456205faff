import { FormulaRefusal } from '../formula/expression';
import type { Expression } from '../formula/expression';
import { parseFormula } from '../formula/parse';
import { MOVING_COLUMNS } from '../segments/subject-values';
import type { NamedDefinition } from './check-computed';
import { propertiesOf } from './dependencies';

/**
 * Whether values are others tomorrow although nothing happens. `movesToo`: whether a computed property that it needs does. A condition on those
 * related is taken for one that moves.
 */
export function movesByItself({ kind, definition }: NamedDefinition, movesToo: (kind: string, key: string) => boolean): boolean {
  const needed = propertiesOf(kind, definition).some(
    (each) => movesToo(each.kind, each.key) || (each.kind === 'account' && MOVING_COLUMNS.includes(each.key)),
  );
  switch (definition.type) {
    case 'events':
    case 'change':
    case 'trend':
    case 'streak':
    case 'eventProperty':
      return true;
    case 'related':
      return needed || definition.where !== null;
    case 'ratio':
      return needed;
    case 'formula':
      return needed || calls(definition.formula, 'daysSince');
  }
}

/** A formula that cannot be read calls nothing. */
export function calls(formula: string, name: 'daysSince' | 'priceOf'): boolean {
  try {
    return callsIn(parseFormula(formula), name);
  } catch (error) {
    if (error instanceof FormulaRefusal) return false;
    throw error;
  }
}

function callsIn(expression: Expression, name: string): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'property':
      return false;
    case 'unary':
      return callsIn(expression.of, name);
    case 'binary':
      return callsIn(expression.left, name) || callsIn(expression.right, name);
    case 'call':
      return expression.name === name || expression.of.some((each) => callsIn(each, name));
  }
}
