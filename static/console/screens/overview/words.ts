import type { Overview } from '../../../../src/contract/console';
import type { Standing } from '../../../../src/contract/standing';

/** What each headline figure means. */
export const tileWords = {
  activeAccounts: {
    term: 'Active accounts',
    meaning:
      'Accounts in which at least one user used a feature in the 30 days up to and including the last day shown. Opening a page is not usage.',
  },
  dau: {
    term: 'Daily active users',
    meaning: 'DAU: distinct users who used a feature on the last day shown (UTC). That day may still be running.',
  },
  wau: { term: 'Weekly active users', meaning: 'WAU: distinct users who used a feature on the last day shown or in the 6 days before it.' },
  mau: {
    term: 'Monthly active users',
    meaning: 'MAU: distinct users who used a feature on the last day shown or in the 29 days before it.',
  },
  stickiness: {
    term: 'Stickiness',
    meaning: 'DAU divided by MAU: the share of the month’s users who came on the last day shown. Its change is in percentage points (pp).',
  },
} as const satisfies Record<keyof Overview['tiles'], { term: string; meaning: string }>;

export const standingWords: Readonly<Record<Standing, { readonly term: string; readonly meaning: string }>> = {
  'paid-used': { term: 'Paid and used', meaning: 'Pays, and users used a feature in the last 30 days.' },
  'paid-silent': { term: 'Paid and silent', meaning: 'Pays and reports, but nobody used a feature in the last 30 days: revenue at risk.' },
  'unpaid-used': {
    term: 'Unpaid and used',
    meaning: 'Does not pay (trial, free or lapsed), but users used a feature in the last 30 days: the ones to win.',
  },
  neither: { term: 'Neither', meaning: 'Does not pay and reports, but nobody used a feature in the last 30 days.' },
  'not-observed': {
    term: 'Not observed',
    meaning: 'No heartbeat in 8 days: analytics switched off, an old version, or Data Center. Never counted as unused.',
  },
};

export const chartWords = {
  actives:
    'Distinct users and accounts with at least one feature event, counted on each UTC day for the day itself, its last 7 and its last 30 days.',
  adoption:
    'For each feature: the accounts and users who used it in the range, their share of the active accounts, and how often it was used.',
  siteAdoption: 'For each feature: the users on this site who used it in the range, and how often it was used.',
  payingUsing:
    'Every account by two questions: does it pay, and did anyone use a feature in the last 30 days? Choose a cell to list its accounts.',
} as const;
