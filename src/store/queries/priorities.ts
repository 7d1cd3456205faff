import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { activitySql, EVER } from '../activity-packs';
import { StoredId } from '../short-id';

const int = z.coerce.number();
const Row = z.object({
  account_id: int,
  company: z.string(),
  app: z.string(),
  mrr_cents: int,
  shown: int,
  raw: int,
  base: int,
  parts: z.string(),
  stake: int.nullable(),
});
export type PriorityRow = z.infer<typeof Row>;

/**
 * Accounts with a score, by the money that is at stake times the score. Who may leave takes their MRR along; who may expand adds `share`
 * of it; who may buy adds `perSeatCents` for each seat that they asked for.
 */
export async function priorityPage(
  port: SqlPort,
  asked: {
    readonly outcome: string;
    readonly share: number;
    readonly perSeatCents: number | null;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ readonly rows: PriorityRow[]; readonly total: number }> {
  const stake =
    asked.perSeatCents === null ? sql`s.mrr_cents * ${asked.share}` : sql`COALESCE(r.opportunity_seats, s.seats) * ${asked.perSeatCents}`;
  const rows = await port.query(sql`
    SELECT a.account_id, COALESCE(s.company, a.cloud_id, a.natural_key) AS company, a.app_key AS app, COALESCE(s.mrr_cents, 0) AS mrr_cents,
      p.shown, p.raw, p.base, p.parts, ${stake} AS stake
    FROM account_score p JOIN account a ON a.account_id = p.account_id LEFT JOIN account_state s ON s.account_id = p.account_id
      LEFT JOIN revenue_account r ON r.account_id = p.account_id
    WHERE p.outcome = ${asked.outcome}
    ORDER BY COALESCE(${stake}, 0) * p.shown DESC, p.shown DESC, a.account_id LIMIT ${asked.limit} OFFSET ${asked.offset}`);
  const [count] = z
    .array(z.object({ total: int }))
    .parse(await port.query(sql`SELECT COUNT(*) AS total FROM account_score WHERE outcome = ${asked.outcome}`));
  return { rows: z.array(Row).parse(rows), total: count?.total ?? 0 };
}

const ShareRow = z.object({ added: int.nullable(), before: int.nullable() });

/** By how much accounts grew that expanded on [fromDay, toDay), as a share of what they paid before. */
export async function expansionShare(port: SqlPort, fromDay: number, toDay: number): Promise<number> {
  const [row] = z.array(ShareRow).parse(
    await port.query(sql`
      SELECT SUM(m.customer_cents) AS added, SUM(p.customer_cents - m.customer_cents) AS \`before\`
      FROM revenue_movement m JOIN revenue_span p ON p.account_id = m.account_id AND p.start_day <= m.day AND p.end_day > m.day
      WHERE m.kind = 'expansion' AND m.day >= ${fromDay} AND m.day < ${toDay} AND p.customer_cents > m.customer_cents`),
  );
  const [added, before] = [row?.added ?? 0, row?.before ?? 0];
  return before <= 0 ? 0 : added / before;
}

const SeatRow = z.object({ cents: int.nullable(), seats: int.nullable() });

/** What a seat brings a month, on average over accounts that pay. */
export async function centsPerSeat(port: SqlPort): Promise<number> {
  const [row] = z
    .array(SeatRow)
    .parse(await port.query(sql`SELECT SUM(mrr_cents) AS cents, SUM(seats) AS seats FROM account_state WHERE mrr_cents > 0 AND seats > 0`));
  const [cents, seats] = [row?.cents ?? 0, row?.seats ?? 0];
  return seats <= 0 ? 0 : cents / seats;
}

const BusiestRow = z.object({ account_id: int, external_id: StoredId, uses: int });

/** Who used features most on days from `fromDay` on, by account. */
export async function busiestUsers(port: SqlPort, accountIds: readonly number[], fromDay: number): Promise<ReadonlyMap<number, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = z.array(BusiestRow).parse(
    await port.query(sql`
      SELECT a.account_id, u.short_id AS external_id, SUM(a.count) AS uses
      FROM ${activitySql({ ...EVER, accounts: accountIds, from: fromDay })} a
        JOIN event_name e ON e.event_id = a.event_id JOIN app_user u ON u.user_id = a.user_id
      WHERE e.feature = 1
      GROUP BY a.account_id, u.short_id ORDER BY uses, u.short_id`),
  );
  return new Map(rows.map(({ account_id, external_id }) => [account_id, external_id]));
}
