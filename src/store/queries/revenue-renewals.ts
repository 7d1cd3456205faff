import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { firstDayOf, monthOf, monthText } from '../../revenue/calendar';
import type { RevenueQuestion } from '../../revenue/read-model';
import { OBSERVED_DAYS, USED_DAYS } from './accounts';
import { COMPANY, NAMES, type ListPage, accountsAsked, centsColumn } from './revenue-question';

export type RenewalUse = 'used' | 'silent' | 'not-observed';
const Use = z.enum(['used', 'silent', 'not-observed']);

/** What ends on `[fromDay, toDay)` with nothing after it and nobody who takes over. `use`: in the last 30 days. */
function dueSql(question: RevenueQuestion, today: number, fromDay: number, toDay: number) {
  return sql`
    (SELECT p.account_id, ${COMPANY} AS company, a.app, p.end_day, p.billing_period, p.tier, ${centsColumn(sql`p`, question)} AS cents,
      CASE WHEN n.last_event_day IS NULL OR n.last_event_day <= ${today - OBSERVED_DAYS} THEN 'not-observed'
        WHEN n.last_active_day > ${today - USED_DAYS} THEN 'used' ELSE 'silent' END AS seen
    FROM revenue_span p JOIN revenue_account a ON a.account_id = p.account_id ${NAMES}
    WHERE p.end_day >= ${fromDay} AND p.end_day < ${toDay} AND p.hands_over_to IS NULL AND ${accountsAsked(question)}
      AND NOT EXISTS (SELECT 1 FROM revenue_span l WHERE l.account_id = p.account_id AND l.start_day >= p.end_day)) due`;
}

const Month = z.object({
  end_day: z.coerce.number(),
  accounts: z.coerce.number(),
  cents: z.coerce.number(),
  annual: z.coerce.number(),
  silent: z.coerce.number(),
  not_observed: z.coerce.number(),
});
export type RenewalMonth = {
  readonly month: string;
  readonly accounts: number;
  readonly mrrCents: number;
  readonly annualCents: number;
  readonly silentCents: number;
  readonly notObservedCents: number;
};

/** What is due in the coming months, the running one (from `today` on) first. */
export async function renewalMonths(
  port: SqlPort,
  question: RevenueQuestion,
  { today, months }: { readonly today: number; readonly months: number },
): Promise<RenewalMonth[]> {
  const first = monthOf(today);
  const rows = await port.query(sql`
    SELECT end_day, COUNT(*) AS accounts, SUM(cents) AS cents, SUM(CASE WHEN billing_period = 'Annual' THEN cents ELSE 0 END) AS annual,
      SUM(CASE WHEN seen = 'silent' THEN cents ELSE 0 END) AS silent,
      SUM(CASE WHEN seen = 'not-observed' THEN cents ELSE 0 END) AS not_observed
    FROM ${dueSql(question, today, today, firstDayOf(first + months))}
    GROUP BY end_day`);
  const due = Array.from({ length: months }, (_, offset) => ({
    month: monthText(first + offset),
    accounts: 0,
    mrrCents: 0,
    annualCents: 0,
    silentCents: 0,
    notObservedCents: 0,
  }));
  for (const row of z.array(Month).parse(rows)) {
    const month = due[monthOf(row.end_day) - first];
    if (month === undefined) continue;
    month.accounts += row.accounts;
    month.mrrCents += row.cents;
    month.annualCents += row.annual;
    month.silentCents += row.silent;
    month.notObservedCents += row.not_observed;
  }
  return due;
}

const Row = z.object({
  account_id: z.coerce.number(),
  company: z.string(),
  app: z.string(),
  end_day: z.coerce.number(),
  billing_period: z.string().nullable(),
  tier: z.string().nullable(),
  cents: z.coerce.number(),
  seen: Use,
});
const Total = z.object({ total: z.coerce.number() });
export type RenewalListed = {
  readonly accountId: number;
  readonly company: string;
  readonly app: string;
  readonly dueDay: number;
  readonly billingPeriod: string | null;
  readonly tier: string | null;
  readonly mrrCents: number;
  readonly use: RenewalUse;
};

/** The renewals due on `[fromDay, toDay)`, the next first, of one day those that pay most. */
export async function renewalList(
  port: SqlPort,
  question: RevenueQuestion,
  asked: { readonly today: number; readonly fromDay: number; readonly toDay: number } & ListPage,
): Promise<{ readonly rows: RenewalListed[]; readonly total: number }> {
  const due = dueSql(question, asked.today, asked.fromDay, asked.toDay);
  const rows = await port.query(sql`
    SELECT account_id, company, app, end_day, billing_period, tier, cents, seen FROM ${due}
    ORDER BY end_day, cents DESC, account_id LIMIT ${asked.limit} OFFSET ${asked.offset}`);
  const [count] = z.array(Total).parse(await port.query(sql`SELECT COUNT(*) AS total FROM ${due}`));
  return {
    rows: z
      .array(Row)
      .parse(rows)
      .map((row) => ({
        accountId: row.account_id,
        company: row.company,
        app: row.app,
        dueDay: row.end_day,
        billingPeriod: row.billing_period,
        tier: row.tier,
        mrrCents: row.cents,
        use: row.seen,
      })),
    total: count?.total ?? 0,
  };
}
