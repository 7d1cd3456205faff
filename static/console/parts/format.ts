import { withMinus, writtenDay, writtenMoney, writtenRoundMoney } from '../../../src/contract/written';

const LOCALE = 'en-US';
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 4, signDisplay: 'negative' });
const oneDecimal = new Intl.NumberFormat(LOCALE, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const wholePercent = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 });
const shortDayFormat = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', month: 'short', day: 'numeric' });
const timeFormat = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** 4,120 */
export const count = (value: number): string => withMinus(whole.format(value));
/** A number as it is, 0.016194 as `0.0162`: what comes after four decimals nobody reads. */
export const figure = (value: number): string => withMinus(decimals.format(value));
/** `4,120 licences`, `1 licence` */
export const counted = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;
/** A ratio, 0.1234 as `12.3%` */
export const percent = (ratio: number): string => withMinus(oneDecimal.format(ratio));
/** A ratio, 0.1234 as `12%`; a share that is small but there reads `<1%`, never `0%`. */
export const roundPercent = (ratio: number): string => (ratio > 0 && ratio < 0.005 ? '<1%' : withMinus(wholePercent.format(ratio)));
/** Integer cents as `$1,234.50` */
export const money = writtenMoney;
/** Integer cents as `$1,235`, for headlines; the exact amount belongs beside it or in a tooltip. */
export const roundMoney = writtenRoundMoney;
/** Integer cents as `1234.50`, for a spreadsheet: digits only, computed without a float division. */
export function moneyDigits(cents: number): string {
  const amount = Math.abs(cents).toString().padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${amount.slice(0, -2)}.${amount.slice(-2)}`;
}
/** A UTC day `2026-11-21` as `Nov 21, 2026` */
export const day = writtenDay;
/** A UTC day as `Nov 21` */
export const shortDay = (isoDay: string): string => shortDayFormat.format(new Date(`${isoDay}T00:00:00Z`));

/** An instant as `12:03 UTC`, with the day in front unless it falls on `today`. */
export function instant(iso: string, today: string): string {
  const at = new Date(iso);
  const time = `${timeFormat.format(at)} UTC`;
  const onDay = at.toISOString().slice(0, 10);
  return onDay === today ? time : `${day(onDay)}, ${time}`;
}
