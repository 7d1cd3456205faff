import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { MOVEMENT_KINDS, type MovementKind } from '../../revenue/movement';
import type { RevenueQuestion } from '../../revenue/read-model';
import { COMPANY, NAMES, type ListPage, accountsAsked, centsColumn } from './revenue-question';

const Row = z.object({
  account_id: z.coerce.number(),
  company: z.string(),
  app: z.string(),
  day: z.coerce.number(),
  kind: z.enum(MOVEMENT_KINDS),
  cents: z.coerce.number(),
  before_cents: z.coerce.number(),
  after_cents: z.coerce.number(),
});
/** `beforeCents` and `afterCents`: the account's MRR before and after the day. */
export type MovementListed = {
  readonly accountId: number;
  readonly company: string;
  readonly app: string;
  readonly day: number;
  readonly kind: MovementKind;
  readonly cents: number;
  readonly beforeCents: number;
  readonly afterCents: number;
};

const Total = z.object({ total: z.coerce.number(), cents: z.coerce.number().nullable() });

/** Movements on `[fromDay, toDay)`, of one kind or all, latest first; how many there are and what they come to. */
export async function revenueMovements(
  port: SqlPort,
  question: RevenueQuestion,
  asked: { readonly fromDay: number; readonly toDay: number; readonly kind: MovementKind | null } & ListPage,
): Promise<{ readonly rows: MovementListed[]; readonly total: number; readonly sumCents: number }> {
  const cents = centsColumn(sql`m`, question);
  const ofKind = asked.kind === null ? sql`` : sql` AND m.kind = ${asked.kind}`;
  const chosen = sql`m.day >= ${asked.fromDay} AND m.day < ${asked.toDay}${ofKind} AND ${cents} <> 0 AND ${accountsAsked(question)}`;
  const earlier = centsColumn(sql`e`, question);
  const rows = await port.query(sql`
    SELECT m.account_id, ${COMPANY} AS company, a.app, m.day, m.kind, ${cents} AS cents,
      (SELECT COALESCE(SUM(${earlier}), 0) FROM revenue_movement e WHERE e.account_id = m.account_id AND e.day < m.day) AS before_cents,
      (SELECT COALESCE(SUM(${earlier}), 0) FROM revenue_movement e WHERE e.account_id = m.account_id AND e.day <= m.day) AS after_cents
    FROM revenue_movement m JOIN revenue_account a ON a.account_id = m.account_id ${NAMES}
    WHERE ${chosen}
    ORDER BY m.day DESC, m.account_id, m.kind LIMIT ${asked.limit} OFFSET ${asked.offset}`);
  const [all] = z.array(Total).parse(
    await port.query(sql`
      SELECT COUNT(*) AS total, SUM(${cents}) AS cents
      FROM revenue_movement m JOIN revenue_account a ON a.account_id = m.account_id WHERE ${chosen}`),
  );
  return {
    rows: z
      .array(Row)
      .parse(rows)
      .map((row) => ({
        accountId: row.account_id,
        company: row.company,
        app: row.app,
        day: row.day,
        kind: row.kind,
        cents: row.cents,
        beforeCents: row.before_cents,
        afterCents: row.after_cents,
      })),
    total: all?.total ?? 0,
    sumCents: all?.cents ?? 0,
  };
}
