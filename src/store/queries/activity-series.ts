import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { andAccountIn } from './account-filter';

const Row = z.object({
  day: z.coerce.number(),
  accounts: z.coerce.number(),
  accounts30: z.coerce.number(),
  dau: z.coerce.number(),
  wau: z.coerce.number(),
  mau: z.coerce.number(),
  events: z.coerce.number(),
});
export type ActivityDay = z.infer<typeof Row>;

/**
 * One row per day in [from, to): accounts used on the day and in the 30 days up to it (those with a row), users summed over accounts,
 * events. Reads accounts × days, never events.
 */
export async function activitySeries(sqlPort: SqlPort, filter: AccountFilter, from: number, to: number): Promise<ActivityDay[]> {
  return z.array(Row).parse(
    await sqlPort.query(sql`
      SELECT day, SUM(CASE WHEN events > 0 THEN 1 ELSE 0 END) AS accounts, COUNT(*) AS accounts30,
        SUM(users1) AS dau, SUM(users7) AS wau, SUM(users30) AS mau, SUM(events) AS events
      FROM account_day
      WHERE day >= ${from} AND day < ${to}${andAccountIn(sql`account_id`, filter)}
      GROUP BY day ORDER BY day`),
  );
}
