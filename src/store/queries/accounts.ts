import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { AccountSort, AccountsRequest } from '../../contract/accounts';
import { Standing } from '../../contract/standing';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { figureSql, joinDaySql, thisDay } from '../day-figures';
import { andAccountIn } from './account-filter';

/** An account reports while something of it came in the last 8 days, today included. */
export const OBSERVED_DAYS = 8;
/** An account is used while anybody used a feature of it in the last 30 days, today included; also somebody whom its site does not name. */
export const USED_DAYS = 30;

/**
 * The cell of paying × using, in SQL: the one definition, shared by the counts and by the table's filter. `today` in days
 * since 1970-01-01. Not observed comes first: without a sign of life nothing is known about use.
 */
export function standingSql(today: number): Sql {
  return sql`CASE
    WHEN a.last_event_day IS NULL OR a.last_event_day <= ${today - OBSERVED_DAYS} THEN 'not-observed'
    WHEN COALESCE(s.mrr_cents, 0) > 0 AND a.last_active_day > ${today - USED_DAYS} THEN 'paid-used'
    WHEN COALESCE(s.mrr_cents, 0) > 0 THEN 'paid-silent'
    WHEN a.last_active_day > ${today - USED_DAYS} THEN 'unpaid-used'
    ELSE 'neither' END`;
}

/** Users of the 30 days up to `today`, in the row `d` of an account that goes as `a`. */
export const users30Sql = (today: number): Sql => sql`COALESCE(${figureSql(sql`d`, 'users30', thisDay(today))}, 0)`;
export const joinTodaySql = (today: number): Sql => joinDaySql(sql`d`, sql`a.account_id`, thisDay(today));

/** What reports its users: not an account that is used by people whom its site does not name. */
export function tellsUsersSql(today: number): Sql {
  return sql`(a.last_event_day > ${today - OBSERVED_DAYS} AND (a.last_active_day IS NULL OR a.last_active_day <= ${today - USED_DAYS} OR ${users30Sql(today)} > 0))`;
}

/** Whether the use of an account waits to be counted anew. */
export const recountsSql = (accountId: Sql): Sql =>
  sql`(SELECT COUNT(*) FROM account_stale w WHERE w.account_id = ${accountId} AND w.recount = 1)`;

function accountsFromSql(today: number): Sql {
  return sql`FROM account a
    LEFT JOIN account_state s ON s.account_id = a.account_id
    ${joinTodaySql(today)}`;
}

const StandingRow = z.object({ standing: Standing, accounts: z.coerce.number(), mrr_cents: z.coerce.number() });
export type StandingCount = z.infer<typeof StandingRow>;

function standingCountsSql(today: number, filter: AccountFilter) {
  return sql`
    SELECT standing, COUNT(*) AS accounts, SUM(mrr) AS mrr_cents
    FROM (SELECT ${standingSql(today)} AS standing, COALESCE(s.mrr_cents, 0) AS mrr ${accountsFromSql(today)}
      WHERE 1 = 1${andAccountIn(sql`a.account_id`, filter)}) counted
    GROUP BY standing`;
}

/** Accounts and MRR in each cell of paying × using. */
export async function standingCounts(sqlPort: SqlPort, today: number, filter: AccountFilter = {}): Promise<StandingCount[]> {
  return z.array(StandingRow).parse(await sqlPort.query(standingCountsSql(today, filter)));
}

/** Columns by which the table can be sorted. A constant list: nothing that a page sends becomes SQL. */
const SORT_COLUMNS: Record<AccountSort, Sql> = {
  company: sql`company`,
  app: sql`app`,
  tier: sql`tier`,
  seats: sql`seats`,
  status: sql`status`,
  mrr: sql`mrr_cents`,
  usersSeen30: sql`users30`,
  seatShare: sql`seat_share`,
  lastActiveDay: sql`last_active_day`,
  health: sql`CASE health WHEN 'good' THEN 2 WHEN 'normal' THEN 1 WHEN 'bad' THEN 0 END`,
  churn: sql`churn`,
  expansion: sql`expansion`,
  conversion: sql`conversion`,
};

const AccountRecord = z.object({
  account_id: z.coerce.number(),
  company: z.string(),
  app: z.string(),
  entitlement_number: z.string().nullable(),
  tier: z.string().nullable(),
  seats: z.coerce.number().nullable(),
  status: z.string(),
  mrr_cents: z.coerce.number(),
  users30: z.coerce.number(),
  recounts: z.coerce.number(),
  last_active_day: z.coerce.number().nullable(),
  standing: Standing,
  health: z.enum(['good', 'normal', 'bad']).nullable(),
  churn: z.coerce.number().nullable(),
  expansion: z.coerce.number().nullable(),
  conversion: z.coerce.number().nullable(),
});
export type AccountRecord = z.infer<typeof AccountRecord>;

/** Every account with what a list shows of it; users seen are no share of seats where they are not told. */
function listedSql(today: number): Sql {
  return sql`
    (SELECT a.account_id, COALESCE(s.company, a.cloud_id, a.natural_key) AS company, a.app_key AS app, a.entitlement_number, s.tier, s.seats,
      COALESCE(s.status, 'unlicensed') AS status, COALESCE(s.mrr_cents, 0) AS mrr_cents, ${users30Sql(today)} AS users30,
      CASE WHEN s.seats > 0 AND ${tellsUsersSql(today)} THEN ${users30Sql(today)} * 1.0 / s.seats END AS seat_share,
      a.last_active_day, ${standingSql(today)} AS standing, o.health, o.churn, o.expansion, o.conversion
    ${accountsFromSql(today)} LEFT JOIN account_outlook o ON o.account_id = a.account_id) listed`;
}

type Filter = Pick<AccountsRequest, 'standing' | 'filter' | 'score' | 'search'>;

function filterSql({ standing, filter, score, search }: Filter): Sql {
  const byStanding = standing === null ? sql`` : sql` AND standing = ${standing}`;
  const byScore = score === null ? sql`` : sql` AND ${SORT_COLUMNS[score.outcome]} BETWEEN ${score.from * 10} AND ${score.to * 10}`;
  const word = search.trim().toLowerCase();
  const pattern = escapeLike(word);
  const bySearch =
    word === ''
      ? sql``
      : sql` AND (LOWER(company) LIKE ${`${pattern}%`} ESCAPE '!' OR LOWER(company) LIKE ${`% ${pattern}%`} ESCAPE '!'
        OR LOWER(entitlement_number) LIKE ${`${pattern}%`} ESCAPE '!')`;
  return sql`1 = 1${byStanding}${byScore}${andAccountIn(sql`account_id`, filter)}${bySearch}`;
}

/** `%` and `_` in a search are letters, not wildcards. */
function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, (character) => `!${character}`);
}

const COLUMNS = sql`account_id, company, app, entitlement_number, tier, seats, status, mrr_cents, users30, last_active_day, standing,
  health, churn, expansion, conversion, ${recountsSql(sql`listed.account_id`)} AS recounts`;

export function accountsPageSql(today: number, request: AccountsRequest) {
  const direction = request.descending ? sql`DESC` : sql`ASC`;
  const column = SORT_COLUMNS[request.sort];
  return sql`
    SELECT ${COLUMNS} FROM ${listedSql(today)}
    WHERE ${filterSql(request)}
    ORDER BY CASE WHEN ${column} IS NULL THEN 1 ELSE 0 END, ${column} ${direction}, account_id
    LIMIT ${request.pageSize} OFFSET ${request.page * request.pageSize}`;
}

const TotalRow = z.object({ total: z.coerce.number(), mrr_cents: z.coerce.number(), apps: z.coerce.number() });

/** One page of accounts, and the length, MRR and number of apps of the whole list. Accounts without the sorted value come last either way. */
export async function accountsPage(
  sqlPort: SqlPort,
  today: number,
  request: AccountsRequest,
): Promise<{ rows: AccountRecord[]; total: number; totalMrrCents: number; apps: number }> {
  const rows = z.array(AccountRecord).parse(await sqlPort.query(accountsPageSql(today, request)));
  const [sums] = z.array(TotalRow).parse(
    await sqlPort.query(sql`
        SELECT COUNT(*) AS total, COALESCE(SUM(mrr_cents), 0) AS mrr_cents, COUNT(DISTINCT app) AS apps
        FROM ${listedSql(today)} WHERE ${filterSql(request)}`),
  );
  return { rows, total: sums?.total ?? 0, totalMrrCents: sums?.mrr_cents ?? 0, apps: sums?.apps ?? 0 };
}

/** These accounts as the list shows them, in no order. At most 500. */
export async function accountsById(sqlPort: SqlPort, today: number, accountIds: readonly number[]): Promise<AccountRecord[]> {
  if (accountIds.length === 0) return [];
  return z
    .array(AccountRecord)
    .parse(await sqlPort.query(sql`SELECT ${COLUMNS} FROM ${listedSql(today)} WHERE account_id IN (${accountIds})`));
}
