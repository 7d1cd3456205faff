import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { EVER, ofRowsAndRecords } from './activity-packs';
import { activityRows } from './activity-rows';
import { SMALL_ROWS_PER_STATEMENT } from './chunks';
import { upsertRows } from './rewrite-rows';
import type { ComputedTable } from './rewrite-rows';

/** Stretches up to today, in days, of which users and uses are kept. */
const [SHORT, MIDDLE, LONG] = [7, 30, 90] as const;

const FEATURES: Omit<ComputedTable, 'rowsPerAnswer'> = {
  name: sql`account_feature`,
  keys: [sql`account_id`, sql`event_id`],
  columns: [
    sql`as_of_day`,
    sql`first_day`,
    sql`last_day`,
    sql`users7`,
    sql`uses7`,
    sql`users30`,
    sql`uses30`,
    sql`days30`,
    sql`users90`,
    sql`uses90`,
  ],
  rowsPerStatement: SMALL_ROWS_PER_STATEMENT,
};

/**
 * Users and uses of each feature in the 7, 30 and 90 days up to today, and the days of users in 30; the days of its first and last use are of all time.
 * Users are told apart here: of a large account an engine has no room for them.
 */
export async function rewriteFeatures(sqlPort: SqlPort, accountIds: readonly number[], today: number): Promise<void> {
  const recent = await recentUse(sqlPort, accountIds, today);
  const rows = (await featuresSeen(sqlPort, accountIds)).map(({ account_id, event_id, first_day, last_day }) => {
    const use = recent.get(nameOf({ account_id, event_id })) ?? noUse();
    const users = (days: number): number => [...use.lastDayOf.values()].filter((day) => day > today - days).length;
    return {
      key: [account_id, event_id],
      values: [
        today,
        first_day,
        last_day,
        users(SHORT),
        use.uses[SHORT],
        users(MIDDLE),
        use.uses[MIDDLE],
        use.userDays.size,
        users(LONG),
        use.uses[LONG],
      ],
    };
  });
  await upsertRows(sqlPort, FEATURES, rows);
}

/** Takes away what is no feature any more. */
export async function dropFeatures(sqlPort: SqlPort, accountId: number): Promise<void> {
  await sqlPort.write(sql`
    DELETE FROM account_feature WHERE account_id = ${accountId} AND event_id NOT IN (SELECT event_id FROM event_name WHERE feature = 1)`);
}

/** Of the longest stretch: uses by stretch, the last day of each user, and the days of users in the middle one. User 0 is nobody in particular. */
type Use = {
  readonly uses: Record<typeof SHORT | typeof MIDDLE | typeof LONG, number>;
  readonly lastDayOf: Map<number, number>;
  readonly userDays: Set<number>;
};

const noUse = (): Use => ({ uses: { [SHORT]: 0, [MIDDLE]: 0, [LONG]: 0 }, lastDayOf: new Map(), userDays: new Set() });
const nameOf = ({ account_id, event_id }: { readonly account_id: number; readonly event_id: number }): string =>
  `${account_id}:${event_id}`;
/** No day is as late. */
const DAYS = 100_000;

async function recentUse(sqlPort: SqlPort, accountIds: readonly number[], today: number): Promise<Map<string, Use>> {
  const found = new Map<string, Use>();
  const asked = accountIds.map((accountId) => ({ accountId, from: today + 1 - LONG, to: EVER.to }));
  for await (const done of activityRows(sqlPort, asked, sql`SELECT event_id FROM event_name WHERE feature = 1`)) {
    const use = found.get(nameOf(done)) ?? noUse();
    found.set(nameOf(done), use);
    const { user_id, day, count } = done;
    for (const days of [SHORT, MIDDLE, LONG] as const) if (day > today - days) use.uses[days] += count;
    if (user_id === 0) continue;
    use.lastDayOf.set(user_id, Math.max(use.lastDayOf.get(user_id) ?? day, day));
    if (day > today - MIDDLE) use.userDays.add(user_id * DAYS + day);
  }
  return found;
}

const SeenRow = z.object({
  account_id: z.coerce.number(),
  event_id: z.coerce.number(),
  first_day: z.coerce.number(),
  last_day: z.coerce.number(),
});

async function featuresSeen(sqlPort: SqlPort, accountIds: readonly number[]): Promise<z.infer<typeof SeenRow>[]> {
  const seen = (activity: Sql) => sql`
    SELECT a.account_id, a.event_id, MIN(a.day) AS first_day, MAX(a.day) AS last_day
    FROM ${activity} a JOIN event_name e ON e.event_id = a.event_id WHERE e.feature = 1 GROUP BY a.account_id, a.event_id`;
  const rows = await sqlPort.query(sql`
    SELECT f.account_id, f.event_id, MIN(f.first_day) AS first_day, MAX(f.last_day) AS last_day
    FROM (${ofRowsAndRecords([{ ...EVER, accounts: accountIds }], seen)}) f GROUP BY f.account_id, f.event_id`);
  return z.array(SeenRow).parse(rows);
}
