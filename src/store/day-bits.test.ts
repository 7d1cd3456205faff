import fc from 'fast-check';
import { packBits, unpackBits } from './day-bits';

test('days come back as they were, whatever the first one is', () => {
  const days = fc.uniqueArray(fc.integer({ min: 15_000, max: 19_000 }), { minLength: 1 }).map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(days, (all) => {
      expect(unpackBits(all[0] ?? 0, packBits(all))).toEqual(all);
    }),
  );
});

test.each([
  [[20_000], 'AQ=='],
  [[20_000, 20_001, 20_007], 'gw=='],
  [[20_000, 20_008], 'AQE='],
])('%j is a short text', (days, text) => {
  expect(packBits(days)).toBe(text);
});
