import { z } from 'zod';
import { AccountFilter } from './account-filter';
import { CatalogueAnswer } from './segments';

/** Scores by rules. Points are from 0 to 100; what is said of accounts is in tenths of a point, and adds up exactly. */
export const MAX_SCORE_NAME = 100;
export const MAX_SCORE_RULES = 30;
/** A score is kept in its history whenever it has moved by so many tenths. */
export const WELL_MOVED = 50;

/** Of accounts, or of users as they are in an account. */
export const ScoredKind = z.enum(['account', 'membership']);
export type ScoredKind = z.infer<typeof ScoredKind>;
const scoreId = z.number().int().positive();
const points = z.number().int().min(-100).max(100);

/** Accounts with a score, ordered by it. */
const Scored = z.object({ accountId: z.number().int(), company: z.string(), app: z.string(), shown: z.number().int() });
export type ScoredAccount = z.infer<typeof Scored>;

export const CustomScoreRow = z.object({
  scoreId,
  kind: ScoredKind,
  name: z.string(),
  base: z.number().int(),
  /** `trouble`: why nobody can be asked; null where everybody can. */
  rules: z.array(z.object({ words: z.string(), points, trouble: z.string().nullable() })),
  /** Of a score of accounts, among those that are asked about. Accounts with the score, and those that have not left and have none: a rule cannot be told of them, or the night has not come. */
  accounts: z.number().int(),
  untold: z.number().int(),
  /** Accounts in each tenth of the scale, from 0 on; 100 is in the last. */
  distribution: z.array(z.number().int()).length(10),
  highest: z.array(Scored),
  lowest: z.array(Scored),
});
export type CustomScoreRow = z.infer<typeof CustomScoreRow>;
export const CustomScoresAnswer = z.object({ canChange: z.boolean(), scores: z.array(CustomScoreRow) });
export type CustomScoresAnswer = z.infer<typeof CustomScoresAnswer>;

/** Conditions travel as they are written: the resolver parses what comes. `begin` is null for a new score, or where there is none. */
export const CustomScoreBuilder = z.object({
  canChange: z.boolean(),
  asOfDay: z.string(),
  catalogue: CatalogueAnswer,
  begin: z
    .object({ kind: ScoredKind, name: z.string(), base: z.number().int(), rules: z.array(z.object({ condition: z.unknown(), points })) })
    .nullable(),
});
export type CustomScoreBuilder = z.infer<typeof CustomScoreBuilder>;

/** Null as the id makes a new one. */
export const CustomScoreToSave = z.strictObject({
  scoreId: scoreId.nullable(),
  /** Of one that is changed it stays what it was. */
  kind: ScoredKind.default('account'),
  name: z.string().trim().min(1).max(MAX_SCORE_NAME),
  base: z.number().int().min(0).max(100),
  rules: z
    .array(z.strictObject({ condition: z.unknown(), points }))
    .min(1)
    .max(MAX_SCORE_RULES),
});
export type CustomScoreToSave = z.infer<typeof CustomScoreToSave>;
/** `rule`: the place of the rule that something is wrong with; null for the whole. */
export const CustomScoreSaved = z.object({
  problems: z.array(z.object({ rule: z.number().int().nullable(), path: z.string(), message: z.string() })),
});
export type CustomScoreSaved = z.infer<typeof CustomScoreSaved>;

/** A score of an account with all that it is made of: base + parts + smoothing = shown. */
export const MadeScore = z.object({
  name: z.string(),
  /** What it is, for whoever points at it. */
  meaning: z.string(),
  shown: z.number().int(),
  raw: z.number().int(),
  base: z.number().int(),
  smoothing: z.number().int(),
  parts: z.array(z.object({ source: z.string(), tenths: z.number().int() })),
  /** What would change it most, in a sentence. */
  change: z.string(),
  /** The days on which it had moved well, the oldest first. */
  history: z.array(z.object({ day: z.string(), shown: z.number().int() })),
});
export type MadeScore = z.infer<typeof MadeScore>;

/** What the rules say of a user in an account, point by point: base + parts = shown. `unscored`: why there is no score; empty where there is. */
export const UserScores = z.object({
  unscored: z.string(),
  scores: z.array(MadeScore.pick({ name: true, shown: true, base: true, parts: true, change: true })),
});
export type UserScores = z.infer<typeof UserScores>;

export const customScoreCalls = {
  customScores: { input: z.strictObject({ filter: AccountFilter.default({}) }), output: CustomScoresAnswer },
  customScoreBuilder: { input: z.strictObject({ scoreId: scoreId.nullable() }), output: CustomScoreBuilder },
  saveCustomScore: { input: CustomScoreToSave, output: CustomScoreSaved },
  dropCustomScore: { input: z.strictObject({ scoreId }), output: z.object({}) },
} as const;
