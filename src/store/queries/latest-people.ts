import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({ account_ref: z.string() });

/** Account IDs of those whom this installation told destinations about, the last seen first. Sorts the whole table: for rare occasions. */
export function latestPeopleSql(limit: number) {
  return sql`SELECT account_ref FROM person ORDER BY last_day DESC, account_ref LIMIT ${limit}`;
}

export async function latestPeople(sqlPort: SqlPort, limit: number): Promise<string[]> {
  return z
    .array(Row)
    .parse(await sqlPort.query(latestPeopleSql(limit)))
    .map((row) => row.account_ref);
}
