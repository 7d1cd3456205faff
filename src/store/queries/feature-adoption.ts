import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({ event: z.string(), accounts: z.coerce.number(), users: z.coerce.number(), count: z.coerce.number() });
export type FeatureAdoption = z.infer<typeof Row>;

/** Each feature used in [from, to): accounts and users who used it, and how often; the most widespread first. */
export function featureAdoptionSql(from: number, to: number) {
  return sql`
    SELECT e.name AS event, COUNT(DISTINCT a.account_id) AS accounts, COUNT(DISTINCT CASE WHEN a.user_id > 0 THEN a.user_id END) AS users, SUM(a.count) AS count
    FROM activity a JOIN event_name e ON e.event_id = a.event_id
    WHERE e.feature = 1 AND a.day >= ${from} AND a.day < ${to}
    GROUP BY e.name ORDER BY accounts DESC, count DESC, event`;
}

export async function featureAdoption(sqlPort: SqlPort, from: number, to: number): Promise<FeatureAdoption[]> {
  return z.array(Row).parse(await sqlPort.query(featureAdoptionSql(from, to)));
}
