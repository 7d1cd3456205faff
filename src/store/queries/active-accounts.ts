import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({ accounts: z.coerce.number() });

/** Accounts with a feature event of any user in [from, to). */
export function activeAccountsSql(from: number, to: number) {
  return sql`SELECT COUNT(DISTINCT account_id) AS accounts FROM account_day WHERE day >= ${from} AND day < ${to} AND users1 > 0`;
}

export async function activeAccounts(sqlPort: SqlPort, from: number, to: number): Promise<number> {
  return z.array(Row).parse(await sqlPort.query(activeAccountsSql(from, to)))[0]?.accounts ?? 0;
}
