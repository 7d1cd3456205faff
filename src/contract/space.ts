import { z } from 'zod';

/** What the settings of the vendor's console ask: how much of its database the app has filled, and with what. */
export const SPACE_PARTS = ['use', 'prepared', 'people', 'profiles', 'market', 'revenue', 'insight', 'delivery', 'other'] as const;

export const SpaceReport = z.object({
  limitBytes: z.number(),
  /** From this share of the limit on somebody should know. */
  warnFrom: z.number(),
  /** The largest first, without what takes nothing; null where the database does not tell. */
  parts: z.array(z.object({ part: z.enum(SPACE_PARTS), bytes: z.number() })).nullable(),
});
export type SpaceReport = z.infer<typeof SpaceReport>;
export type SpacePart = (typeof SPACE_PARTS)[number];

export const spaceCalls = { space: { input: z.strictObject({}), output: SpaceReport } } as const;
