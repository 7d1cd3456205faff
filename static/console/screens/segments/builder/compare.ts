import type { Operand, PropertyTest } from '../../../../../src/segments/condition';
import type { OperandKind } from '../../../../../src/segments/operator';
import { operatorOf, OPERATORS } from '../../../../../src/segments/operators';
import { isValueOf, type PropertyType } from '../../../../../src/segments/value';

/** What to compare a property of a type by, as it is offered. */
export const operatorsOf = (type: PropertyType): readonly string[] => Object.keys(OPERATORS[type]);

const FIRST_OPERATOR: Readonly<Record<PropertyType, string>> = {
  text: 'is',
  number: 'isAtLeast',
  boolean: 'isTrue',
  day: 'isWithin',
  list: 'includesAny',
  money: 'isAtLeast',
};

/** A test of another property; the comparison stays where it can be asked of that one as well. */
export function withProperty(test: PropertyTest, property: string, type: PropertyType): PropertyTest {
  const operator = operatorOf(type, test.operator) === undefined ? FIRST_OPERATOR[type] : test.operator;
  return withOperator({ ...test, property, operator }, operator, type);
}

/** Compared by another operator; what it is compared with stays as far as it fits. */
export function withOperator(test: PropertyTest, operator: string, type: PropertyType): PropertyTest {
  const wanted = operatorOf(type, operator);
  return { property: test.property, operator, value: wanted === undefined ? null : fitting(wanted.operand, type, test.value) };
}

function fitting(kind: OperandKind, type: PropertyType, before: Operand): Operand {
  switch (kind) {
    case 'nothing':
      return null;
    case 'one':
      return one(type, Array.isArray(before) ? before[0] : before);
    case 'several':
      return Array.isArray(before)
        ? before.filter((each) => typeof each === 'string')
        : typeof before === 'string' && before !== ''
          ? [before]
          : [];
    case 'pair': {
      const [low, high] = Array.isArray(before) ? before : [before, before];
      return [typeof low === 'number' ? low : NaN, typeof high === 'number' ? high : NaN];
    }
    case 'window':
      return isWindow(before) ? before : { type: 'lastDays', days: 30 };
  }
}

function one(type: PropertyType, value: unknown): Operand {
  if (type === 'number' || type === 'money') return typeof value === 'number' ? value : NaN;
  return typeof value === 'string' && isValueOf(type, value) ? value : '';
}

const isWindow = (value: Operand): value is Exclude<Operand, string | number | boolean | null | readonly (string | number)[]> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
