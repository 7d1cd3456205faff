import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({ account_id: z.coerce.number(), uses: z.coerce.number() });

/** Feature events of each account on days of [from, to), by the account's id as text; accounts without any are left out. */
export async function usesByAccount(port: SqlPort, from: number, to: number): Promise<ReadonlyMap<string, number>> {
  const rows = await port.query(sql`
    SELECT account_id, SUM(events) AS uses FROM account_day WHERE day >= ${from} AND day < ${to} AND events > 0 GROUP BY account_id`);
  return new Map(
    z
      .array(Row)
      .parse(rows)
      .map(({ account_id, uses }) => [String(account_id), uses]),
  );
}
