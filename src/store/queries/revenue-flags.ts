import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { RevenueQuestion } from '../../revenue/read-model';
import { COMPANY, NAMES, type ListPage, accountsAsked, centsColumn } from './revenue-question';

const Sum = z.object({ reason: z.string(), flagged: z.coerce.number(), cents: z.coerce.number() });
const Count = z.object({ value: z.coerce.number() });
/** `cents`: in question, signs aside. */
export type FlagSum = { readonly reason: string; readonly lines: number; readonly cents: number };

/** What is not, or not fully, in the figures, by reason, most first. `unreadable`: rows of which nothing can be told, not even an amount. */
export async function flagSums(port: SqlPort, question: RevenueQuestion): Promise<FlagSum[]> {
  const rows = await port.query(sql`
    SELECT f.reason, COUNT(DISTINCT f.line_id) AS flagged, SUM(ABS(${centsColumn(sql`f`, question)})) AS cents
    FROM revenue_flag f JOIN revenue_account a ON a.account_id = f.account_id
    WHERE ${accountsAsked(question)}
    GROUP BY f.reason ORDER BY cents DESC, f.reason`);
  const [held] = z.array(Count).parse(await port.query(sql`SELECT COUNT(*) AS value FROM quarantine WHERE feed = 'transactions'`));
  const sums = z
    .array(Sum)
    .parse(rows)
    .map(({ reason, flagged, cents }) => ({ reason, lines: flagged, cents }));
  return held === undefined || held.value === 0 ? sums : [...sums, { reason: 'unreadable', lines: held.value, cents: 0 }];
}

const Row = z.object({
  reason: z.string(),
  account_id: z.coerce.number(),
  company: z.string(),
  line_id: z.coerce.number(),
  other_line_id: z.coerce.number(),
  cents: z.coerce.number(),
});
export type FlagListed = {
  readonly reason: string;
  readonly accountId: number;
  readonly company: string;
  readonly lineId: number;
  /** The line that it contradicts. */
  readonly otherLineId: number | null;
  readonly cents: number;
};

/** The flagged lines, of one reason or all, the greatest amounts first. */
export async function revenueFlags(
  port: SqlPort,
  question: RevenueQuestion,
  { reason, limit, offset }: { readonly reason: string | null } & ListPage,
): Promise<{ readonly rows: FlagListed[]; readonly total: number }> {
  const cents = centsColumn(sql`f`, question);
  const from = sql`FROM revenue_flag f JOIN revenue_account a ON a.account_id = f.account_id`;
  const chosen = sql`${accountsAsked(question)}${reason === null ? sql`` : sql` AND f.reason = ${reason}`}`;
  const rows = await port.query(sql`
    SELECT f.reason, f.account_id, ${COMPANY} AS company, f.line_id, f.other_line_id, ${cents} AS cents
    ${from} ${NAMES}
    WHERE ${chosen}
    ORDER BY ABS(${cents}) DESC, f.line_id, f.reason, f.other_line_id LIMIT ${limit} OFFSET ${offset}`);
  const [count] = z.array(Count).parse(await port.query(sql`SELECT COUNT(*) AS value ${from} WHERE ${chosen}`));
  return {
    rows: z
      .array(Row)
      .parse(rows)
      .map((row) => ({
        reason: row.reason,
        accountId: row.account_id,
        company: row.company,
        lineId: row.line_id,
        otherLineId: row.other_line_id === 0 ? null : row.other_line_id,
        cents: row.cents,
      })),
    total: count?.value ?? 0,
  };
}
