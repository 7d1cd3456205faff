import fc from 'fast-check';
import { dayFromNumber, dayNumber } from '../platform/days';
import { GRAINS, periodsOf } from './calendar';
import { periodsBefore, presetRange, RANGE_PRESETS, rangeBefore } from './day-range';

const leapDay = dayNumber('2028-02-29');

test.each([
  ['last-7-days', '2028-02-23', '2028-02-29'],
  ['last-30-days', '2028-01-31', '2028-02-29'],
  ['last-90-days', '2027-12-02', '2028-02-29'],
  ['last-365-days', '2027-03-02', '2028-02-29'],
  ['this-month', '2028-02-01', '2028-02-29'],
  ['last-month', '2028-01-01', '2028-01-31'],
  ['this-quarter', '2028-01-01', '2028-02-29'],
  ['last-quarter', '2027-10-01', '2027-12-31'],
] as const)('%s on a leap day', (preset, from, to) => {
  const range = presetRange(preset, leapDay);
  expect([dayFromNumber(range.fromDay), dayFromNumber(range.toDay)]).toEqual([from, to]);
});

test('the month before January is December', () => {
  expect(presetRange('last-month', dayNumber('2028-01-01'))).toEqual({ fromDay: dayNumber('2027-12-01'), toDay: dayNumber('2027-12-31') });
});

test('whatever is looked at, as many periods lie before it, days on the same weekdays, and none in both', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 19_000, max: 23_000 }),
      fc.constantFrom(...RANGE_PRESETS),
      fc.constantFrom(...GRAINS),
      (today, preset, grain) => {
        const { fromDay, toDay } = presetRange(preset, today);
        const { startDays } = periodsOf({ fromDay, days: toDay - fromDay + 1 }, grain);
        const before = periodsBefore(startDays, grain);
        expect(before).toHaveLength(startDays.length);
        expect(before.at(-1)).toBeLessThanOrEqual(startDays[0] ?? 0);
        if (grain === 'day') {
          expect(before.map((day) => day % 7)).toEqual(startDays.map((day) => day % 7));
          expect(rangeBefore({ fromDay, toDay })).toEqual({ fromDay: before[0], toDay: (before.at(-1) ?? 0) - 1 });
        } else expect(before.at(-1)).toBe(startDays[0]);
      },
    ),
  );
});
