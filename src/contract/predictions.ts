import { z } from 'zod';

/** What the predictions screen asks. Scores and their parts are tenths of a point on a scale of 0 to 100: they add up exactly. */
export const PredictedOutcome = z.enum(['churn', 'expansion', 'conversion']);
export type PredictedOutcome = z.infer<typeof PredictedOutcome>;

export const SignalState = z.enum(['proposed', 'confirmed', 'rejected']);
export type SignalState = z.infer<typeof SignalState>;

/** What the looks of one month say of a signal. */
export const SignalLook = z.object({
  fired: z.number().int(),
  hits: z.number().int(),
  lift: z.number(),
  /** As many of those it fired for as would have had the outcome at the base rate. */
  due: z.number().default(0),
  /** By how much it raises the log-odds where all other signals say the same; null where that cannot be told. */
  weight: z.number().nullable().default(null),
});

/** A signal in words, and its proof. */
export const SignalFigures = z.object({
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
  /** After every condition that was tried; of one that was not proposed again, as it was; of one written by hand, asked once. */
  adjustedP: z.number(),
  precision: z.number(),
  recall: z.number(),
  stability: z.number().nullable(),
  medianDaysAhead: z.number().nullable(),
  /** Others that fire much alike. */
  alternatives: z.array(z.string()),
  origin: z.enum(['found', 'written']).default('found'),
  /** The words of the one that it was derived from. */
  derivedFrom: z.string().default(''),
  group: z.string().default(''),
});

export const PredictedSignal = SignalFigures.extend({
  key: z.string(),
  state: SignalState,
  reason: z.string(),
  /** By month, written as its first day. */
  months: z.array(SignalLook.extend({ day: z.string() })),
  /** Whether its lift was lost or gained over the months beyond luck; null where they are too few to say. */
  trend: z.enum(['fading', 'new', 'steady']).nullable(),
  /** The day of its evidence; null until the past has been looked at for it. */
  evidenceDay: z.string().nullable(),
  /** Accounts for whom it fires today. */
  fires: z.number().int(),
});
export type PredictedSignal = z.infer<typeof PredictedSignal>;

const Share = z.number();

/** What a model learns from: all figures that are known, or nothing but the signals that people confirmed. */
export const LearningBasis = z.enum(['all', 'confirmed']);
export type LearningBasis = z.infer<typeof LearningBasis>;

/** How well a model foretold rows that it never saw, against what one knows without it. */
export const ModelFigures = z.object({
  horizonDays: z.number().int(),
  /** Accounts at a look, and with how many of them the outcome came. */
  rows: z.number().int(),
  outcomes: z.number().int(),
  auc: Share.nullable(),
  aucLow: Share.nullable(),
  aucHigh: Share.nullable(),
  /** Null where nothing could be held out. */
  logLoss: z.number().nullable(),
  brier: z.number().nullable(),
  calibrationError: z.number().nullable(),
  /** Log-loss of always saying the base rate; AUC of the days with use alone, null where they are not known. */
  baseLogLoss: z.number(),
  lastActivityAuc: Share.nullable(),
  calibration: z.array(z.object({ rows: z.number().int(), said: Share, came: Share })),
  /** From this probability on an account is flagged. */
  threshold: Share,
  confusion: z.object({ hits: z.number().int(), falseAlarms: z.number().int(), missed: z.number().int(), quiet: z.number().int() }),
  backTest: z.string(),
  /** Why its scores are not shown; empty where they are. */
  reasons: z.array(z.string()),
  remarks: z.array(z.string()),
  recipe: z.string(),
  /** By figure: mean points, whichever way, that it moves a score by. The largest first. */
  weights: z.array(z.object({ source: z.string(), points: z.number() })),
  basis: LearningBasis.default('all'),
  /** How learning from the other basis did, where it did worse on the same day; else empty. */
  other: z.string().default(''),
});

export const PredictionReport = ModelFigures.extend({ asOfDay: z.string(), trainedAt: z.string(), isLive: z.boolean() });
export type PredictionReport = z.infer<typeof PredictionReport>;

export const PredictionsAnswer = z.object({
  canChange: z.boolean(),
  /** Being learned right now. */
  isLearning: z.boolean(),
  outcomes: z.array(
    z.object({
      outcome: PredictedOutcome,
      /** What it is to learn from, the next time. */
      basis: LearningBasis,
      /** The latest look at the past; null before the first. */
      report: PredictionReport.nullable(),
      /** The day that the model in use was learned on, where it is another one. */
      liveDay: z.string().nullable(),
      scored: z.object({ day: z.string(), accounts: z.number().int(), drift: z.number().nullable() }).nullable(),
      signals: z.array(PredictedSignal),
    }),
  ),
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

/** What is foretold of an account, every point by name. */
export const AccountScore = z.object({
  outcome: PredictedOutcome,
  day: z.string(),
  horizonDays: z.number().int(),
  shown: z.number().int(),
  raw: z.number().int(),
  base: z.number().int(),
  /** base + parts + smoothing = shown. */
  smoothing: z.number().int(),
  parts: z.array(ScorePart),
});
export type AccountScore = z.infer<typeof AccountScore>;

export const SignalDecision = z.strictObject({
  outcome: PredictedOutcome,
  key: z.string().min(1).max(64),
  state: SignalState,
  reason: z.string().max(500).default(''),
});
export type SignalDecision = z.infer<typeof SignalDecision>;

export const predictionCalls = {
  predictions: { input: z.strictObject({}), output: PredictionsAnswer },
  priorities: { input: PriorityRequest, output: PriorityAnswer },
  decideSignal: { input: SignalDecision, output: PredictionsAnswer },
  learnNow: { input: z.strictObject({}), output: PredictionsAnswer },
} as const;
