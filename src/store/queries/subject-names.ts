import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import { accountKeyHash } from '../account-key';
import { chunked } from '../chunks';
import { pairName } from '../profiles';
import type { Pair } from '../profiles';
import { shortId, StoredId } from '../short-id';

const number = z.coerce.number();
const Key = z.object({ key_hash: z.string(), account_id: number });
const User = z.object({ short_id: StoredId, user_id: number });
const Member = z.object({ account_id: number, user_id: number });

/** Accounts by entitlement number or id. */
export async function accountsNamed(sqlPort: SqlPort, names: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const chunk of chunked([...new Set(names)], 250)) {
    const byNumber = new Map(chunk.map((name) => [accountKeyHash(`number:${name}`), name]));
    const byId = new Map(chunk.map((name) => [accountKeyHash(`id:${name}`), name]));
    const rows = z
      .array(Key)
      .parse(
        await sqlPort.query(sql`SELECT key_hash, account_id FROM account_key WHERE key_hash IN (${[...byNumber.keys(), ...byId.keys()]})`),
      );
    // A number is what people know: it comes after an id.
    for (const names of [byId, byNumber])
      for (const { key_hash, account_id } of rows) {
        const name = names.get(key_hash);
        if (name !== undefined) found.set(name, account_id);
      }
  }
  return found;
}

export async function usersNamed(sqlPort: SqlPort, names: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const chunk of chunked([...new Set(names)])) {
    const rows = await sqlPort.query(sql`SELECT short_id, user_id FROM app_user WHERE short_id IN (${chunk.map(shortId)})`);
    for (const { short_id, user_id } of z.array(User).parse(rows)) found.set(short_id, user_id);
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
    const rows = await sqlPort.query(sql`SELECT short_id, user_id FROM app_user WHERE user_id IN (${chunk})`);
    for (const { short_id, user_id } of z.array(User).parse(rows)) users.set(user_id, short_id);
  }
  return { accounts, users };
}
