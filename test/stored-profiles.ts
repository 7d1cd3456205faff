import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { accountOfSql, subjectOf, userOfSql } from '../src/store/profile-subject';
import type { Pair } from '../src/store/profile-subject';

/** Every profile with its account and user, in the order of these. */
export async function profilesIn(port: SqlPort) {
  const rows = await port.query(sql`
    SELECT ${accountOfSql(sql`p.subject`)} AS account_id, ${userOfSql(sql`p.subject`)} AS user_id, p.properties, p.changes
    FROM profile_told p ORDER BY p.subject`);
  return rows.map(({ account_id, user_id, properties, changes }) => ({
    account_id: Number(account_id),
    user_id: Number(user_id),
    properties: String(properties),
    changes: Number(changes),
  }));
}

export async function addProfile(port: SqlPort, pair: Pair, properties: string): Promise<void> {
  await port.write(sql`INSERT INTO profile_told (subject, properties, changes) VALUES (${subjectOf(pair)}, ${properties}, 1)`);
}
