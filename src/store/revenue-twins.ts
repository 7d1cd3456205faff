import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';

const Row = z.object({ account_id: z.coerce.number(), twin_key: z.string() });
export type TwinRow = { readonly accountId: number; readonly twinKey: string };

/** What accounts may be found by, as it is written. */
export async function twinsOfAccounts(port: SqlPort, accountIds: readonly number[]): Promise<readonly TwinRow[]> {
  return await twinRows(port, accountIds, (chunk) => sql`account_id IN (${chunk})`);
}

async function twinRows<T extends number | string>(port: SqlPort, values: readonly T[], condition: (chunk: T[]) => ReturnType<typeof sql>) {
  const found: TwinRow[] = [];
  for (const chunk of chunked(values)) {
    const rows = await port.query(sql`SELECT account_id, twin_key FROM revenue_twin WHERE ${condition(chunk)}`);
    found.push(
      ...z
        .array(Row)
        .parse(rows)
        .map(({ account_id, twin_key }) => ({ accountId: account_id, twinKey: twin_key })),
    );
  }
  return found;
}

export async function addTwins(port: SqlPort, rows: readonly TwinRow[]): Promise<void> {
  for (const chunk of chunked(rows))
    await port.write(
      sql`INSERT IGNORE INTO revenue_twin (account_id, twin_key) VALUES ${rowsSql(chunk.map(({ accountId, twinKey }) => [accountId, twinKey]))}`,
    );
}

export async function removeTwins(port: SqlPort, rows: readonly TwinRow[]): Promise<void> {
  const byAccount = new Map<number, string[]>();
  for (const { accountId, twinKey } of rows) byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), twinKey]);
  for (const [accountId, keys] of byAccount)
    await port.write(sql`DELETE FROM revenue_twin WHERE account_id = ${accountId} AND twin_key IN (${keys})`);
}

/** The accounts that share a key with one of these, with one of those, and so on; these among them. `keys`: what these are found by. */
export async function accountsInReach(port: SqlPort, accountIds: readonly number[], keys: readonly string[]): Promise<readonly number[]> {
  const reached = new Set(accountIds);
  const asked = new Set<string>();
  let open = [...new Set(keys)];
  while (open.length > 0) {
    for (const key of open) asked.add(key);
    const members = await twinRows(port, open, (chunk) => sql`twin_key IN (${chunk})`);
    const fresh = [...new Set(members.map(({ accountId }) => accountId))].filter((id) => !reached.has(id));
    for (const id of fresh) reached.add(id);
    const theirs = fresh.length === 0 ? [] : await twinsOfAccounts(port, fresh);
    open = [...new Set(theirs.map(({ twinKey }) => twinKey))].filter((key) => !asked.has(key));
  }
  return [...reached];
}
