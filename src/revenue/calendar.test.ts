import { addMonths } from '../../dev/simulator/calendar';
import { dayFromNumber, dayNumber } from '../platform/days';
import { firstDayOf, isOneMonth, monthFromText, monthOf, monthText } from './calendar';

test('the month of every day of three centuries', () => {
  const wrong: string[] = [];
  for (let day = dayNumber('1900-01-01'); day < dayNumber('2200-01-01'); day += 1)
    if (monthText(monthOf(day)) !== dayFromNumber(day).slice(0, 7)) wrong.push(dayFromNumber(day));
  expect(wrong).toEqual([]);
});

test('a month and its text are each other', () => {
  expect([monthFromText('2026-03'), monthFromText('2026-13'), monthFromText('26-03')]).toEqual([2026 * 12 + 2, null, null]);
  expect(dayFromNumber(firstDayOf(2026 * 12 + 2))).toBe('2026-03-01');
});

/** From every day of four years, every end up to 35 days on: a month if some day of the month, clamped, leads from one to the other. */
test('one month, by trying every day of the month that a plan may be billed on', () => {
  const wrong: string[] = [];
  for (let start = dayNumber('2023-12-01'); start < dayNumber('2027-12-31'); start += 1) {
    const first = firstDayOf(monthOf(start));
    const ends = new Set(
      Array.from({ length: 31 }, (_, index) => index).flatMap((index) => {
        const anchor = dayNumber('2024-01-01') + index;
        const months = monthOf(first) - monthOf(anchor);
        return addMonths(anchor, months) === start ? [addMonths(anchor, months + 1)] : [];
      }),
    );
    for (let end = start + 20; end < start + 36; end += 1)
      if (isOneMonth(start, end) !== ends.has(end)) wrong.push(`${dayFromNumber(start)}..${dayFromNumber(end)}`);
  }
  expect(wrong).toEqual([]);
});
