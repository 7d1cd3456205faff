import { heatWeeks, squareAt, squaresOf, STRIP } from './heat-days';

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

test('every day up to the last one is drawn once, in its level, and is found where it is drawn', () => {
  const days = [1, 2, 3, 4].map((users) => ({ day: `2026-11-0${String(users)}`, users, events: users }));
  const weeks = heatWeeks(days, '2026-11-05');
  const shown = weeks.flat().filter((each) => each !== null);
  const found = ([0, 1, 2, 3, 4] as const).flatMap((level) =>
    [...squaresOf(weeks, level).matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => {
      const square = squareAt(weeks, Number(x) / STRIP.width, Number(y) / STRIP.height);
      expect(square?.level).toBe(level);
      return square?.day;
    }),
  );
  expect(found.toSorted()).toEqual(shown.map((each) => each.day));
  expect(squareAt(weeks, 0.999, 0.999)).toBeNull();
});
