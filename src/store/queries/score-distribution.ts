import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const int = z.coerce.number();
const BinRow = z.object({ bin: int, accounts: int });
const TENTHS_A_BIN = 100;
const LAST_BIN = 9;

/** Accounts in each tenth of the scale of a score. */
export async function distributionOf(port: SqlPort, outcome: string): Promise<number[]> {
  const rows = z.array(BinRow).parse(
    await port.query(sql`
      SELECT b.bin, COUNT(*) AS accounts
      FROM (SELECT CASE WHEN p.shown >= ${LAST_BIN * TENTHS_A_BIN} THEN ${LAST_BIN} ELSE FLOOR(p.shown / ${TENTHS_A_BIN}) END AS bin
            FROM account_score p JOIN account a ON a.account_id = p.account_id WHERE p.outcome = ${outcome}) b
      GROUP BY b.bin`),
  );
  const bins = Array<number>(LAST_BIN + 1).fill(0);
  for (const { bin, accounts } of rows) bins[bin] = accounts;
  return bins;
}

const AccountRow = z.object({ account_id: int, company: z.string(), app: z.string(), shown: int });

/** The accounts at one end of a score. */
export async function accountsAtEnd(
  port: SqlPort,
  outcome: string,
  end: 'highest' | 'lowest',
  limit: number,
): Promise<z.infer<typeof AccountRow>[]> {
  const order = end === 'highest' ? sql`p.shown DESC` : sql`p.shown`;
  return z.array(AccountRow).parse(
    await port.query(sql`
      SELECT a.account_id, COALESCE(s.company, a.cloud_id, a.natural_key) AS company, a.app_key AS app, p.shown
      FROM account_score p JOIN account a ON a.account_id = p.account_id LEFT JOIN account_state s ON s.account_id = p.account_id
      WHERE p.outcome = ${outcome} ORDER BY ${order}, a.account_id LIMIT ${limit}`),
  );
}

const StageRow = z.object({ stage: z.string().nullable(), accounts: int });

/** Accounts by stage; null without a licence. */
export async function accountsByStage(port: SqlPort): Promise<z.infer<typeof StageRow>[]> {
  return z.array(StageRow).parse(
    await port.query(sql`
      SELECT s.stage, COUNT(*) AS accounts FROM account a LEFT JOIN account_state s ON s.account_id = a.account_id GROUP BY s.stage`),
  );
}
