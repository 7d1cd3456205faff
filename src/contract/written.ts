/** How days and money are written wherever people read them, by the server's sentences and by the page alike. Files and inputs keep ISO days and digits. */

const LOCALE = 'en-US';
const days = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' });
const dollars = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'USD' });
const wholeDollars = new Intl.NumberFormat(LOCALE, {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
  // Without the sign of a negative zero: a refund of five cents is not "−$0".
  signDisplay: 'negative',
});

/** The hyphen of a formatted number as a minus sign. */
export const withMinus = (formatted: string): string => formatted.replace('-', '−');

/** A UTC day `2026-11-21` as `Nov 21, 2026` */
export const writtenDay = (isoDay: string): string => days.format(new Date(`${isoDay}T00:00:00Z`));

/** Integer cents as `$1,234.50`, `−$430.00` */
export const writtenMoney = (cents: number): string => withMinus(dollars.format(cents / 100));

/** Integer cents as `$1,235`; the exact amount belongs beside it or in a tooltip. */
export const writtenRoundMoney = (cents: number): string => withMinus(wholeDollars.format(cents / 100));
