import { z } from 'zod';
import { RANGE_PRESETS } from '../engagement/day-range';

/** UTC days, the first and the last; what lies after today has no figures. */
const CustomRange = z
  .strictObject({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from >= '1970-01-01' && from <= to, 'A range begins before it ends');

/** The days that a chart is of: a preset, which moves with today, or from a day to a day. */
export const AskedRange = z.union([z.enum(RANGE_PRESETS), CustomRange]);
export type AskedRange = z.infer<typeof AskedRange>;
