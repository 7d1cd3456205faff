import type { EngagementUnit } from '../../../../src/contract/engagement';
import type { FunnelLimitDays } from '../../../../src/contract/funnel';
import { isFiltering } from '../../parts/account-filter';
import type { Scope } from '../../parts/page-scope';
import type { EngagementQuery } from './query';

export const funnelMeaning =
  'How many came how far: who did the first step in the range, then each next one in time. Activity is known by the day, so steps of one day count as done in their order. Whoever tries several times counts once, as far as the best try went. A user who belongs to several accounts counts once in each; an account counts whoever in it did a step. Days are UTC.';

export const funnelTerms = {
  units: { term: 'Came', meaning: 'Users or accounts that came this far.' },
  ofFirst: { term: 'Of first', meaning: 'Of those who did the first step.' },
  ofPrevious: { term: 'Of previous', meaning: 'Of those who came as far as the step before.' },
  lost: { term: 'Lost', meaning: 'Came as far as the step before, and no further.' },
  medianDays: {
    term: 'Median days',
    meaning:
      'Half of those who came this far took so many days at most since the step before; counted from the nearest time they did it, to the first time they came this far. 0 is the same day.',
  },
} as const;

export const LIMIT_DAYS: readonly { readonly value: FunnelLimitDays; readonly label: string }[] = [
  { value: 0, label: 'Same day' },
  { value: 1, label: '1 day' },
  { value: 7, label: '7 days' },
  { value: 14, label: '14 days' },
  { value: 30, label: '30 days' },
  { value: 90, label: '90 days' },
];

/** Nobody did the first step. */
export function nobodyBegan(
  event: string,
  isKnown: boolean,
  { rangeDays, filter }: Pick<EngagementQuery, 'rangeDays' | 'filter'>,
  scope: Scope,
  unit: EngagementUnit,
): string {
  if (!isKnown) return `Nobody has ever done “${event}”${scope === 'site' ? ' on this site' : ''}. Choose another first step.`;
  const who = unit === 'user' ? 'No user' : 'No account';
  const done = `${who} has done “${event}” in the last ${String(rangeDays)} days`;
  if (isFiltering(filter)) return `${done} in accounts like that. Clear the filters, or choose another first step.`;
  const other = rangeDays < 90 ? 'Choose a longer range, or another first step.' : 'Choose another first step.';
  return `${done}${scope === 'site' ? ' on this site' : ''}. ${other}${unit === 'user' ? ' What is told of an account, such as its licence, no user does: count accounts for it.' : ''}`;
}

export const activationMeaning =
  'Features that accounts used at first, and how many of those accounts stayed, next to those that did not use them. Best first: by the share that did it × the difference it goes with. Only accounts whose time to stay is over. An action counts when one user of the account did it so often; two actions count when each was done.';
export const activationTerms = {
  lift: {
    term: 'Lift, points',
    meaning:
      'Share of accounts retained with the action minus the share without it, in percentage points. The bar is the 95% interval, the mark the value; a bar that is clear of the middle line is coloured.',
  },
  reach: { term: 'Reach', meaning: 'Share of accounts that did it in their first days.' },
  withIt: { term: 'With', meaning: 'Share retained of the accounts that did it.' },
  without: { term: 'Without', meaning: 'Share retained of the accounts that did not.' },
} as const;

export const seatMeanings = {
  bands:
    'Accounts that pay for a known number of seats, by how many of the seats had a user: users seen in the last 30 days ÷ seats paid. Accounts that do not report are left out: nothing seen is not nothing used.',
  empty: 'Paying accounts with the most seats without a user in the last 30 days. They may pay for less at the next renewal.',
  seen: 'Users who used a feature in the 30 days that end with each day. A user who belongs to several accounts counts once in each. Days are UTC.',
} as const;
