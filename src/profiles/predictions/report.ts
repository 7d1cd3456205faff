import { z } from 'zod';

const Share = z.number();

/** What is known of a model: how well it foretold rows that it never saw, against what one knows without it. */
export const ModelReport = z.object({
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
  /** Probabilities of rows that it never saw, a hundred of them by rank: what today's are held against. */
  spread: z.array(Share),
});
export type ModelReport = z.infer<typeof ModelReport>;
