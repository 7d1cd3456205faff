import { tallyUnits } from '../engagement/unit-rows';
import type { CohortRow, PeriodRow, UnitsTally } from '../engagement/unit-rows';
import { GRAINS } from '../engagement/calendar';
import type { Grain } from '../engagement/calendar';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { rewriteStarts } from './account-starts';
import { activitySql, EVER, ofRowsAndRecords } from './activity-packs';
import { memberDaysOf } from './member-days';
import { PARTS_PER_ANSWER } from './packed-numbers';
import { packCohorts, packPeriods } from './packed-units';
import { rewriteRows } from './rewrite-rows';
import type { ComputedRow, ComputedTable } from './rewrite-rows';
import { answerStale, staleAccounts } from './stale-accounts';

/** Accounts that are computed together: their rows of one kind fit an answer. */
const ACCOUNTS_AT_ONCE = 20;
/** Days are kept so far back only, for they are many; weeks and months for ever. */
const DAYS_BACK = 200;
const DAY_COHORTS_BACK = 92;
const MAX_DAY_AGE = 31;

/** Users by a grain, in each of their accounts for itself: what is kept of them is one series, a number in the store. */
export const seriesCode = (kind: 'periods' | 'cohorts', grain: Grain): number =>
  GRAINS.indexOf(grain) + (kind === 'periods' ? 0 : GRAINS.length);

/**
 * Computes stale accounts anew, as many as fit before `deadline` (ms). Everything is taken from what users did, only rows that
 * differ are written, and the note goes last: a run that is cut anywhere, or done twice, ends in the same rows. True when none is left.
 */
export async function refreshEngagement(
  ports: { readonly sql: SqlPort; readonly clock: () => number },
  { today, deadline }: { readonly today: number; readonly deadline: number },
): Promise<boolean> {
  let afterId = 0;
  for (;;) {
    if (ports.clock() >= deadline) return false;
    const stale = await staleAccounts(ports.sql, afterId, ACCOUNTS_AT_ONCE);
    const last = stale.at(-1);
    if (last === undefined) return true;
    const accountIds = stale.map(({ accountId }) => accountId);
    await rewriteEngagement(ports.sql, accountIds, today);
    await answerStale(ports.sql, stale);
    afterId = last.accountId;
  }
}

/** All that is made of the days of these accounts' users, and their features. */
export async function rewriteEngagement(sqlPort: SqlPort, accountIds: readonly number[], today: number): Promise<void> {
  await rewriteUse(sqlPort, accountIds, today);
  await rewriteFeatures(sqlPort, accountIds, today);
}

/** Takes away what is no feature any more. */
export async function dropFeatures(sqlPort: SqlPort, accountId: number): Promise<void> {
  await sqlPort.write(sql`
    DELETE FROM account_feature WHERE account_id = ${accountId} AND event_id NOT IN (SELECT event_id FROM event_name WHERE feature = 1)`);
}

const UNITS: ComputedTable = {
  name: sql`account_units`,
  keys: [sql`series`, sql`account_id`, sql`part`],
  columns: [sql`packed`],
  rowsPerAnswer: PARTS_PER_ANSWER,
  rowsPerStatement: 400,
};
const ALL_SERIES = GRAINS.flatMap((grain) => [seriesCode('periods', grain), seriesCode('cohorts', grain)]);

async function rewriteUse(sqlPort: SqlPort, accountIds: readonly number[], today: number): Promise<void> {
  const members = await memberDaysOf(sqlPort, accountIds);
  const units: ComputedRow[] = [];
  const anybodyOf = new Map<number, readonly number[]>();
  for (const accountId of accountIds) {
    const users = members.get(accountId) ?? [];
    const anybody = [...new Set(users.flatMap(({ days }) => days))].sort((a, b) => a - b);
    anybodyOf.set(accountId, anybody);
    const tally = tallyUnits(users.filter(({ userId }) => userId !== 0).map(({ days }) => days));
    units.push(...unitRows(accountId, tally, today));
  }
  await rewriteRows(sqlPort, UNITS, sql`series IN (${ALL_SERIES}) AND account_id IN (${accountIds})`, units);
  await rewriteStarts(sqlPort, anybodyOf);
}

function unitRows(accountId: number, { periods, cohorts }: UnitsTally, today: number): ComputedRow[] {
  return GRAINS.flatMap((grain) => {
    const keptPeriods = periods.filter((row) => row.grain === grain && isKeptPeriod(row, today));
    const keptCohorts = cohorts.filter((row) => row.grain === grain && isKeptCohort(row, today));
    return [
      ...packPeriods(keptPeriods).map((packed, part) => ({ key: [seriesCode('periods', grain), accountId, part], values: [packed] })),
      ...packCohorts(keptCohorts).map((packed, part) => ({ key: [seriesCode('cohorts', grain), accountId, part], values: [packed] })),
    ];
  });
}

function isKeptPeriod({ grain, startDay }: PeriodRow, today: number): boolean {
  return grain !== 'day' || startDay > today - DAYS_BACK;
}

function isKeptCohort({ grain, cohortDay, age }: CohortRow, today: number): boolean {
  return grain !== 'day' || (cohortDay > today - DAY_COHORTS_BACK && age <= MAX_DAY_AGE);
}

/** Users and uses of each feature in the 7, 30 and 90 days up to today, and the days of users in 30; the days of its first and last use are of all time. */
async function rewriteFeatures(sqlPort: SqlPort, accountIds: readonly number[], today: number): Promise<void> {
  const since = (days: number): number => today + 1 - days;
  const users = (days: number) => sql`COUNT(DISTINCT CASE WHEN a.day >= ${since(days)} AND a.user_id > 0 THEN a.user_id END)`;
  const uses = (days: number) => sql`COALESCE(SUM(CASE WHEN a.day >= ${since(days)} THEN a.count END), 0)`;
  const userDays = sql`COUNT(DISTINCT CASE WHEN a.day >= ${since(30)} AND a.user_id > 0 THEN a.user_id * 100000 + a.day END)`;
  const seen = (activity: Sql) => sql`
      SELECT a.account_id, a.event_id, MIN(a.day), MAX(a.day), 0, 0, 0, 0, 0, 0, 0
      FROM ${activity} a JOIN event_name e ON e.event_id = a.event_id WHERE e.feature = 1 GROUP BY a.account_id, a.event_id`;
  await sqlPort.write(sql`
    INSERT INTO account_feature (account_id, event_id, as_of_day, first_day, last_day, users7, uses7, users30, uses30, days30, users90, uses90)
    SELECT f.account_id, f.event_id, ${today}, MIN(f.first_day), MAX(f.last_day), MAX(f.users7), MAX(f.uses7), MAX(f.users30), MAX(f.uses30),
      MAX(f.days30), MAX(f.users90), MAX(f.uses90)
    FROM (
      SELECT a.account_id, a.event_id, MIN(a.day) AS first_day, MAX(a.day) AS last_day, ${users(7)} AS users7, ${uses(7)} AS uses7,
        ${users(30)} AS users30, ${uses(30)} AS uses30, ${userDays} AS days30, ${users(90)} AS users90, ${uses(90)} AS uses90
      FROM ${activitySql({ ...EVER, accounts: accountIds, from: since(90) })} a JOIN event_name e ON e.event_id = a.event_id
      WHERE e.feature = 1 GROUP BY a.account_id, a.event_id
      UNION ALL ${ofRowsAndRecords([{ ...EVER, accounts: accountIds }], seen)}) f
    GROUP BY f.account_id, f.event_id
    ON DUPLICATE KEY UPDATE as_of_day = VALUES(as_of_day), first_day = VALUES(first_day), last_day = VALUES(last_day), users7 = VALUES(users7),
      uses7 = VALUES(uses7), users30 = VALUES(users30), uses30 = VALUES(uses30), days30 = VALUES(days30), users90 = VALUES(users90), uses90 = VALUES(uses90)`);
}
