import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({ row_key: z.string() });
/** The most that one entitlement is expected to have. */
const MAX_ROWS = 500;

/** The keys of the licences and sales of an entitlement, by its id or its number, each by its index. */
export async function rowsOfEntitlement(port: SqlPort, name: string): Promise<readonly string[]> {
  const rows = await port.query(sql`
    SELECT row_key FROM licence WHERE entitlement_number = ${name}
    UNION SELECT row_key FROM licence WHERE entitlement_id = ${name}
    UNION SELECT row_key FROM transaction_line WHERE entitlement_number = ${name}
    UNION SELECT row_key FROM transaction_line WHERE entitlement_id = ${name}
    LIMIT ${MAX_ROWS}`);
  return z
    .array(Row)
    .parse(rows)
    .map((row) => row.row_key);
}
