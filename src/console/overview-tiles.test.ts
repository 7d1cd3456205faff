import { dayNumber } from '../platform/days';
import { stickinessOn, usesOn } from './overview-days';
import { tileOf, trendDaysOf } from './overview-tiles';
import { newUsersBy, weeklyReturnBy } from './overview-users';

const today = dayNumber('2028-03-01');

test.each([
  [7, 'many', 7, 6],
  [30, 'many', 30, 29],
  [90, 'many', 30, 87],
  [7, 'few', 7, 6],
  [30, 'few', 6, 25],
  [90, 'few', 7, 78],
] as const)('%d days, %s: %d steps over %d days', (rangeDays, most, count, span) => {
  const days = trendDaysOf(today, rangeDays, most);
  const steps = new Set(days.slice(1).map((day, index) => day - (days[index] ?? 0)));
  expect({ count: days.length, span: today - (days[0] ?? 0), last: days.at(-1), steps: steps.size }).toEqual({
    count,
    span,
    last: today,
    steps: 1,
  });
});

const nothing = { activeAccounts: 0, accounts30: 0, dau: 0, wau: 0, mau: 0, events: 0 };

test('stickiness is the mean of the seven days before over the month at their end; the running day stays out', () => {
  // 2 + 4 + 0 + 0 + 3 + 5 + 7 = 21 over 7 days is 3 a day, of 12 in the month.
  const dau = [2, 4, 0, 0, 3, 5, 7];
  const on = (day: number) => ({
    ...nothing,
    dau: day === today ? 1_000 : (dau[day - today + 7] ?? 500),
    mau: day === today - 1 ? 12 : 99,
  });
  expect(stickinessOn({ on }, today)).toBe(0.25);
  expect(stickinessOn({ on: () => nothing }, today)).toBeNull();
});

test('uses are of thirty days, the day itself included', () => {
  const on = (day: number) => ({ ...nothing, events: day > today - 30 && day <= today ? 2 : 1_000 });
  expect(usesOn({ on }, today)).toBe(60);
});

const period = { born: 0, returned: 0, resurrected: 0, dormant: 0 };

test('new users are those born in thirty days', () => {
  const newUsers = newUsersBy([
    { ...period, start_day: today - 30, born: 100 },
    { ...period, start_day: today - 29, born: 3 },
    { ...period, start_day: today, born: 4 },
    { ...period, start_day: today + 1, born: 100 },
  ]);
  expect(newUsers(today)).toBe(7);
});

test('who came again is told of whole weeks, across a leap day', () => {
  // 2028-03-01 is a Wednesday: the last whole week began on 21 February, the one before on 14 February.
  const weekly = weeklyReturnBy([
    { ...period, start_day: dayNumber('2028-02-14'), born: 5, returned: 12, resurrected: 3 },
    { ...period, start_day: dayNumber('2028-02-21'), returned: 8 },
    { ...period, start_day: dayNumber('2028-02-28'), returned: 1 },
  ]);
  for (const day of ['2028-02-28', '2028-02-29', '2028-03-01', '2028-03-05']) expect([day, weekly(dayNumber(day))]).toEqual([day, 0.4]);
  // All 8 of the week of 21 February had returned, and 1 of them came again.
  expect(weekly(dayNumber('2028-03-06'))).toBe(1 / 8);
  expect(weekly(dayNumber('2028-02-27'))).toBeNull();
});

test('without history there is no earlier figure, and a target needs a figure', () => {
  const measure = { name: 'mrr', on: (day: number) => (day === today ? 5 : 4), trendDays: [today - 1, today], hasHistory: false } as const;
  const target = { value: 9, byDay: today + 10, startValue: 1, startDay: today - 10 };
  expect(tileOf(measure, { today, compared: today - 7 }, target)).toMatchObject({
    unit: 'money',
    value: 5,
    previous: null,
    trend: [4, 5],
    target: { progress: 0.5, expected: 5, state: 'onTrack' },
  });
  expect(tileOf({ ...measure, hasHistory: true }, { today, compared: today - 7 }, undefined)).toMatchObject({ previous: 4, target: null });
  expect(tileOf({ ...measure, on: () => null }, { today, compared: today - 7 }, target)).toMatchObject({ value: null, target: null });
});
