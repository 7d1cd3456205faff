import { OPERATORS } from '../../../../../src/segments/operators';
import { bindTest } from '../../../../../src/segments/check-condition';
import type { PropertyTest } from '../../../../../src/segments/condition';
import { PropertyType } from '../../../../../src/segments/value';
import { EMPTY_TEST } from './draft';
import { operatorsOf, withOperator, withProperty } from './compare';
import { absentWords, OPERATOR_WORDS, operatorWords } from './words';

const GIVEN: Readonly<Record<PropertyType, PropertyTest['value']>> = {
  text: 'a',
  number: 1,
  boolean: null,
  day: '2026-02-28',
  list: ['a'],
  money: 100,
};

test.each(PropertyType.options)('every comparison of %s has words of its own, and says what becomes of those without a value', (type) => {
  const operators = operatorsOf(type);
  for (const operator of operators) {
    expect(OPERATOR_WORDS).toHaveProperty(operator);
    const said = absentWords('account', type, operator);
    if (operator === 'hasValue' || operator === 'hasNoValue') expect(said).toBe('');
    else expect(said.endsWith('do not meet this.')).toBe(OPERATORS[type][operator]?.absent === false);
  }
  expect(new Set(operators.map((operator) => operatorWords(type, operator))).size).toBe(operators.length);
});

test.each(PropertyType.options)('from any comparison of any type to one of %s: what fits stays, nothing else does', (type) => {
  for (const from of PropertyType.options)
    for (const before of operatorsOf(from)) {
      const test = withOperator(withProperty(EMPTY_TEST, 'x', from), before, from);
      const filled = { ...test, value: bindTest(from, { ...test, value: GIVEN[from] }).ok ? GIVEN[from] : test.value };
      for (const operator of operatorsOf(type)) {
        const after = withOperator(withProperty(filled, 'y', type), operator, type);
        const bound = bindTest(type, after);
        // Either it can be asked at once, or what to compare with is plainly not there yet.
        if (!bound.ok) {
          expect(bound.problem.path).toBe('value');
          const given = [after.value].flat();
          expect(given.length === 0 || given.some((each) => each === '' || Number.isNaN(each))).toBe(true);
        }
      }
    }
});

test('what was typed stays from one text to several and back', () => {
  const several = withOperator({ property: 'plan', operator: 'is', value: 'Standard' }, 'isOneOf', 'text');
  expect(several.value).toEqual(['Standard']);
  expect(withOperator(several, 'startsWith', 'text').value).toBe('Standard');
  expect(withOperator(several, 'hasValue', 'text').value).toBeNull();
});
