import { relatedKind } from '../../segments/condition';
import type { Condition, Relation } from '../../segments/condition';
import type { SubjectKind } from '../../segments/value';
import { counted, shownWindow } from '../../segments/window';
import type { EventWindow } from '../../segments/window';
import { formulaWords } from '../formula/words';
import type { ComputedDefinition } from './definition';

/** How things are called: a property of a kind, a condition in words, and a stage. */
type ComputedNames = {
  readonly property: (kind: SubjectKind, key: string) => string;
  readonly condition: (kind: SubjectKind, condition: Condition) => string;
  readonly stage: (kind: SubjectKind, key: string) => string;
};

/** A definition as a person reads it. */
export function computedWords(kind: SubjectKind, definition: ComputedDefinition, names: ComputedNames): string {
  switch (definition.type) {
    case 'events':
      return `${measureWords(kind, definition)}, ${windowWords(kind, definition.within, names)}`;
    case 'change': {
      const { within } = definition;
      const before = within.type === 'lastDays' ? `the ${counted(within.days, 'day')} before` : 'the day before';
      return `How much more often ${did(definition.events)} ${windowWords(kind, within, names)} than in ${before}; a drop is negative`;
    }
    case 'trend':
      return `How many times more each week ${did(definition.events)}, by the line through the whole weeks of the last ${counted(definition.within.days, 'day')}`;
    case 'streak':
      return `Days in a row, up to today, on which ${did(definition.events)}`;
    case 'eventProperty':
      return `${AGGREGATES[definition.measure]} “${definition.property}” of “${definition.event}”, ${windowWords(kind, definition.within, names)}`;
    case 'related':
      return relatedWords(kind, definition, names);
    case 'ratio':
      return `“${names.property(kind, definition.of)}” divided by “${names.property(kind, definition.to)}”`;
    case 'formula':
      return formulaWords(definition.formula, (key) => names.property(kind, key));
  }
}

const windowWords = (kind: SubjectKind, window: EventWindow, { stage }: ComputedNames): string =>
  shownWindow(window, { stage: (key) => `“${stage(kind, key)}”`, segment: (id) => id });

const did = (events: readonly string[] | null): string => (events === null ? 'anything was used' : `${named(events)} was done`);
const named = (events: readonly string[]): string => events.map((event) => `“${event}”`).join(' or ');

function measureWords(kind: SubjectKind, { measure, events }: Extract<ComputedDefinition, { type: 'events' }>): string {
  switch (measure) {
    case 'count':
      return `How often ${did(events)}`;
    case 'days':
      return `On how many days ${did(events)}`;
    case 'others':
      return kind === 'user' ? `In how many accounts ${did(events)}` : `By how many users ${did(events)}`;
    case 'kinds':
      return events === null ? 'How many different things were used' : `How many of ${named(events)} were done`;
    case 'first':
      return `The first day on which ${did(events)}`;
    case 'last':
      return `The last day on which ${did(events)}`;
    case 'daysSince':
      return `Days since ${did(events)} for the last time`;
    case 'share':
      return `The part that this user has in how often ${did(events)} in the account`;
  }
}

const AGGREGATES = {
  distinct: 'How many different values of',
  sum: 'The sum of',
  average: 'The average of',
  min: 'The least',
  max: 'The most',
  first: 'The first',
  last: 'The last',
} as const;

const RELATED: Readonly<Record<Relation, string>> = {
  users: 'users',
  accounts: 'accounts',
  memberships: 'users in accounts',
  account: 'the account',
  user: 'the user',
};

function relatedWords(
  kind: SubjectKind,
  definition: Extract<ComputedDefinition, { type: 'related' }>,
  { property, condition }: ComputedNames,
): string {
  const related = relatedKind(kind, definition.relation) ?? kind;
  const whose = kind === 'account' && definition.relation === 'memberships' ? 'users in the account' : RELATED[definition.relation];
  const where = definition.where === null ? '' : ` of whom: ${condition(related, definition.where)}`;
  if (definition.measure === null || definition.property === null) return `How many ${whose} there are${where}`;
  const what = `${AGGREGATES[definition.measure]} “${property(related, definition.property)}”`;
  return `${what} of ${whose}${where}`;
}
