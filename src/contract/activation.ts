import { z } from 'zod';
import { AccountFilter } from './account-filter';

/** In the first so many days of an account, the first one included. */
export const EarlyDays = z.union([z.literal(1), z.literal(7), z.literal(14)]);
export type EarlyDays = z.infer<typeof EarlyDays>;
/** Retained: active in weeks 3 and 4, in the second month, in the third. */
export const KeptFrom = z.union([z.literal(14), z.literal(30), z.literal(60)]);
export type KeptFrom = z.infer<typeof KeptFrom>;

export const ActivationRequest = z.strictObject({
  earlyDays: EarlyDays.default(7),
  keptFrom: KeptFrom.default(30),
  filter: AccountFilter.default({}),
});
export type ActivationRequest = z.infer<typeof ActivationRequest>;

const Group = z.object({ accounts: z.number().int(), retained: z.number().int() });
export const ActivationAnswer = z.object({
  asOfDay: z.string(),
  waiting: z.number().int(),
  /** Of which it is known by now whether they were retained. */
  accounts: z.number().int(),
  retained: z.number().int(),
  /** How many actions were looked at; the best of them follow. */
  looked: z.number().int(),
  /** Best first: by reach × lift. One feature, or two that were both used. */
  actions: z.array(
    z.object({
      events: z.array(z.string()),
      /** So often by one user. */
      atLeast: z.number().int(),
      did: Group,
      didNot: Group,
      reach: z.number(),
      /** Retention with minus retention without, and its 95 % interval; null where everybody did it. */
      lift: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
      score: z.number(),
    }),
  ),
});
export type ActivationAnswer = z.infer<typeof ActivationAnswer>;
