import fc from 'fast-check';
import { isValueOf, PropertyType } from '../segments/value';
import type { PropertyValue } from '../segments/value';
import { retyped } from './retyped';

test.each([
  ['12', 'number', 12],
  [' 12.5 ', 'number', 12.5],
  ['12 seats', 'number', null],
  ['', 'number', null],
  ['0x10', 'number', null],
  ['1e999', 'number', null],
  [12.5, 'money', null],
  [1200, 'money', 1200],
  ['1200', 'money', 1200],
  ['Yes', 'boolean', true],
  [0, 'boolean', false],
  ['maybe', 'boolean', null],
  ['2024-02-29T23:59:59Z', 'day', '2024-02-29'],
  ['2024-02-30', 'day', null],
  [['a', 'b'], 'text', 'a, b'],
  [true, 'text', 'true'],
  ['b, a;b', 'list', ['a', 'b']],
  [7, 'list', null],
] as const)('%j as %s is %j', (value, type, expected) => {
  expect(retyped(value, type)).toEqual(expected);
});

test('what comes out is of the type, and reading it again changes nothing', () => {
  const value = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.array(fc.string(), { maxLength: 5 }));
  fc.assert(
    fc.property(value, fc.constantFrom(...PropertyType.options), (before: PropertyValue, type) => {
      const after = retyped(before, type);
      if (after === null) return;
      expect(isValueOf(type, after)).toBe(true);
      expect(retyped(after, type)).toEqual(after);
    }),
  );
});
