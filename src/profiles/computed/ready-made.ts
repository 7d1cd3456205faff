import type { NamedDefinition } from './check-computed';

/** What every vendor asks first. They build on what the store knows of each account: `tier`, `seats`, `users-30`. */
export const READY_MADE: readonly (NamedDefinition & { readonly label: string; readonly description: string })[] = [
  {
    kind: 'account',
    key: 'estimated-mrr',
    label: 'Estimated MRR',
    description:
      'Seats times the average price of a seat in the same tier, over the accounts that pay for it. For accounts whose price is not known.',
    definition: { type: 'formula', formula: 'seats * priceOf(tier)' },
  },
  {
    kind: 'account',
    key: 'seat-use',
    label: 'Seat use',
    description: 'Users seen in 30 days for each seat paid for.',
    definition: { type: 'ratio', of: 'users-30', to: 'seats' },
  },
  {
    kind: 'account',
    key: 'active-user-share',
    label: 'Share of active users',
    description: 'Users active in 30 days for each user ever seen.',
    definition: { type: 'ratio', of: 'users-30', to: 'users-ever' },
  },
  {
    kind: 'account',
    key: 'usage-change-28',
    label: 'Change of use',
    description: 'Uses of features in the last 28 days against the 28 days before. A drop is negative.',
    definition: { type: 'change', events: null, within: { type: 'lastDays', days: 28 } },
  },
  {
    kind: 'account',
    key: 'new-users-7',
    label: 'Users added in 7 days',
    description: 'Users seen here for the first time in the last 7 days.',
    definition: {
      type: 'related',
      relation: 'memberships',
      measure: null,
      property: null,
      where: { type: 'property', property: 'first-seen', operator: 'isWithin', value: { type: 'lastDays', days: 7 } },
    },
  },
];
