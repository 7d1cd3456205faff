import { z } from 'zod';
import { AccountFilter } from './account-filter';
import { CatalogueAnswer } from './segments';

/** What the health screens ask. Money is integer cents (USD), days are UTC. A stage is its key, null for accounts without a licence. */
export const HealthColour = z.enum(['good', 'normal', 'bad', 'unknown']);
export type HealthColour = z.infer<typeof HealthColour>;
/** Days on end for which something else must be said of an account before its colour changes. */
export const HEALTH_HOLD_DAYS = 3;

/** One thing that a colour hangs on, with what is known of the account. `for`: which colour it speaks for; null for a score. */
export const HealthReason = z.object({
  for: z.enum(['good', 'bad']).nullable(),
  words: z.string(),
  outcome: z.enum(['yes', 'no', 'cannot be evaluated']),
  value: z.string(),
});
export type HealthReason = z.infer<typeof HealthReason>;

/** `was` and `health`: `none` where the account had or has no health. */
const Turn = z.object({
  day: z.string(),
  was: HealthColour.or(z.literal('none')),
  health: HealthColour.or(z.literal('none')),
  reasons: z.array(HealthReason),
});
const Account = { accountId: z.number().int(), company: z.string(), app: z.string(), mrrCents: z.number().int() };

/** What tells of the accounts of a stage: rules of its own, those for every stage, or scores. `left`: they are gone, nobody asks. */
export const HealthSource = z.enum(['own rules', 'rules for every stage', 'scores', 'left']);
export type HealthSource = z.infer<typeof HealthSource>;

const Cell = z.object({ health: HealthColour, accounts: z.number().int(), mrrCents: z.number().int() });
export const HealthBoardAnswer = z.object({
  canChange: z.boolean(),
  /** When it was last looked at; null before the first time. */
  keptDay: z.string().nullable(),
  stages: z.array(
    z.object({
      stage: z.string().nullable(),
      name: z.string().nullable(),
      source: HealthSource,
      /** In the order of colours. */
      cells: z.array(Cell),
      /** Accounts of which nothing is said. */
      others: z.number().int(),
    }),
  ),
  /** Rules that nobody can be asked, and why. The stage is empty for rules for every stage. */
  troubles: z.array(z.object({ stage: z.string(), name: z.string(), words: z.string(), trouble: z.string() })),
  /** Those that changed colour in the last 30 days, the latest first. `stage`: by name. */
  turns: z.array(Turn.extend({ ...Account, stage: z.string().nullable() })),
});
export type HealthBoardAnswer = z.infer<typeof HealthBoardAnswer>;

export const HEALTH_ROWS = 50;
export const HealthAccountsRequest = z.strictObject({
  stage: z.string().max(40).nullable(),
  health: HealthColour,
  page: z.number().int().min(0).max(10_000).default(0),
  filter: AccountFilter.default({}),
});
export type HealthAccountsRequest = z.infer<typeof HealthAccountsRequest>;
/** By MRR, the highest first. `sinceDay`: since when it is shown; null where that is from before it was kept. */
export const HealthAccountsAnswer = z.object({
  total: z.number().int(),
  rows: z.array(z.object({ ...Account, sinceDay: z.string().nullable(), asked: HealthColour })),
});
export type HealthAccountsAnswer = z.infer<typeof HealthAccountsAnswer>;

/** Conditions travel as they are written: the resolver parses what comes, and says what is wrong with it in words. */
export const HealthRulesAnswer = z.object({
  canChange: z.boolean(),
  asOfDay: z.string(),
  catalogue: CatalogueAnswer,
  stages: z.array(z.object({ stage: z.string(), name: z.string() })),
  profiles: z.array(
    z.object({
      stage: z.string(),
      name: z.string(),
      good: z.unknown(),
      bad: z.unknown(),
      goodWords: z.string().nullable(),
      badWords: z.string().nullable(),
    }),
  ),
});
export type HealthRulesAnswer = z.infer<typeof HealthRulesAnswer>;

/** An empty stage is for every stage without rules of its own. Null: nothing makes them so. */
export const HealthRulesToSave = z.strictObject({ stage: z.string().max(40), good: z.unknown(), bad: z.unknown() });
export type HealthRulesToSave = z.infer<typeof HealthRulesToSave>;
const Problem = z.object({ side: z.enum(['good', 'bad']).nullable(), path: z.string(), message: z.string() });
export const HealthRulesSaved = z.object({ problems: z.array(Problem) });
export type HealthRulesSaved = z.infer<typeof HealthRulesSaved>;

export const AccountHealth = z.object({
  health: HealthColour,
  asked: HealthColour,
  /** Since when something else is said, where it is. */
  askedSinceDay: z.string(),
  source: HealthSource,
  /** As it is today. */
  reasons: z.array(HealthReason),
  /** The latest change first. */
  history: z.array(Turn),
});
export type AccountHealth = z.infer<typeof AccountHealth>;

export const healthCalls = {
  health: { input: z.strictObject({ filter: AccountFilter.default({}) }), output: HealthBoardAnswer },
  healthAccounts: { input: HealthAccountsRequest, output: HealthAccountsAnswer },
  healthRules: { input: z.strictObject({}), output: HealthRulesAnswer },
  saveHealthRules: { input: HealthRulesToSave, output: HealthRulesSaved },
  dropHealthRules: { input: z.strictObject({ stage: z.string().max(40) }), output: z.object({}) },
} as const;
