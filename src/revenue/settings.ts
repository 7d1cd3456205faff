import type { Basis } from './line';

/** `graceDays`: a pause of at most so many days is no pause; 0 as in Atlassian's own figures. */
export type RevenueSettings = { readonly basis: Basis; readonly graceDays: number };

export const DEFAULT_SETTINGS: RevenueSettings = { basis: 'customer', graceDays: 0 };

/** An account that starts so many days before or after another one's end may be its continuation. */
export const TWIN_WITHIN_DAYS = 30;

/** A rebill is sold on the day of the refund that it replaces … */
export const REBILL_SOLD_WITHIN_DAYS = 0;

/** … and bills from about the same day: a month's plan that becomes a year's may start within the month. */
export const REBILL_STARTS_WITHIN_DAYS = 30;

/** Months of MRR in a price, for spans that are neither a month nor a year: price ÷ days × 365 / 12. */
export const DAYS_PER_YEAR = 365;
export const MONTHS_PER_YEAR = 12;
