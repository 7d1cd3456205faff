import { z } from 'zod';
import { AccountFilter } from './account-filter';
import { EngagementUnit } from './engagement';

export const MAX_FUNNEL_STEPS = 8;

/** In how many days at most; 0 is the same day. */
export const FunnelLimitDays = z.union([z.literal(0), z.literal(1), z.literal(7), z.literal(14), z.literal(30), z.literal(90)]);
export type FunnelLimitDays = z.infer<typeof FunnelLimitDays>;
/** From each step to the next, or from the first to any. */
export const FunnelLimitOf = z.enum(['whole', 'step']);
export type FunnelLimitOf = z.infer<typeof FunnelLimitOf>;

/** Names of events in their order, each once. */
export const FunnelSteps = z
  .array(z.string().min(1).max(200))
  .max(MAX_FUNNEL_STEPS)
  .refine((steps) => new Set(steps).size === steps.length, 'A step stands once in a funnel');

/** A user counts in each of their accounts for themselves. */
export const FunnelRequest = z.strictObject({
  /** Fewer than two ask for what there is to choose from. */
  steps: FunnelSteps.default([]),
  limitDays: FunnelLimitDays.default(14),
  limitOf: FunnelLimitOf.default('whole'),
  unit: EngagementUnit.default('user'),
  /** The first step is done in so many days up to today, which has not ended. */
  rangeDays: z.union([z.literal(7), z.literal(30), z.literal(90)]).default(30),
  filter: AccountFilter.default({}),
});
export type FunnelRequest = z.infer<typeof FunnelRequest>;

const Share = z.number().nullable();
export const FunnelAnswer = z.object({
  asOfDay: z.string(),
  /** Accounts whose newest activity is not yet in these figures. */
  waiting: z.number().int(),
  /** Events that were ever seen: features first, the most widespread first. */
  events: z.array(z.object({ event: z.string(), isFeature: z.boolean() })),
  /** Empty where fewer than two steps were asked for. */
  steps: z.array(
    z.object({
      event: z.string(),
      /** False if nobody ever did it in any account. */
      isKnown: z.boolean(),
      units: z.number().int(),
      ofPrevious: Share,
      ofFirst: Share,
      /** From the step before, and from the first; null for the first, and without any units. */
      medianDays: z.number().int().nullable(),
      medianDaysFromFirst: z.number().int().nullable(),
    }),
  ),
});
export type FunnelAnswer = z.infer<typeof FunnelAnswer>;
