import { dayNumber } from '../platform/days';
import { monthBefore } from './revenue-bridge';
import { endOfMonth, lastDayOf, monthsOf, scopeOf } from './revenue-scope';

const request = { basis: 'net', months: 6, filter: { app: ['a'] } } as const;

test('six months are the running one and five before it, across a year’s end', () => {
  const scope = scopeOf(() => Date.parse('2028-02-29T23:59:59Z'), request);
  expect(scope).toEqual({
    question: { basis: 'net', filter: { app: ['a'] } },
    today: dayNumber('2028-02-29'),
    fromMonth: 2027 * 12 + 8,
    toMonth: 2028 * 12 + 1,
  });
  expect(monthsOf(scope)).toHaveLength(6);
});

test('a month that is over ends where the next begins; the running one ends today', () => {
  const today = dayNumber('2028-02-10');
  expect(endOfMonth(2028 * 12, today)).toBe(dayNumber('2028-02-01'));
  expect(lastDayOf(2028 * 12 + 1, today)).toBe(today);
});

test.each([
  ['2028-03-31', 1, '2028-02-29'],
  ['2027-03-31', 1, '2027-02-28'],
  ['2028-02-29', 12, '2027-02-28'],
  ['2028-01-15', 1, '2027-12-15'],
  ['2028-05-31', 12, '2027-05-31'],
])('%s, %d months before', (day, months, before) => {
  expect(monthBefore(dayNumber(day), months)).toBe(dayNumber(before));
});
