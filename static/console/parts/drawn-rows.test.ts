import fc from 'fast-check';
import { drawnRows, type DrawnRows, NOTHING_DRAWN } from './drawn-rows';

const VIEW = 17;
const walk = (tops: readonly number[]): DrawnRows[] => {
  let now = NOTHING_DRAWN;
  return tops.map((top) => (now = drawnRows(now, top, VIEW)));
};

test('a list begins with few rows, and has more drawn ahead of the view the longer it is scrolled one way', () => {
  const steps = walk(Array.from({ length: 20 }, (_, index) => index * 4));
  expect(steps[0]).toEqual({ topRow: 0, first: 0, last: VIEW + 16 });
  const ahead = steps.map(({ topRow, last }) => last - topRow - VIEW);
  expect(ahead.every((rows, index) => index === 0 || rows >= (ahead[index - 1] ?? 0))).toBe(true);
  expect(ahead.at(-1)).toBe(80);
  expect(steps.at(-1)?.first).toBe(76 - 8);
});

test('wherever it goes, what is in view is drawn, with no more than a few new rows for each step', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 30 }), (tops) => {
      for (const { topRow, first, last } of walk(tops)) {
        expect(first).toBeLessThanOrEqual(Math.max(0, topRow - 8));
        expect(last).toBeGreaterThanOrEqual(topRow + VIEW + 8);
        expect(last - first).toBeLessThanOrEqual(VIEW + 88);
      }
    }),
  );
  const steps = walk(Array.from({ length: 30 }, (_, index) => 400 - index * 4));
  steps.slice(1).forEach(({ first }, index) => {
    expect((steps[index]?.first ?? 0) - first).toBeLessThanOrEqual(12);
  });
});
