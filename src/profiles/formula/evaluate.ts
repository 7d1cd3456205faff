import { dayFromNumber, dayNumber, isDay } from '../../platform/days';
import type { PropertyValue } from '../../segments/value';
import { MAX_TEXT } from '../../segments/value';
import type { BinaryOperator, Expression } from './expression';

/** Where a formula finds what it needs. Prices are cents a seat and month. */
export type FormulaFacts = {
  readonly property: (key: string) => PropertyValue | null;
  readonly priceOf: (tier: string) => number | null;
  /** Days since 1970-01-01. */
  readonly today: number;
};

/** `value: null`: something that it needs is not known. `cannot`: what is known does not add up. */
export type FormulaResult = { readonly value: PropertyValue | null } | { readonly cannot: string };

/** Money is whole cents at the end, and may be fractions on the way. */
export function evaluateFormula(expression: Expression, facts: FormulaFacts, as: 'money' | 'other' = 'other'): FormulaResult {
  try {
    const value = evaluate(expression, facts);
    if (typeof value === 'string' && value.length > MAX_TEXT) return { cannot: 'the text is too long' };
    return { value: as === 'money' && typeof value === 'number' ? Math.round(value) : value };
  } catch (error) {
    if (error instanceof CannotEvaluate) return { cannot: error.message };
    throw error;
  }
}

class CannotEvaluate extends Error {
  override readonly name = 'CannotEvaluate';
}

function evaluate(expression: Expression, facts: FormulaFacts): PropertyValue | null {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'property':
      return facts.property(expression.key);
    case 'unary': {
      const of = evaluate(expression.of, facts);
      if (of === null) return null;
      return expression.operator === 'not' ? of !== true : -(of as number);
    }
    case 'binary':
      return binary(expression, facts);
    case 'call':
      return call(expression, facts);
  }
}

function binary({ operator, left, right }: Expression & { kind: 'binary' }, facts: FormulaFacts): PropertyValue | null {
  const first = evaluate(left, facts);
  // These can be known when only one side is.
  if (operator === '??') return first ?? evaluate(right, facts);
  if (operator === 'and' || operator === 'or') {
    const decides = operator === 'or';
    if (first === decides) return decides;
    const second = evaluate(right, facts);
    return second === decides ? decides : first === null || second === null ? null : !decides;
  }
  const second = evaluate(right, facts);
  if (first === null || second === null) return null;
  if (operator === '=') return sameValue(first, second);
  if (operator === '!=') return !sameValue(first, second);
  if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=') return compared(operator, first, second);
  return arithmetic(operator, first, second);
}

function compared(operator: '<' | '<=' | '>' | '>=', first: PropertyValue, second: PropertyValue): boolean {
  switch (operator) {
    case '<':
      return first < second;
    case '<=':
      return first <= second;
    case '>':
      return first > second;
    case '>=':
      return first >= second;
  }
}

function sameValue(first: PropertyValue, second: PropertyValue): boolean {
  if (typeof first === 'object' && typeof second === 'object') {
    const [one, other] = [new Set(first), new Set(second)];
    return one.size === other.size && [...one].every((each) => other.has(each));
  }
  return first === second;
}

function arithmetic(
  operator: Exclude<BinaryOperator, '??' | 'and' | 'or' | '=' | '!=' | '<' | '<=' | '>' | '>='>,
  first: PropertyValue,
  second: PropertyValue,
): PropertyValue {
  if (typeof first === 'string') {
    const day = dayNumber(first);
    if (typeof second === 'string') return day - dayNumber(second);
    return shifted(day, operator === '-' ? -(second as number) : (second as number));
  }
  const [left, right] = [first as number, second as number];
  switch (operator) {
    case '+':
      return finite(left + right);
    case '-':
      return finite(left - right);
    case '*':
      return finite(left * right);
    case '/':
      if (right === 0) throw new CannotEvaluate('it divides by zero');
      return finite(left / right);
  }
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new CannotEvaluate('the number is too large');
  return value;
}

function shifted(day: number, by: number): string {
  const moved = Math.round(day + by);
  // Days of four-digit years, as dates are written.
  if (moved < -719_528 || moved > 2_932_896) throw new CannotEvaluate('the day is out of the calendar');
  return dayFromNumber(moved);
}

function call({ name, of }: Expression & { kind: 'call' }, facts: FormulaFacts): PropertyValue | null {
  const [first, second, third] = of;
  if (name === 'isKnown') return first !== undefined && evaluate(first, facts) !== null;
  if (name === 'if') {
    const condition = first === undefined ? null : evaluate(first, facts);
    const chosen = condition === true ? second : third;
    return condition === null || chosen === undefined ? null : evaluate(chosen, facts);
  }
  const values: PropertyValue[] = [];
  for (const each of of) {
    const value = evaluate(each, facts);
    if (value === null) return null;
    values.push(value);
  }
  const [value, other] = values;
  if (value === undefined) return null;
  const number = value as number;
  switch (name) {
    case 'abs':
      return Math.abs(number);
    case 'ceil':
      return Math.ceil(number);
    case 'floor':
      return Math.floor(number);
    case 'round': {
      const scale = 10 ** Math.min(6, Math.max(0, Math.round((other as number | undefined) ?? 0)));
      return finite(Math.round(number * scale) / scale);
    }
    case 'min':
      return values.reduce((least, each) => (each < least ? each : least));
    case 'max':
      return values.reduce((most, each) => (each > most ? each : most));
    case 'contains':
      return typeof value === 'object' ? value.includes(other as string) : (value as string).includes(other as string);
    case 'day':
      if (!isDay(value as string)) throw new CannotEvaluate('a day is written such as "2026-02-28"');
      return value;
    case 'daysSince':
      return facts.today - dayNumber(value as string);
    case 'length':
      return (value as string | readonly string[]).length;
    case 'lower':
      return (value as string).toLowerCase();
    case 'priceOf':
      return facts.priceOf(value as string);
  }
}
