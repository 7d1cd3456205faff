import { z } from 'zod';
import { PropertyType, SubjectKind } from '../segments/value';
import { PropertyValueShape } from './profiles';
import { SubjectRow } from './segments';

/**
 * Properties that follow from others, from what was done, or from those related. Definitions travel as they are written, without a schema here:
 * the resolver reads what comes, and says what is wrong with it in words. Days are UTC, money is integer cents (USD).
 */
const name = { kind: SubjectKind, key: z.string().min(1).max(200) };

/** What would no longer be evaluated. */
const Breaks = z.object({
  segments: z.array(z.object({ segmentId: z.number().int(), name: z.string() })),
  properties: z.array(z.string()),
});
export type Breaks = z.infer<typeof Breaks>;

export const ComputedRow = z.object({
  ...name,
  /** Its definition in words. */
  words: z.string(),
  definition: z.unknown(),
  /** Why it cannot be evaluated; then nobody has a value of it. Null where it can. */
  problem: z.string().nullable(),
  /** Not everybody has been looked at since it was saved. */
  isComputing: z.boolean(),
});
export type ComputedRow = z.infer<typeof ComputedRow>;

/** What most vendors want, to be added as it is. */
export const ReadyMadeRow = z.object({
  ...name,
  label: z.string(),
  description: z.string(),
  words: z.string(),
  isThere: z.boolean(),
});
export type ReadyMadeRow = z.infer<typeof ReadyMadeRow>;

export const ComputedAnswer = z.object({ computed: z.array(ComputedRow), readyMade: z.array(ReadyMadeRow) });
export type ComputedAnswer = z.infer<typeof ComputedAnswer>;

const Problem = z.object({ problem: z.string() });
/** `key` null: of a property that is not there yet. */
const Draft = z.strictObject({ kind: SubjectKind, key: z.string().min(1).max(200).nullable(), definition: z.unknown() });

/** What it would give: for some of the first `of` subjects. */
const Preview = z.object({
  type: PropertyType,
  words: z.string(),
  of: z.number().int(),
  /** Of those: who would have a value, and of whom it could not be told. */
  filled: z.number().int(),
  failed: z.number().int(),
  sample: z.array(z.object({ subject: SubjectRow, value: PropertyValueShape.nullable(), cannot: z.string().nullable() })),
  breaks: Breaks,
});
export const ComputedPreview = z.union([Preview, Problem]);
export type ComputedPreview = z.infer<typeof ComputedPreview>;

export const computedCalls = {
  computedProperties: { input: z.strictObject({}), output: ComputedAnswer },
  computedPreview: { input: Draft, output: ComputedPreview },
  computedSave: {
    input: Draft.extend({ label: z.string().trim().max(200), description: z.string().trim().max(1_000) }),
    output: z.union([z.object({ key: z.string() }), Problem]),
  },
  /** One of the ready made ones, with those that it needs. */
  computedAdd: { input: z.strictObject(name), output: z.union([z.object({ key: z.string() }), Problem]) },
  computedRemoval: { input: z.strictObject(name), output: Breaks.nullable() },
  computedRemove: { input: z.strictObject(name), output: z.object({ isThere: z.boolean() }) },
} as const;
