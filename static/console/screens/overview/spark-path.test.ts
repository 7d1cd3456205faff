import { sparkPath } from './spark-path';

test('from edge to edge, the greatest on top', () => {
  expect(sparkPath([10, 20, 15], 100, 20)).toBe('M0 20L50 0L100 10');
});

test('what is level runs through the middle, and what hardly moves hardly leaves it', () => {
  expect(sparkPath([0, 0], 100, 20)).toBe('M0 10L100 10');
  expect(sparkPath([7, 7, 7], 100, 20)).toBe('M0 10L50 10L100 10');
  // One in a hundred, where the height stands for ten in a hundred.
  expect(sparkPath([99, 100], 100, 20)).toBe('M0 11L100 9');
});

test('a value that is not known breaks the line; one value makes none', () => {
  expect(sparkPath([1, null, 1, 2], 90, 20)).toBe('M0 20M60 20L90 0');
  expect(sparkPath([null, 5], 90, 20)).toBe('');
});
