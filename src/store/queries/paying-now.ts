import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { andAccountIn } from './account-filter';

const Row = z.object({ account_id: z.coerce.number(), mrr_cents: z.coerce.number() });

/** Accounts that pay today, with their monthly recurring revenue. */
export async function payingNow(sqlPort: SqlPort, filter: AccountFilter): Promise<ReadonlyMap<number, number>> {
  const rows = await sqlPort.query(
    sql`SELECT account_id, mrr_cents FROM account_state WHERE mrr_cents <> 0${andAccountIn(sql`account_id`, filter)}`,
  );
  return new Map(
    z
      .array(Row)
      .parse(rows)
      .map(({ account_id, mrr_cents }) => [account_id, mrr_cents]),
  );
}
