import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({
  day: z.coerce.number(),
  accounts: z.coerce.number(),
  dau: z.coerce.number(),
  wau: z.coerce.number(),
  mau: z.coerce.number(),
  events: z.coerce.number(),
});
export type ActivityDay = z.infer<typeof Row>;

/** One row per day in [from, to): accounts with any user, users summed over accounts, events. Reads accounts × days, never events. */
export function activitySeriesSql(from: number, to: number) {
  return sql`
    SELECT day, SUM(CASE WHEN users1 > 0 THEN 1 ELSE 0 END) AS accounts, SUM(users1) AS dau, SUM(users7) AS wau, SUM(users30) AS mau, SUM(events) AS events
    FROM account_day
    WHERE day >= ${from} AND day < ${to}
    GROUP BY day ORDER BY day`;
}

export async function activitySeries(sqlPort: SqlPort, from: number, to: number): Promise<ActivityDay[]> {
  return z.array(Row).parse(await sqlPort.query(activitySeriesSql(from, to)));
}
