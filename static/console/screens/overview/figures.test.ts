import { readFigure, typedFigure, written } from './figures';

test.each([
  ['count', 1234, '1,234', '1234'],
  ['share', 0.1234, '12.3%', '12.34'],
  ['share', 1.05, '105.0%', '105'],
  ['money', 123_456, '$1,235', '1234.56'],
  ['money', 500_000, '$5,000', '5000'],
  ['decimal', 7.25, '7.3', '7.25'],
] as const)('%s %d reads %s, is typed %s, and read back', (unit, value, shown, typed) => {
  expect([written(unit, value), typedFigure(unit, value), readFigure(unit, typed)]).toEqual([shown, typed, value]);
});

test('what is not known is a dash', () => {
  expect(written('share', null)).toBe('–');
});

test.each([
  ['money', '$ 5,000.5', 500_050],
  ['share', '62 %', 0.62],
  ['share', '0.5', 0.005],
  ['count', ' 1,200 ', 1200],
  ['count', '12.5', null],
  ['count', '-3', null],
  ['count', '', null],
  ['money', '1e9', null],
  ['money', '1.234', null],
  ['decimal', '9999999999', null],
] as const)('%s from %j is %j', (unit, text, value) => {
  expect(readFigure(unit, text)).toBe(value);
});
