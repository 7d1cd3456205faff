import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { RevenueQuestion } from '../../revenue/read-model';
import { accountsAsked, centsColumn } from './revenue-question';

export type RevenueHead = {
  /** Transaction lines that are taken in, of all accounts. */
  readonly lines: number;
  /** Of all accounts, those that are not computed anew yet. */
  readonly waiting: number;
  /** Of the accounts asked for. */
  readonly flaggedLines: number;
  /** In question on the basis asked for, signs aside. */
  readonly flaggedCents: number;
};

const Count = z.object({ value: z.coerce.number() });
const Flagged = z.object({ flagged: z.coerce.number(), cents: z.coerce.number().nullable() });

/** How far the figures go, and what is in question in them. */
export async function revenueHead(port: SqlPort, question: RevenueQuestion): Promise<RevenueHead> {
  const count = async (table: Sql): Promise<number> => {
    const [row] = z.array(Count).parse(await port.query(sql`SELECT COUNT(*) AS value FROM ${table}`));
    return row?.value ?? 0;
  };
  const [flags] = z.array(Flagged).parse(
    await port.query(sql`
      SELECT COUNT(DISTINCT f.line_id) AS flagged, SUM(ABS(${centsColumn(sql`f`, question)})) AS cents
      FROM revenue_flag f JOIN revenue_account a ON a.account_id = f.account_id
      WHERE ${accountsAsked(question)}`),
  );
  return {
    lines: await count(sql`revenue_line`),
    waiting: await count(sql`revenue_dirty`),
    flaggedLines: flags?.flagged ?? 0,
    flaggedCents: flags?.cents ?? 0,
  };
}
