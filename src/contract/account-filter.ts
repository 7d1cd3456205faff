import { z } from 'zod';

/** Values of which an account must have one; null for those of which it is not known, or that have none. Absent: any. */
const Values = z.array(z.string().max(100).nullable()).min(1).max(50).readonly().exactOptional();

/** Ids of segments, of which an account must be in one, or have a user in it. Only the vendor's console knows segments. */
const Segments = z
  .array(z.string().regex(/^[1-9]\d{0,14}$/))
  .min(1)
  .max(50)
  .readonly()
  .exactOptional();

/**
 * Which accounts a screen is about. `plan` is the licence's tier; `stage` is null for accounts without a licence. `health` is null for accounts
 * of which nothing is foretold; only the vendor's console knows it.
 */
export const AccountFilter = z.strictObject({
  segment: Segments,
  health: Values,
  app: Values,
  edition: Values,
  hosting: Values,
  plan: Values,
  region: Values,
  stage: Values,
});
export type AccountFilter = z.infer<typeof AccountFilter>;

export const AccountFilterRequest = z.strictObject({ filter: AccountFilter.default({}) });
export type AccountFilterRequest = z.infer<typeof AccountFilterRequest>;

/** With how many accounts have it and pass the rest of the filter. */
const FilterOption = z.object({ value: z.string().nullable(), accounts: z.number().int() });
const Options = z.array(FilterOption);

export const AccountFilterAnswer = z.object({
  /** That the filter lets pass, of how many. */
  accounts: z.number().int(),
  of: z.number().int(),
  /** Live ones by name, with how many accounts are in it, or have a user in it, and pass the rest of the filter. */
  segments: z.array(z.object({ value: z.string(), name: z.string(), accounts: z.number().int() })),
  /** None where nothing is foretold of any account. */
  health: Options,
  /** What stages are called that are known by another word, those that are gone too. */
  stageNames: z.record(z.string(), z.string()),
  options: z.object({ app: Options, edition: Options, hosting: Options, plan: Options, region: Options, stage: Options }),
});
export type AccountFilterAnswer = z.infer<typeof AccountFilterAnswer>;
