import { z } from 'zod';
import { CatalogueAnswer } from './segments';

/**
 * What whoever changes the stages asks. An account is in the first stage whose rule it meets; rules travel as they are written, like
 * conditions of segments of accounts. Days are UTC.
 */
export const StageKind = z.enum(['free', 'paying', 'churn']);
export type StageKind = z.infer<typeof StageKind>;
export const MAX_STAGES = 30;
export const MAX_STAGE_NAME = 40;

/** Accounts are put into stages that are new: `done` of all those with a licence, first of being asked about the rules, then of being put. */
export const StagesWorking = z.object({ step: z.enum(['asking', 'placing']), done: z.number().int(), of: z.number().int() });
export type StagesWorking = z.infer<typeof StagesWorking>;

/** `key`: what history, conditions and filters know it by, whatever it is called. */
const WrittenStage = z.object({ key: z.string(), name: z.string(), kind: StageKind, rule: z.unknown() });

/** `isFirst`: those by licence, which are there from the start. */
export const StageRulesAnswer = z.object({
  asOfDay: z.string(),
  canChange: z.boolean(),
  version: z.number().int(),
  isFirst: z.boolean(),
  catalogue: CatalogueAnswer,
  stages: z.array(WrittenStage),
  /** The same of those by licence, to go back to. */
  first: z.array(WrittenStage),
});
export type StageRulesAnswer = z.infer<typeof StageRulesAnswer>;

/** `key` null: a new one. */
const Draft = z.strictObject({
  key: z.string().max(MAX_STAGE_NAME).nullable(),
  name: z.string().trim().max(MAX_STAGE_NAME),
  kind: StageKind,
  rule: z.unknown(),
});
const Drafts = z.array(Draft).min(1).max(MAX_STAGES);
/** `stage`: its place among the drafts, null for what is wrong with all; `path`: the place in its rule, or `name`. */
const StageProblem = z.object({ stage: z.number().int().nullable(), path: z.string(), message: z.string() });
export type StageProblem = z.infer<typeof StageProblem>;
const Problems = z.object({ problems: z.array(StageProblem).min(1) });

/** Accounts by the place of the stage they would be in. `isPart`: only `of` accounts were looked at. */
export const StagePreviewAnswer = z.union([
  Problems,
  z.object({ accounts: z.array(z.number().int()), nowhere: z.number().int(), of: z.number().int(), isPart: z.boolean() }),
]);
export type StagePreviewAnswer = z.infer<typeof StagePreviewAnswer>;

export const StagesSave = z.strictObject({ version: z.number().int().min(0), stages: Drafts.nullable() });
export type StagesSave = z.infer<typeof StagesSave>;

export const stageCalls = {
  stageRules: { input: z.strictObject({}), output: StageRulesAnswer },
  stagePreview: { input: z.strictObject({ stages: Drafts }), output: StagePreviewAnswer },
  /** Null makes it those by licence again. */
  stagesSave: { input: StagesSave, output: z.union([Problems, z.object({ version: z.number().int() })]) },
} as const;
