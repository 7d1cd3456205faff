import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { SubjectKind } from '../segments/value';
import { chunked } from './chunks';
import { distinctPairs } from './profiles';
import type { Pair } from './profiles';

/** `notes` grows with every note, so that whoever looks can tell whether another one came meanwhile. */
export type TouchedPair = Pair & { readonly notes: number };

/** Something of these subjects is not what it was: they have to be looked at again. */
export async function noteTouched(sqlPort: SqlPort, pairs: readonly Pair[]): Promise<void> {
  for (const chunk of chunked(distinctPairs(pairs))) {
    await sqlPort.write(sql`
      INSERT INTO segment_touched (account_id, user_id, notes) VALUES ${rowsSql(chunk.map(({ accountId, userId }) => [accountId, userId, 1]))}
      ON DUPLICATE KEY UPDATE notes = notes + 1`);
  }
}

/** The same of all those of a kind who are around these accounts and users, in one statement, however many they are. */
export async function noteAround(
  sqlPort: SqlPort,
  kind: SubjectKind,
  { accounts, users }: { readonly accounts: readonly number[]; readonly users: readonly number[] },
): Promise<void> {
  const conditions = [
    ...(accounts.length === 0 ? [] : [sql`m.account_id IN (${accounts})`]),
    ...(users.length === 0 ? [] : [sql`m.user_id IN (${users})`]),
  ];
  if (conditions.length === 0) return;
  const where = joinSql(conditions, ' OR ');
  const pair = { account: sql`p.account_id, 0`, user: sql`0, p.user_id`, membership: sql`p.account_id, p.user_id` }[kind];
  await sqlPort.write(sql`
    INSERT INTO segment_touched (account_id, user_id, notes)
    SELECT DISTINCT ${pair}, 1 FROM (
      SELECT m.account_id, m.user_id FROM membership m WHERE ${where}
      UNION SELECT m.account_id, m.user_id FROM profile_pair m WHERE ${where}) p WHERE 1 = 1
    ON DUPLICATE KEY UPDATE notes = notes + 1`);
}

const Row = z
  .object({ account_id: z.coerce.number(), user_id: z.coerce.number(), notes: z.coerce.number() })
  .transform((row): TouchedPair => ({ accountId: row.account_id, userId: row.user_id, notes: row.notes }));

/** Up to `limit` of them, in the order of their keys. */
export async function touchedPairs(sqlPort: SqlPort, limit: number): Promise<TouchedPair[]> {
  return z
    .array(Row)
    .parse(await sqlPort.query(sql`SELECT account_id, user_id, notes FROM segment_touched ORDER BY account_id, user_id LIMIT ${limit}`));
}

/** Takes away notes that were answered; a subject of which more was noted meanwhile stays. */
export async function answerTouched(sqlPort: SqlPort, pairs: readonly TouchedPair[]): Promise<void> {
  for (const chunk of chunked(pairs)) {
    const each = chunk.map(({ accountId, userId, notes }) => sql`(account_id = ${accountId} AND user_id = ${userId} AND notes = ${notes})`);
    await sqlPort.write(sql`DELETE FROM segment_touched WHERE ${joinSql(each, ' OR ')}`);
  }
}
