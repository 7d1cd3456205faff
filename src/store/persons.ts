import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';

/** Somebody whom this installation told destinations about. */
export type SeenPerson = {
  /** Atlassian account ID. */
  readonly accountRef: string;
  /** The id that destinations know them by: the account ID itself, or its pseudonym. */
  readonly knownAs: string;
  /** Days since 1970-01-01. */
  readonly day: number;
};

/** Remembers who was seen, and on which first and last day. Running it again changes nothing. */
export async function notePersons(sqlPort: SqlPort, seen: readonly SeenPerson[]): Promise<void> {
  for (const chunk of chunked(merged(seen))) {
    const rows = chunk.map(({ accountRef, knownAs, first, last }) => [accountRef, knownAs, first, last]);
    await sqlPort.write(sql`
      INSERT INTO person (account_ref, known_as, first_day, last_day) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE known_as = VALUES(known_as), first_day = LEAST(first_day, VALUES(first_day)), last_day = GREATEST(last_day, VALUES(last_day))`);
  }
}

type Merged = { readonly accountRef: string; readonly knownAs: string; readonly first: number; readonly last: number };

function merged(seen: readonly SeenPerson[]): Merged[] {
  const people = new Map<string, Merged>();
  for (const { accountRef, knownAs, day } of seen) {
    const known = people.get(accountRef);
    people.set(accountRef, { accountRef, knownAs, first: Math.min(known?.first ?? day, day), last: Math.max(known?.last ?? day, day) });
  }
  return [...people.values()];
}
