import type { PropertyType } from '../../segments/value';
import { FormulaRefusal } from './expression';
import type { BinaryOperator, Expression } from './expression';

/**
 * What a formula, or a part of it, amounts to. A number has a unit: powers of money and of days. Seats, users and times are counts and
 * have none.
 */
export type FormulaType =
  /** `bare`: written in the formula itself, so that it can also be a number of days. */
  | { readonly kind: 'number'; readonly money: number; readonly days: number; readonly bare?: true }
  | { readonly kind: 'text' | 'boolean' | 'day' | 'list' };

const COUNT: FormulaType = { kind: 'number', money: 0, days: 0 };
const BARE: FormulaType = { kind: 'number', money: 0, days: 0, bare: true };
const MONEY: FormulaType = { kind: 'number', money: 1, days: 0 };
const DAYS: FormulaType = { kind: 'number', money: 0, days: 1 };
const [TEXT, BOOLEAN, DAY]: readonly [FormulaType, FormulaType, FormulaType] = [{ kind: 'text' }, { kind: 'boolean' }, { kind: 'day' }];

/** Properties by key; undefined for one that there is not. */
export type TypeOf = (key: string) => PropertyType | undefined;

/** The type of what a formula gives, as a property has it. Throws `FormulaRefusal` when it mixes what does not go together. */
export function checkFormula(expression: Expression, typeOf: TypeOf): PropertyType {
  const type = check(expression, typeOf);
  if (type.kind !== 'number') return type.kind;
  if (type.money === 1 && type.days === 0) return 'money';
  if (type.money === 0) return 'number';
  throw new FormulaRefusal(`The result is ${named(type)}, which is neither money nor a number.`, expression.at);
}

function check(expression: Expression, typeOf: TypeOf): FormulaType {
  switch (expression.kind) {
    case 'literal':
      if (typeof expression.value === 'number') return expression.money ? MONEY : BARE;
      return typeof expression.value === 'string' ? TEXT : BOOLEAN;
    case 'property': {
      const type = typeOf(expression.key);
      if (type === undefined) throw new FormulaRefusal(`There is no property “${expression.key}”.`, expression.at);
      if (type === 'number') return COUNT;
      return type === 'money' ? MONEY : { kind: type };
    }
    case 'unary': {
      const of = check(expression.of, typeOf);
      demand(expression, of, expression.operator === 'not' ? 'boolean' : 'number', `“${expression.operator}”`);
      return of;
    }
    case 'binary':
      return checkBinary(expression, check(expression.left, typeOf), check(expression.right, typeOf));
    case 'call':
      return checkCall(
        expression,
        expression.of.map((each) => check(each, typeOf)),
      );
  }
}

function checkBinary(expression: Expression & { kind: 'binary' }, left: FormulaType, right: FormulaType): FormulaType {
  const { operator } = expression;
  switch (operator) {
    case 'and':
    case 'or':
      demand(expression, left, 'boolean', `“${operator}”`);
      demand(expression, right, 'boolean', `“${operator}”`);
      return BOOLEAN;
    case '*':
    case '/':
      return scaled(expression, operator, left, right);
    case '+':
    case '-':
      return added(expression, operator, left, right);
    case '??':
      return same(expression, operator, left, right);
    case '=':
    case '!=':
      same(expression, operator, left, right);
      return BOOLEAN;
    case '<':
    case '<=':
    case '>':
    case '>=':
      same(expression, operator, left, right);
      if (left.kind !== 'number' && left.kind !== 'day')
        throw new FormulaRefusal(`“${operator}” compares numbers, money or days, not ${named(left)}.`, expression.at);
      return BOOLEAN;
  }
}

function scaled(expression: Expression, operator: '*' | '/', left: FormulaType, right: FormulaType): FormulaType {
  if (left.kind !== 'number' || right.kind !== 'number')
    throw new FormulaRefusal(`“${operator}” takes numbers, not ${named(left.kind === 'number' ? right : left)}.`, expression.at);
  const sign = operator === '*' ? 1 : -1;
  return { kind: 'number', money: left.money + sign * right.money, days: left.days + sign * right.days };
}

function added(expression: Expression, operator: '+' | '-', left: FormulaType, right: FormulaType): FormulaType {
  if (left.kind === 'day' && right.kind === 'day' && operator === '-') return DAYS;
  if (left.kind === 'day' && right.kind === 'number' && right.money === 0) return DAY;
  const type = same(expression, operator, left, right);
  if (type.kind !== 'number') throw new FormulaRefusal(`“${operator}” takes numbers, not ${named(type)}.`, expression.at);
  return type;
}

function same(expression: Expression, operator: BinaryOperator | 'if' | 'min' | 'max', left: FormulaType, right: FormulaType): FormulaType {
  if (left.kind !== 'number' || right.kind !== 'number') {
    if (left.kind === right.kind) return left;
  } else if (left.money === right.money && (left.days === right.days || left.bare === true || right.bare === true)) {
    return left.bare === true ? right : left;
  }
  throw new FormulaRefusal(`“${operator}” does not go with ${named(left)} and ${named(right)}.`, expression.at);
}

function checkCall(expression: Expression & { kind: 'call' }, of: readonly FormulaType[]): FormulaType {
  const { name } = expression;
  const count = ARGUMENTS[name];
  if (of.length < count.least || of.length > count.most)
    throw new FormulaRefusal(`“${name}” takes ${count.words}, and was given ${of.length}.`, expression.at);
  const [first = COUNT, second = COUNT, third = COUNT] = of;
  const takes = (type: FormulaType, kind: FormulaType['kind']) => {
    demand(expression, type, kind, `“${name}”`);
  };
  switch (name) {
    case 'abs':
    case 'ceil':
    case 'floor':
      takes(first, 'number');
      return first;
    case 'round':
      takes(first, 'number');
      takes(second, 'number');
      return first;
    case 'min':
    case 'max':
      if (first.kind !== 'day') takes(first, 'number');
      return of.reduce((type, each) => same(expression, name, type, each), first);
    case 'contains':
      if (first.kind !== 'list') takes(first, 'text');
      takes(second, 'text');
      return BOOLEAN;
    case 'day':
      takes(first, 'text');
      return DAY;
    case 'daysSince':
      takes(first, 'day');
      return DAYS;
    case 'if':
      takes(first, 'boolean');
      return same(expression, 'if', second, third);
    case 'isKnown':
      return BOOLEAN;
    case 'length':
      if (first.kind !== 'list') takes(first, 'text');
      return COUNT;
    case 'lower':
      takes(first, 'text');
      return TEXT;
    case 'priceOf':
      takes(first, 'text');
      return MONEY;
  }
}

const one = { least: 1, most: 1, words: 'one value' };
const two = { least: 2, most: 2, words: 'two values' };
const some = { least: 2, most: 10, words: 'two to ten values' };
const ARGUMENTS: Readonly<Record<(Expression & { kind: 'call' })['name'], typeof one>> = {
  abs: one,
  ceil: one,
  contains: two,
  day: one,
  daysSince: one,
  floor: one,
  if: { least: 3, most: 3, words: 'a condition and two values' },
  isKnown: one,
  length: one,
  lower: one,
  max: some,
  min: some,
  priceOf: one,
  round: { least: 1, most: 2, words: 'a number and how many digits' },
};

function demand(expression: Expression, type: FormulaType, kind: FormulaType['kind'], who: string): void {
  const wanted = kind === 'number' ? COUNT : { kind };
  if (type.kind !== kind) throw new FormulaRefusal(`${who} takes ${named(wanted)}, not ${named(type)}.`, expression.at);
}

function named(type: FormulaType): string {
  switch (type.kind) {
    case 'number': {
      const { money, days } = type;
      if (money === 0 && days === 0) return 'a number';
      if (money === 1 && days === 0) return 'money';
      if (money === 0 && days === 1) return 'a number of days';
      return `a number of ${[power('dollars', money), power('days', days)].filter((each) => each !== '').join(' × ')}`;
    }
    case 'text':
      return 'text';
    case 'boolean':
      return 'yes or no';
    case 'day':
      return 'a day';
    case 'list':
      return 'a list';
  }
}

function power(unit: string, exponent: number): string {
  if (exponent === 0) return '';
  return exponent === 1 ? unit : `${unit}^${exponent}`;
}
