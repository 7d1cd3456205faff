import { ahead, count, dollars, dollarsPerMillion, instant } from './format';

test.each([
  [0, '$0'],
  [12.345, '$12.35'],
  [0.000123456, '$0.000123'],
  [0.5, '$0.500'],
])('dollars(%d)', (value, text) => {
  expect(dollars(value)).toBe(text);
});

test.each([
  [0, 'real time'],
  [3_600_000, '1 h ahead'],
  [86_400_000, '1 day ahead'],
  [8 * 86_400_000 + 2 * 3_600_000, '8 days 2 h ahead'],
  [-86_400_000, '1 day behind'],
  [120_000, 'less than an hour ahead'],
])('ahead(%d)', (offsetMs, words) => {
  expect(ahead(offsetMs)).toBe(words);
});

test('instants are UTC; other text stays', () => {
  expect(instant('2024-02-29T23:59:58.123Z')).toBe('2024-02-29 23:59:58 UTC');
  expect(instant('soon')).toBe('soon');
});

test('dollars per million need events', () => {
  expect(dollarsPerMillion(2, 500_000)).toBe(4);
  expect(dollarsPerMillion(2, 0)).toBeNull();
  expect(dollarsPerMillion(2, undefined)).toBeNull();
});

test('counts are grouped', () => {
  expect(count(1234567.891)).toBe('1,234,567.89');
});
