import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { firstDayOf } from '../../revenue/calendar';
import type { RevenueQuestion } from '../../revenue/read-model';
import { DIFFERENCE_KINDS, type DifferenceKind, type StatedMrr } from '../../revenue/reconcile';
import type { MonthRange } from './revenue-bridge';
import { COMPANY, NAMES, type ListPage, centsColumn, lineIdsOf } from './revenue-question';

const Raw = z.object({ raw: z.string(), app_key: z.string().nullable() });

/** What the Marketplace states of recurring revenue in these months, as the packed rows of its report. */
export async function statedRowsOf(port: SqlPort, { fromMonth, toMonth }: MonthRange): Promise<readonly string[]> {
  const rows = await port.query(sql`
    SELECT raw, app_key FROM feed_row
    WHERE feed = 'recurring-revenue' AND day >= ${firstDayOf(fromMonth)} AND day < ${firstDayOf(toMonth + 1)} AND gone_at IS NULL
    ORDER BY day, id LIMIT 3000`);
  return z
    .array(Raw)
    .parse(rows)
    .map(({ raw }) => raw);
}

type Subscription = StatedMrr['subscription'];

/** Of a kind of subscription; all of them for the total. */
function ofSubscription(column: Sql, subscription: Subscription): Sql {
  if (subscription === 'TOTAL') return sql`1 = 1`;
  return sql`${column} = ${subscription === 'MONTHLY' ? 'Monthly' : 'Annual'}`;
}

const Ours = z.object({ month: z.coerce.number(), app: z.string(), billing_period: z.string().nullable(), cents: z.coerce.number() });
const Explained = Ours.extend({ kind: z.enum(DIFFERENCE_KINDS) });
export type OursInMonth = { readonly month: number; readonly app: string; readonly billingPeriod: string | null; readonly cents: number };

/** Our MRR at the end of each month, of all accounts, by app and billing period. */
export async function ourClosing(
  port: SqlPort,
  question: Pick<RevenueQuestion, 'basis'>,
  { fromMonth, toMonth }: MonthRange,
): Promise<OursInMonth[]> {
  const ends = Array.from({ length: toMonth - fromMonth + 1 }, (_, offset) => {
    const month = fromMonth + offset;
    return sql`SELECT ${month} AS month, ${firstDayOf(month + 1) - 1} AS day`;
  });
  const rows = await port.query(sql`
    SELECT e.month, a.app, p.billing_period, SUM(${centsColumn(sql`p`, question)}) AS cents
    FROM (${joinSql(ends, ' UNION ALL ')}) e
    JOIN revenue_span p ON p.start_day <= e.day AND p.end_day > e.day
    JOIN revenue_account a ON a.account_id = p.account_id
    GROUP BY e.month, a.app, p.billing_period`);
  return z
    .array(Ours)
    .parse(rows)
    .map(({ month, app, billing_period, cents }) => ({ month, app, billingPeriod: billing_period, cents }));
}

/** By how much each of our rules moves the figures at the end of each month, by app and billing period. */
export async function explainedInMonths(
  port: SqlPort,
  question: Pick<RevenueQuestion, 'basis'>,
  { fromMonth, toMonth }: MonthRange,
): Promise<(OursInMonth & { readonly kind: DifferenceKind })[]> {
  const rows = await port.query(sql`
    SELECT d.month, a.app, d.billing_period, d.kind, SUM(${centsColumn(sql`d`, question)}) AS cents
    FROM revenue_difference d JOIN revenue_account a ON a.account_id = d.account_id
    WHERE d.month >= ${fromMonth} AND d.month <= ${toMonth}
    GROUP BY d.month, a.app, d.billing_period, d.kind`);
  return z
    .array(Explained)
    .parse(rows)
    .map(({ month, app, billing_period, kind, cents }) => ({ month, app, billingPeriod: billing_period, kind, cents }));
}

const Row = z.object({
  kind: z.enum(DIFFERENCE_KINDS),
  account_id: z.coerce.number(),
  company: z.string(),
  cents: z.coerce.number(),
  line_ids: z.string(),
});
const Count = z.object({ value: z.coerce.number() });
export type DifferenceListed = {
  readonly kind: DifferenceKind;
  readonly accountId: number;
  readonly company: string;
  readonly cents: number;
  readonly lineIds: readonly number[];
};

/** The differences themselves at the end of a month, of all accounts of an app, the greatest first. */
export async function revenueDifferences(
  port: SqlPort,
  question: Pick<RevenueQuestion, 'basis'>,
  asked: { readonly month: number; readonly app: string; readonly subscription: Subscription } & ListPage,
): Promise<{ readonly rows: DifferenceListed[]; readonly total: number }> {
  const cents = centsColumn(sql`d`, question);
  const from = sql`FROM revenue_difference d JOIN revenue_account a ON a.account_id = d.account_id`;
  const chosen = sql`d.month = ${asked.month} AND ${cents} <> 0 AND ${ofSubscription(sql`d.billing_period`, asked.subscription)}
      AND a.app = ${asked.app}`;
  const rows = await port.query(sql`
    SELECT d.kind, d.account_id, ${COMPANY} AS company, ${cents} AS cents, d.line_ids
    ${from} ${NAMES}
    WHERE ${chosen}
    ORDER BY ABS(${cents}) DESC, d.account_id, d.kind, d.place LIMIT ${asked.limit} OFFSET ${asked.offset}`);
  const [count] = z.array(Count).parse(await port.query(sql`SELECT COUNT(*) AS value ${from} WHERE ${chosen}`));
  return {
    rows: z
      .array(Row)
      .parse(rows)
      .map(({ kind, account_id, company, cents: amount, line_ids }) => ({
        kind,
        accountId: account_id,
        company,
        cents: amount,
        lineIds: lineIdsOf(line_ids),
      })),
    total: count?.value ?? 0,
  };
}
