import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { chunked } from '../chunks';
import { rowHash } from '../row-hash';
import type { ReadSale, Sale } from '../sale';

const Row = z.object({ id: z.coerce.number(), raw: z.string() });

/** A transaction line as revenue is computed from it. */
export type StoredTransactionLine = Sale & { readonly id: number };

/** A line is found by its entitlement's number only where it has no id. `endingAfterDay` leaves out lines that were over by that day: they cannot matter for revenue on it or later. Null for all. */
export type TransactionLinesWanted = {
  readonly entitlementIds: readonly string[];
  readonly entitlementNumbers: readonly string[];
  readonly endingAfterDay: number | null;
};

/** So that a decade of monthly lines of all of them stays below the 4 MiB of an answer. */
const ACCOUNTS_PER_STATEMENT = 80;

function transactionLinesSql(account: Sql, endingAfterDay: number | null): Sql {
  const over = endingAfterDay === null ? sql`` : sql` AND maintenance_end_day > ${endingAfterDay}`;
  return sql`
    SELECT id, TO_BASE64(record) AS raw
    FROM transaction_line
    WHERE ${account}${over} AND gone_at IS NULL
    ORDER BY id`;
}

/** The lines of the entitlements that any of the keys names, each once, by id; not those that vanished from the reports. */
export async function transactionLinesForAccounts(
  port: SqlPort,
  wanted: TransactionLinesWanted,
  readSale: ReadSale,
): Promise<readonly StoredTransactionLine[]> {
  const names = [...wanted.entitlementIds, ...wanted.entitlementNumbers].map(rowHash);
  const accounts = chunked(names, ACCOUNTS_PER_STATEMENT).map((hashes) => sql`entitlement_hash IN (${hashes})`);
  const byId = new Map<number, string>();
  for (const account of accounts) {
    const rows = z.array(Row).parse(await port.query(transactionLinesSql(account, wanted.endingAfterDay)));
    for (const { id, raw } of rows) byId.set(id, raw);
  }
  return [...byId].sort(([a], [b]) => a - b).map(([id, raw]) => ({ id, ...readSale(raw) }));
}
