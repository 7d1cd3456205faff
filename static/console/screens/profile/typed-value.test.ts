import fc from 'fast-check';
import { isValueOf, PropertyType } from '../../../../src/segments/value';
import { asTyped, parseTyped, shownPlain } from './typed-value';

test.each([
  ['money', '1,200', 120_000],
  ['money', '$99.5', 9_950],
  ['money', '-0.10', -10],
  ['money', '19.999', null],
  ['money', '1e3', null],
  ['number', '0,5', 0.5],
  ['number', '12 %', null],
  ['number', '', null],
  ['boolean', 'true', true],
  ['boolean', '', null],
  ['day', '2024-02-30', null],
  ['day', '2024-02-29', '2024-02-29'],
  ['list', 'b, a,, b', ['a', 'b']],
  ['text', '  ', null],
  ['text', ' <b> ', '<b>'],
  ['text', 'x'.repeat(501), null],
] as const)('%s %j is %j', (type, typed, expected) => {
  expect(parseTyped(type, typed)).toEqual(expected);
});

test('money and days are written for people', () => {
  expect([shownPlain('money', 9_950), shownPlain('day', '2024-02-29'), shownPlain('number', 1234), shownPlain('list', ['a', 'b'])]).toEqual(
    ['$99.50', 'Feb 29, 2024', '1,234', 'a, b'],
  );
});

test('what is in the store stands in its field as it is', () => {
  const stored = fc.oneof(
    fc.record({ type: fc.constant('money' as const), value: fc.integer({ min: -1e12, max: 1e12 }) }),
    fc.record({ type: fc.constant('number' as const), value: fc.integer() }),
    fc.record({ type: fc.constant('boolean' as const), value: fc.boolean() }),
  );
  fc.assert(
    fc.property(stored, ({ type, value }) => {
      expect(parseTyped(type, asTyped(type, value))).toEqual(value);
    }),
  );
});

test('whatever is typed, what comes out is of the type', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PropertyType.options), fc.string(), (type, typed) => {
      const value = parseTyped(type, typed);
      if (value !== null) expect(isValueOf(type, value)).toBe(true);
    }),
  );
});
