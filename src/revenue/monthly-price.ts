import { isOneMonth, isOneYear } from './calendar';
import { DAYS_PER_YEAR, MONTHS_PER_YEAR } from './settings';

/**
 * What a price for `[startDay, endDay)` comes to in a month, in whole cents: a month's price as it is, a year's by twelve, any
 * other span by its days. Rounded here, once, before anything is summed.
 */
export function monthlyCents(cents: number, startDay: number, endDay: number): number {
  if (isOneMonth(startDay, endDay)) return cents;
  if (isOneYear(startDay, endDay)) return divideRounded(cents, MONTHS_PER_YEAR);
  return divideRounded(cents * DAYS_PER_YEAR, (endDay - startDay) * MONTHS_PER_YEAR);
}

/** A quotient of whole numbers, rounded half away from zero. Exact while twice the numerator is below 2^53. */
export function divideRounded(numerator: number, denominator: number): number {
  const negative = numerator < 0 !== denominator < 0;
  const whole = Math.abs(denominator);
  const magnitude = Math.floor((2 * Math.abs(numerator) + whole) / (2 * whole));
  return negative && magnitude !== 0 ? -magnitude : magnitude;
}

/** The billing period that a line states, else the one that its span has; null for odd spans. */
export function periodOf(billingPeriod: string | null, startDay: number, endDay: number): string | null {
  if (billingPeriod !== null) return billingPeriod;
  if (isOneYear(startDay, endDay)) return 'Annual';
  return isOneMonth(startDay, endDay) ? 'Monthly' : null;
}
