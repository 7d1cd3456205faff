import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';

export type DirtyAccount = { readonly accountId: number; readonly mark: string };

const Row = z.object({ account_id: z.coerce.number(), mark: z.string() });

/** Notes that accounts must be computed anew. `mark` is another one each time: it tells apart that a change came while one was computed. */
export async function markDirty(port: SqlPort, accountIds: readonly number[], mark: string): Promise<void> {
  for (const chunk of chunked([...new Set(accountIds)]))
    await port.write(sql`
      INSERT INTO revenue_dirty (account_id, mark) VALUES ${rowsSql(chunk.map((id) => [id, mark]))}
      ON DUPLICATE KEY UPDATE mark = VALUES(mark)`);
}

/** Every account that has anything to compute, after a setting has changed. */
export async function markAllDirty(port: SqlPort, mark: string): Promise<void> {
  await port.write(sql`
    INSERT INTO revenue_dirty (account_id, mark) SELECT account_id, ${mark} AS mark FROM revenue_account WHERE 1 = 1
    ON DUPLICATE KEY UPDATE mark = ${mark}`);
}

export async function dirtyAccounts(port: SqlPort, limit: number): Promise<readonly DirtyAccount[]> {
  return dirtyIn(await port.query(sql`SELECT account_id, mark FROM revenue_dirty ORDER BY account_id LIMIT ${limit}`));
}

/** Those of these accounts that are marked. */
export async function dirtyAmong(port: SqlPort, accountIds: readonly number[]): Promise<readonly DirtyAccount[]> {
  const found: DirtyAccount[] = [];
  for (const chunk of chunked(accountIds))
    found.push(...dirtyIn(await port.query(sql`SELECT account_id, mark FROM revenue_dirty WHERE account_id IN (${chunk})`)));
  return found;
}

const dirtyIn = (rows: readonly unknown[]): DirtyAccount[] =>
  z
    .array(Row)
    .parse(rows)
    .map(({ account_id, mark }) => ({ accountId: account_id, mark }));

/** Strikes out what was computed, unless it was marked again meanwhile. */
export async function clearDirty(port: SqlPort, accounts: readonly DirtyAccount[]): Promise<void> {
  const byMark = new Map<string, number[]>();
  for (const { accountId, mark } of accounts) byMark.set(mark, [...(byMark.get(mark) ?? []), accountId]);
  for (const [mark, ids] of byMark)
    for (const chunk of chunked(ids)) await port.write(sql`DELETE FROM revenue_dirty WHERE mark = ${mark} AND account_id IN (${chunk})`);
}
