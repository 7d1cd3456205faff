import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { chunked } from '../chunks';

const Row = z.object({
  account_ref: z.string(),
  known_as: z.string(),
  first_day: z.coerce.number(),
  reported_day: z.coerce.number().nullable(),
});

/** Somebody whom this installation told destinations about. Days since 1970-01-01. */
export type Person = {
  readonly accountRef: string;
  readonly knownAs: string;
  readonly firstDay: number;
  /** When their account ID was last reported to Atlassian; null: never. */
  readonly reportedDay: number | null;
};

const personOfRow = (row: z.infer<typeof Row>): Person => ({
  accountRef: row.account_ref,
  knownAs: row.known_as,
  firstDay: row.first_day,
  reportedDay: row.reported_day,
});

export async function personOf(sqlPort: SqlPort, accountRef: string): Promise<Person | null> {
  const rows = await sqlPort.query(
    sql`SELECT account_ref, known_as, first_day, reported_day FROM person WHERE account_ref = ${accountRef}`,
  );
  const [row] = z.array(Row).parse(rows);
  return row === undefined ? null : personOfRow(row);
}

const Ref = z.object({ account_ref: z.string() });

/** Which of these are account IDs of people whom this installation told of. */
export async function personsAmong(sqlPort: SqlPort, accountRefs: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const chunk of chunked(accountRefs)) {
    const rows = await sqlPort.query(sql`SELECT account_ref FROM person WHERE account_ref IN (${chunk})`);
    for (const row of z.array(Ref).parse(rows)) known.add(row.account_ref);
  }
  return known;
}

/** People whose account ID was not reported after `reportedUntil`, in the order of their IDs. Served by the index on `reported_day`. */
export function peopleToReportSql(reportedUntil: number, limit: number) {
  return sql`
    SELECT account_ref, known_as, first_day, reported_day FROM person
    WHERE reported_day IS NULL OR reported_day <= ${reportedUntil}
    ORDER BY account_ref LIMIT ${limit}`;
}

export async function peopleToReport(sqlPort: SqlPort, reportedUntil: number, limit: number): Promise<Person[]> {
  return z
    .array(Row)
    .parse(await sqlPort.query(peopleToReportSql(reportedUntil, limit)))
    .map(personOfRow);
}

export async function noteReported(sqlPort: SqlPort, accountRefs: readonly string[], day: number): Promise<void> {
  if (accountRefs.length > 0) await sqlPort.write(sql`UPDATE person SET reported_day = ${day} WHERE account_ref IN (${accountRefs})`);
}
