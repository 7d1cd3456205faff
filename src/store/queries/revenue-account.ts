import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { MOVEMENT_KINDS, type MovementKind } from '../../revenue/movement';
import type { RevenueQuestion } from '../../revenue/read-model';
import { chunked } from '../chunks';
import type { ReadSale } from '../sale';
import { COMPANY, NAMES, centsColumn, lineIdsOf } from './revenue-question';

const Card = z.object({
  company: z.string(),
  app: z.string(),
  entitlement_number: z.string().nullable(),
  hosting: z.string().nullable(),
  edition: z.string().nullable(),
  region: z.string().nullable(),
  tier: z.string().nullable(),
  mrr: z.coerce.number(),
});
const Movement = z.object({
  day: z.coerce.number(),
  kind: z.enum(MOVEMENT_KINDS),
  cents: z.coerce.number(),
  line_ids: z.string(),
});
const Line = z.object({ id: z.coerce.number(), raw: z.string() });
const Flag = z.object({ line_id: z.coerce.number(), reason: z.string() });
const Count = z.object({ value: z.coerce.number() });

export type AccountLine = {
  readonly lineId: number;
  readonly transactionId: string;
  readonly saleDay: number;
  readonly saleType: string | null;
  readonly startDay: number | null;
  readonly endDay: number | null;
  readonly billingPeriod: string | null;
  readonly tier: string | null;
  readonly customerCents: number;
  readonly netCents: number;
  readonly paymentStatus: string | null;
  readonly flags: readonly string[];
};
export type AccountMovement = {
  readonly day: number;
  readonly kind: MovementKind;
  readonly cents: number;
  /** The account's MRR before and after the day. */
  readonly beforeCents: number;
  readonly afterCents: number;
  readonly lineIds: readonly number[];
};
export type RevenueAccount = {
  readonly accountId: number;
  readonly company: string;
  readonly app: string;
  readonly entitlementNumber: string | null;
  readonly hosting: string | null;
  readonly edition: string | null;
  readonly region: string | null;
  readonly tier: string | null;
  readonly mrrCents: number;
  /** Oldest first. */
  readonly movements: readonly AccountMovement[];
  /** The latest sales first, and lines of other accounts that the movements come from. */
  readonly lines: readonly AccountLine[];
  readonly linesTotal: number;
};

const LINES_SHOWN = 500;

/** What is known of an account: its movements and the lines that they come from. Null for an account that is not there. */
export async function revenueAccount(
  port: SqlPort,
  question: Pick<RevenueQuestion, 'basis'>,
  accountId: number,
  today: number,
  readSale: ReadSale,
): Promise<RevenueAccount | null> {
  const [card] = z.array(Card).parse(
    await port.query(sql`
      SELECT ${COMPANY} AS company, a.app, n.entitlement_number, a.hosting, a.edition, a.region, a.tier,
        (SELECT COALESCE(SUM(${centsColumn(sql`p`, question)}), 0) FROM revenue_span p
          WHERE p.account_id = a.account_id AND p.start_day <= ${today} AND p.end_day > ${today}) AS mrr
      FROM revenue_account a ${NAMES}
      WHERE a.account_id = ${accountId}`),
  );
  if (card === undefined) return null;
  const movements = await movementsOfAccount(port, question, accountId);
  const own = await linesOf(port, accountId, readSale);
  const shown = new Set(own.map(({ lineId }) => lineId));
  const others = [...new Set(movements.flatMap(({ lineIds }) => lineIds))].filter((id) => !shown.has(id));
  const [count] = z.array(Count).parse(await port.query(sql`SELECT COUNT(*) AS value FROM revenue_line WHERE account_id = ${accountId}`));
  return {
    accountId,
    company: card.company,
    app: card.app,
    entitlementNumber: card.entitlement_number,
    hosting: card.hosting,
    edition: card.edition,
    region: card.region,
    tier: card.tier,
    mrrCents: card.mrr,
    movements,
    lines: [...own, ...(await linesByIds(port, others, readSale))],
    linesTotal: count?.value ?? 0,
  };
}

async function movementsOfAccount(port: SqlPort, question: Pick<RevenueQuestion, 'basis'>, accountId: number): Promise<AccountMovement[]> {
  const cents = centsColumn(sql`m`, question);
  const rows = z.array(Movement).parse(
    await port.query(sql`
      SELECT m.day, m.kind, ${cents} AS cents, m.line_ids FROM revenue_movement m
      WHERE m.account_id = ${accountId} AND ${cents} <> 0
      ORDER BY m.day, m.kind LIMIT 2000`),
  );
  const byDay = new Map<number, number>();
  for (const { day, cents: moved } of rows) byDay.set(day, (byDay.get(day) ?? 0) + moved);
  const before = new Map<number, number>();
  let mrr = 0;
  for (const [day, moved] of byDay) {
    before.set(day, mrr);
    mrr += moved;
  }
  return rows.map(({ day, kind, cents: moved, line_ids }) => {
    const beforeCents = before.get(day) ?? 0;
    return { day, kind, cents: moved, beforeCents, afterCents: beforeCents + (byDay.get(day) ?? 0), lineIds: lineIdsOf(line_ids) };
  });
}

async function linesOf(port: SqlPort, accountId: number, readSale: ReadSale): Promise<AccountLine[]> {
  const rows = await port.query(sql`
    SELECT t.id, TO_BASE64(t.record) AS raw FROM revenue_line r JOIN transaction_line t ON t.id = r.line_id
    WHERE r.account_id = ${accountId} AND t.gone_at IS NULL
    ORDER BY r.sale_day DESC, t.id DESC LIMIT ${LINES_SHOWN}`);
  return await withFlags(port, rows, readSale);
}

async function linesByIds(port: SqlPort, ids: readonly number[], readSale: ReadSale): Promise<AccountLine[]> {
  const lines: AccountLine[] = [];
  for (const chunk of chunked(ids))
    lines.push(
      ...(await withFlags(
        port,
        await port.query(sql`SELECT id, TO_BASE64(record) AS raw FROM transaction_line WHERE id IN (${chunk})`),
        readSale,
      )),
    );
  return lines;
}

async function withFlags(port: SqlPort, rows: readonly unknown[], readSale: ReadSale): Promise<AccountLine[]> {
  const lines = z.array(Line).parse(rows);
  const flags = new Map<number, string[]>();
  for (const chunk of chunked(lines.map(({ id }) => id))) {
    const found = await port.query(
      sql`SELECT f.line_id, f.reason FROM revenue_line r JOIN revenue_flag f ON f.account_id = r.account_id AND f.line_id = r.line_id WHERE r.line_id IN (${chunk}) ORDER BY f.line_id, f.reason`,
    );
    for (const { line_id, reason } of z.array(Flag).parse(found)) flags.set(line_id, [...new Set([...(flags.get(line_id) ?? []), reason])]);
  }
  return lines.map(({ id, raw }) => {
    const sale = readSale(raw);
    return {
      lineId: id,
      transactionId: sale.transactionId,
      saleDay: sale.saleDay,
      saleType: sale.saleType,
      startDay: sale.maintenanceStartDay,
      endDay: sale.maintenanceEndDay,
      billingPeriod: sale.billingPeriod,
      tier: sale.tier,
      customerCents: sale.purchasePriceCents,
      netCents: sale.vendorAmountCents,
      paymentStatus: sale.paymentStatus,
      flags: flags.get(id) ?? [],
    };
  });
}

const Raw = z.object({ raw: z.string() });

/** The row of a line as the report gave it, packed; null where it is not there. */
export async function transactionRaw(port: SqlPort, lineId: number): Promise<string | null> {
  const [row] = z.array(Raw).parse(await port.query(sql`SELECT TO_BASE64(record) AS raw FROM transaction_line WHERE id = ${lineId}`));
  return row?.raw ?? null;
}
