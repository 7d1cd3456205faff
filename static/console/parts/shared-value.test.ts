import fc from 'fast-check';
import { sharedWith } from './shared-value';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test('it says what the newer value says, whatever was before', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, next) => {
      expect(JSON.stringify(sharedWith(before, next))).toBe(JSON.stringify(next));
    }),
  );
});

test('a value that says the same is the value before', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const before = copy(value);
      expect(sharedWith(before, copy(value))).toBe(before);
    }),
  );
});

test('parts that say the same are those before', () => {
  const before = { days: [{ day: 1 }, { day: 2 }], at: 'early', none: null };
  const shared = sharedWith(before, { days: [{ day: 1 }, { day: 2 }, { day: 3 }], at: 'late', none: null });
  expect(shared.days).not.toBe(before.days);
  expect(shared.days[1]).toBe(before.days[1]);
  expect(sharedWith(before, { ...copy(before), at: 'late' }).days).toBe(before.days);
});
