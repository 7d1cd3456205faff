import { z } from 'zod';
import type { LettersRequest } from '../../contract/delivery';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({
  letter_id: z.string(),
  destination: z.enum(['segment', 'journy', 'intake', 'store']),
  state: z.enum(['parked', 'dead']),
  reason: z.string(),
  events: z.coerce.number(),
  at: z.string(),
});
export type LetterRecord = z.infer<typeof Row>;
const Total = z.object({ total: z.coerce.number() });

function chosen({ state, destination }: LettersRequest) {
  const byState = state === null ? sql`` : sql` AND state = ${state}`;
  const byDestination = destination === null ? sql`` : sql` AND destination = ${destination}`;
  return sql`FROM letter WHERE 1 = 1${byState}${byDestination}`;
}

/** One page of the letters, the newest first, and the length of the whole list. */
export async function lettersPage(sqlPort: SqlPort, request: LettersRequest): Promise<{ rows: LetterRecord[]; total: number }> {
  const rows = await sqlPort.query(sql`
    SELECT letter_id, destination, state, reason, events, at ${chosen(request)}
    ORDER BY at DESC, letter_id LIMIT ${request.pageSize} OFFSET ${request.page * request.pageSize}`);
  const [count] = z.array(Total).parse(await sqlPort.query(sql`SELECT COUNT(*) AS total ${chosen(request)}`));
  return { rows: z.array(Row).parse(rows), total: count?.total ?? 0 };
}
