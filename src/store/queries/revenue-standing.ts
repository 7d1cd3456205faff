import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { RevenueQuestion } from '../../revenue/read-model';
import { type Standing, standingOf } from '../../revenue/standing';
import { chunked } from '../chunks';
import { COMPANY, NAMES, accountsAsked, centsColumn } from './revenue-question';

/** What counts on a day, one row an account: `p` is the span, `a` the account. Served by the index on the end of spans. */
function payingOn(question: RevenueQuestion, day: number): Sql {
  return sql`
    FROM revenue_span p JOIN revenue_account a ON a.account_id = p.account_id
    WHERE p.end_day > ${day} AND p.start_day <= ${day} AND ${accountsAsked(question)}`;
}

const Sums = z.object({
  cents: z.coerce.number().nullable(),
  accounts: z.coerce.number(),
  customers: z.coerce.number(),
});

/** MRR and who pays it on a day. */
export async function revenueStanding(port: SqlPort, question: RevenueQuestion, day: number): Promise<Standing> {
  const [row] = z.array(Sums).parse(
    await port.query(sql`
      SELECT SUM(${centsColumn(sql`p`, question)}) AS cents, COUNT(*) AS accounts, COUNT(DISTINCT a.customer) AS customers
      ${payingOn(question, day)}`),
  );
  return standingOf(row?.cents ?? 0, row?.accounts ?? 0, row?.customers ?? 0);
}

const Plan = z.object({
  hosting: z.string().nullable(),
  edition: z.string().nullable(),
  billing_period: z.string().nullable(),
  accounts: z.coerce.number(),
  cents: z.coerce.number(),
});
export type PlanSum = {
  readonly hosting: string | null;
  readonly edition: string | null;
  readonly billingPeriod: string | null;
  readonly accounts: number;
  readonly mrrCents: number;
};

/** Who pays by plan, most MRR first. */
export async function revenuePlans(port: SqlPort, question: RevenueQuestion, day: number): Promise<PlanSum[]> {
  const rows = await port.query(sql`
    SELECT a.hosting, a.edition, p.billing_period, COUNT(*) AS accounts, SUM(${centsColumn(sql`p`, question)}) AS cents
    ${payingOn(question, day)}
    GROUP BY a.hosting, a.edition, p.billing_period
    ORDER BY cents DESC LIMIT 200`);
  return z
    .array(Plan)
    .parse(rows)
    .map((row) => ({
      hosting: row.hosting,
      edition: row.edition,
      billingPeriod: row.billing_period,
      accounts: row.accounts,
      mrrCents: row.cents,
    }));
}

const Tier = z.object({
  tier: z.string().nullable(),
  accounts: z.coerce.number(),
  seats: z.coerce.number().nullable(),
  cents: z.coerce.number(),
});
export type TierSum = { readonly tier: string | null; readonly accounts: number; readonly seats: number | null; readonly mrrCents: number };

/** Who pays by tier, most MRR first. */
export async function revenueTiers(port: SqlPort, question: RevenueQuestion, day: number): Promise<TierSum[]> {
  const rows = await port.query(sql`
    SELECT p.tier, COUNT(*) AS accounts, SUM(p.seats) AS seats, SUM(${centsColumn(sql`p`, question)}) AS cents
    ${payingOn(question, day)}
    GROUP BY p.tier
    ORDER BY cents DESC LIMIT 200`);
  return z
    .array(Tier)
    .parse(rows)
    .map(({ tier, accounts, seats, cents }) => ({ tier, accounts, seats, mrrCents: cents }));
}

const Account = z.object({ account_id: z.coerce.number(), company: z.string(), cents: z.coerce.number() });
export type PayingAccount = { readonly accountId: number; readonly company: string; readonly mrrCents: number };

/** The accounts that pay on a day, those that pay most first, at most 5,000. */
export async function payingAccounts(port: SqlPort, question: RevenueQuestion, day: number): Promise<PayingAccount[]> {
  const rows = await port.query(sql`
    SELECT p.account_id, ${COMPANY} AS company, ${centsColumn(sql`p`, question)} AS cents
    FROM revenue_span p JOIN revenue_account a ON a.account_id = p.account_id ${NAMES}
    WHERE p.end_day > ${day} AND p.start_day <= ${day} AND ${accountsAsked(question)}
    ORDER BY cents DESC, p.account_id LIMIT 5000`);
  return z
    .array(Account)
    .parse(rows)
    .map((row) => ({ accountId: row.account_id, company: row.company, mrrCents: row.cents }));
}

const Mrr = z.object({ account_id: z.coerce.number(), customer_cents: z.coerce.number() });

/** What customers pay in a month, by account, of these accounts on a day; who is not in it pays nothing. */
export async function mrrOfAccounts(port: SqlPort, accountIds: readonly number[], day: number): Promise<ReadonlyMap<number, number>> {
  const found = new Map<number, number>();
  for (const chunk of chunked(accountIds)) {
    const rows = await port.query(sql`
      SELECT account_id, customer_cents FROM revenue_span
      WHERE account_id IN (${chunk}) AND start_day <= ${day} AND end_day > ${day}`);
    for (const row of z.array(Mrr).parse(rows)) found.set(row.account_id, row.customer_cents);
  }
  return found;
}
