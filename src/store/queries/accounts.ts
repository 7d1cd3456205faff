import { z } from 'zod';
import { Standing } from '../../contract/console';
import type { AccountSort, AccountsRequest } from '../../contract/console';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';

/** An account reports while something of it came in the last 8 days, today included. */
export const OBSERVED_DAYS = 8;

/**
 * The cell of paying × using, in SQL: the one definition, shared by the counts and by the table's filter. `today` in days
 * since 1970-01-01. Not observed comes first: without a sign of life nothing is known about use.
 */
function standingSql(today: number): Sql {
  return sql`CASE
    WHEN a.last_event_day IS NULL OR a.last_event_day <= ${today - OBSERVED_DAYS} THEN 'not-observed'
    WHEN COALESCE(s.mrr_cents, 0) > 0 AND COALESCE(d.users30, 0) > 0 THEN 'paid-used'
    WHEN COALESCE(s.mrr_cents, 0) > 0 THEN 'paid-silent'
    WHEN COALESCE(d.users30, 0) > 0 THEN 'unpaid-used'
    ELSE 'neither' END`;
}

function accountsFromSql(today: number): Sql {
  return sql`FROM account a
    LEFT JOIN account_state s ON s.account_id = a.account_id
    LEFT JOIN account_day d ON d.account_id = a.account_id AND d.day = ${today}`;
}

const StandingRow = z.object({ standing: Standing, accounts: z.coerce.number(), mrr_cents: z.coerce.number() });
export type StandingCount = z.infer<typeof StandingRow>;

export function standingCountsSql(today: number) {
  return sql`
    SELECT standing, COUNT(*) AS accounts, SUM(mrr) AS mrr_cents
    FROM (SELECT ${standingSql(today)} AS standing, COALESCE(s.mrr_cents, 0) AS mrr ${accountsFromSql(today)}) counted
    GROUP BY standing`;
}

/** Accounts and MRR in each cell of paying × using. */
export async function standingCounts(sqlPort: SqlPort, today: number): Promise<StandingCount[]> {
  return z.array(StandingRow).parse(await sqlPort.query(standingCountsSql(today)));
}

/** Columns by which the table can be sorted. A constant list: nothing that a page sends becomes SQL. */
const SORT_COLUMNS: Record<AccountSort, Sql> = {
  company: sql`company`,
  tier: sql`tier`,
  seats: sql`seats`,
  status: sql`status`,
  mrr: sql`mrr_cents`,
  usersSeen30: sql`users30`,
  lastActiveDay: sql`last_active_day`,
};

const AccountRecord = z.object({
  account_id: z.coerce.number(),
  company: z.string(),
  entitlement_number: z.string().nullable(),
  tier: z.string().nullable(),
  seats: z.coerce.number().nullable(),
  status: z.string(),
  mrr_cents: z.coerce.number(),
  users30: z.coerce.number(),
  last_active_day: z.coerce.number().nullable(),
  standing: Standing,
});
export type AccountRecord = z.infer<typeof AccountRecord>;

function listedSql(today: number, request: Pick<AccountsRequest, 'standing' | 'search'>): Sql {
  const listed = sql`
    (SELECT a.account_id, COALESCE(s.company, a.cloud_id, a.natural_key) AS company, a.entitlement_number, s.tier, s.seats,
      COALESCE(s.status, 'unlicensed') AS status, COALESCE(s.mrr_cents, 0) AS mrr_cents, COALESCE(d.users30, 0) AS users30,
      a.last_active_day, ${standingSql(today)} AS standing
    ${accountsFromSql(today)}) listed`;
  const byStanding = request.standing === null ? sql`` : sql` AND standing = ${request.standing}`;
  const word = request.search.trim().toLowerCase();
  const pattern = escapeLike(word);
  const bySearch =
    word === '' ? sql`` : sql` AND (LOWER(company) LIKE ${`${pattern}%`} ESCAPE '!' OR LOWER(company) LIKE ${`% ${pattern}%`} ESCAPE '!')`;
  return sql`FROM ${listed} WHERE 1 = 1${byStanding}${bySearch}`;
}

/** `%` and `_` in a search are letters, not wildcards. */
function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, (character) => `!${character}`);
}

export function accountsPageSql(today: number, request: AccountsRequest) {
  const direction = request.descending ? sql`DESC` : sql`ASC`;
  const column = SORT_COLUMNS[request.sort];
  return sql`
    SELECT account_id, company, entitlement_number, tier, seats, status, mrr_cents, users30, last_active_day, standing
    ${listedSql(today, request)}
    ORDER BY CASE WHEN ${column} IS NULL THEN 1 ELSE 0 END, ${column} ${direction}, account_id
    LIMIT ${request.pageSize} OFFSET ${request.page * request.pageSize}`;
}

const TotalRow = z.object({ total: z.coerce.number() });

/** One page of accounts and the length of the whole list. Accounts without the sorted value come last either way. */
export async function accountsPage(
  sqlPort: SqlPort,
  today: number,
  request: AccountsRequest,
): Promise<{ rows: AccountRecord[]; total: number }> {
  const rows = z.array(AccountRecord).parse(await sqlPort.query(accountsPageSql(today, request)));
  const [count] = z.array(TotalRow).parse(await sqlPort.query(sql`SELECT COUNT(*) AS total ${listedSql(today, request)}`));
  return { rows, total: count?.total ?? 0 };
}
