import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import { chunked, SMALL_ROWS_PER_STATEMENT } from './chunks';

/** `notes` grows with every note, so that whoever computes can tell whether another one came meanwhile. */
export type StaleAccount = { readonly accountId: number; readonly notes: number };

const Row = z.object({ account_id: z.coerce.number(), notes: z.coerce.number() });

/** Accounts whose prepared rows no longer say what their activity says; of those to recount all that is summed has to be taken from activity again. */
export async function noteStale(sqlPort: SqlPort, accountIds: readonly number[], toRecount: readonly number[] = []): Promise<void> {
  const rows = [...accountIds.map((id) => [id, 1, 0]), ...toRecount.map((id) => [id, 1, 1])];
  for (const chunk of chunked(rows, SMALL_ROWS_PER_STATEMENT)) {
    await sqlPort.write(sql`
      INSERT INTO account_stale (account_id, notes, recount) VALUES ${rowsSql(chunk)}
      ON DUPLICATE KEY UPDATE notes = notes + 1, recount = GREATEST(recount, VALUES(recount))`);
  }
}

/** Accounts of which other events count now. */
export async function noteRecount(sqlPort: SqlPort, accountIds: readonly number[]): Promise<void> {
  await noteStale(sqlPort, [], accountIds);
}

/** Windows that end today move with it: accounts with a feature of the last 90 days that was counted on an earlier day. */
export async function noteMovedWindows(sqlPort: SqlPort, today: number): Promise<void> {
  await sqlPort.write(sql`
    INSERT IGNORE INTO account_stale (account_id, notes)
    SELECT DISTINCT account_id, 1 FROM account_feature WHERE as_of_day < ${today} AND (users90 > 0 OR uses90 > 0)`);
}

/** Up to `limit` of them, in the order of their ids after `afterId`. Those that are to be counted anew keep their old rows until they are. */
export async function staleAccounts(sqlPort: SqlPort, afterId: number, limit: number): Promise<StaleAccount[]> {
  return await notedAccounts(sqlPort, { recount: 0, afterId, limit });
}

/** The same of those that are to be counted anew. */
export async function accountsToRecount(sqlPort: SqlPort, afterId: number, limit: number): Promise<StaleAccount[]> {
  return await notedAccounts(sqlPort, { recount: 1, afterId, limit });
}

const CountRow = z.object({ n: z.coerce.number() });

/** How many are to be counted anew. */
export async function recountsLeft(sqlPort: SqlPort): Promise<number> {
  const [row] = z.array(CountRow).parse(await sqlPort.query(sql`SELECT COUNT(*) AS n FROM account_stale WHERE recount = 1`));
  return row?.n ?? 0;
}

type Noted = { readonly recount: 0 | 1; readonly afterId: number; readonly limit: number };

async function notedAccounts(sqlPort: SqlPort, { recount, afterId, limit }: Noted): Promise<StaleAccount[]> {
  const rows = await sqlPort.query(sql`
    SELECT account_id, notes FROM account_stale WHERE account_id > ${afterId} AND recount = ${recount} ORDER BY account_id LIMIT ${limit}`);
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({ accountId: row.account_id, notes: row.notes }));
}

/** An account that was counted anew is as any other; what somebody made of it meanwhile is made again. One of which more was noted stays. */
export async function answerRecount(sqlPort: SqlPort, { accountId, notes }: StaleAccount): Promise<void> {
  await sqlPort.write(sql`
    UPDATE account_stale SET recount = 0, notes = notes + 1 WHERE account_id = ${accountId} AND notes = ${notes}`);
}

/** Takes away notes that were answered; an account of which more was noted meanwhile stays. */
export async function answerStale(sqlPort: SqlPort, accounts: readonly StaleAccount[]): Promise<void> {
  for (const chunk of chunked(accounts)) {
    const each = chunk.map(({ accountId, notes }) => sql`(account_id = ${accountId} AND notes = ${notes})`);
    await sqlPort.write(sql`DELETE FROM account_stale WHERE ${joinSql(each, ' OR ')}`);
  }
}
