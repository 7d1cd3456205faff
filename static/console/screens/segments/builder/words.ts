import type { Count, EventMeasure, Relation, StageKind } from '../../../../../src/segments/condition';
import { operatorOf } from '../../../../../src/segments/operators';
import type { PropertyType, SubjectKind } from '../../../../../src/segments/value';
import type { GroupType, LeafType } from './draft';
import type { PERIODS, WindowType } from './windows';

export const KIND_WORDS: Readonly<Record<SubjectKind, { readonly one: string; readonly many: string; readonly meaning: string }>> = {
  account: { one: 'account', many: 'accounts', meaning: 'One app on one site, with its licence.' },
  user: { one: 'user', many: 'users', meaning: 'Somebody, in however many accounts.' },
  membership: {
    one: 'user in an account',
    many: 'users in an account',
    meaning: 'Somebody in one account: the same person counts in each of theirs.',
  },
};

export const LEAF_WORDS: Readonly<Record<LeafType, string>> = {
  property: 'Property',
  event: 'Did something',
  firstTime: 'Did for the first time',
  screen: 'Opened a screen',
  stage: 'Is in a stage',
  stageEntered: 'Entered a stage',
  tag: 'Has a tag',
  segment: 'Is in a segment',
  related: 'Others who belong to it',
  top: 'Is among the first',
};
export const GROUP_WORDS: Readonly<Record<GroupType, string>> = { all: 'All of these', any: 'At least one of these' };

export const OPERATOR_WORDS: Readonly<Record<string, string>> = {
  is: 'is',
  isNot: 'is not',
  isOneOf: 'is one of',
  isNoneOf: 'is none of',
  contains: 'contains',
  doesNotContain: 'does not contain',
  startsWith: 'starts with',
  endsWith: 'ends with',
  matches: 'matches (* and ? stand for anything)',
  hasValue: 'has a value',
  hasNoValue: 'has no value',
  isMoreThan: 'is more than',
  isAtLeast: 'is at least',
  isLessThan: 'is less than',
  isAtMost: 'is at most',
  isBetween: 'is from … to …',
  isTrue: 'is yes',
  isFalse: 'is no',
  isNotTrue: 'is not yes',
  isNotFalse: 'is not no',
  isBefore: 'is before',
  isAfter: 'is after',
  isWithin: 'is',
  isNotWithin: 'is not',
  includesAny: 'includes any of',
  includesAll: 'includes all of',
  includesNone: 'includes none of',
  isEmpty: 'is empty',
  isNotEmpty: 'is not empty',
};
/** Days are compared with a day or with days as seen from today, which read alike. */
export const operatorWords = (type: PropertyType, operator: string): string => {
  const words = OPERATOR_WORDS[operator] ?? operator;
  if (type !== 'day') return words;
  if (operator === 'is' || operator === 'isNot') return `${words} the day`;
  return operator === 'isWithin' || operator === 'isNotWithin' ? `${words} in these days` : words;
};

/** What becomes of those without a value; empty where the comparison says so itself. */
export function absentWords(kind: SubjectKind, type: PropertyType, operator: string): string {
  if (operator === 'hasValue' || operator === 'hasNoValue') return '';
  const found = operatorOf(type, operator);
  if (found === undefined) return '';
  const who =
    kind === 'membership' ? 'Users in an account' : `${KIND_WORDS[kind].many.charAt(0).toUpperCase()}${KIND_WORDS[kind].many.slice(1)}`;
  return found.absent ? `${who} without a value meet this.` : `${who} without a value do not meet this.`;
}

export const WINDOW_WORDS: Readonly<Record<WindowType, string>> = {
  lastDays: 'in the last … days',
  nextDays: 'in the next … days',
  moreThanDaysAgo: 'more than … days ago',
  today: 'today',
  yesterday: 'yesterday',
  this: 'this week, month, …',
  last: 'last week, month, …',
  between: 'between two days',
  ever: 'ever',
  sinceStage: 'since entering a stage',
  sinceSegment: 'since entering a segment',
};
export const PERIOD_WORDS: Readonly<Record<(typeof PERIODS)[number], string>> = {
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
};
export const COUNT_WORDS: Readonly<Record<Count['test'], string>> = {
  atLeast: 'at least',
  atMost: 'at most',
  exactly: 'exactly',
  none: 'never',
};
export const MEASURE_WORDS: Readonly<Record<EventMeasure, string>> = { times: 'times', days: 'days' };
export const STAGE_KIND_WORDS: Readonly<Record<StageKind, string>> = {
  free: 'any free stage',
  paying: 'any paying stage',
  churn: 'any stage after leaving',
};
export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  users: 'users',
  accounts: 'accounts',
  memberships: 'users, as they are in this account',
  account: 'the account',
  user: 'the user',
};
