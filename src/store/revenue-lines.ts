import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import type { LineKind, TransactionLine } from '../revenue/line';
import { chunked } from './chunks';
import type { ReadSale, Sale } from './sale';

/** A transaction line in the store, as revenue is computed from it. Its `account` is the number of the account as text. */
export type StoredLine = { readonly lineId: number; readonly accountId: number; readonly line: TransactionLine };

/** What is kept of a line beside its own table. The domain is a hash, and none for free mail. */
export type LineNotes = {
  readonly kind: LineKind;
  readonly uncollectible: 0 | 1;
  readonly saleDay: number;
  readonly startDay: number | null;
  readonly endDay: number | null;
  readonly customerCents: number;
  readonly netCents: number;
  /** Of the tier; null where it has no number. */
  readonly seats: number | null;
  readonly region: string | null;
  readonly contactDomain: string | null;
  readonly partner: string | null;
  readonly discountCents: number;
  readonly partnerDiscountCents: number;
};
export type TakenLine = LineNotes & {
  readonly lineId: number;
  readonly accountId: number;
  readonly version: number;
  readonly gone: 0 | 1;
  readonly changedAt: string;
};

/** Writes which version of each line is taken in; at most 500 a statement. */
export async function saveTakenLines(port: SqlPort, lines: readonly TakenLine[]): Promise<void> {
  for (const chunk of chunked(lines)) {
    const rows = chunk.map((line) => [
      line.lineId,
      line.accountId,
      line.version,
      line.gone,
      Date.parse(line.changedAt),
      line.kind,
      line.uncollectible,
      line.saleDay,
      line.startDay,
      line.endDay,
      line.customerCents,
      line.netCents,
      line.seats,
      line.region,
      line.contactDomain,
      line.partner,
      line.discountCents,
      line.partnerDiscountCents,
    ]);
    await port.write(sql`
      INSERT INTO revenue_line (line_id, account_id, version, gone, changed_ms, kind, uncollectible, sale_day, start_day, end_day,
        customer_cents, net_cents, seats, region, contact_domain, partner, discount_cents, partner_discount_cents)
      VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE account_id = VALUES(account_id), version = VALUES(version), gone = VALUES(gone), changed_ms = VALUES(changed_ms),
        kind = VALUES(kind), uncollectible = VALUES(uncollectible), sale_day = VALUES(sale_day), start_day = VALUES(start_day),
        end_day = VALUES(end_day), customer_cents = VALUES(customer_cents), net_cents = VALUES(net_cents),
        seats = VALUES(seats), region = VALUES(region), contact_domain = VALUES(contact_domain), partner = VALUES(partner), discount_cents = VALUES(discount_cents),
        partner_discount_cents = VALUES(partner_discount_cents)`);
  }
}

const Row = z.object({
  line_id: z.coerce.number(),
  account_id: z.coerce.number(),
  raw: z.string(),
  seats: z.coerce.number().nullable(),
  region: z.string().nullable(),
  contact_domain: z.string().nullable(),
  partner: z.string().nullable(),
  discount_cents: z.coerce.number(),
  partner_discount_cents: z.coerce.number(),
});

/** Lines by a condition on `r` (`revenue_line`) and `t` (`transaction_line`), without those that vanished from the reports. */
export function storedLinesSql(condition: Sql): Sql {
  return sql`
    SELECT r.line_id, r.account_id, TO_BASE64(t.record) AS raw, r.seats, r.region, r.contact_domain, r.partner, r.discount_cents, r.partner_discount_cents
    FROM revenue_line r JOIN transaction_line t ON t.id = r.line_id
    WHERE ${condition} AND t.gone_at IS NULL`;
}

/** A decade of monthly lines of so many accounts stays below the 4 MiB of an answer. */
const ACCOUNTS_PER_STATEMENT = 50;

export async function linesOfAccounts(port: SqlPort, accountIds: readonly number[], readSale: ReadSale): Promise<readonly StoredLine[]> {
  const lines: StoredLine[] = [];
  for (const chunk of chunked(accountIds, ACCOUNTS_PER_STATEMENT))
    lines.push(...storedLines(await port.query(storedLinesSql(sql`r.account_id IN (${chunk})`)), readSale));
  return lines;
}

/** Rows of `storedLinesSql`. */
export function storedLines(rows: readonly unknown[], readSale: ReadSale): StoredLine[] {
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({ lineId: row.line_id, accountId: row.account_id, line: lineOf(row, readSale(row.raw)) }));
}

function lineOf(row: z.infer<typeof Row>, sale: Sale): TransactionLine {
  return {
    key: sale.rowKey,
    transactionId: sale.transactionId,
    account: String(row.account_id),
    app: sale.addonKey,
    saleType: sale.saleType,
    saleDay: sale.saleDay,
    startDay: sale.maintenanceStartDay,
    endDay: sale.maintenanceEndDay,
    billingPeriod: sale.billingPeriod,
    tier: sale.tier,
    seats: row.seats,
    customerCents: sale.purchasePriceCents,
    netCents: sale.vendorAmountCents,
    prorated: sale.prorated === 1,
    paymentStatus: sale.paymentStatus,
    originalTransactionId: sale.originalTransactionId,
    updatedDay: null,
    hosting: sale.hosting,
    edition: sale.edition,
    region: row.region,
    cloudId: sale.cloudId,
    contactDomain: row.contact_domain,
    partner: row.partner,
    discountCents: row.discount_cents,
    partnerDiscountCents: row.partner_discount_cents,
    refundReason: sale.refundReason,
  };
}
