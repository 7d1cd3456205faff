/** A UTC calendar date; `month` counts from January of year 0, so that the next month is one more. */
type CalendarDate = { readonly month: number; readonly dayOfMonth: number };

const DAYS_PER_ERA = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH = 719_468;

/** The months of a year that starts in March, so that the leap day is its last: day of the year to month, by a straight line. */
function calendarDate(day: number): CalendarDate {
  const shifted = day + EPOCH;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const year = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / (DAYS_PER_ERA - 1))) / 365,
  );
  const dayOfYear = dayOfEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return { month: (year + era * 400) * 12 + marchMonth + 2, dayOfMonth };
}

/** The month of a day, counted from January of year 0. */
export function monthOf(day: number): number {
  return calendarDate(day).month;
}

/** The day number of the first day of a month. */
export function firstDayOf(month: number): number {
  const year = Math.floor(month / 12);
  return Date.UTC(year, month - year * 12, 1) / 86_400_000;
}

export function monthText(month: number): string {
  const year = Math.floor(month / 12);
  return `${String(year).padStart(4, '0')}-${String(month - year * 12 + 1).padStart(2, '0')}`;
}

/** The month of `YYYY-MM`, null for anything else. */
export function monthFromText(text: string): number | null {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  return match === null ? null : Number(match[1]) * 12 + Number(match[2]) - 1;
}

/**
 * True from a day to the same day of the next month. Short months clamp: a plan billed on the 31st runs 31 January – 28 February –
 * 31 March, and each of these is one month.
 */
export function isOneMonth(startDay: number, endDay: number): boolean {
  const days = endDay - startDay;
  if (days < 28 || days > 31) return false;
  const { month, dayOfMonth } = calendarDate(startDay);
  const here = daysIn(month);
  const next = daysIn(month + 1);
  const endOfMonth = dayOfMonth + days - here;
  if (endOfMonth < 1 || endOfMonth > next) return false;
  return endOfMonth === dayOfMonth || (endOfMonth > dayOfMonth ? dayOfMonth === here : endOfMonth === next);
}

export function isOneYear(startDay: number, endDay: number): boolean {
  return endDay - startDay === 365 || endDay - startDay === 366;
}

function daysIn(month: number): number {
  const ofYear = month % 12;
  if (ofYear !== 1) return ofYear === 3 || ofYear === 5 || ofYear === 8 || ofYear === 10 ? 30 : 31;
  const year = (month - 1) / 12;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
