import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import type { LineKind, TransactionLine } from '../revenue/line';
import { chunked } from './chunks';
import type { ReadSale, Sale } from './sale';

/** A transaction line in the store, as revenue is computed from it. Its `account` is the number of the account as text. */
export type StoredLine = { readonly lineId: number; readonly accountId: number; readonly line: TransactionLine };

/** What sums over all lines need of a line; the rest is read from its record. */
export type TakenLine = {
  readonly lineId: number;
  readonly accountId: number;
  readonly version: number;
  /** Why the line counts for nothing: it vanished from the reports, or nobody will pay it. */
  readonly leftOut: 'gone' | 'uncollectible' | null;
  readonly kind: LineKind;
  readonly saleDay: number;
  readonly startDay: number | null;
  readonly endDay: number | null;
  readonly customerCents: number;
  readonly netCents: number;
  readonly partner: string | null;
  readonly discountCents: number;
  readonly partnerDiscountCents: number;
};

/** Writes which version of each line is taken in; at most 500 a statement. What most lines are is null: a purchase without discounts that counts. */
export async function saveTakenLines(port: SqlPort, lines: readonly TakenLine[]): Promise<void> {
  for (const chunk of chunked(lines)) {
    const rows = chunk.map((line) => [
      line.lineId,
      line.accountId,
      line.version,
      line.leftOut,
      line.kind === 'purchase' ? null : line.kind,
      line.saleDay,
      line.startDay,
      line.endDay,
      line.customerCents,
      line.netCents,
      line.partner,
      discountsOf(line),
    ]);
    await port.write(sql`
      INSERT INTO revenue_line (line_id, account_id, version, left_out, kind, sale_day, start_day, end_day, customer_cents, net_cents, partner, discounts)
      VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE account_id = VALUES(account_id), version = VALUES(version), left_out = VALUES(left_out), kind = VALUES(kind),
        sale_day = VALUES(sale_day), start_day = VALUES(start_day), end_day = VALUES(end_day), customer_cents = VALUES(customer_cents),
        net_cents = VALUES(net_cents), partner = VALUES(partner), discounts = VALUES(discounts)`);
  }
}

/** Cents of all discounts, and of the partner's. */
function discountsOf({ discountCents, partnerDiscountCents }: TakenLine): string | null {
  return discountCents === 0 && partnerDiscountCents === 0 ? null : `${String(discountCents)} ${String(partnerDiscountCents)}`;
}

const Row = z.object({
  line_id: z.coerce.number(),
  account_id: z.coerce.number(),
  raw: z.string(),
});

/** Lines by a condition on `r` (`revenue_line`) and `t` (`transaction_line`), without those that vanished from the reports. */
export function storedLinesSql(condition: Sql): Sql {
  return sql`
    SELECT r.line_id, r.account_id, TO_BASE64(t.record) AS raw
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
    seats: sale.seats,
    customerCents: sale.purchasePriceCents,
    netCents: sale.vendorAmountCents,
    prorated: sale.prorated === 1,
    paymentStatus: sale.paymentStatus,
    originalTransactionId: sale.originalTransactionId,
    updatedDay: null,
    hosting: sale.hosting,
    edition: sale.edition,
    region: sale.region,
    cloudId: sale.cloudId,
    contactDomain: sale.contactDomain,
    partner: sale.partner,
    discountCents: sale.discountCents,
    partnerDiscountCents: sale.partnerDiscountCents,
    refundReason: sale.refundReason,
  };
}
