import type { Condition } from './condition';
import type { SubjectKind } from './value';

/** Properties that the templates name, by what they are called in the catalogue at hand; `tickets` is imported. */
export type TemplateProperties = {
  readonly signedUp: string;
  readonly use: string;
  readonly revenueLastMonth: string;
  readonly tickets: string;
  readonly mrr: string;
  readonly useChange: string;
  readonly observed: string;
};
export type TemplateEvents = { readonly userAdded: string };
export type Template = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: SubjectKind;
  readonly condition: Condition;
};

const DAY_WINDOW = (days: number) => ({ type: 'lastDays', days }) as const;

/** Segments to begin with. Each is a condition like any other: it is checked against the catalogue before it is saved. */
export function segmentTemplates(properties: TemplateProperties, events: TemplateEvents): readonly Template[] {
  const test = (property: string, operator: string, value: Extract<Condition, { type: 'property' }>['value'] = null): Condition => ({
    type: 'property',
    property,
    operator,
    value,
  });
  const highest = (property: string, percent: number, of: Condition | null): Condition => ({
    type: 'top',
    keep: { percent },
    order: 'highest',
    by: { type: 'property', property },
    of,
  });
  const paying: Condition = { type: 'stage', stages: [], kinds: ['paying'], days: null };
  const free: Condition = { type: 'stage', stages: [], kinds: ['free'], days: null };
  const silent: Condition = { type: 'event', event: null, where: [], measure: 'times', count: { test: 'none' }, within: DAY_WINDOW(30) };
  const observed = test(properties.observed, 'isTrue');
  const account = (id: string, name: string, description: string, condition: Condition): Template => ({
    id,
    name,
    description,
    kind: 'account',
    condition,
  });
  return [
    account(
      'new-and-busy',
      'Top customers by use, new in the last 30 days',
      'The busiest tenth of the accounts that signed up in the last 30 days.',
      highest(properties.use, 10, test(properties.signedUp, 'isWithin', DAY_WINDOW(30))),
    ),
    account(
      'spending-and-asking',
      'Over $1,000 last month and more than 3 tickets',
      'What an account pays a month is its MRR. Tickets are a property that you import.',
      {
        type: 'all',
        of: [test(properties.revenueLastMonth, 'isMoreThan', 100_000), test(properties.tickets, 'isMoreThan', 3)],
      },
    ),
    account('top-payers-dropping', 'Top payers with the biggest drop', 'Of the tenth that pays most, the fifth whose use fell most.', {
      type: 'top',
      keep: { percent: 20 },
      order: 'lowest',
      by: { type: 'property', property: properties.useChange },
      of: { type: 'all', of: [highest(properties.mrr, 10, paying), test(properties.useChange, 'isLessThan', 0)] },
    }),
    account('adding-users', 'Adding most users in 7 days', 'The 20 accounts in which most users were added in the last 7 days.', {
      type: 'top',
      keep: { count: 20 },
      order: 'highest',
      by: { type: 'event', event: events.userAdded, measure: 'times', within: DAY_WINDOW(7) },
      of: null,
    }),
    account('paying-and-silent', 'Paying and silent', 'Pays, is observed, and did nothing for 30 days.', {
      type: 'all',
      of: [paying, observed, silent],
    }),
    account('heavy-and-unpaid', 'Heavy and unpaid', 'The busiest tenth of those that pay nothing.', highest(properties.use, 10, free)),
    account('without-free-noise', 'Free noise removed', 'Everybody but the free accounts in which nobody did anything for 30 days.', {
      type: 'not',
      of: { type: 'all', of: [free, silent] },
    }),
  ];
}
