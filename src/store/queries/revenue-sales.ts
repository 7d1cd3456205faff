import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { firstDayOf, monthOf, monthText } from '../../revenue/calendar';
import { compareText, type TransactionLine } from '../../revenue/line';
import type { RevenueQuestion } from '../../revenue/read-model';
import type { RecognisedMonth } from '../../revenue/sales';
import { storedLines, storedLinesSql } from '../revenue-lines';
import type { ReadSale } from '../sale';
import type { MonthRange } from './revenue-bridge';
import type { DayRange } from './revenue-churn';
import { accountsAsked, centsColumn } from './revenue-question';

const Row = z.object({
  app: z.string(),
  sale_day: z.coerce.number(),
  sales: z.coerce.number(),
  sales_net: z.coerce.number(),
  refunds: z.coerce.number(),
  payout: z.coerce.number(),
  discounts: z.coerce.number(),
  partner_discounts: z.coerce.number(),
  by_partner: z.coerce.number(),
});

export type SalesMonth = {
  readonly month: string;
  readonly app: string;
  /** What customers were billed, and what of it was given back (never above zero). */
  readonly salesCents: number;
  readonly refundsCents: number;
  readonly discountsCents: number;
  readonly partnerDiscountsCents: number;
  /** What is left for the vendor after refunds. */
  readonly payoutCents: number;
  /** Sales through a partner, over all; null where nothing was sold. */
  readonly partnerShare: number | null;
  /** What is left for the vendor of a sale; refunds left out, because they go by the rate of the sale that they give back. */
  readonly takeRate: number | null;
};

/** Of purchases; the first of two numbers, or the last. */
const discounted = (place: Sql): Sql => sql`
      SUM(CASE WHEN r.kind IS NULL AND r.discounts IS NOT NULL THEN CAST(SUBSTRING_INDEX(r.discounts, ' ', ${place}) AS SIGNED) ELSE 0 END)`;

/** Sales by month of sale and app, latest first. Uncollectible lines are no sales. Served by the index on the day of sale. */
export async function revenueSales(port: SqlPort, question: RevenueQuestion, { fromMonth, toMonth }: MonthRange): Promise<SalesMonth[]> {
  const rows = await port.query(sql`
    SELECT a.app, r.sale_day, SUM(CASE WHEN r.kind IS NULL THEN r.customer_cents ELSE 0 END) AS sales,
      SUM(CASE WHEN r.kind IS NULL THEN r.net_cents ELSE 0 END) AS sales_net,
      SUM(CASE WHEN r.kind = 'refund' THEN r.customer_cents ELSE 0 END) AS refunds, SUM(r.net_cents) AS payout,
      ${discounted(sql`1`)} AS discounts,
      ${discounted(sql`-1`)} AS partner_discounts,
      SUM(CASE WHEN r.kind IS NULL AND r.partner IS NOT NULL THEN r.customer_cents ELSE 0 END) AS by_partner
    FROM revenue_line r JOIN revenue_account a ON a.account_id = r.account_id
    WHERE r.sale_day >= ${firstDayOf(fromMonth)} AND r.sale_day < ${firstDayOf(toMonth + 1)} AND r.left_out IS NULL
      AND ${accountsAsked(question)}
    GROUP BY a.app, r.sale_day`);
  const months = new Map<string, z.infer<typeof Row>>();
  for (const row of z.array(Row).parse(rows)) {
    const key = `${monthOf(row.sale_day)} ${row.app}`;
    const sums = months.get(key);
    months.set(key, sums === undefined ? row : sumOf(sums, row));
  }
  return [...months.values()].map(salesMonth).sort((a, b) => compareText(b.month, a.month) || compareText(a.app, b.app));
}

function sumOf(a: z.infer<typeof Row>, b: z.infer<typeof Row>): z.infer<typeof Row> {
  return {
    ...a,
    sales: a.sales + b.sales,
    sales_net: a.sales_net + b.sales_net,
    refunds: a.refunds + b.refunds,
    payout: a.payout + b.payout,
    discounts: a.discounts + b.discounts,
    partner_discounts: a.partner_discounts + b.partner_discounts,
    by_partner: a.by_partner + b.by_partner,
  };
}

function salesMonth(row: z.infer<typeof Row>): SalesMonth {
  const share = (cents: number): number | null => (row.sales === 0 ? null : cents / row.sales);
  return {
    month: monthText(monthOf(row.sale_day)),
    app: row.app,
    salesCents: row.sales,
    refundsCents: row.refunds,
    discountsCents: row.discounts,
    partnerDiscountsCents: row.partner_discounts,
    payoutCents: row.payout,
    partnerShare: share(row.by_partner),
    takeRate: share(row.sales_net),
  };
}

const Sums = z.object({ sums: z.string() });

/** What was billed in each month beside what was earned in it, both months included, oldest first; one pass over the lines about them. */
export function recognisedMonthsSql(question: RevenueQuestion, { fromMonth, toMonth }: MonthRange): Sql {
  const cents = centsColumn(sql`r`, question);
  const columns: Sql[] = [];
  for (let month = fromMonth; month <= toMonth; month += 1) {
    const [from, to] = [firstDayOf(month), firstDayOf(month + 1)];
    const sold = sql`r.sale_day >= ${from} AND r.sale_day < ${to}`;
    columns.push(
      sql`COALESCE(SUM(CASE WHEN ${sold} THEN ${cents} ELSE 0 END), 0)`,
      sql`COALESCE(SUM(CASE WHEN r.sale_day >= ${to} THEN 0 WHEN r.start_day IS NULL OR r.end_day IS NULL OR r.end_day <= r.start_day
          THEN CASE WHEN ${sold} THEN ${cents} ELSE 0 END
        ELSE ${earnedUntil(cents, to)} - CASE WHEN r.sale_day >= ${from} THEN 0 ELSE ${earnedUntil(cents, from)} END END), 0)`,
    );
  }
  return sql`
    SELECT CONCAT_WS(' ', ${joinSql(columns)}) AS sums
    FROM revenue_line r JOIN revenue_account a ON a.account_id = r.account_id
    WHERE r.left_out IS NULL AND r.sale_day < ${firstDayOf(toMonth + 1)}
      AND (r.end_day > ${firstDayOf(fromMonth)} OR r.sale_day >= ${firstDayOf(fromMonth)}) AND ${accountsAsked(question)}`;
}

/** Cents of a line earned before a day, rounded half away from zero. */
function earnedUntil(cents: Sql, day: number): Sql {
  const days = sql`(r.end_day - r.start_day)`;
  const passed = sql`LEAST(GREATEST(${day} - r.start_day, 0), ${days})`;
  return sql`SIGN(${cents}) * FLOOR((2 * ABS(${cents}) * ${passed} + ${days}) / (2 * ${days}))`;
}

const MAX_MONTHS = 36;

export async function recognisedMonths(port: SqlPort, question: RevenueQuestion, range: MonthRange): Promise<RecognisedMonth[]> {
  const fromMonth = Math.max(range.fromMonth, range.toMonth - MAX_MONTHS + 1);
  const [row] = z.array(Sums).parse(await port.query(recognisedMonthsSql(question, { fromMonth, toMonth: range.toMonth })));
  const sums = (row?.sums ?? '').split(' ').map(Number);
  return Array.from({ length: range.toMonth - fromMonth + 1 }, (_, index) => ({
    month: monthText(fromMonth + index),
    cashCents: sums[2 * index] ?? 0,
    recognisedCents: sums[2 * index + 1] ?? 0,
  }));
}

const MAX_STATEMENT_LINES = 1_000;

/** Lines sold on `[fromDay, toDay)`, by their id after `afterId`, at most 1,000 at a time; `next` is null at the end. */
export async function statementLines(
  port: SqlPort,
  question: RevenueQuestion,
  { fromDay, toDay, afterId }: DayRange & { readonly afterId: number },
  readSale: ReadSale,
): Promise<{ readonly lines: TransactionLine[]; readonly next: number | null }> {
  const condition = sql`r.line_id > ${afterId} AND r.sale_day >= ${fromDay} AND r.sale_day < ${toDay}
      AND EXISTS (SELECT 1 FROM revenue_account a WHERE a.account_id = r.account_id AND ${accountsAsked(question)})`;
  const found = storedLines(await port.query(sql`${storedLinesSql(condition)} ORDER BY r.line_id LIMIT ${MAX_STATEMENT_LINES}`), readSale);
  const last = found.length < MAX_STATEMENT_LINES ? undefined : found.at(-1);
  return { lines: found.map(({ line }) => line), next: last?.lineId ?? null };
}
