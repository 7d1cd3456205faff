import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import { chunked } from '../chunks';
import { pairName } from '../profiles';
import type { Pair } from '../profiles';

const number = z.coerce.number();
const Key = z.object({ account_key: z.string(), account_id: number });
const User = z.object({ external_id: z.string(), user_id: number });
const Member = z.object({ account_id: number, user_id: number });

/** Accounts by entitlement number or id. */
export async function accountsNamed(sqlPort: SqlPort, names: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const chunk of chunked([...new Set(names)], 250)) {
    const keys = chunk.flatMap((name) => [`number:${name}`, `id:${name}`]);
    const rows = await sqlPort.query(
      sql`SELECT account_key, account_id FROM account_key WHERE account_key IN (${keys}) ORDER BY account_key`,
    );
    // A number comes after an id, and is what people know.
    for (const { account_key, account_id } of z.array(Key).parse(rows))
      found.set(account_key.slice(account_key.indexOf(':') + 1), account_id);
  }
  return found;
}

export async function usersNamed(sqlPort: SqlPort, names: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const chunk of chunked([...new Set(names)])) {
    const rows = await sqlPort.query(sql`SELECT external_id, user_id FROM app_user WHERE external_id IN (${chunk})`);
    for (const { external_id, user_id } of z.array(User).parse(rows)) found.set(external_id, user_id);
  }
  return found;
}

/** Which of these pairs are a user who was seen in the account, by name of the pair. */
export async function memberPairs(sqlPort: SqlPort, pairs: readonly Pair[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const chunk of chunked(pairs, 250)) {
    const each = chunk.map(({ accountId, userId }) => sql`(account_id = ${accountId} AND user_id = ${userId})`);
    const rows = await sqlPort.query(sql`SELECT account_id, user_id FROM membership WHERE ${joinSql(each, ' OR ')}`);
    for (const row of z.array(Member).parse(rows)) found.add(pairName({ accountId: row.account_id, userId: row.user_id }));
  }
  return found;
}

const AccountName = z.object({ account_id: number, name: z.string(), company: z.string() });

/** What accounts and users are called in a file. */
export async function namesOfPairs(sqlPort: SqlPort, pairs: readonly Pair[]) {
  const accounts = new Map<number, { readonly name: string; readonly company: string }>();
  const users = new Map<number, string>();
  for (const chunk of chunked([...new Set(pairs.map(({ accountId }) => accountId))].filter((id) => id > 0))) {
    const rows = await sqlPort.query(sql`
      SELECT a.account_id, COALESCE(a.entitlement_number, a.entitlement_id, '') AS name, COALESCE(s.company, a.cloud_id, '') AS company
      FROM account a LEFT JOIN account_state s ON s.account_id = a.account_id WHERE a.account_id IN (${chunk})`);
    for (const row of z.array(AccountName).parse(rows)) accounts.set(row.account_id, { name: row.name, company: row.company });
  }
  for (const chunk of chunked([...new Set(pairs.map(({ userId }) => userId))].filter((id) => id > 0))) {
    const rows = await sqlPort.query(sql`SELECT external_id, user_id FROM app_user WHERE user_id IN (${chunk})`);
    for (const { external_id, user_id } of z.array(User).parse(rows)) users.set(user_id, external_id);
  }
  return { accounts, users };
}
