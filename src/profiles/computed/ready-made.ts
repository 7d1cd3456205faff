import type { NamedDefinition } from './check-computed';

/** What every vendor asks first. They build on what the store knows by itself, `tier`, `seats` and `users-30`, and on each other. */
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
  {
    kind: 'membership',
    key: 'features-used-30',
    label: 'Features used here',
    description: 'Different features that the user used in this account in the last 30 days.',
    definition: { type: 'events', measure: 'kinds', events: null, within: { type: 'lastDays', days: 30 } },
  },
  {
    kind: 'membership',
    key: 'share-of-use-30',
    label: 'Share of the account’s use',
    description: 'The part that the user had in all uses of features in this account in the last 30 days.',
    definition: { type: 'events', measure: 'share', events: null, within: { type: 'lastDays', days: 30 } },
  },
  {
    kind: 'membership',
    key: 'days-used-30',
    label: 'Days of use here',
    description: 'Days of the last 30 on which the user used a feature in this account.',
    definition: { type: 'events', measure: 'days', events: null, within: { type: 'lastDays', days: 30 } },
  },
  {
    kind: 'membership',
    key: 'is-champion',
    label: 'Champion',
    description: 'Who carries the use of the account: a quarter of it or more, on at least 8 of the last 30 days.',
    definition: { type: 'formula', formula: '[share-of-use-30] >= 0.25 and [days-used-30] >= 8' },
  },
];
