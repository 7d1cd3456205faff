import { z } from 'zod';

/** The cell of an account in paying × using. `not-observed` means no heartbeat in 8 days: never read it as unused. */
export const Standing = z.enum(['paid-used', 'paid-silent', 'unpaid-used', 'neither', 'not-observed']);
export type Standing = z.infer<typeof Standing>;

/** How much an account is used: distinct users of the last 30 days, which say nothing where it is not observed. */
export const AccountUse = z.object({
  standing: Standing,
  usersSeen30: z.number().int(),
  /** Its use is being counted anew, so that `usersSeen30` may be missing. */
  countedAnew: z.boolean(),
});
export type AccountUse = z.infer<typeof AccountUse>;
