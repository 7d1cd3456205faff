import { z } from 'zod';

const Trial = z.object({
  startDay: z.iso.date().nullable(),
  endDay: z.iso.date().nullable(),
  plan: z.enum(['standard', 'advanced', 'none']),
});

/** What was last told of an account. Storage keeps it between looks. */
export const AccountLifeState = z.object({
  /** A copy of a site brings its storage along; this tells that it is another. */
  cloudId: z.string(),
  /** Milliseconds of the first look: it tells a later installation on the same site from this one. */
  since: z.number(),
  /** How many things were told since then: what comes back to an earlier state is told under another id. */
  tellings: z.number().int(),
  groupId: z.string(),
  entitlementId: z.string().nullable(),
  entitlementNumber: z.string().nullable(),
  licence: z.enum(['active', 'evaluation', 'inactive', 'none']),
  /** The last one that the platform named. */
  edition: z.enum(['standard', 'advanced']).nullable(),
  /** The evaluation that runs. */
  trial: Trial.nullable(),
  /** Day of the last sign of life. */
  observedDay: z.iso.date().nullable(),
  /** The last thing that happened to the installation. */
  occasion: z.string().nullable(),
  /** Each trait as it was last told. */
  traits: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Days since 1970-01-01 when the traits were last told. */
  toldDay: z.number().int(),
});
export type AccountLifeState = z.infer<typeof AccountLifeState>;

/** What storage holds of the site's account; null when nothing was ever told of it, or it cannot be read. */
export function readAccountLife(stored: unknown, cloudId: string): AccountLifeState | null {
  const parsed = AccountLifeState.safeParse(stored);
  return parsed.success && parsed.data.cloudId === cloudId ? parsed.data : null;
}
