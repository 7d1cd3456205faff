import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { rowHash } from '../row-hash';
import type { ReadSale } from '../sale';
import { idsOf } from './licences-for-accounts';

const Licence = z.object({
  entitlement_id: z.string().nullable(),
  entitlement_number: z.string().nullable(),
  addon_licence_id: z.string().nullable(),
  licence_id: z.string().nullable(),
});
const IDS = sql`entitlement_id, entitlement_number, addon_licence_id, licence_id`;
const Line = z.object({ raw: z.string() });
/** The most that one entitlement is expected to have. */
const MAX_ROWS = 500;

/** The keys of the licences and sales of an entitlement, by its id or its number; sales by the number only where they have no id or their licence is known. */
export async function rowsOfEntitlement(port: SqlPort, name: string, readSale: ReadSale): Promise<readonly string[]> {
  const licences = await port.query(sql`
    SELECT ${IDS} FROM licence WHERE entitlement_number = ${name}
    UNION SELECT ${IDS} FROM licence WHERE entitlement_id = ${name}
    LIMIT ${MAX_ROWS}`);
  const named = z.array(Licence).parse(licences).map(idsOf);
  const hashes = [...new Set([name, ...named.flatMap(({ entitlementId }) => entitlementId ?? [])])].map(rowHash);
  const lines = await port.query(sql`
    SELECT TO_BASE64(record) AS raw FROM transaction_line WHERE entitlement_hash IN (${hashes}) ORDER BY id LIMIT ${MAX_ROWS}`);
  const keys = [
    ...named.map(({ rowKey }) => rowKey),
    ...z
      .array(Line)
      .parse(lines)
      .map((row) => readSale(row.raw).rowKey),
  ];
  return keys.slice(0, MAX_ROWS);
}
