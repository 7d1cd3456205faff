import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { RevenueQuestion } from '../../revenue/read-model';
import { accountsAsked, centsColumn } from './revenue-question';

export type RevenueHead = {
  /** Transaction lines that are taken in. */
  readonly lines: number;
  /** Accounts that are not computed anew yet. */
  readonly waiting: number;
  readonly flaggedLines: number;
  /** In question on the basis asked for, signs aside. */
  readonly flaggedCents: number;
  /** What the accounts have in each respect, in order. */
  readonly options: Readonly<Record<'app' | 'edition' | 'hosting' | 'region', readonly string[]>>;
};

const Count = z.object({ value: z.coerce.number() });
const Flagged = z.object({ flagged: z.coerce.number(), cents: z.coerce.number().nullable() });
const Option = z.object({ value: z.string() });

/** How far the figures go, and what is in question in them. */
export async function revenueHead(port: SqlPort, question: RevenueQuestion): Promise<RevenueHead> {
  const count = async (table: Sql): Promise<number> => {
    const [row] = z.array(Count).parse(await port.query(sql`SELECT COUNT(*) AS value FROM ${table}`));
    return row?.value ?? 0;
  };
  const options = async (column: Sql): Promise<string[]> => {
    const rows = await port.query(
      sql`SELECT DISTINCT ${column} AS value FROM revenue_account WHERE ${column} IS NOT NULL ORDER BY 1 LIMIT 200`,
    );
    return z
      .array(Option)
      .parse(rows)
      .map(({ value }) => value);
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
    options: {
      app: await options(sql`app`),
      edition: await options(sql`edition`),
      hosting: await options(sql`hosting`),
      region: await options(sql`region`),
    },
  };
}
