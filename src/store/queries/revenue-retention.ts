import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { monthText } from '../../revenue/calendar';
import type { RevenueQuestion } from '../../revenue/read-model';
import { type CohortRow, type Retention, retentionFrom, sharesOf } from '../../revenue/retention';
import type { MonthRange } from './revenue-bridge';
import { accountsAsked, centsColumn } from './revenue-question';

const Sums = z.object({
  accounts: z.coerce.number(),
  start_cents: z.coerce.number().nullable(),
  end_cents: z.coerce.number().nullable(),
  capped_cents: z.coerce.number().nullable(),
  gone: z.coerce.number().nullable(),
});

/** Of those who paid on `startDay`: what they pay on `endDay`. Accounts that continue each other are one. */
export async function revenueRetention(port: SqlPort, question: RevenueQuestion, startDay: number, endDay: number): Promise<Retention> {
  const cents = centsColumn(sql`p`, question);
  const [sums] = z.array(Sums).parse(
    await port.query(sql`
      SELECT COUNT(*) AS accounts, SUM(start_cents) AS start_cents, SUM(end_cents) AS end_cents, SUM(LEAST(start_cents, end_cents)) AS capped_cents,
        SUM(CASE WHEN end_cents = 0 THEN 1 ELSE 0 END) AS gone
      FROM (
        SELECT a.root_id,
          SUM(CASE WHEN p.start_day <= ${startDay} AND p.end_day > ${startDay} AND ${accountsAsked(question)} THEN ${cents} ELSE 0 END) AS start_cents,
          SUM(CASE WHEN p.start_day <= ${endDay} AND p.end_day > ${endDay} THEN ${cents} ELSE 0 END) AS end_cents
        FROM revenue_span p JOIN revenue_account a ON a.account_id = p.account_id
        WHERE p.end_day > ${startDay} AND p.start_day <= ${endDay}
        GROUP BY a.root_id
      ) cohort
      WHERE start_cents <> 0`),
  );
  return retentionFrom({
    cohortAccounts: sums?.accounts ?? 0,
    startCents: sums?.start_cents ?? 0,
    endCents: sums?.end_cents ?? 0,
    cappedCents: sums?.capped_cents ?? 0,
    gone: sums?.gone ?? 0,
  });
}

const Moved = z.object({ cohort: z.coerce.number(), month: z.coerce.number(), cents: z.coerce.number() });
const Size = z.object({ cohort: z.coerce.number(), accounts: z.coerce.number() });

/**
 * The triangle of net revenue retention, by the month in which the first of the accounts that continue each other was new. Both months are
 * included; whoever is asked for is decided by that first account.
 */
export async function revenueCohorts(port: SqlPort, question: RevenueQuestion, { fromMonth, toMonth }: MonthRange): Promise<CohortRow[]> {
  const chosen = sql`a.cohort_month >= ${fromMonth} AND a.cohort_month <= ${toMonth} AND ${accountsAsked(question)}`;
  const moved = z.array(Moved).parse(
    await port.query(sql`
      SELECT a.cohort_month AS cohort, m.month, SUM(${centsColumn(sql`m`, question)}) AS cents
      FROM revenue_account a JOIN revenue_account c ON c.root_id = a.account_id JOIN revenue_movement m ON m.account_id = c.account_id
      WHERE ${chosen} AND m.month <= ${toMonth}
      GROUP BY a.cohort_month, m.month`),
  );
  const sizes = z.array(Size).parse(
    await port.query(sql`
      SELECT a.cohort_month AS cohort, COUNT(*) AS accounts FROM revenue_account a
      WHERE a.root_id = a.account_id AND ${chosen}
      GROUP BY a.cohort_month`),
  );
  const accounts = new Map(sizes.map((row) => [row.cohort, row.accounts]));
  const steps = new Map(moved.map(({ cohort, month, cents }) => [`${cohort} ${month}`, cents]));
  const rows: CohortRow[] = [];
  for (let cohort = fromMonth; cohort <= toMonth; cohort += 1) {
    let mrr = 0;
    const sums = Array.from({ length: toMonth - cohort + 1 }, (_, offset) => (mrr += steps.get(`${cohort} ${cohort + offset}`) ?? 0));
    rows.push({ month: monthText(cohort), accounts: accounts.get(cohort) ?? 0, ...sharesOf(sums) });
  }
  return rows;
}
