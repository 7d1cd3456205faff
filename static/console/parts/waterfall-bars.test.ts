import fc from 'fast-check';
import { placeOf, waterfallBars } from './waterfall-bars';

const steps = (opening: number, changes: readonly number[]) => [
  { id: 'opening', cents: opening, isTotal: true },
  ...changes.map((cents, index) => ({ id: String(index), cents, isTotal: false })),
  { id: 'closing', cents: changes.reduce((sum, cents) => sum + cents, opening), isTotal: true },
];

test('each bar begins where the one before it ended', () => {
  const { bars, gapCents } = waterfallBars(steps(10_000, [2_000, 0, -500]));
  expect(bars.map(({ from, to }) => [from, to])).toEqual([
    [0, 10_000],
    [10_000, 12_000],
    [12_000, 12_000],
    [12_000, 11_500],
    [0, 11_500],
  ]);
  expect(gapCents).toBe(0);
});

test('what does not add up is told', () => {
  const [opening, change, closing] = steps(100, [20]);
  if (opening === undefined || change === undefined || closing === undefined) throw new Error('No steps');
  expect(waterfallBars([opening, change, { ...closing, cents: 125 }]).gapCents).toBe(5);
});

test.each([
  ['small changes on large totals raise the ground', 100_000, [3_000, -1_000], true],
  ['changes as large as the totals do not', 10_000, [9_000, -8_000], false],
  ['a beginning from nothing does not', 0, [9_000, -800], false],
])('%s', (_name, opening, changes, isRaised) => {
  const { bottom } = waterfallBars(steps(opening, changes));
  expect(bottom > 0).toBe(isRaised);
});

test('it always closes, and every bar lies within the drawing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000, max: 10_000_000 }),
      fc.array(fc.integer({ min: -900_000, max: 900_000 }), { maxLength: 7 }),
      (opening, changes) => {
        const { bars, bottom, top, gapCents } = waterfallBars(steps(opening, changes));
        expect(gapCents).toBe(0);
        expect(bars.at(-1)?.to).toBe(bars.at(-2)?.to);
        expect(bottom).toBeLessThan(top);
        for (const bar of bars) {
          const { start, size } = placeOf(bar, bottom, top);
          expect(start).toBeGreaterThanOrEqual(-1e-9);
          expect(start + size).toBeLessThanOrEqual(100 + 1e-9);
          // No level but the ground of a total is cut off.
          if (!bar.isTotal) expect(Math.min(bar.from, bar.to)).toBeGreaterThanOrEqual(bottom);
        }
      },
    ),
  );
});

test('nothing at all is drawn as nothing', () => {
  const { bars, bottom, top } = waterfallBars(steps(0, [0, 0]));
  expect(bars.map((bar) => placeOf(bar, bottom, top).size)).toEqual([0, 0, 0, 0]);
});
