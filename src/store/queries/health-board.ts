import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { AccountFilter } from '../../engagement/account-filter';
import { andAccountIn } from './account-filter';

const int = z.coerce.number();
const COMPANY = sql`COALESCE(s.company, a.cloud_id, a.natural_key)`;

const CellRow = z.object({
  stage: z.string().nullable(),
  health: z.string().nullable(),
  accounts: int,
  mrr_cents: int,
  day: int.nullable(),
});

/** How many of these accounts, and what they pay, by stage and colour; null for those of which nothing is said. `day`: the latest on which they were looked at. */
export async function healthCells(port: SqlPort, filter: AccountFilter): Promise<z.infer<typeof CellRow>[]> {
  return z.array(CellRow).parse(
    await port.query(sql`
      SELECT s.stage, h.health, COUNT(*) AS accounts, COALESCE(SUM(s.mrr_cents), 0) AS mrr_cents, MAX(h.day) AS day
      FROM account a LEFT JOIN account_state s ON s.account_id = a.account_id LEFT JOIN account_health h ON h.account_id = a.account_id
      WHERE 1 = 1${andAccountIn(sql`a.account_id`, filter)}
      GROUP BY s.stage, h.health`),
  );
}

const TurnRow = z.object({
  account_id: int,
  company: z.string(),
  app: z.string(),
  mrr_cents: int,
  stage: z.string().nullable(),
  day: int,
  was: z.string(),
  health: z.string(),
  why: z.string(),
});

/** Who of these accounts went from one colour to another since a day, that day included, the latest first and of a day those that pay most. */
export async function latestTurns(
  port: SqlPort,
  { sinceDay, limit, filter }: { readonly sinceDay: number; readonly limit: number; readonly filter: AccountFilter },
): Promise<z.infer<typeof TurnRow>[]> {
  return z.array(TurnRow).parse(
    await port.query(sql`
      SELECT a.account_id, ${COMPANY} AS company, a.app_key AS app, COALESCE(s.mrr_cents, 0) AS mrr_cents, s.stage, t.day, t.was, t.health, t.why
      FROM health_turn t JOIN account a ON a.account_id = t.account_id LEFT JOIN account_state s ON s.account_id = t.account_id
      WHERE t.day >= ${sinceDay} AND t.was <> t.health AND t.was <> 'none' AND t.health <> 'none'${andAccountIn(sql`a.account_id`, filter)}
      ORDER BY t.day DESC, mrr_cents DESC, a.account_id LIMIT ${limit}`),
  );
}

const AccountRow = z.object({
  account_id: int,
  company: z.string(),
  app: z.string(),
  mrr_cents: int,
  asked: z.string(),
  since: int.nullable(),
});

/** The accounts of a cell, those that pay most first. */
export async function accountsInCell(
  port: SqlPort,
  cell: {
    readonly stage: string | null;
    readonly health: string;
    readonly filter: AccountFilter;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ readonly rows: z.infer<typeof AccountRow>[]; readonly total: number }> {
  const ofCell = sql`
    FROM account_health h JOIN account a ON a.account_id = h.account_id LEFT JOIN account_state s ON s.account_id = h.account_id
    WHERE h.health = ${cell.health} AND ${cell.stage === null ? sql`s.stage IS NULL` : sql`s.stage = ${cell.stage}`}${andAccountIn(sql`a.account_id`, cell.filter)}`;
  const rows = await port.query(sql`
    SELECT a.account_id, ${COMPANY} AS company, a.app_key AS app, COALESCE(s.mrr_cents, 0) AS mrr_cents, h.asked,
      (SELECT MAX(t.day) FROM health_turn t WHERE t.account_id = h.account_id) AS since
    ${ofCell} ORDER BY mrr_cents DESC, a.account_id LIMIT ${cell.limit} OFFSET ${cell.offset}`);
  const [count] = z.array(z.object({ total: int })).parse(await port.query(sql`SELECT COUNT(*) AS total ${ofCell}`));
  return { rows: z.array(AccountRow).parse(rows), total: count?.total ?? 0 };
}

/** The stage of an account; undefined for no account, null for one without a licence. */
export async function stageOfAccount(port: SqlPort, accountId: number): Promise<string | null | undefined> {
  const rows = await port.query(sql`
    SELECT s.stage FROM account a LEFT JOIN account_state s ON s.account_id = a.account_id WHERE a.account_id = ${accountId}`);
  return z.array(z.object({ stage: z.string().nullable() })).parse(rows)[0]?.stage;
}
