import fc from 'fast-check';
import { blocksPerAnswer, firstUseDay, readFigures, writeFigures } from './day-figures';

const BLOCK = 30;
const value = fc.oneof(fc.nat(9), fc.nat(200), fc.nat(999_999_999));
const values = fc.array(value, { minLength: BLOCK, maxLength: BLOCK });

test('figures that were written come out again, in a text as long as its column allows', () => {
  fc.assert(
    fc.property(values, (all) => {
      const text = writeFigures(all);
      expect(readFigures(text)).toEqual(all);
      expect(text.length).toBeLessThanOrEqual(270);
    }),
  );
});

test('a block in which nothing was done takes nothing; what has no room is refused', () => {
  const none = new Array<number>(BLOCK).fill(0);
  expect(writeFigures(none)).toBe('');
  expect(readFigures('')).toEqual(none);
  expect(writeFigures(none.with(2, 10))).toBe(`000010${'00'.repeat(27)}`);
  expect(() => writeFigures(none.with(2, 1_000_000_000))).toThrow(RangeError);
  expect(() => writeFigures([1])).toThrow(RangeError);
  expect(blocksPerAnswer(4) * (4 * 270 + 130)).toBeLessThan(2 ** 22);
});

test('the first day of use is the first one that the first block has', () => {
  fc.assert(
    fc.property(fc.nat(1_500), fc.uniqueArray(fc.nat(BLOCK - 1), { minLength: 1 }), (block, places) => {
      const days = places.reduce((bits, place) => bits | (1 << place), 0);
      expect(firstUseDay(block * 2 ** BLOCK + days)).toBe(block * BLOCK + Math.min(...places));
    }),
  );
});
