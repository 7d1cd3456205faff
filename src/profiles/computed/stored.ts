import { z } from 'zod';
import { ComputedDefinition } from './definition';

/** Nobody has a value of it any more. */
export const CLEARED = -1;

/**
 * A definition as a property keeps it. `ready`: the version of which everybody has the value, 0 for none; `day`: as of which day (since
 * 1970-01-01) everybody was looked at. `prices`: what `priceOf` says, in cents a seat and month by tier; other prices are another version.
 * `leaving`: values go, and then the property.
 */
const Stored = z.object({
  version: z.int().min(1),
  ready: z.int(),
  day: z.int(),
  leaving: z.boolean(),
  prices: z.array(z.tuple([z.string(), z.number()])),
  definition: ComputedDefinition,
});
export type StoredComputed = z.infer<typeof Stored>;

/** Undefined for what another version of the app wrote in another way. */
export function readStored(text: string): StoredComputed | undefined {
  const parsed = Stored.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : undefined;
}

export function writeStored(stored: StoredComputed): string {
  return JSON.stringify(stored);
}

/** The next version of a definition, that nobody has values of yet. */
export function nextStored(
  definition: ComputedDefinition,
  prices: StoredComputed['prices'],
  before: StoredComputed | undefined,
): StoredComputed {
  return { version: (before?.version ?? 0) + 1, ready: before?.ready ?? 0, day: before?.day ?? 0, leaving: false, prices, definition };
}
