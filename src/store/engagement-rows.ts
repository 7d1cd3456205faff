import { tallyUnits } from '../engagement/unit-rows';
import type { CohortRow, PeriodRow, UnitsTally } from '../engagement/unit-rows';
import { GRAINS } from '../engagement/calendar';
import type { Grain } from '../engagement/calendar';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import { rewriteFeatures } from './account-features';
import { rewriteStarts } from './account-starts';
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
