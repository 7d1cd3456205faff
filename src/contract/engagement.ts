import { z } from 'zod';
import { AccountFilter } from './account-filter';
import { AskedRange } from './day-range';

/**
 * What the engagement screen asks. A user counts once in each of their accounts; an account counts when anybody used a feature in it.
 * Days are UTC, weeks begin on Monday.
 */
export const EngagementUnit = z.enum(['user', 'account']);
export type EngagementUnit = z.infer<typeof EngagementUnit>;
export const EngagementGrain = z.enum(['day', 'week', 'month']);
export type EngagementGrain = z.infer<typeof EngagementGrain>;

/** Of which accounts. On a customer's site there is only its own. */
const filter = AccountFilter.default({});
const asked = { unit: EngagementUnit.default('user'), grain: EngagementGrain.default('week'), filter };

/** `waiting`: accounts whose newest activity is not yet in these figures, or that are counted anew because other events count now. */
const answered = { asOfDay: z.string(), waiting: z.number().int() };

/** Of those who came for the first time in the periods of `range`; without one, in the latest. Cohorts by day are kept for 92 days. */
export const RetentionRequest = z.strictObject({
  ...asked,
  range: AskedRange.nullable().default(null),
  when: z.enum(['on', 'onOrAfter']).default('on'),
  of: z.enum(['start', 'previous']).default('start'),
});
export type RetentionRequest = z.infer<typeof RetentionRequest>;

const Share = z.number().nullable();
export const RetentionAnswer = z.object({
  ...answered,
  cohorts: z.array(
    z.object({
      startDay: z.string(),
      units: z.number().int(),
      cells: z.array(z.object({ units: z.number().int(), share: Share, running: z.boolean() })),
    }),
  ),
  /** By age, over the cohorts whose period of that age has ended. */
  weighted: z.array(Share),
  simple: z.array(Share),
});
export type RetentionAnswer = z.infer<typeof RetentionAnswer>;

/** Without a range, the latest periods. `compare` adds as many periods before them; days on the same weekdays. */
export const LifecycleRequest = z.strictObject({
  ...asked,
  range: AskedRange.nullable().default(null),
  compare: z.boolean().default(false),
});
export type LifecycleRequest = z.infer<typeof LifecycleRequest>;
export const LifecycleAnswer = z.object({
  ...answered,
  /** Oldest first. `running`: the period has not ended. */
  periods: z.array(
    z.object({
      startDay: z.string(),
      new: z.number().int(),
      returning: z.number().int(),
      resurrected: z.number().int(),
      dormant: z.number().int(),
      running: z.boolean(),
      /** The period of the same place before the range, and who was active in it; null if not asked for. */
      before: z.object({ startDay: z.string(), active: z.number().int() }).nullable(),
    }),
  ),
});
export type LifecycleAnswer = z.infer<typeof LifecycleAnswer>;

export const StickinessRequest = z.strictObject({
  ...asked,
  grain: z.enum(['week', 'month']).default('week'),
  range: AskedRange.nullable().default(null),
});
export type StickinessRequest = z.infer<typeof StickinessRequest>;
export const StickinessAnswer = z.object({
  ...answered,
  /** Oldest first. `exact[k - 1]`: units active on exactly k days of it. */
  periods: z.array(z.object({ startDay: z.string(), running: z.boolean(), exact: z.array(z.number().int()) })),
});
export type StickinessAnswer = z.infer<typeof StickinessAnswer>;

/** Without a range, of the last 30 days. `compare` adds as many days before it, on the same weekdays. At most the last 366 days of a range are read. */
export const AdoptionRequest = z.strictObject({
  range: AskedRange.nullable().default(null),
  compare: z.boolean().default(false),
  filter,
});
export type AdoptionRequest = z.infer<typeof AdoptionRequest>;
const days = { fromDay: z.string(), toDay: z.string() };
const featureUse = {
  accounts: z.number().int(),
  /** Of the active accounts. */
  share: Share,
  /** In each of their accounts. */
  users: z.number().int(),
  /** Mean active days and mean uses, whoever's, of a user; null without users, and while they are not counted. */
  frequency: z.number().nullable(),
  depth: z.number().nullable(),
};
export const AdoptionAnswer = z.object({
  ...answered,
  /** The first and the last day that are read. */
  ...days,
  /** Of the same length, before them; null if not asked for. */
  before: z.object({ ...days, activeAccounts: z.number().int() }).nullable(),
  /** Accounts with use of any feature in the range. */
  activeAccounts: z.number().int(),
  /** Features that were left out, because more are known than are read for a range: the least widespread. */
  leftOut: z.number().int(),
  features: z.array(
    z.object({
      event: z.string(),
      ...featureUse,
      before: z.object(featureUse).nullable(),
      /** By anyone. */
      uses: z.number().int(),
      /** Accounts that used it for the first time ever in the range. */
      newAccounts: z.number().int(),
      /** MRR of the accounts that used it; null on a customer's site. */
      mrrCents: z.number().int().nullable(),
    }),
  ),
});
export type AdoptionAnswer = z.infer<typeof AdoptionAnswer>;

/** Versions that came out while somebody looked, oldest first, each on the first UTC day on which a site ran it; at most 200. */
const Release = z.object({ app: z.string(), version: z.string(), day: z.string() });
export type Release = z.infer<typeof Release>;
export const ReleasesAnswer = z.object({ releases: z.array(Release) });
export type ReleasesAnswer = z.infer<typeof ReleasesAnswer>;

export const engagementCalls = {
  releases: { input: z.strictObject({}), output: ReleasesAnswer },
  retention: { input: RetentionRequest, output: RetentionAnswer },
  lifecycle: { input: LifecycleRequest, output: LifecycleAnswer },
  stickiness: { input: StickinessRequest, output: StickinessAnswer },
  adoption: { input: AdoptionRequest, output: AdoptionAnswer },
} as const;
