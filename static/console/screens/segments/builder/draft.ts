import type { Condition, PropertyTest, Relation } from '../../../../../src/segments/condition';
import type { SubjectKind } from '../../../../../src/segments/value';

/**
 * A condition that is being written. It has the shape of a condition at any time; what is not chosen yet is an empty text or an empty
 * list, and what is not a number yet is NaN, so that `draftProblems` finds it and says what is missing.
 */
export type Draft = Condition;
export type Group = Extract<Draft, { type: 'all' | 'any' }>;
export type GroupType = Group['type'];
/** What a row of the builder asks about. */
export type LeafType = Exclude<Draft['type'], GroupType | 'not'>;

export const LEAF_TYPES = [
  'property',
  'event',
  'firstTime',
  'screen',
  'stage',
  'stageEntered',
  'tag',
  'segment',
  'related',
  'top',
] as const satisfies readonly LeafType[];

const IN_30_DAYS = { type: 'lastDays', days: 30 } as const;
const ONCE = { test: 'atLeast', n: 1 } as const;
export const EMPTY_TEST: PropertyTest = { property: '', operator: '', value: null };

/** Whom a subject is related to, in the order of being offered. */
export const RELATIONS: Readonly<Record<SubjectKind, readonly [Relation, ...Relation[]]>> = {
  account: ['users', 'memberships'],
  user: ['accounts', 'memberships'],
  membership: ['account', 'user'],
};

export function emptyDraft(type: LeafType, kind: SubjectKind): Draft {
  switch (type) {
    case 'property':
      return { type, ...EMPTY_TEST };
    case 'event':
      return { type, event: null, where: [], measure: 'times', count: ONCE, within: IN_30_DAYS };
    case 'firstTime':
      return { type, event: '', within: IN_30_DAYS };
    case 'screen':
      return { type, screen: '', measure: 'times', count: ONCE, within: IN_30_DAYS };
    case 'stage':
      return { type, stages: [], kinds: [], days: null };
    case 'stageEntered':
      return { type, stage: '', within: IN_30_DAYS };
    case 'tag':
      return { type, tags: [], match: 'any' };
    case 'segment':
      return { type, segment: '' };
    case 'related':
      return { type, relation: RELATIONS[kind][0], count: ONCE, where: null };
    case 'top':
      return { type, keep: { percent: 10 }, order: 'highest', by: { type: 'property', property: '' }, of: null };
  }
}

export const emptyGroup = (kind: SubjectKind, type: GroupType = 'all', leaf: LeafType = 'property'): Group => ({
  type,
  of: [emptyDraft(leaf, kind)],
});

/** Another question in the place of a row; what both ask for, such as the event and when, stays. */
export function withType(draft: Draft, type: LeafType, kind: SubjectKind): Draft {
  if (draft.type === type) return draft;
  const fresh = emptyDraft(type, kind);
  const event = draft.type === 'screen' ? draft.screen : draft.type === 'event' || draft.type === 'firstTime' ? (draft.event ?? '') : '';
  const within = draft.type === 'event' || draft.type === 'firstTime' || draft.type === 'screen' ? draft.within : IN_30_DAYS;
  switch (fresh.type) {
    case 'event':
      return { ...fresh, event: event === '' ? null : event, within };
    case 'firstTime':
      return { ...fresh, event, within };
    case 'screen':
      return { ...fresh, within };
    default:
      return fresh;
  }
}

export const isGroup = (draft: Draft): draft is Group => draft.type === 'all' || draft.type === 'any';
export const negated = (draft: Draft): Draft => (draft.type === 'not' ? draft.of : { type: 'not', of: draft });

export const withChild = (group: Group, child: Draft): Group => ({ ...group, of: [...group.of, child] });
export const withoutChild = (group: Group, index: number): Group => ({ ...group, of: group.of.filter((_, place) => place !== index) });
/** A group in the place of a child takes its children in, where it says the same as the group around it or has but one. */
export function withChildAt(group: Group, index: number, child: Draft): Group {
  return { ...group, of: group.of.map((each, place) => (place === index ? child : each)) };
}
/** The child in a group of its own, of the other kind, with room for another condition beside it. */
export function withGroupedChild(group: Group, index: number, kind: SubjectKind): Group {
  const child = group.of[index];
  if (child === undefined) return group;
  const type = group.type === 'all' ? 'any' : 'all';
  return withChildAt(group, index, { type, of: [child, emptyDraft('property', kind)] });
}
/** The conditions of a group that lies in this one, in its place. */
export function withoutGroupAt(group: Group, index: number): Group {
  const inner = group.of[index];
  return inner === undefined || !isGroup(inner)
    ? group
    : { ...group, of: group.of.flatMap((each, place) => (place === index ? inner.of : [each])) };
}

/** As the builder shows a condition: whatever can be added to is a group. */
export function editable(condition: Condition): Group {
  const inner = reshaped(condition, editable);
  return isGroup(inner) ? inner : { type: 'all', of: [inner] };
}

/** As it is kept: a group of one is that one. The inverse of `editable` but for such groups. */
export function kept(draft: Draft): Condition {
  const inner = reshaped(draft, kept);
  const [first, ...more] = isGroup(inner) ? inner.of : [];
  return first !== undefined && more.length === 0 ? first : inner;
}

/** `change` is for the conditions on others, each of which is built like a whole; groups and `not` stay what they are. */
function reshaped(condition: Condition, change: (whole: Condition) => Condition): Condition {
  switch (condition.type) {
    case 'all':
    case 'any':
      return { type: condition.type, of: condition.of.map((child) => (change === kept ? kept(child) : reshaped(child, change))) };
    case 'not':
      return { type: 'not', of: change === kept ? kept(condition.of) : reshaped(condition.of, change) };
    case 'related':
      return { ...condition, where: condition.where === null ? null : change(condition.where) };
    case 'top':
      return { ...condition, of: condition.of === null ? null : change(condition.of) };
    default:
      return condition;
  }
}
