import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({ account_id: z.coerce.number(), user_id: z.coerce.number(), day: z.coerce.number() });
export type SharedUserDay = z.infer<typeof Row>;

/** Feature days in [from, to) of users who are active in more than one account: few, and the only ones that sums count twice. */
export function sharedUserDaysSql(from: number, to: number) {
  return sql`
    SELECT DISTINCT a.account_id, a.user_id, a.day
    FROM (SELECT user_id FROM membership WHERE last_day >= ${from} GROUP BY user_id HAVING COUNT(*) > 1) shared
    JOIN membership m ON m.user_id = shared.user_id
    JOIN activity a ON a.account_id = m.account_id AND a.user_id = m.user_id
    JOIN event_name e ON e.event_id = a.event_id
    WHERE e.feature = 1 AND a.day >= ${from} AND a.day < ${to}`;
}

export async function sharedUserDays(sqlPort: SqlPort, from: number, to: number): Promise<SharedUserDay[]> {
  return z.array(Row).parse(await sqlPort.query(sharedUserDaysSql(from, to)));
}
