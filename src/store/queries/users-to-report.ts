import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({ user_id: z.coerce.number(), external_id: z.string() });
export type UserToReport = { readonly userId: number; readonly externalId: string };

/**
 * Users after the given one whose id may be an Atlassian account ID: no contact, nobody who was erased, and nobody who is
 * reported as a person of this very installation. Served by the primary key.
 */
export function usersToReportSql(afterUserId: number, limit: number) {
  return sql`
    SELECT u.user_id, u.external_id
    FROM app_user u LEFT JOIN person p ON p.account_ref = u.external_id
    WHERE u.user_id > ${afterUserId} AND p.account_ref IS NULL
      AND u.external_id NOT LIKE 'contact:%' AND u.external_id NOT LIKE 'erased:%'
    ORDER BY u.user_id LIMIT ${limit}`;
}

export async function usersToReport(sqlPort: SqlPort, afterUserId: number, limit: number): Promise<UserToReport[]> {
  return z
    .array(Row)
    .parse(await sqlPort.query(usersToReportSql(afterUserId, limit)))
    .map((row) => ({ userId: row.user_id, externalId: row.external_id }));
}
