import { z } from 'zod';
import { AccountFilter, AccountFilterAnswer, AccountFilterRequest } from './account-filter';
import { MadeScore, UserScores } from './custom-scores';
import { AccountHealth } from './health';
import { AccountScore, PredictedOutcome } from './predictions';
import { ProfileAnswer } from './profiles';
import { savedCalls, SavedName } from './saved';
import { InSegment } from './segments';
import { AccountUse, Standing } from './standing';

/** What the lists of accounts and users ask. Money is integer cents (USD), days are UTC, counts of users are distinct users. */
export const AccountSort = z.enum([
  'company',
  'app',
  'tier',
  'seats',
  'status',
  'mrr',
  'usersSeen30',
  'seatShare',
  'lastActiveDay',
  'health',
  'churn',
  'expansion',
  'conversion',
]);
export type AccountSort = z.infer<typeof AccountSort>;

/** Accounts of which an outcome is foretold with a score from `from` to `to` points, both included. */
export const ScoreRange = z.strictObject({
  outcome: PredictedOutcome,
  from: z.number().int().min(0).max(100),
  to: z.number().int().min(0).max(100),
});
export type ScoreRange = z.infer<typeof ScoreRange>;

export const AccountsRequest = z.strictObject({
  sort: AccountSort.default('mrr'),
  descending: z.boolean().default(true),
  page: z.number().int().min(0).max(10_000).default(0),
  pageSize: z.number().int().min(1).max(200).default(50),
  standing: Standing.nullable().default(null),
  filter: AccountFilter.default({}),
  score: ScoreRange.nullable().default(null),
  /** Matches the start of any word of the company name, or of the entitlement number; at most 80 characters. */
  search: z.string().max(80).default(''),
});
export type AccountsRequest = z.infer<typeof AccountsRequest>;

export const AccountRow = AccountUse.extend({
  accountId: z.number().int(),
  /** Company from the licence, else the site's id. */
  company: z.string(),
  app: z.string(),
  entitlementNumber: z.string().nullable(),
  tier: z.string().nullable(),
  seats: z.number().int().nullable(),
  /** Licence status and type, e.g. `active`, `evaluation`, `inactive`, `unlicensed`. */
  status: z.string(),
  mrrCents: z.number().int(),
  lastActiveDay: z.string().nullable(),
  /** What is foretold: scores in tenths of a point, from 0 to 1000; null where nothing is. */
  health: z.enum(['good', 'normal', 'bad']).nullable(),
  scores: z.record(PredictedOutcome, z.number().int().nullable()),
});
export type AccountRow = z.infer<typeof AccountRow>;

export const AccountsPage = z.object({
  rows: z.array(AccountRow),
  total: z.number().int(),
  totalMrrCents: z.number().int(),
  /** Of how many apps the whole list is. */
  apps: z.number().int(),
});
export type AccountsPage = z.infer<typeof AccountsPage>;

export const AccountRequest = z.strictObject({ accountId: z.number().int().positive() });

/** A user in one account. `uses` counts feature events of the last 30 days; `share` is their part of the account's. */
export const MemberRow = z.object({
  userId: z.number().int(),
  externalId: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  activeDays: z.number().int(),
  uses: z.number().int(),
  share: z.number(),
  /** What the user is in the account; null where nobody said. */
  role: z.string().nullable(),
  /** Scores by rules of users, in tenths of a point, as last night left them. */
  scores: z.array(z.object({ name: z.string(), shown: z.number().int() })),
});
export type MemberRow = z.infer<typeof MemberRow>;
export const MembersPage = z.object({ rows: z.array(MemberRow), total: z.number().int() });
export const MembersRequest = z.strictObject({
  accountId: z.number().int().positive(),
  page: z.number().int().min(0).max(10_000).default(0),
  pageSize: z.number().int().min(1).max(200).default(25),
});
export type MembersRequest = z.infer<typeof MembersRequest>;

/** Something that the Marketplace tells of an account, newest first. `words` is plain text of our own and of enumerations. */
export const TimelineEntry = z.object({
  day: z.string(),
  kind: z.enum(['sale', 'refund', 'evaluation', 'licence-start', 'licence-end']),
  words: z.string(),
  cents: z.number().int().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const Note = z.object({ noteId: z.number().int(), text: z.string(), at: z.string() });
export type Note = z.infer<typeof Note>;

export const AccountDetail = z.object({
  account: AccountRow,
  asOfDay: z.string(),
  site: z.string().nullable(),
  licence: z
    .object({
      country: z.string().nullable(),
      region: z.string().nullable(),
      hosting: z.string().nullable(),
      edition: z.string().nullable(),
      licenceType: z.string().nullable(),
      maintenanceStartDay: z.string().nullable(),
      maintenanceEndDay: z.string().nullable(),
      evaluationEndDay: z.string().nullable(),
    })
    .nullable(),
  /** Days of the last 371 on which anybody was active, oldest first. */
  days: z.array(z.object({ day: z.string(), users: z.number().int(), events: z.number().int() })),
  /** Every feature that the app knows, used here in the last 30 days or not. `lastDay` is of the last year. */
  features: z.array(z.object({ event: z.string(), users: z.number().int(), uses: z.number().int(), lastDay: z.string().nullable() })),
  members: MembersPage,
  /** People named on the licence, by id; `domain`: whose mail domain it is. */
  contacts: z.array(z.object({ contactId: z.string(), roles: z.array(z.string()), domain: z.string() })),
  timeline: z.array(TimelineEntry),
  notes: z.array(Note),
});
export type AccountDetail = z.infer<typeof AccountDetail>;

/** What a screen shows of a subject beside its use: its profile, and the segments that it is in. */
const Beside = z.object({ profile: ProfileAnswer.nullable(), segments: z.array(InSegment) });

/** What is said of an account, every point by name. */
export const AccountOutlook = z.object({
  /** Null where nothing is said of it. */
  health: AccountHealth.nullable(),
  scores: z.array(AccountScore),
  /** The health score first, then those that somebody defined. */
  madeScores: z.array(MadeScore),
});
export type AccountOutlook = z.infer<typeof AccountOutlook>;
const AccountAnswer = AccountDetail.extend(Beside.shape).extend({ outlook: AccountOutlook });
export type AccountAnswer = z.infer<typeof AccountAnswer>;

export const UserDetail = z.object({
  userId: z.number().int(),
  externalId: z.string(),
  asOfDay: z.string(),
  /** `made`: what scores by rules say of the user there now; null where no such score is defined. */
  accounts: z.array(z.object({ account: AccountRow, member: MemberRow, made: UserScores.nullable() })),
});
export type UserDetail = z.infer<typeof UserDetail>;
const UserAnswer = UserDetail.extend(Beside.shape);
export type UserAnswer = z.infer<typeof UserAnswer>;

/** At most 1,000 characters; the newest 50 of an account are shown. */
export const NoteRequest = z.strictObject({ accountId: z.number().int().positive(), text: z.string().trim().min(1).max(1_000) });

/** A list as somebody arranged it: `query` is what stands in the address behind the screen's name. */
export const SavedView = z.strictObject({ name: SavedName, query: z.string().max(2_000) });
export type SavedView = z.infer<typeof SavedView>;
const views = savedCalls(SavedView);

export const accountCalls = {
  accountFilter: { input: AccountFilterRequest, output: AccountFilterAnswer },
  accounts: { input: AccountsRequest, output: AccountsPage },
  account: { input: AccountRequest, output: AccountAnswer.nullable() },
  members: { input: MembersRequest, output: MembersPage },
  user: { input: z.strictObject({ userId: z.number().int().positive() }), output: UserAnswer.nullable() },
  addNote: { input: NoteRequest, output: z.object({ notes: z.array(Note) }) },
  removeNote: {
    input: z.strictObject({ accountId: z.number().int().positive(), noteId: z.number().int() }),
    output: z.object({ notes: z.array(Note) }),
  },
  views: views.all,
  saveView: views.save,
  renameView: views.rename,
  removeView: views.remove,
} as const;
