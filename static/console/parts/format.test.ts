import { count, counted, day, figure, instant, money, moneyDigits, percent, roundMoney, roundPercent, shortDay } from './format';

test.each([
  [0, '0'],
  [4120, '4,120'],
  [1_234_567, '1,234,567'],
])('count %p', (value, text) => {
  expect(count(value)).toBe(text);
});

test.each([
  [12, '12'],
  [1234.5, '1,234.5'],
  [0.016194331983805668, '0.0162'],
  [-0.00001, '0'],
])('figure %p', (value, text) => {
  expect(figure(value)).toBe(text);
});

test('a unit agrees with its number', () => {
  expect(counted(1, 'licence')).toBe('1 licence');
  expect(counted(0, 'licence')).toBe('0 licences');
  expect(counted(4120, 'entry', 'entries')).toBe('4,120 entries');
});

test.each([
  [0, '$0.00', '$0', '0.00'],
  [5, '$0.05', '$0', '0.05'],
  [-5, '−$0.05', '$0', '-0.05'],
  [123_450, '$1,234.50', '$1,235', '1234.50'],
  [-123_450, '−$1,234.50', '−$1,235', '-1234.50'],
  [1_234_567_890_123, '$12,345,678,901.23', '$12,345,678,901', '12345678901.23'],
])('%p cents', (cents, exact, rounded, digits) => {
  expect(money(cents)).toBe(exact);
  expect(roundMoney(cents)).toBe(rounded);
  expect(moneyDigits(cents)).toBe(digits);
});

test('shares', () => {
  expect(percent(0.1234)).toBe('12.3%');
  expect(roundPercent(0.1234)).toBe('12%');
  expect(roundPercent(0)).toBe('0%');
  expect(roundPercent(0.001)).toBe('<1%');
  expect(roundPercent(1.06)).toBe('106%');
});

test('days are UTC calendar days, over a leap day and a year end', () => {
  expect(day('2024-02-29')).toBe('Feb 29, 2024');
  expect(day('2027-01-01')).toBe('Jan 1, 2027');
  expect(shortDay('2026-12-31')).toBe('Dec 31');
});

test('an instant names its day unless it is today', () => {
  expect(instant('2026-11-21T12:03:59.000Z', '2026-11-21')).toBe('12:03 UTC');
  expect(instant('2026-11-20T00:05:00.000Z', '2026-11-21')).toBe('Nov 20, 2026, 00:05 UTC');
});
