import { workingDay } from './working-day';

const shape = { seed: 'leap', day: Date.parse('2028-02-29T00:00:00Z'), users: 50, eventsPerUser: 40, visitsPerUser: 6, medianGapMs: 4_000 };

test('the same shape gives the same day, another seed another', () => {
  expect(workingDay(shape)).toEqual(workingDay(shape));
  expect(workingDay({ ...shape, seed: 'other' })).not.toEqual(workingDay(shape));
});

test('fifty users do forty things each in six visits that neither overlap nor leave the day', () => {
  const visits = workingDay(shape);
  expect(visits).toHaveLength(300);
  expect(new Set(visits.map(({ accountId }) => accountId)).size).toBe(50);
  for (let user = 0; user < 50; user += 1) {
    const own = visits.slice(user * 6, user * 6 + 6);
    expect(own.flatMap(({ steps }) => steps)).toHaveLength(40);
    const instants = own.flatMap(({ steps, leftAt }) => [...steps.map(({ at }) => at), leftAt]);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(new Date(Math.max(...instants)).toISOString().slice(0, 10)).toBe('2028-02-29');
  }
});

test('the median gap within a visit is the one asked for', () => {
  const gaps = workingDay(shape)
    .flatMap(({ steps }) => steps.slice(1).map(({ at }, index) => at - (steps[index]?.at ?? NaN)))
    .sort((a, b) => a - b);
  expect(gaps[Math.floor(gaps.length / 2)]).toBeGreaterThan(3_600);
  expect(gaps[Math.floor(gaps.length / 2)]).toBeLessThan(4_400);
});
