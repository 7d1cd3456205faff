import { createHash } from 'node:crypto';

/** Seventy-two bits: that two of a million names share them is one chance in ten thousand million. */
const CHARACTERS = 12;

/** What a row is found by instead of its long name; the migration makes the same of what is stored. */
export function rowHash(name: string): string {
  return createHash('sha256').update(name).digest('base64').slice(0, CHARACTERS);
}
