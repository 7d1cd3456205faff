import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { AccountFilter } from '../../engagement/account-filter';
import { andAccountIn } from './account-filter';

const int = z.coerce.number();
const BinRow = z.object({ bin: int, accounts: int });
const TENTHS_A_BIN = 100;
const LAST_BIN = 9;

/** How many of these accounts are in each tenth of the scale of a score. */
export async function distributionOf(port: SqlPort, outcome: string, filter: AccountFilter): Promise<number[]> {
  const rows = z.array(BinRow).parse(
    await port.query(sql`
      SELECT b.bin, COUNT(*) AS accounts
      FROM (SELECT CASE WHEN p.shown >= ${LAST_BIN * TENTHS_A_BIN} THEN ${LAST_BIN} ELSE FLOOR(p.shown / ${TENTHS_A_BIN}) END AS bin
            FROM account_score p JOIN account a ON a.account_id = p.account_id WHERE p.outcome = ${outcome}${andAccountIn(sql`p.account_id`, filter)}) b
      GROUP BY b.bin`),
  );
  const bins = Array<number>(LAST_BIN + 1).fill(0);
  for (const { bin, accounts } of rows) bins[bin] = accounts;
  return bins;
}

const AccountRow = z.object({ account_id: int, company: z.string(), app: z.string(), shown: int });

export type AskedEnd = {
  readonly outcome: string;
  readonly end: 'highest' | 'lowest';
  readonly filter: AccountFilter;
  readonly limit: number;
};

/** Those of these accounts that are at one end of a score. */
export async function accountsAtEnd(port: SqlPort, { outcome, end, filter, limit }: AskedEnd): Promise<z.infer<typeof AccountRow>[]> {
  const order = end === 'highest' ? sql`p.shown DESC` : sql`p.shown`;
  return z.array(AccountRow).parse(
    await port.query(sql`
      SELECT a.account_id, COALESCE(s.company, a.cloud_id, a.natural_key) AS company, a.app_key AS app, p.shown
      FROM account_score p JOIN account a ON a.account_id = p.account_id LEFT JOIN account_state s ON s.account_id = p.account_id
      WHERE p.outcome = ${outcome}${andAccountIn(sql`p.account_id`, filter)} ORDER BY ${order}, a.account_id LIMIT ${limit}`),
  );
}

const StageRow = z.object({ stage: z.string().nullable(), accounts: int });

/** These accounts by stage; null without a licence. */
export async function accountsByStage(port: SqlPort, filter: AccountFilter): Promise<z.infer<typeof StageRow>[]> {
  return z.array(StageRow).parse(
    await port.query(sql`
      SELECT s.stage, COUNT(*) AS accounts FROM account a LEFT JOIN account_state s ON s.account_id = a.account_id
      WHERE 1 = 1${andAccountIn(sql`a.account_id`, filter)} GROUP BY s.stage`),
  );
}
