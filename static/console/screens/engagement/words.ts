import type { EngagementGrain, EngagementUnit } from '../../../../src/contract/engagement';
import { count, counted, day, shortDay } from '../../parts/format';
import { briefMonth, month } from '../../parts/months';
import type { Scope } from '../../parts/page-scope';
import type { Of, Section, When } from './query';

export const sectionTitles: Readonly<Record<Section, string>> = {
  adoption: 'Adoption',
  uptake: 'Uptake',
  retention: 'Retention',
  lifecycle: 'Lifecycle',
  stickiness: 'Stickiness',
  funnel: 'Funnel',
  activation: 'Activation',
  seats: 'Seat use',
};

const ACTIVE = 'Active is who used a feature of the product; opening a page is not use. Days are UTC, weeks begin on Monday.';

export const meanings = {
  adoption:
    'For each feature, who used it in the range, on how many days and how often. The period before is as long, back by whole weeks. Features that were used before the range but not in it stand last. Days are UTC.',
  triangle: 'A row for each period in which units were active for the first time ever, a column for each period since. ' + ACTIVE,
  curves: 'The rows of the triangle as one line. Periods that have not ended are left out.',
  lifecycle: 'Who was active in each period, by whether they had been active before, and who stopped. ' + ACTIVE,
  stickiness: 'On how many days of the period units were active. ' + ACTIVE,
} as const;

export type Term = { readonly term: string; readonly meaning: string };

export const featureTerms = {
  share: { term: 'Reach', meaning: 'Accounts that used the feature in the range ÷ accounts that used any feature in it.' },
  accounts: { term: 'Accounts', meaning: 'Accounts in which at least one user used the feature in the range.' },
  newAccounts: { term: 'New', meaning: 'Accounts that used the feature in the range for the first time ever.' },
  users: {
    term: 'Users',
    meaning: 'Users who used the feature in the range. A user who belongs to several accounts counts once in each.',
  },
  frequency: { term: 'Active days', meaning: 'On how many days of the range a user used the feature, in the mean of its users.' },
  depth: { term: 'Uses per user', meaning: 'Uses in the range, by anyone ÷ users.' },
  uses: { term: 'Uses', meaning: 'How often the feature was used in the range, by anyone.' },
  mrr: {
    term: 'MRR',
    meaning:
      'Monthly recurring revenue of the accounts that used the feature in the range. An account counts in full for each feature it used.',
  },
} as const satisfies Record<string, Term>;
export const siteUsers: Term = { term: 'Users', meaning: 'Users on this site who used the feature in the range.' };

export const LIFECYCLE_KINDS = ['new', 'returning', 'resurrected', 'dormant'] as const;
type LifecycleKind = (typeof LIFECYCLE_KINDS)[number];
export const lifecycleTerms: Readonly<Record<LifecycleKind, Term>> = {
  new: { term: 'New', meaning: 'Active for the first time ever, not only for the first time in the periods shown.' },
  returning: { term: 'Returning', meaning: 'Active now and in the period before.' },
  resurrected: { term: 'Resurrected', meaning: 'Active now and at some time earlier, but not in the period before.' },
  dormant: {
    term: 'Dormant',
    meaning: 'Active in the period before and not now. While a period runs, some of them may still come.',
  },
};

export const meanTerms = {
  weighted: { term: 'Weighted', meaning: 'All cohorts together: units that came ÷ units that could. A large cohort weighs more.' },
  simple: { term: 'Simple', meaning: 'The mean of the cohorts’ shares. Each cohort weighs the same, however small.' },
} as const satisfies Record<string, Term>;

const GRAINS: Readonly<Record<EngagementGrain, string>> = { day: 'day', week: 'week', month: 'month' };
const UNITS: Readonly<Record<EngagementUnit, string>> = { user: 'user', account: 'account' };

/** `1 user`, `1,200 accounts` */
export const countedUnits = (value: number, unit: EngagementUnit): string => counted(value, UNITS[unit]);
/** `users`, on a customer's site `users on this site` */
export const unitsOf = (unit: EngagementUnit, scope: Scope): string => (scope === 'site' ? 'users on this site' : `${UNITS[unit]}s`);
/** `Users` */
export const unitHeading = (unit: EngagementUnit): string => (unit === 'user' ? 'Users' : 'Accounts');

/** A period by its first day: `Nov 16, 2026`, `Week of Nov 16, 2026`, `November 2026`. */
export function periodName(grain: EngagementGrain, startDay: string): string {
  switch (grain) {
    case 'day':
      return day(startDay);
    case 'week':
      return `Week of ${day(startDay)}`;
    case 'month':
      return month(startDay.slice(0, 7));
  }
}

/** The same where there is little room: `Nov 16`, `Nov 2026`. */
export const periodLabel = (grain: EngagementGrain, startDay: string): string =>
  grain === 'month' ? briefMonth(startDay.slice(0, 7)) : shortDay(startDay);

/** `Week 3` after the first */
export const ageName = (grain: EngagementGrain, age: string): string => `${ageTitle(grain)} ${age}`;
export const ageTitle = (grain: EngagementGrain): string => ({ day: 'Day', week: 'Week', month: 'Month' })[grain];

/** What a share of the triangle says, in a sentence. */
export function shareWords(unit: EngagementUnit, grain: EngagementGrain, when: When, of: Of, scope: Scope): string {
  const period = GRAINS[grain];
  const came = when === 'on' ? `in that ${period}` : `in that ${period} or any later one`;
  const [who, all] = unit === 'user' ? ['who', 'all who'] : ['that', 'all that'];
  const base = of === 'start' ? `${all} were active for the first time in the ${period} of the row` : `those counted one ${period} before`;
  return `The share of ${unitsOf(unit, scope)} ${who} were active ${came}, of ${base}.`;
}

/** How fresh the figures are, where not all is in them. */
export const waitingWords = (waiting: number): string =>
  waiting === 1 ? 'What 1 account did is still being counted.' : `What ${count(waiting)} accounts did is still being counted.`;

/** Nothing to show, and what may be done about it. */
export function nothingWords(unit: EngagementUnit, scope: Scope, isFiltered: boolean): string {
  if (isFiltered) return 'Nobody in accounts like that used a feature in these periods. Clear the filters to see all.';
  if (scope === 'site') return 'No user on this site has used a feature in these periods.';
  return `No ${UNITS[unit]} has used a feature in these periods. Figures appear when a customer’s site first reports use.`;
}
