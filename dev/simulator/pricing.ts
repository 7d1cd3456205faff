import { dayNumber } from '../../src/platform/days';
import type { DayIndex } from './calendar';

export type BillingPeriod = 'Monthly' | 'Annual';

/** Price of each user beyond the flat first ten, in cents a month, up to and including `upTo` users. */
const STEPS = [
  { upTo: 100, centsEach: 150 },
  { upTo: 250, centsEach: 120 },
  { upTo: 1000, centsEach: 80 },
  { upTo: Infinity, centsEach: 40 },
] as const;
const FLAT_USERS = 10;
const FLAT_CENTS = 1500;
const ANNUAL_TIERS = [10, 15, 25, 50, 75, 100, 150, 200, 250, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000, 5000, 10000] as const;

export function monthlyListCents(users: number): number {
  let cents = FLAT_CENTS;
  let counted = FLAT_USERS;
  for (const { upTo, centsEach } of STEPS) {
    const here = Math.max(0, Math.min(users, upTo) - counted);
    cents += here * centsEach;
    counted += here;
  }
  return cents;
}

/** Annual plans are sold in tiers; monthly ones by the user. */
export function billedUsers(period: BillingPeriod, users: number): number {
  return period === 'Monthly' ? users : (ANNUAL_TIERS.find((tier) => tier >= users) ?? 10000);
}

/** A full term at list price. A year costs ten months, rounded up to whole dollars. */
export function listCents(period: BillingPeriod, users: number): number {
  return period === 'Monthly' ? monthlyListCents(users) : Math.ceil((monthlyListCents(users) * 10) / 100) * 100;
}

const SHARES = [
  { from: dayNumber('2026-10-01'), percent: 83 },
  { from: dayNumber('2026-04-01'), percent: 84 },
  { from: -Infinity, percent: 85 },
] as const;
const DATA_CENTER_PERCENT = 75;

/** What the vendor keeps of a sale made that day, in whole percent. */
export function vendorPercent(saleDay: DayIndex, hosting: 'Cloud' | 'Data Center'): number {
  if (hosting === 'Data Center') return DATA_CENTER_PERCENT;
  return SHARES.find(({ from }) => saleDay >= from)?.percent ?? 85;
}

export function percentOf(cents: number, percent: number): number {
  return Math.round((cents * percent) / 100);
}
