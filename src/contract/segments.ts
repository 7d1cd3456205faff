import { z } from 'zod';
import { PropertyType, SubjectKind } from '../segments/value';
import { AccountUse } from './standing';

/**
 * What the segment screens ask. A subject is an account (user 0), a user (account 0) or a user in an account. Conditions travel as they
 * are written, without a schema here: the resolver parses what comes, and says what is wrong with it in words. Days are UTC, money is
 * integer cents (USD).
 */
const Subject = { accountId: z.number().int().min(0), userId: z.number().int().min(0) };
const segmentId = z.number().int().positive();

/** Somebody in a list of subjects; null for what that kind does not have, or what is not known. */
export const SubjectRow = z.object({
  ...Subject,
  company: z.string().nullable(),
  app: z.string().nullable(),
  externalId: z.string().nullable(),
  mrrCents: z.number().int().nullable(),
  use: AccountUse.nullable(),
  lastActiveDay: z.string().nullable(),
});
export type SubjectRow = z.infer<typeof SubjectRow>;

/** `path` is the place in the condition, such as `of[1].value`; empty for all of it. */
const Problem = z.object({ path: z.string(), message: z.string() });

export const SegmentState = z.enum(['live', 'archived']);

/** A segment in lists. `entered30` and `left30` are of the last 30 days. */
export const SegmentRow = z.object({
  segmentId,
  name: z.string(),
  kind: SubjectKind,
  description: z.string(),
  state: SegmentState,
  /** Its definition in words. */
  words: z.string(),
  members: z.number().int(),
  entered30: z.number().int(),
  left30: z.number().int(),
  /** Its members are still looked for. */
  isComputing: z.boolean(),
  /** Why it cannot be evaluated; null where it can. */
  trouble: z.string().nullable(),
  changedAt: z.string(),
});
export type SegmentRow = z.infer<typeof SegmentRow>;

/** `missing`: what it asks for and this installation does not know; null where it can be used as it is. */
export const TemplateRow = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  kind: SubjectKind,
  words: z.string(),
  missing: z.string().nullable(),
});
export type TemplateRow = z.infer<typeof TemplateRow>;

export const SegmentsAnswer = z.object({ segments: z.array(SegmentRow), templates: z.array(TemplateRow) });
export type SegmentsAnswer = z.infer<typeof SegmentsAnswer>;
/** `problem`: why it was not done; null where it was. */
const ArchiveAnswer = SegmentsAnswer.extend({ problem: z.string().nullable() });

/** What conditions can ask about. What is `hidden` is not offered. */
export const CatalogueAnswer = z.object({
  properties: z.array(
    z.object({ kind: SubjectKind, key: z.string(), label: z.string(), type: PropertyType, grouping: z.string(), hidden: z.boolean() }),
  ),
  events: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      activity: z.boolean(),
      screen: z.boolean(),
      properties: z.array(z.object({ key: z.string(), type: PropertyType })),
    }),
  ),
  stages: z.array(z.object({ kind: SubjectKind, key: z.string(), label: z.string(), stageKind: z.enum(['free', 'paying', 'churn']) })),
  /** Those that are gone, under what they were called last. */
  formerStages: z.array(z.object({ key: z.string(), name: z.string() })),
  tags: z.array(z.object({ kind: SubjectKind, tag: z.string() })),
  segments: z.array(z.object({ segmentId, name: z.string(), kind: SubjectKind })),
});
export type CatalogueAnswer = z.infer<typeof CatalogueAnswer>;

/** What is edited to begin with: a segment, a copy of it, a template, or nothing. */
export const BuilderRequest = z.strictObject({
  segmentId: segmentId.nullable().default(null),
  template: z.string().max(100).nullable().default(null),
});
export type BuilderRequest = z.infer<typeof BuilderRequest>;
export const BuilderAnswer = z.object({
  asOfDay: z.string(),
  catalogue: CatalogueAnswer,
  /** Null where there is no such segment or template. */
  begin: z
    .object({
      name: z.string(),
      kind: SubjectKind,
      description: z.string(),
      told: z.boolean(),
      tag: z.string().nullable(),
      condition: z.unknown(),
    })
    .nullable(),
});
export type BuilderAnswer = z.infer<typeof BuilderAnswer>;

/** `segmentId`: the segment that it would change. */
export const PreviewRequest = z.strictObject({ segmentId: segmentId.nullable().default(null), kind: SubjectKind, condition: z.unknown() });
export type PreviewRequest = z.infer<typeof PreviewRequest>;
/** `isPart`: only `of` subjects were looked at, not all; `sample` are the first members among them. `unknown`: of whom it cannot be said. */
export const PreviewAnswer = z.union([
  z.object({ problems: z.array(Problem).min(1) }),
  z.object({
    members: z.number().int(),
    unknown: z.number().int(),
    of: z.number().int(),
    isPart: z.boolean(),
    sample: z.array(SubjectRow),
  }),
]);
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

/** What the members of a segment carry while they are in it. */
export const SegmentTag = z.string().trim().min(1).max(60);
/** Null as the id makes a new one. `told`: its name is sent to destinations. */
export const SaveRequest = z.strictObject({
  segmentId: segmentId.nullable(),
  name: z.string().trim().min(1).max(200),
  kind: SubjectKind,
  description: z.string().trim().max(1_000),
  told: z.boolean(),
  tag: SegmentTag.nullable().default(null),
  condition: z.unknown(),
});
export type SaveRequest = z.infer<typeof SaveRequest>;
export const SaveAnswer = z.union([z.object({ segmentId }), z.object({ problems: z.array(Problem).min(1) })]);
export type SaveAnswer = z.infer<typeof SaveAnswer>;

const Page = { page: z.number().int().min(0).max(100_000).default(0), pageSize: z.number().int().min(1).max(200).default(25) };
/** Those in it, the latest to enter first. */
export const SegmentMembers = z.object({ rows: z.array(SubjectRow.extend({ enteredDay: z.string() })), total: z.number().int() });
export type SegmentMembers = z.infer<typeof SegmentMembers>;
/** Who came and went, the latest first. */
export const SegmentTurns = z.object({
  rows: z.array(SubjectRow.extend({ day: z.string(), entered: z.boolean() })),
  total: z.number().int(),
});
export type SegmentTurns = z.infer<typeof SegmentTurns>;

/** How many are in exactly these of the segments compared. */
const Overlap = z.array(z.object({ segments: z.array(segmentId).min(1), subjects: z.number().int() }));

export const SegmentAnswer = z.object({
  asOfDay: z.string(),
  /** `remarks`: what is not known of what it asks for, in sentences. */
  segment: SegmentRow.extend({ told: z.boolean(), tag: z.string().nullable(), version: z.number().int(), remarks: z.array(z.string()) }),
  /** The newest first. */
  versions: z.array(z.object({ version: z.number().int(), name: z.string(), words: z.string(), changedAt: z.string() })),
  /** Members at the end of each day, and who came and went on it, oldest first. */
  growth: z.array(z.object({ day: z.string(), members: z.number().int(), entered: z.number().int(), left: z.number().int() })),
  members: SegmentMembers,
  turns: SegmentTurns,
  /** Other segments of the same kind. */
  others: z.array(z.object({ segmentId, name: z.string() })),
});
export type SegmentAnswer = z.infer<typeof SegmentAnswer>;

/** One condition for one subject: what holds, and the value that decided it. */
/** `foretold`: it is about a score, health or signals, whose parts the account's page shows. */
export type Explained = { label: string; foretold: boolean; outcome: 'yes' | 'no' | 'cannot be evaluated'; value: string; of: Explained[] };
export const Explained: z.ZodType<Explained> = z.object({
  label: z.string(),
  foretold: z.boolean(),
  outcome: z.enum(['yes', 'no', 'cannot be evaluated']),
  value: z.string(),
  of: z.array(z.lazy(() => Explained)),
});
/** Null for somebody who is not there, or a segment that is not evaluated. */
export const WhyAnswer = z.object({ subject: SubjectRow, explained: Explained }).nullable();
export type WhyAnswer = z.infer<typeof WhyAnswer>;

/** A segment that somebody is in. */
export const InSegment = z.object({ segmentId, name: z.string(), kind: SubjectKind, ...Subject, enteredDay: z.string() });
export type InSegment = z.infer<typeof InSegment>;

export const segmentCalls = {
  segments: { input: z.strictObject({}), output: SegmentsAnswer },
  segmentBuilder: { input: BuilderRequest, output: BuilderAnswer },
  segmentPreview: { input: PreviewRequest, output: PreviewAnswer },
  segmentSave: { input: SaveRequest, output: SaveAnswer },
  segmentArchive: { input: z.strictObject({ segmentId, archived: z.boolean() }), output: ArchiveAnswer },
  segment: { input: z.strictObject({ segmentId }), output: SegmentAnswer.nullable() },
  segmentMembers: { input: z.strictObject({ segmentId, ...Page }), output: SegmentMembers },
  segmentTurns: { input: z.strictObject({ segmentId, ...Page }), output: SegmentTurns },
  segmentOverlap: {
    input: z.strictObject({ segmentId, others: z.array(segmentId).min(1).max(2) }),
    output: z.object({ overlap: Overlap }),
  },
  /** Somebody by the start of a word of the company, or of the user’s id; at most ten. */
  segmentSubjects: {
    input: z.strictObject({ kind: SubjectKind, search: z.string().trim().min(1).max(80) }),
    output: z.object({ subjects: z.array(SubjectRow) }),
  },
  segmentWhy: { input: z.strictObject({ segmentId, ...Subject }), output: WhyAnswer },
} as const;
