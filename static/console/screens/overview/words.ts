import type { OverviewSeries } from '../../../../src/contract/overview';
import type { TileName } from '../../../../src/contract/targets';
import type { Standing } from '../../../../src/contract/standing';
import { day } from '../../parts/format';

/** `unit` stands beside the term where that does not say all; short, because tiles are narrow. */
type TileWords = { readonly term: string; readonly meaning: string; readonly unit?: string };

/** What each headline figure means. */
export const tileWords: Readonly<Record<TileName, TileWords>> = {
  activeAccounts: {
    term: 'Active accounts',
    meaning:
      'Accounts in which at least one user used a feature in the 30 days up to and including the last day shown. Opening a page is not usage.',
  },
  dau: {
    term: 'Daily active users',
    unit: 'so far',
    meaning: 'DAU: distinct users who used a feature on the last day shown (UTC). That day may still be running.',
  },
  wau: { term: 'Weekly active users', meaning: 'WAU: distinct users who used a feature on the last day shown or in the 6 days before it.' },
  mau: {
    term: 'Monthly active users',
    meaning: 'MAU: distinct users who used a feature on the last day shown or in the 29 days before it.',
  },
  stickiness: {
    term: 'Stickiness',
    unit: 'DAU/MAU',
    meaning:
      'Mean daily users of the last seven whole days, divided by the monthly users at their end: on how many of 100 days a user comes. The running day stays out. Changes are in percentage points (pp).',
  },
  weeklyReturn: {
    term: 'Came again',
    unit: 'last week',
    meaning:
      'Of the users of the week before last, the share that used a feature in the last whole week too. Weeks begin on Monday (UTC). Changes are in percentage points (pp).',
  },
  newUsers: {
    term: 'New users',
    unit: 'in 30 days',
    meaning: 'Users whose first day with a feature, ever, lies in the 30 days up to and including the last day shown.',
  },
  uses: {
    term: 'Feature uses',
    unit: 'in 30 days',
    meaning:
      'How often features were used in the 30 days up to and including the last day shown, by named users and by nobody in particular.',
  },
  usesPerUser: {
    term: 'Uses per user',
    unit: 'in 30 days',
    meaning: 'How often features were used in 30 days, divided by the monthly active users.',
  },
  mrr: {
    term: 'MRR',
    meaning: 'What customers pay in a month on the last day shown: annual plans count with a twelfth. One-time sales and taxes stay out.',
  },
  nrr: {
    term: 'Net revenue retention',
    meaning:
      'Of those who paid twelve months ago: what they pay now, as a share of what they paid then. Above 100% they grew by more than was lost; new customers stay out. Changes are in percentage points (pp).',
  },
  mrrAtRisk: {
    term: 'MRR at risk',
    meaning:
      'MRR of accounts that pay and report, but in which nobody used a feature for 30 days. Accounts that are not observed are never counted here. Less is better.',
  },
  trials: {
    term: 'Trials running',
    meaning: 'Evaluations that began in the 30 days up to and including the last day shown and are not paid for yet.',
  },
};

/** Figures of which less is better. */
export const lowerIsBetter: ReadonlySet<TileName> = new Set<TileName>(['mrrAtRisk']);

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
    'For each feature: the accounts and users who used it in the range, their share of the active accounts, and how often it was used. A user of several accounts counts in each.',
  siteAdoption: 'For each feature: the users on this site who used it in the range, and how often it was used.',
  mrr: 'What customers pay in a month, at the end of each UTC day: the same figure as on the revenue screen.',
  week: 'The last seven whole days beside the seven before them: MRR that was won or lost, payers of whom the thirtieth day without use has come, trials with twice the users, and accounts with clearly more or fewer users. What is not observed is never called a loss.',
  payingUsing:
    'Every account by two questions: does it pay, and did anyone use a feature in the last 30 days? Choose a cell to list its accounts.',
} as const;

/** What the dotted lines of a chart are of. */
export function beforeWords({ series }: Pick<OverviewSeries, 'series'>): string {
  const [first, last] = [series[0], series.at(-1)];
  return first === undefined || last === undefined ? '' : `Dotted: ${day(first.day)} to ${day(last.day)}, the same weekdays`;
}
