import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import type { Pair } from './profiles';
import { OBSERVED_DAYS } from './queries/accounts';
import { ERASED_PREFIX } from './queries/erasure-rows';
import { idBeginsSql } from './short-id-sql';

/** Who was not seen for so long has no score. */
export const SEEN_DAYS = 90;
/** Those whose score went when they were last seen so long ago have none to take away any more. */
const WALKED_DAYS = 180;

/** `standing`: whether there is anything to score, and why not. */
export type ScorableUser = Pair & { readonly standing: 'scored' | 'not-observed' | 'not-seen' | 'erased' };

const number = z.coerce.number();
const Row = z
  .object({ account_id: number, user_id: number, standing: z.enum(['scored', 'not-observed', 'not-seen', 'erased']) })
  .transform(({ account_id, user_id, standing }): ScorableUser => ({ accountId: account_id, userId: user_id, standing }));

const usersSql = (today: number, where: Sql): Sql => sql`
  SELECT m.account_id, m.user_id,
    CASE WHEN ${idBeginsSql(sql`u.short_id`, ERASED_PREFIX)} THEN 'erased'
      WHEN a.last_event_day IS NULL OR a.last_event_day <= ${today - OBSERVED_DAYS} THEN 'not-observed'
      WHEN m.last_day <= ${today - SEEN_DAYS} THEN 'not-seen' ELSE 'scored' END AS standing
  FROM membership m JOIN account a ON a.account_id = m.account_id JOIN app_user u ON u.user_id = m.user_id
  WHERE m.user_id > 0 AND ${where}`;

/** Users in accounts behind one of them, by account and user, who have a score or may have had one. */
export async function usersAfter(port: SqlPort, today: number, { accountId, userId }: Pair, limit: number): Promise<ScorableUser[]> {
  const behind = sql`m.last_day > ${today - WALKED_DAYS} AND (m.account_id > ${accountId} OR (m.account_id = ${accountId} AND m.user_id > ${userId}))`;
  return z.array(Row).parse(await port.query(sql`${usersSql(today, behind)} ORDER BY m.account_id, m.user_id LIMIT ${limit}`));
}

/** A user in these accounts. */
export async function userInAccounts(port: SqlPort, today: number, userId: number, accountIds: readonly number[]): Promise<ScorableUser[]> {
  if (accountIds.length === 0) return [];
  return z.array(Row).parse(await port.query(usersSql(today, sql`m.user_id = ${userId} AND m.account_id IN (${accountIds})`)));
}
