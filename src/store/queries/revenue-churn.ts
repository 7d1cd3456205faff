import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { type Churn, churnRates, noChurn } from '../../revenue/churn';
import type { RevenueQuestion } from '../../revenue/read-model';
import { accountsAsked, centsColumn } from './revenue-question';

export type DayRange = { readonly fromDay: number; readonly toDay: number };

/** Days within which an uninstallation is about the same leaving as the end of what was paid. */
const LEFT_WITHIN_DAYS = 60;

const Row = z.object({
  period: z.string().nullable(),
  accounts: z.coerce.number(),
  lost: z.coerce.number(),
  isolated: z.coerce.number(),
  start_cents: z.coerce.number(),
  churn: z.coerce.number(),
  contraction: z.coerce.number(),
  expansion: z.coerce.number(),
});

/**
 * One row for each billing period of those who paid the day before `fromDay`. Lost: pays nothing on the last day, and nobody took over. The
 * parent product is known to have stayed where somebody said why they removed the app, or where another app's licence on the site goes on.
 */
export function revenueChurnSql(question: RevenueQuestion, { fromDay, toDay }: DayRange) {
  const moved = centsColumn(sql`m`, question);
  return sql`
    SELECT period, COUNT(*) AS accounts, SUM(lost) AS lost, SUM(lost * stayed) AS isolated, SUM(start_cents) AS start_cents, SUM(churn) AS churn,
      SUM(contraction) AS contraction, SUM(expansion) AS expansion
    FROM (
      SELECT p.billing_period AS period, ${centsColumn(sql`p`, question)} AS start_cents,
        CASE WHEN EXISTS (SELECT 1 FROM revenue_span l WHERE l.account_id = p.account_id
            AND ((l.start_day < ${toDay} AND l.end_day >= ${toDay}) OR (l.hands_over_to IS NOT NULL AND l.end_day >= ${fromDay} AND l.end_day < ${toDay})))
          THEN 0 ELSE 1 END AS lost,
        CASE WHEN EXISTS (SELECT 1 FROM feed_row f WHERE f.feed = 'feedback' AND f.about = n.entitlement_number
            AND f.day >= ${fromDay - LEFT_WITHIN_DAYS} AND f.day < ${toDay + LEFT_WITHIN_DAYS})
          OR EXISTS (SELECT 1 FROM licence o WHERE o.cloud_id = a.site AND o.addon_key <> a.app AND o.gone_at IS NULL
            AND o.maintenance_end_day > ${toDay})
          THEN 1 ELSE 0 END AS stayed,
        COALESCE(v.churn, 0) AS churn, COALESCE(v.contraction, 0) AS contraction, COALESCE(v.expansion, 0) AS expansion
      FROM revenue_span p
      JOIN revenue_account a ON a.account_id = p.account_id
      JOIN account n ON n.account_id = p.account_id
      LEFT JOIN (
        SELECT m.account_id, SUM(CASE WHEN m.kind = 'churn' THEN -${moved} ELSE 0 END) AS churn,
          SUM(CASE WHEN m.kind = 'contraction' THEN -${moved} ELSE 0 END) AS contraction,
          SUM(CASE WHEN m.kind = 'expansion' THEN ${moved} ELSE 0 END) AS expansion
        FROM revenue_movement m WHERE m.day >= ${fromDay} AND m.day < ${toDay} GROUP BY m.account_id
      ) v ON v.account_id = p.account_id
      WHERE p.start_day < ${fromDay} AND p.end_day >= ${fromDay} AND ${accountsAsked(question)}
    ) started
    GROUP BY period`;
}

/** Churn of those who paid the day before `fromDay`, by what happened on `[fromDay, toDay)`. */
export async function revenueChurn(port: SqlPort, question: RevenueQuestion, range: DayRange): Promise<Churn> {
  const parts = { monthly: noChurn(), annual: noChurn(), other: noChurn(), all: noChurn() };
  for (const row of z.array(Row).parse(await port.query(revenueChurnSql(question, range)))) {
    const part = row.period === 'Monthly' ? parts.monthly : row.period === 'Annual' ? parts.annual : parts.other;
    for (const sums of [part, parts.all]) {
      sums.accounts += row.accounts;
      sums.lost += row.lost;
      sums.isolated += row.isolated;
      sums.start += row.start_cents;
      sums.churn += row.churn;
      sums.contraction += row.contraction;
      sums.expansion += row.expansion;
    }
  }
  return {
    monthly: churnRates(parts.monthly, true),
    annual: churnRates(parts.annual, true),
    other: churnRates(parts.other, true),
    all: churnRates(parts.all, true),
  };
}

const Reason = z.object({
  row_key: z.string(),
  raw: z.string(),
  account_id: z.coerce.number().nullable(),
  lost_cents: z.coerce.number(),
});
/** What somebody said on leaving: the packed row, whose account it is, and the MRR that went with it. */
export type LeavingWord = { readonly raw: string; readonly accountId: number | null; readonly lostCents: number };

/** What people said on `[fromDay, toDay)`, latest first, at most 2,000, of accounts asked for; who cannot be told only when all are asked for. */
export async function leavingWords(port: SqlPort, question: RevenueQuestion, { fromDay, toDay }: DayRange): Promise<LeavingWord[]> {
  const rows = await port.query(sql`
    SELECT f.row_key, f.raw, a.account_id, COALESCE((
        SELECT SUM(-${centsColumn(sql`m`, question)}) FROM revenue_movement m WHERE m.account_id = a.account_id AND m.kind = 'churn'
          AND m.day >= f.day - ${LEFT_WITHIN_DAYS} AND m.day < f.day + 366), 0) AS lost_cents
    FROM feed_row f
    LEFT JOIN account n ON n.entitlement_number = f.about
    LEFT JOIN revenue_account a ON a.account_id = n.account_id
    WHERE f.feed = 'feedback' AND f.day >= ${fromDay} AND f.day < ${toDay} AND ${accountsAsked(question)}
    ORDER BY f.day DESC, f.id LIMIT 2000`);
  return z
    .array(Reason)
    .parse(rows)
    .map(({ raw, account_id, lost_cents }) => ({ raw, accountId: account_id, lostCents: lost_cents }));
}
