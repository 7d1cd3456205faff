import fc from 'fast-check';
import { rollingActives } from './rolling-actives';
import type { UserDay } from './rolling-actives';

/** The definition: count distinct users with a day in the window, day by day. */
function byDefinition(userDays: readonly UserDay[], from: number, to: number) {
  const active = (day: number, window: number) =>
    new Set(userDays.filter((each) => each.day <= day && each.day > day - window).map((each) => each.userId)).size;
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => {
    const day = from + offset;
    return { day, users1: active(day, 1), users7: active(day, 7), users30: active(day, 30) };
  });
}

const userDaysArbitrary = fc.uniqueArray(fc.record({ userId: fc.integer({ min: 1, max: 6 }), day: fc.integer({ min: 0, max: 80 }) }), {
  selector: (each) => `${each.userId}:${each.day}`,
  maxLength: 60,
});

test('the sweep equals the definition', () => {
  fc.assert(
    fc.property(userDaysArbitrary, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 50 }), (userDays, from, length) => {
      expect(rollingActives(userDays, from, from + length)).toEqual(byDefinition(userDays, from, from + length));
    }),
  );
});

test('one user on days 10 and 12 counts once in every window', () => {
  const rows = rollingActives(
    [
      { userId: 7, day: 12 },
      { userId: 7, day: 10 },
    ],
    10,
    20,
  );
  expect(rows.map((row) => row.users1)).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
  expect(rows.map((row) => row.users7)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
  expect(rows.map((row) => row.users30)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
});
