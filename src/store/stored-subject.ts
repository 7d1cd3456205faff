import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import type { Pair } from './profiles';

/** Whether there is such an account, user, or user in that account. */
export async function isStoredSubject(sqlPort: SqlPort, { accountId, userId }: Pair): Promise<boolean> {
  if (accountId === 0 && userId === 0) return false;
  const statement =
    userId === 0
      ? sql`SELECT account_id FROM account WHERE account_id = ${accountId}`
      : accountId === 0
        ? sql`SELECT user_id FROM app_user WHERE user_id = ${userId}`
        : sql`SELECT account_id FROM membership WHERE account_id = ${accountId} AND user_id = ${userId}`;
  return (await sqlPort.query(statement)).length > 0;
}
