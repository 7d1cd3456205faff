import { z } from 'zod';

/** What the predictions screen asks. Scores and their parts are tenths of a point on a scale of 0 to 100: they add up exactly. */
export const PredictedOutcome = z.enum(['churn', 'expansion', 'conversion']);
export type PredictedOutcome = z.infer<typeof PredictedOutcome>;

export const PredictedSignal = z.object({
  key: z.string(),
  state: z.enum(['proposed', 'confirmed', 'rejected']),
  reason: z.string(),
  words: z.string(),
  sentence: z.string(),
  actionable: z.boolean(),
  /** Accounts at a look: on how many it fired, with how many of those the outcome came, of how many in all. */
  fired: z.number().int(),
  hits: z.number().int(),
  rows: z.number().int(),
  lift: z.number(),
  low: z.number(),
  high: z.number(),
  adjustedP: z.number(),
  precision: z.number(),
  recall: z.number(),
  stability: z.number().nullable(),
  medianDaysAhead: z.number().nullable(),
  months: z.array(z.object({ day: z.string(), fired: z.number().int(), hits: z.number().int(), lift: z.number() })),
  alternatives: z.array(z.string()),
  /** Accounts for whom it fires today. */
  fires: z.number().int(),
});
export type PredictedSignal = z.infer<typeof PredictedSignal>;

export const PredictionReport = z.object({
  asOfDay: z.string(),
  trainedAt: z.string(),
  isLive: z.boolean(),
  horizonDays: z.number().int(),
  rows: z.number().int(),
  outcomes: z.number().int(),
  auc: z.number().nullable(),
  aucLow: z.number().nullable(),
  aucHigh: z.number().nullable(),
  logLoss: z.number().nullable(),
  brier: z.number().nullable(),
  calibrationError: z.number().nullable(),
  baseLogLoss: z.number(),
  lastActivityAuc: z.number().nullable(),
  calibration: z.array(z.object({ rows: z.number().int(), said: z.number(), came: z.number() })),
  threshold: z.number(),
  confusion: z.object({ hits: z.number().int(), falseAlarms: z.number().int(), missed: z.number().int(), quiet: z.number().int() }),
  backTest: z.string(),
  reasons: z.array(z.string()),
  remarks: z.array(z.string()),
  recipe: z.string(),
  weights: z.array(z.object({ source: z.string(), points: z.number() })),
});
export type PredictionReport = z.infer<typeof PredictionReport>;

export const PredictionsAnswer = z.object({
  canChange: z.boolean(),
  /** Being learned right now. */
  isLearning: z.boolean(),
  outcomes: z.array(
    z.object({
      outcome: PredictedOutcome,
      /** The latest look at the past; null before the first. */
      report: PredictionReport.nullable(),
      /** The day that the model in use was learned on, where it is another one. */
      liveDay: z.string().nullable(),
      scored: z.object({ day: z.string(), accounts: z.number().int(), drift: z.number().nullable() }).nullable(),
      signals: z.array(PredictedSignal),
    }),
  ),
  health: z.array(z.object({ health: z.enum(['good', 'normal', 'bad']), accounts: z.number().int(), mrrCents: z.number().int() })),
});
export type PredictionsAnswer = z.infer<typeof PredictionsAnswer>;

const ScorePart = z.object({ source: z.string(), tenths: z.number().int() });

export const PriorityRequest = z.strictObject({ outcome: PredictedOutcome, page: z.number().int().min(0).max(1_000).default(0) });
export type PriorityRequest = z.infer<typeof PriorityRequest>;
export const PRIORITY_ROWS = 50;
export const PriorityAnswer = z.object({
  total: z.number().int(),
  rows: z.array(
    z.object({
      accountId: z.number().int(),
      company: z.string(),
      app: z.string(),
      mrrCents: z.number().int(),
      shown: z.number().int(),
      raw: z.number().int(),
      /** A month: what is at stake times the score. Null where nobody knows what is at stake. */
      expectedCents: z.number().int().nullable(),
      /** The largest parts, and how many tenths the others make. */
      base: z.number().int(),
      parts: z.array(ScorePart),
      others: z.number().int(),
      /** Who used it most in 30 days, to talk to; null where sites name nobody. */
      busiest: z.string().nullable(),
    }),
  ),
});
export type PriorityAnswer = z.infer<typeof PriorityAnswer>;

export const AccountScoresRequest = z.strictObject({ accountId: z.number().int().min(1) });
export const AccountScoresAnswer = z.object({
  health: z
    .object({ health: z.enum(['good', 'normal', 'bad']), asked: z.enum(['good', 'normal', 'bad']), sinceDay: z.string() })
    .nullable(),
  scores: z.array(
    z.object({
      outcome: PredictedOutcome,
      day: z.string(),
      horizonDays: z.number().int(),
      shown: z.number().int(),
      raw: z.number().int(),
      base: z.number().int(),
      /** base + parts + smoothing = shown. */
      smoothing: z.number().int(),
      parts: z.array(ScorePart),
    }),
  ),
});
export type AccountScoresAnswer = z.infer<typeof AccountScoresAnswer>;

export const SignalDecision = z.strictObject({
  outcome: PredictedOutcome,
  key: z.string().min(1).max(64),
  state: z.enum(['proposed', 'confirmed', 'rejected']),
  reason: z.string().max(500).default(''),
});
export type SignalDecision = z.infer<typeof SignalDecision>;

export const predictionCalls = {
  predictions: { input: z.strictObject({}), output: PredictionsAnswer },
  priorities: { input: PriorityRequest, output: PriorityAnswer },
  accountScores: { input: AccountScoresRequest, output: AccountScoresAnswer },
  decideSignal: { input: SignalDecision, output: PredictionsAnswer },
  learnNow: { input: z.strictObject({}), output: PredictionsAnswer },
} as const;
