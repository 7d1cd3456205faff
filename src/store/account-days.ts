import { z } from 'zod';
import { rollingActives } from '../engagement/rolling-actives';
import type { UserDay } from '../engagement/rolling-actives';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';

/** Days that changed, by account: the first and the last. Days since 1970-01-01. */
export type TouchedDays = ReadonlyMap<number, { readonly first: number; readonly last: number }>;

/** A day's activity counts in the 30 days that begin with it. */
const REACH_DAYS = 29;
const ACCOUNTS_PER_QUERY = 40;

const ActivityRow = z.object({
  account_id: z.coerce.number(),
  day: z.coerce.number(),
  user_id: z.coerce.number(),
  events: z.coerce.number(),
});
type ActivityRow = z.infer<typeof ActivityRow>;

/**
 * Recomputes the rows of `account_day` that a change on those days can reach: from the first changed day to 29 days after
 * the last one, future days included, so that no daily job is needed to let a window run out. Counts are taken from
 * activity every time; running it again changes nothing.
 */
export async function recomputeAccountDays(sqlPort: SqlPort, touched: TouchedDays): Promise<void> {
  for (const chunk of chunked([...touched], ACCOUNTS_PER_QUERY)) {
    const ranges = chunk.map(
      ([accountId, { first, last }]) =>
        sql`(a.account_id = ${accountId} AND a.day >= ${first - REACH_DAYS} AND a.day <= ${last + REACH_DAYS})`,
    );
    const rows = await sqlPort.query(sql`
      SELECT a.account_id, a.day, a.user_id, SUM(a.count) AS events
      FROM activity a JOIN event_name e ON e.event_id = a.event_id
      WHERE e.feature = 1 AND (${joinSql(ranges, ' OR ')})
      GROUP BY a.account_id, a.day, a.user_id`);
    const byAccount = groupByAccount(z.array(ActivityRow).parse(rows));
    const values = chunk.flatMap(([accountId, range]) => dayRows(accountId, range, byAccount.get(accountId) ?? []));
    for (const part of chunked(values)) {
      await sqlPort.write(sql`
        INSERT INTO account_day (account_id, day, users1, users7, users30, events) VALUES ${rowsSql(part)}
        ON DUPLICATE KEY UPDATE users1 = VALUES(users1), users7 = VALUES(users7), users30 = VALUES(users30), events = VALUES(events)`);
    }
    await noteLastActive(
      sqlPort,
      chunk.map(([accountId]) => accountId),
    );
  }
}

function groupByAccount(rows: readonly ActivityRow[]): Map<number, ActivityRow[]> {
  const groups = new Map<number, ActivityRow[]>();
  for (const row of rows) {
    const group = groups.get(row.account_id);
    if (group === undefined) groups.set(row.account_id, [row]);
    else group.push(row);
  }
  return groups;
}

/** A row for each day on which the account was used, or in the 29 days before, if only by somebody whom its site does not name. */
function dayRows(accountId: number, range: { readonly first: number; readonly last: number }, activity: readonly ActivityRow[]) {
  const userDays: UserDay[] = activity.filter((row) => row.user_id > 0).map((row) => ({ userId: row.user_id, day: row.day }));
  const events = new Map<number, number>();
  for (const row of activity) events.set(row.day, (events.get(row.day) ?? 0) + row.events);
  const [from, to] = [range.first, range.last + REACH_DAYS + 1];
  const used = rollingActives(
    [...events.keys()].map((day) => ({ userId: 0, day })),
    from,
    to,
  );
  return rollingActives(userDays, from, to)
    .filter((_, index) => (used[index]?.users30 ?? 0) > 0)
    .map((row) => [accountId, row.day, row.users1, row.users7, row.users30, events.get(row.day) ?? 0]);
}

async function noteLastActive(sqlPort: SqlPort, accountIds: readonly number[]): Promise<void> {
  await sqlPort.write(sql`
    UPDATE account SET last_active_day = (SELECT MAX(d.day) FROM account_day d WHERE d.account_id = account.account_id AND d.events > 0)
    WHERE account_id IN (${accountIds})`);
}
