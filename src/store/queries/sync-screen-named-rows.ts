import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { rowHash } from '../row-hash';
import type { ReadSale } from '../sale';

const Licence = z.object({ row_key: z.string() });
const Line = z.object({ raw: z.string() });
/** The most that one entitlement is expected to have. */
const MAX_ROWS = 500;

/** The keys of the licences and sales of an entitlement, by its id or its number, each by its index. */
export async function rowsOfEntitlement(port: SqlPort, name: string, readSale: ReadSale): Promise<readonly string[]> {
  const licences = await port.query(sql`
    SELECT row_key FROM licence WHERE entitlement_number = ${name}
    UNION SELECT row_key FROM licence WHERE entitlement_id = ${name}
    LIMIT ${MAX_ROWS}`);
  const lines = await port.query(sql`
    SELECT raw FROM transaction_line WHERE entitlement_number = ${name}
    UNION SELECT raw FROM transaction_line WHERE entitlement_hash = ${rowHash(name)}
    LIMIT ${MAX_ROWS}`);
  const keys = [
    ...z
      .array(Licence)
      .parse(licences)
      .map((row) => row.row_key),
    ...z
      .array(Line)
      .parse(lines)
      .map((row) => readSale(row.raw).rowKey),
  ];
  return keys.slice(0, MAX_ROWS);
}
