import { z } from 'zod';

/** What the reviews screen of the vendor's console asks. Days are UTC; nobody who wrote a review is named anywhere. */
export const Stars = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
export type Stars = z.infer<typeof Stars>;

export const ReviewsRequest = z.strictObject({
  /** The product id of an app; null for all. */
  app: z.string().max(120).nullable().default(null),
  stars: Stars.nullable().default(null),
  page: z.number().int().min(0).max(10_000).default(0),
  pageSize: z.number().int().min(1).max(100).default(20),
});
export type ReviewsRequest = z.infer<typeof ReviewsRequest>;

export const Review = z.object({
  key: z.string(),
  app: z.string(),
  appName: z.string(),
  stars: Stars.nullable(),
  day: z.string().nullable(),
  text: z.string(),
  /** The vendor's answer; null without one. */
  reply: z.string().nullable(),
  helpfulVotes: z.number().int(),
  totalVotes: z.number().int(),
  isFlagged: z.boolean(),
});
export type Review = z.infer<typeof Review>;

/** `average` is of the month's own reviews, `soFar` of all up to its end; null while there are none with stars. */
export const ReviewMonth = z.object({
  month: z.string(),
  reviews: z.number().int(),
  average: z.number().nullable(),
  soFar: z.number().nullable(),
});
export type ReviewMonth = z.infer<typeof ReviewMonth>;

export const ReviewsReport = z.object({
  canChange: z.boolean(),
  generatedAt: z.string(),
  /** When the reviews were read last; null before. */
  readAt: z.string().nullable(),
  apps: z.array(z.object({ app: z.string(), name: z.string(), reviews: z.number().int() })),
  /** Of the chosen app, whatever stars are chosen. */
  total: z.number().int(),
  average: z.number().nullable(),
  unanswered: z.number().int(),
  /** Five stars first. */
  distribution: z.array(z.object({ stars: Stars, reviews: z.number().int() })),
  /** One for each month from the first review on, oldest first. */
  months: z.array(ReviewMonth),
  /** Of the chosen app and stars: unanswered first, each the newest first. */
  list: z.object({ rows: z.array(Review), total: z.number().int() }),
});
export type ReviewsReport = z.infer<typeof ReviewsReport>;

/** What the Marketplace takes. */
export const MAX_REPLY_CHARACTERS = 4_000;
export const ReplyOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('replied'), reply: z.string().nullable() }),
  z.object({ kind: z.literal('refused'), words: z.string() }),
]);
export type ReplyOutcome = z.infer<typeof ReplyOutcome>;

export const reviewsCalls = {
  reviews: { input: ReviewsRequest, output: ReviewsReport },
  /** Writes the vendor's answer under a review, for everybody to read; null takes it away. */
  replyToReview: {
    input: z.strictObject({ key: z.string().min(1).max(160), reply: z.string().min(1).max(MAX_REPLY_CHARACTERS).nullable() }),
    output: ReplyOutcome,
  },
} as const;
