import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import type { LineKind, TransactionLine } from '../revenue/line';
import { chunked } from './chunks';

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
  row_key: z.string(),
  transaction_id: z.string(),
  addon_key: z.string(),
  sale_type: z.string().nullable(),
  sale_day: z.coerce.number(),
  maintenance_start_day: z.coerce.number().nullable(),
  maintenance_end_day: z.coerce.number().nullable(),
  billing_period: z.string().nullable(),
  tier: z.string().nullable(),
  purchase_price_cents: z.coerce.number(),
  vendor_amount_cents: z.coerce.number(),
  prorated: z.coerce.number(),
  payment_status: z.string().nullable(),
  original_transaction_id: z.string().nullable(),
  hosting: z.string().nullable(),
  edition: z.string().nullable(),
  seats: z.coerce.number().nullable(),
  region: z.string().nullable(),
  cloud_id: z.string().nullable(),
  contact_domain: z.string().nullable(),
  partner: z.string().nullable(),
  discount_cents: z.coerce.number(),
  partner_discount_cents: z.coerce.number(),
  refund_reason: z.string().nullable(),
});

/** Lines by a condition on `r` (`revenue_line`) and `t` (`transaction_line`), without those that vanished from the reports. */
export function storedLinesSql(condition: Sql): Sql {
  return sql`
    SELECT r.line_id, r.account_id, t.row_key, t.transaction_id, t.addon_key, t.sale_type, t.sale_day, t.maintenance_start_day, t.maintenance_end_day,
      t.billing_period, t.tier, t.purchase_price_cents, t.vendor_amount_cents, t.prorated, t.payment_status, t.original_transaction_id, t.hosting,
      t.edition, r.seats, r.region, t.cloud_id, r.contact_domain, r.partner, r.discount_cents, r.partner_discount_cents, t.refund_reason
    FROM revenue_line r JOIN transaction_line t ON t.id = r.line_id
    WHERE ${condition} AND t.gone_at IS NULL`;
}

/** A decade of monthly lines of so many accounts stays below the 4 MiB of an answer. */
const ACCOUNTS_PER_STATEMENT = 60;

export async function linesOfAccounts(port: SqlPort, accountIds: readonly number[]): Promise<readonly StoredLine[]> {
  const lines: StoredLine[] = [];
  for (const chunk of chunked(accountIds, ACCOUNTS_PER_STATEMENT))
    lines.push(...storedLines(await port.query(storedLinesSql(sql`r.account_id IN (${chunk})`))));
  return lines;
}

/** Rows of `storedLinesSql`. */
export function storedLines(rows: readonly unknown[]): StoredLine[] {
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({ lineId: row.line_id, accountId: row.account_id, line: lineOf(row) }));
}

function lineOf(row: z.infer<typeof Row>): TransactionLine {
  return {
    key: row.row_key,
    transactionId: row.transaction_id,
    account: String(row.account_id),
    app: row.addon_key,
    saleType: row.sale_type,
    saleDay: row.sale_day,
    startDay: row.maintenance_start_day,
    endDay: row.maintenance_end_day,
    billingPeriod: row.billing_period,
    tier: row.tier,
    seats: row.seats,
    customerCents: row.purchase_price_cents,
    netCents: row.vendor_amount_cents,
    prorated: row.prorated === 1,
    paymentStatus: row.payment_status,
    originalTransactionId: row.original_transaction_id,
    updatedDay: null,
    hosting: row.hosting,
    edition: row.edition,
    region: row.region,
    cloudId: row.cloud_id,
    contactDomain: row.contact_domain,
    partner: row.partner,
    discountCents: row.discount_cents,
    partnerDiscountCents: row.partner_discount_cents,
    refundReason: row.refund_reason,
  };
}
