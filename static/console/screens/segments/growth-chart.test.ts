import { placeRows } from '../../parts/segment-chart';
import { growthChart, othersIn, withOthers } from './growth-chart';

const grown = (...growth: readonly (readonly [day: string, members: number, entered: number, left: number])[]) => ({
  growth: growth.map(([day, members, entered, left]) => ({ day, members, entered, left })),
});

test('segments of other ages stand day by day, and nothing is known of one before it was made', () => {
  const older = grown(['2028-02-28', 3, 3, 0], ['2028-02-29', 5, 2, 0], ['2028-03-01', 4, 0, 1]);
  const younger = grown(['2028-03-01', 9, 9, 0]);
  const rowsOf = (index: number) =>
    placeRows(
      [younger, older].map((answer) => growthChart('account').measures[index]?.pointsOf(answer) ?? []),
      { order: 'place' },
    ).map(({ place, values }) => [place, ...values]);
  expect(rowsOf(0)).toEqual([
    ['2028-02-28', null, 3],
    ['2028-02-29', null, 5],
    ['2028-03-01', 9, 4],
  ]);
  expect(rowsOf(2).at(-1)).toEqual(['2028-03-01', 0, 1]);
});

test('an address names at most two others, and only such as there are', () => {
  const others = [2, 3, 5].map((segmentId) => ({ segmentId, name: `S${String(segmentId)}` }));
  expect(othersIn(new URLSearchParams('id=1&beside=1&beside=3&beside=2'), others)).toEqual([3, 2]);
  expect(othersIn(withOthers(new URLSearchParams('id=1'), [5, 2]), others)).toEqual([5, 2]);
  expect(withOthers(new URLSearchParams('id=1&beside=3'), []).toString()).toBe('id=1');
});
