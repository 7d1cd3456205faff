import type { ComputedDefinition } from '../../../../../src/profiles/computed/definition';
import type { Relation } from '../../../../../src/segments/condition';
import type { PropertyType, SubjectKind } from '../../../../../src/segments/value';
import type { Known } from '../../segments/builder/draft-problems';

export type DefinitionType = ComputedDefinition['type'];
export type Definition<T extends DefinitionType> = Extract<ComputedDefinition, { type: T }>;

/** From what a property can be made, in the order of being offered. */
export const DEFINITION_TYPES = [
  'events',
  'change',
  'trend',
  'streak',
  'eventProperty',
  'related',
  'ratio',
  'formula',
] as const satisfies readonly DefinitionType[];
export const DEFINITION_WORDS: Readonly<Record<DefinitionType, string>> = {
  events: 'What was done',
  change: 'Change against the time before',
  trend: 'Trend by week',
  streak: 'Days in a row',
  eventProperty: 'Property of an event',
  related: 'Those related',
  ratio: 'One property divided by another',
  formula: 'Formula',
};

type EventMeasure = Definition<'events'>['measure'];
const MEASURE_WORDS: Readonly<Record<EventMeasure, string>> = {
  count: 'How often',
  days: 'On how many days',
  others: 'By how many users',
  kinds: 'How many different events',
  first: 'First day',
  last: 'Last day',
  daysSince: 'Days since the last',
  share: 'Share of the account’s',
};
/** A user in an account has nobody beside them, but a share in what the account does. */
export function measuresOf(kind: SubjectKind): { readonly value: EventMeasure; readonly label: string }[] {
  const left: EventMeasure = kind === 'membership' ? 'others' : 'share';
  return Object.entries(MEASURE_WORDS).flatMap(([value, label]) =>
    value === left ? [] : [{ value: value as EventMeasure, label: kind === 'user' && value === 'others' ? 'In how many accounts' : label }],
  );
}

type Aggregate = Definition<'eventProperty'>['measure'];
const AGGREGATE_WORDS: Readonly<Record<Aggregate, string>> = {
  sum: 'Sum',
  average: 'Average',
  min: 'Least',
  max: 'Most',
  first: 'First',
  last: 'Last',
  distinct: 'Different values',
};
export const AGGREGATES = Object.entries(AGGREGATE_WORDS).map(([value, label]) => ({ value: value as Aggregate, label }));

export const RELATIONS: Readonly<
  Record<SubjectKind, readonly { readonly value: Relation; readonly label: string; readonly kind: SubjectKind }[]>
> = {
  account: [
    { value: 'memberships', label: 'Users in this account', kind: 'membership' },
    { value: 'users', label: 'Its users, wherever they are', kind: 'user' },
  ],
  user: [
    { value: 'accounts', label: 'Accounts of this user', kind: 'account' },
    { value: 'memberships', label: 'The user in each account', kind: 'membership' },
  ],
  membership: [
    { value: 'account', label: 'The account', kind: 'account' },
    { value: 'user', label: 'The user', kind: 'user' },
  ],
};

/** What a new property of that kind begins with. Names are empty where there is nothing to choose from. */
export function newDefinition(type: DefinitionType, kind: SubjectKind, { catalogue }: Known): ComputedDefinition {
  const numbers = [...catalogue.properties[kind]]
    .filter(([, property]) => isAmount(property.type) && property.hidden !== true)
    .map(([key]) => key);
  const [withProperties] = [...catalogue.events].filter(([, { properties }]) => properties.size > 0);
  switch (type) {
    case 'events':
      return { type, measure: 'count', events: null, within: { type: 'lastDays', days: 30 } };
    case 'change':
      return { type, events: null, within: { type: 'lastDays', days: 28 } };
    case 'trend':
      return { type, events: null, within: { type: 'lastDays', days: 56 } };
    case 'streak':
      return { type, events: null };
    case 'eventProperty': {
      const [property] = withProperties?.[1].properties.keys() ?? [];
      return { type, measure: 'sum', event: withProperties?.[0] ?? '', property: property ?? '', within: { type: 'lastDays', days: 30 } };
    }
    case 'related':
      return { type, relation: RELATIONS[kind][0]?.value ?? 'users', measure: null, property: null, where: null };
    case 'ratio':
      return { type, of: numbers[0] ?? '', to: numbers[1] ?? numbers[0] ?? '' };
    case 'formula':
      return { type, formula: numbers[0] === undefined ? '' : named(numbers[0]) };
  }
}

export const isAmount = (type: PropertyType): boolean => type === 'number' || type === 'money';

/** A property as a formula names it. */
export const named = (key: string): string => `[${key}]`;
