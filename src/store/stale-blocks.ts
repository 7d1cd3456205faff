import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import { chunked, SMALL_ROWS_PER_STATEMENT } from './chunks';
import type { Receipt } from './receipts';

/** Days that are packed together. */
export const BLOCK_DAYS = 90;
export const blockOf = (day: number): number => Math.floor(day / BLOCK_DAYS);

/** A block of an account's days. `notes` grows with every note, so that whoever computes can tell whether another one came meanwhile. */
export type StaleBlock = { readonly accountId: number; readonly block: number; readonly notes: number };

const Row = z.object({ account_id: z.coerce.number(), block: z.coerce.number(), notes: z.coerce.number() });

/** The packed days of these accounts no longer say what their activity says. */
export async function noteStaleBlocks(sqlPort: SqlPort, done: readonly Pick<Receipt, 'accountId' | 'day'>[]): Promise<void> {
  const blocks = new Map(done.map(({ accountId, day }) => [`${accountId}:${blockOf(day)}`, [accountId, blockOf(day), 1]]));
  for (const chunk of chunked([...blocks.values()], SMALL_ROWS_PER_STATEMENT)) {
    await sqlPort.write(sql`
      INSERT INTO event_days_stale (account_id, block, notes) VALUES ${rowsSql(chunk)} ON DUPLICATE KEY UPDATE notes = notes + 1`);
  }
}

/** Up to `limit` of them, in the order of their keys. */
export async function staleBlocks(sqlPort: SqlPort, limit: number): Promise<StaleBlock[]> {
  const rows = await sqlPort.query(sql`SELECT account_id, block, notes FROM event_days_stale ORDER BY account_id, block LIMIT ${limit}`);
  return z
    .array(Row)
    .parse(rows)
    .map(({ account_id, block, notes }) => ({ accountId: account_id, block, notes }));
}

/** Takes away notes that were answered; a block of which more was noted meanwhile stays. */
export async function answerStaleBlocks(sqlPort: SqlPort, blocks: readonly StaleBlock[]): Promise<void> {
  for (const chunk of chunked(blocks)) {
    const each = chunk.map(({ accountId, block, notes }) => sql`(account_id = ${accountId} AND block = ${block} AND notes = ${notes})`);
    await sqlPort.write(sql`DELETE FROM event_days_stale WHERE ${joinSql(each, ' OR ')}`);
  }
}

const CountRow = z.object({ n: z.coerce.number() });

/** Accounts of which some block has to be packed anew. */
export async function accountsToPack(sqlPort: SqlPort): Promise<number> {
  const [row] = z.array(CountRow).parse(await sqlPort.query(sql`SELECT COUNT(DISTINCT account_id) AS n FROM event_days_stale`));
  return row?.n ?? 0;
}
