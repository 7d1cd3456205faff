import { z } from 'zod';
import { AccountFilter } from './account-filter';
import { PropertyType, SubjectKind } from '../segments/value';
import { StageKind, StagesWorking } from './stages';

/**
 * What is known of accounts, users and users in accounts, and what the vendor calls it. A subject is an account (user 0), a user (account 0)
 * or a user in an account. Days are UTC, money is integer cents (USD).
 */
const name = { kind: SubjectKind, key: z.string().min(1).max(200) };

export const PropertyValueShape = z.union([z.string().max(500), z.number(), z.boolean(), z.array(z.string().max(500)).max(200)]);

/** `standard`: known of every subject without anybody setting it up; its type stays as it is. */
export const PropertyRow = z.object({
  ...name,
  type: PropertyType,
  origin: z.enum(['plan', 'licence', 'transaction', 'predicted', 'computed', 'manual', 'imported', 'kit']),
  isStandard: z.boolean(),
  /** What it is called where nobody renamed it. */
  ownLabel: z.string(),
  label: z.string(),
  description: z.string(),
  grouping: z.string(),
  hidden: z.boolean(),
  sensitive: z.boolean(),
  lastSeenDay: z.string().nullable(),
  /** Subjects that have a value; null until it was measured. */
  filled: z.number().int().nullable(),
  examples: z.array(z.string()),
  /** Values of another type that were not kept, and the day of the last one. */
  misfits: z.number().int(),
  misfitDay: z.string().nullable(),
});
export type PropertyRow = z.infer<typeof PropertyRow>;

export const EVENT_COLORS = ['blue', 'teal', 'green', 'lime', 'yellow', 'orange', 'red', 'magenta', 'purple', 'grey'] as const;
export const EventColor = z.enum(EVENT_COLORS);
export type EventColor = z.infer<typeof EventColor>;

export const EventRow = z.object({
  eventId: z.number().int(),
  name: z.string(),
  /** Its plan marks it as use of a feature. */
  feature: z.boolean(),
  /** Counts as activity: as use of a feature wherever that is counted. */
  activity: z.boolean(),
  description: z.string(),
  grouping: z.string(),
  color: EventColor.nullable(),
  /** Of features that were ever used: accounts in which it was used in the last 30 days, and the last day. */
  accounts30: z.number().int().nullable(),
  lastDay: z.string().nullable(),
});
export type EventRow = z.infer<typeof EventRow>;

export const CatalogueAnswer = z.object({
  asOfDay: z.string(),
  canChange: z.boolean(),
  /** The day of which coverage and examples are; null while they were never measured. */
  measuredDay: z.string().nullable(),
  totals: z.object({ account: z.number().int(), user: z.number().int(), membership: z.number().int() }),
  properties: z.array(PropertyRow),
  events: z.array(EventRow),
});
export type CatalogueAnswer = z.infer<typeof CatalogueAnswer>;

export const PropertyDetails = z.strictObject({
  ...name,
  /** Empty: as it is called by itself. */
  label: z.string().trim().max(200),
  description: z.string().trim().max(1_000),
  grouping: z.string().trim().max(100),
  hidden: z.boolean(),
  sensitive: z.boolean(),
});
export type PropertyDetails = z.infer<typeof PropertyDetails>;

export const EventDetails = z.strictObject({
  eventId: z.number().int().positive(),
  description: z.string().trim().max(1_000),
  grouping: z.string().trim().max(100),
  color: EventColor.nullable(),
  activity: z.boolean(),
});
export type EventDetails = z.infer<typeof EventDetails>;

const Retype = z.strictObject({ ...name, type: PropertyType });
/** What another type would do: values that stay (read as that type), values that would be lost with examples, and segments that would no longer be evaluated. */
export const RetypePreview = z.object({
  kept: z.number().int(),
  lost: z.number().int(),
  lostExamples: z.array(z.string()),
  segments: z.array(z.object({ segmentId: z.number().int(), name: z.string() })),
  /** Only so many profiles were looked at. */
  isPart: z.boolean(),
});
export type RetypePreview = z.infer<typeof RetypePreview>;

const Subject = { accountId: z.number().int().min(0), userId: z.number().int().min(0) };
const Described = z.object({ key: z.string(), label: z.string(), type: PropertyType, grouping: z.string(), description: z.string() });

/** What is stored of one subject. */
export const ProfileAnswer = z.object({
  canChange: z.boolean(),
  /** `byHand`: a person set it, and no tool overwrites it. */
  values: z.array(Described.extend({ origin: PropertyRow.shape.origin, value: PropertyValueShape, byHand: z.boolean() })),
  /** What could be set beside. */
  others: z.array(Described),
  tags: z.array(z.string()),
  /** Carried as a member of a segment. */
  ruledTags: z.array(z.object({ tag: z.string(), segmentId: z.number().int(), segment: z.string() })),
  /** Tags that somebody has, of any kind of subject. */
  knownTags: z.array(z.string()),
  /** Of an account, the newest first. */
  stages: z.array(z.object({ day: z.string(), stage: z.string() })),
});
export type ProfileAnswer = z.infer<typeof ProfileAnswer>;
export type ProfileValue = ProfileAnswer['values'][number];

export const MAX_TAGS = 50;
export const Tag = z.string().trim().min(1).max(60);
export const ProfileChange = z.strictObject({
  ...Subject,
  /** Null takes the value away. A property that is not known yet needs its type. */
  property: z.strictObject({ key: z.string().trim().min(1).max(100), type: PropertyType, value: PropertyValueShape.nullable() }).nullable(),
  /** All that the subject has from then on; null leaves them. */
  tags: z.array(Tag).max(MAX_TAGS).nullable(),
});
export type ProfileChange = z.infer<typeof ProfileChange>;

/** `days`: of the window in which moves are counted. */
export const StagesRequest = z.strictObject({
  days: z.union([z.literal(30), z.literal(90), z.literal(365)]).default(90),
  filter: AccountFilter.default({}),
});
/** `isFirst`: stages are those by licence. `working`: accounts are still put into stages that are new. `nowhere`: accounts that meet no rule. */
export const StagesAnswer = z.object({
  asOfDay: z.string(),
  isFirst: z.boolean(),
  working: StagesWorking.nullable(),
  nowhere: z.number().int(),
  stages: z.array(
    z.object({
      /** What filters know it by. */
      stage: z.string(),
      name: z.string(),
      kind: StageKind,
      /** Its rule in words; null for what the licence says by itself. */
      words: z.string().nullable(),
      /** Why nobody can meet its rule; null where it can be asked. */
      trouble: z.string().nullable(),
      accounts: z.number().int(),
      mrrCents: z.number().int(),
      /** Came from another stage in the window, and went into another. */
      entered: z.number().int(),
      left: z.number().int(),
      /** Where those went who left, and after how many days on average; most first. */
      moves: z.array(z.object({ to: z.string(), name: z.string(), accounts: z.number().int(), averageDays: z.number() })),
    }),
  ),
});
export type StagesAnswer = z.infer<typeof StagesAnswer>;

export const profileCalls = {
  catalogue: { input: z.strictObject({}), output: CatalogueAnswer },
  saveProperty: { input: PropertyDetails, output: PropertyRow.nullable() },
  profile: { input: z.strictObject(Subject), output: ProfileAnswer.nullable() },
  changeProfile: { input: ProfileChange, output: z.union([z.object({ profile: ProfileAnswer }), z.object({ problem: z.string() })]) },
  stages: { input: StagesRequest, output: StagesAnswer },
  saveEvent: { input: EventDetails, output: EventRow.nullable() },
  retypePreview: { input: Retype, output: RetypePreview.nullable() },
  /** One slice; asked again with `next` until that is null. */
  retype: {
    input: Retype.extend({ after: z.string().max(60).nullable().default(null) }),
    output: z.object({ next: z.string().nullable() }),
  },
} as const;
