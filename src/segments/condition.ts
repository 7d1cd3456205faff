import { z } from 'zod';
import { MAX_LIST, MAX_TEXT, type SubjectKind } from './value';
import { DayWindow, EventWindow } from './window';

const Name = z.string().min(1).max(200);

/** How many: `none` is how “did not occur” and “in no account” are said. */
export const Count = z.discriminatedUnion('test', [
  z.strictObject({ test: z.literal('none') }),
  z.strictObject({ test: z.enum(['atLeast', 'atMost', 'exactly']), n: z.int().min(0).max(1_000_000_000) }),
]);
export type Count = z.infer<typeof Count>;

/** What a property is compared with, by operator; null for nothing. The operator table says what fits. */
export const Operand = z
  .union([
    z.string().max(MAX_TEXT),
    z.number(),
    z.boolean(),
    z.array(z.union([z.string().max(MAX_TEXT), z.number()])).max(MAX_LIST),
    DayWindow,
  ])
  .nullable();
export type Operand = z.infer<typeof Operand>;

/** A test of one property, such as of an event. */
export const PropertyTest = z.strictObject({ property: Name, operator: Name, value: Operand.default(null) });
export type PropertyTest = z.infer<typeof PropertyTest>;

/** `times`: how often. `days`: on how many different days. */
export const EventMeasure = z.enum(['times', 'days']);
export type EventMeasure = z.infer<typeof EventMeasure>;

export const StageKind = z.enum(['free', 'paying', 'churn']);
export type StageKind = z.infer<typeof StageKind>;

/** From whom to whom: the first three lead to many, the last two to the one account and the one user of a membership. */
export const Relation = z.enum(['users', 'accounts', 'memberships', 'account', 'user']);
export type Relation = z.infer<typeof Relation>;

/** What subjects are put in order by. Who has no value is not ranked. */
export const RankBy = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('property'), property: Name }),
  z.strictObject({ type: z.literal('event'), event: Name.nullable(), measure: EventMeasure.default('times'), within: EventWindow }),
]);
export type RankBy = z.infer<typeof RankBy>;

/** The first so many, or so many in a hundred of those ranked, rounded up. */
export const Keep = z.union([
  z.strictObject({ count: z.int().min(1).max(1_000_000) }),
  z.strictObject({ percent: z.number().gt(0).max(100) }),
]);
export type Keep = z.infer<typeof Keep>;

/**
 * Who belongs, asked of each account, user or membership. Closed and nested: there is no child by reference that could be missing, and
 * a node of another type is refused, because below `not` a silent “no” would let everybody in.
 */
export type Condition =
  | { readonly type: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly type: 'not'; readonly of: Condition }
  | ({ readonly type: 'property' } & PropertyTest)
  | EventCondition
  | {
      readonly type: 'screen';
      readonly screen: string;
      readonly measure: EventMeasure;
      readonly count: Count;
      readonly within: EventWindow;
    }
  | { readonly type: 'firstTime'; readonly event: string; readonly within: EventWindow }
  | StageCondition
  | { readonly type: 'stageEntered'; readonly stage: string; readonly within: DayWindow }
  | TagCondition
  | { readonly type: 'segment'; readonly segment: string }
  | { readonly type: 'related'; readonly relation: Relation; readonly count: Count; readonly where: Condition | null }
  | TopCondition;

/** With `event` null any event that counts as activity. Every test of `where` must hold for the same event. */
export type EventCondition = {
  readonly type: 'event';
  readonly event: string | null;
  readonly where: readonly PropertyTest[];
  readonly measure: EventMeasure;
  readonly count: Count;
  readonly within: EventWindow;
};

/** Is in one of the stages, or of the kinds, for so many days; null where it does not matter how long. */
export type StageCondition = {
  readonly type: 'stage';
  readonly stages: readonly string[];
  readonly kinds: readonly StageKind[];
  readonly days: Exclude<Count, { test: 'none' }> | null;
};

/** Carries one of the tags or all of them: given by hand, or as a member of a segment that has it. */
export type TagCondition = { readonly type: 'tag'; readonly tags: readonly string[]; readonly match: 'any' | 'all' };

/**
 * Is among the first by some measure of those that meet `of`, with null of all. Of equals at the border the one known for longest
 * (the lowest number) comes first, so that there are never more than asked for.
 */
export type TopCondition = {
  readonly type: 'top';
  readonly keep: Keep;
  readonly order: 'highest' | 'lowest';
  readonly by: RankBy;
  readonly of: Condition | null;
};

const many = z
  .array(z.lazy(() => Condition))
  .min(1)
  .max(100);
const AT_LEAST_ONE: Count = { test: 'atLeast', n: 1 };

/** Parse what comes from outside with `parseCondition`: it also bounds the depth, before this schema is asked. */
export const Condition: z.ZodType<Condition> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['all', 'any']), of: many }),
  z.strictObject({ type: z.literal('not'), of: z.lazy(() => Condition) }),
  PropertyTest.extend({ type: z.literal('property') }),
  z.strictObject({
    type: z.literal('event'),
    event: Name.nullable(),
    where: z.array(PropertyTest).max(20).default([]),
    measure: EventMeasure.default('times'),
    count: Count.default(AT_LEAST_ONE),
    within: EventWindow,
  }),
  z.strictObject({
    type: z.literal('screen'),
    screen: Name,
    measure: EventMeasure.default('times'),
    count: Count.default(AT_LEAST_ONE),
    within: EventWindow,
  }),
  z.strictObject({ type: z.literal('firstTime'), event: Name, within: EventWindow }),
  z
    .strictObject({
      type: z.literal('stage'),
      stages: z.array(Name).max(100).default([]),
      kinds: z.array(StageKind).max(3).default([]),
      days: z
        .strictObject({ test: z.enum(['atLeast', 'atMost', 'exactly']), n: z.int().min(0).max(3650) })
        .nullable()
        .default(null),
    })
    .refine(({ stages, kinds }) => stages.length + kinds.length > 0, 'names no stage'),
  z.strictObject({ type: z.literal('stageEntered'), stage: Name, within: DayWindow }),
  z.strictObject({ type: z.literal('tag'), tags: z.array(Name).min(1).max(100), match: z.enum(['any', 'all']).default('any') }),
  z.strictObject({ type: z.literal('segment'), segment: Name }),
  z.strictObject({
    type: z.literal('related'),
    relation: Relation,
    count: Count.default(AT_LEAST_ONE),
    where: z
      .lazy(() => Condition)
      .nullable()
      .default(null),
  }),
  z.strictObject({
    type: z.literal('top'),
    keep: Keep,
    order: z.enum(['highest', 'lowest']).default('highest'),
    by: RankBy,
    of: z
      .lazy(() => Condition)
      .nullable()
      .default(null),
  }),
]);

/** A saved condition with a name. Only kinds of its own kind can be members; they carry the tag, where it has one. */
export type Segment = {
  readonly id: string;
  readonly name: string;
  readonly kind: SubjectKind;
  readonly condition: Condition;
  readonly tag?: string | null;
};

/** Whom a relation leads to; undefined where that kind of subject has no such relation. */
export function relatedKind(kind: SubjectKind, relation: Relation): SubjectKind | undefined {
  return RELATED[kind][relation];
}

const RELATED: Readonly<Record<SubjectKind, Readonly<Partial<Record<Relation, SubjectKind>>>>> = {
  account: { users: 'user', memberships: 'membership' },
  user: { accounts: 'account', memberships: 'membership' },
  membership: { account: 'account', user: 'user' },
};

/** True for the numbers that a count means. */
export function countRange(count: Count): { readonly least: number; readonly most: number } {
  switch (count.test) {
    case 'none':
      return { least: 0, most: 0 };
    case 'atLeast':
      return { least: count.n, most: Infinity };
    case 'atMost':
      return { least: 0, most: count.n };
    case 'exactly':
      return { least: count.n, most: count.n };
  }
}
