import { createHash } from 'node:crypto';

/** Seventy-two bits: two of a hundred million names never share them. */
const CHARACTERS = 12;

/** What a row is found by instead of its long name; the migration makes the same of what is stored. */
export function rowHash(name: string): string {
  return createHash('sha256').update(name).digest('base64').slice(0, CHARACTERS);
}
