import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { eachAccountDay } from './account-days';

type Days = { readonly from: number; readonly to: number };

/** Feature events of each account on days of [from, to), by the account's id as text; accounts without any are left out. */
export async function usesByAccount(port: SqlPort, from: number, to: number): Promise<ReadonlyMap<string, number>> {
  const uses = await usesIn(port, { from, to }, sql``);
  return new Map([...uses].map(([accountId, sum]) => [String(accountId), sum]));
}

/** The same of some accounts, by number. */
export async function usesOfAccounts(port: SqlPort, accountIds: readonly number[], days: Days): Promise<ReadonlyMap<number, number>> {
  return accountIds.length === 0 ? new Map() : await usesIn(port, days, sql` AND account_id IN (${accountIds})`);
}

async function usesIn(port: SqlPort, { from, to }: Days, and: ReturnType<typeof sql>): Promise<ReadonlyMap<number, number>> {
  const uses = new Map<number, number>();
  await eachAccountDay(port, { figures: ['events'], from, to, and }, ({ accountId, events }) => {
    if (events > 0) uses.set(accountId, (uses.get(accountId) ?? 0) + events);
  });
  return uses;
}
