import { heatWeeks } from './heat-days';

test('53 weeks from a Monday to the day, across a leap day and a year’s end', () => {
  const weeks = heatWeeks([{ day: '2028-02-29', users: 4, events: 9 }], '2028-03-01');
  expect(weeks).toHaveLength(53);
  expect(weeks.every((week) => week.length === 7)).toBe(true);
  // 1 March 2028 is a Wednesday.
  expect(weeks.at(-1)?.map((each) => each?.day ?? null)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01', null, null, null, null]);
  expect(weeks[0]?.[0]?.day).toBe('2027-03-01');
  expect(weeks.flat().filter((each) => each?.level === 4)).toEqual([{ day: '2028-02-29', users: 4, events: 9, level: 4 }]);
});

test('levels are quarters of the busiest day, and activity of nobody in particular shows', () => {
  const days = [1, 2, 3, 4, 5, 8].map((users, index) => ({ day: `2026-11-0${String(index + 1)}`, users, events: users }));
  const weeks = heatWeeks([...days, { day: '2026-11-07', users: 0, events: 3 }], '2026-11-08').flat();
  const levels = [1, 2, 3, 4, 5, 6, 7, 8].map((day) => weeks.find((each) => each?.day === `2026-11-0${String(day)}`)?.level);
  expect(levels).toEqual([1, 1, 2, 2, 3, 4, 1, 0]);
});
