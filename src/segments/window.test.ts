import fc from 'fast-check';
import { dayNumber } from '../platform/days';
import { FOREVER, nextTurn, type Window, windowBounds } from './window';

const periods = ['week', 'month', 'quarter', 'year'] as const;
const windows: readonly Window[] = [
  { type: 'today' },
  { type: 'yesterday' },
  { type: 'lastDays', days: 1 },
  { type: 'lastDays', days: 30 },
  { type: 'nextDays', days: 1 },
  { type: 'nextDays', days: 7 },
  { type: 'moreThanDaysAgo', days: 14 },
  { type: 'ever' },
  { type: 'sinceStage', stage: null },
  { type: 'between', fromDay: '2024-02-28', throughDay: '2024-03-01' },
  ...periods.flatMap((period) => [{ type: 'this', period } as const, { type: 'last', period } as const]),
];

const bounds = (window: Window, today: string) => {
  const { from, through } = windowBounds(window, dayNumber(today));
  return [from - dayNumber('2024-01-01'), through - dayNumber('2024-01-01')];
};

test.each<[Window, string, number, number]>([
  [{ type: 'lastDays', days: 30 }, '2024-03-01', 31, 60],
  [{ type: 'yesterday' }, '2024-03-01', 59, 59],
  [{ type: 'this', period: 'week' }, '2024-01-07', 0, 6],
  [{ type: 'last', period: 'week' }, '2024-01-08', 0, 6],
  [{ type: 'this', period: 'month' }, '2024-02-29', 31, 59],
  [{ type: 'last', period: 'month' }, '2024-03-01', 31, 59],
  [{ type: 'this', period: 'quarter' }, '2024-05-13', 91, 133],
  [{ type: 'last', period: 'quarter' }, '2024-05-13', 0, 90],
  [{ type: 'last', period: 'year' }, '2025-01-01', 0, 365],
  [{ type: 'nextDays', days: 7 }, '2024-01-01', 0, 6],
  [{ type: 'between', fromDay: '2024-01-02', throughDay: '2024-01-04' }, '2030-01-01', 1, 3],
])('%j on %s', (window, today, from, through) => {
  expect(bounds(window, today)).toEqual([from, through]);
});

test('the next turn of a day is the first day on which it is in or out where today it is not', () => {
  const today = fc.integer({ min: dayNumber('2023-12-20'), max: dayNumber('2025-01-10') });
  fc.assert(
    fc.property(fc.constantFrom(...windows), today, fc.integer({ min: -40, max: 40 }), (window, day, distance) => {
      const isIn = (at: number) => {
        const { from, through } = windowBounds(window, at);
        return day + distance >= from && day + distance <= through;
      };
      let turn = day + 1;
      while (turn <= day + 800 && isIn(turn) === isIn(day)) turn += 1;
      expect(nextTurn(window, day, day + distance)).toBe(turn > day + 800 ? FOREVER : turn);
    }),
    { numRuns: 2000 },
  );
});
