import fc from 'fast-check';
import { touchedSpans } from './account-days';

/** Rows that a change on a day reaches: those of the day and of the 29 after it. */
const reached = (from: number, to: number): number[] => Array.from({ length: to + 29 - from + 1 }, (_, offset) => from + offset);

test('spans reach exactly the days that changes reach, and no day twice', () => {
  const touch = fc.record({ accountId: fc.integer({ min: 1, max: 3 }), day: fc.integer({ min: 19_000, max: 19_400 }) });
  fc.assert(
    fc.property(fc.array(touch, { maxLength: 30 }), (touched) => {
      const spans = touchedSpans(touched);
      for (const accountId of [1, 2, 3]) {
        const own = spans.filter((span) => span.accountId === accountId).flatMap(({ first, last }) => reached(first, last));
        const days = touched.filter((each) => each.accountId === accountId).flatMap(({ day }) => reached(day, day));
        expect(own).toEqual([...new Set(days)].sort((a, b) => a - b));
      }
    }),
  );
});
