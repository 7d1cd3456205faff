import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { StoredId } from '../short-id';
import { idBeginsSql } from '../short-id-sql';
import { ERASED_PREFIX } from './erasure-rows';
import { personsAmong } from './person';

const Row = z
  .object({ user_id: z.coerce.number(), short_id: StoredId })
  .transform(({ user_id, short_id }): UserToReport => ({ userId: user_id, externalId: short_id }));
export type UserToReport = { readonly userId: number; readonly externalId: string };

/** Users after the given one whose id may be an Atlassian account ID: no contact, and nobody who was erased. Served by the primary key. */
function usersAfterSql(afterUserId: number, limit: number) {
  const column = sql`short_id`;
  return sql`
    SELECT user_id, short_id FROM app_user
    WHERE user_id > ${afterUserId} AND NOT ${idBeginsSql(column, 'contact:')} AND NOT ${idBeginsSql(column, ERASED_PREFIX)}
    ORDER BY user_id LIMIT ${limit}`;
}

/** Such users, without those who are reported as persons of this very installation. */
export async function usersToReport(sqlPort: SqlPort, afterUserId: number, limit: number): Promise<UserToReport[]> {
  const found: UserToReport[] = [];
  for (let after: number | undefined = afterUserId; after !== undefined && found.length < limit;) {
    const users = z.array(Row).parse(await sqlPort.query(usersAfterSql(after, limit)));
    const own = await personsAmong(
      sqlPort,
      users.map(({ externalId }) => externalId),
    );
    found.push(...users.filter(({ externalId }) => !own.has(externalId)));
    after = users.at(-1)?.userId;
  }
  return found.slice(0, limit);
}
