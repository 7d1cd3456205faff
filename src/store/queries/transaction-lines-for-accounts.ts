import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { chunked } from '../chunks';

const Row = z.object({
  id: z.coerce.number(),
  row_key: z.string(),
  transaction_id: z.string(),
  entitlement_id: z.string().nullable(),
  entitlement_number: z.string().nullable(),
  addon_key: z.string(),
  sale_day: z.coerce.number(),
  sale_type: z.string().nullable(),
  billing_period: z.string().nullable(),
  tier: z.string().nullable(),
  purchase_price_cents: z.coerce.number(),
  vendor_amount_cents: z.coerce.number(),
  maintenance_start_day: z.coerce.number().nullable(),
  maintenance_end_day: z.coerce.number().nullable(),
  payment_status: z.string().nullable(),
  original_transaction_id: z.string().nullable(),
  prorated: z.coerce.number(),
});

/** A transaction line as revenue is computed from it. Days are day numbers, money is US cents. */
export type StoredTransactionLine = {
  readonly id: number;
  readonly rowKey: string;
  readonly transactionId: string;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly addonKey: string;
  readonly saleDay: number;
  readonly saleType: string | null;
  readonly billingPeriod: string | null;
  readonly tier: string | null;
  readonly purchasePriceCents: number;
  readonly vendorAmountCents: number;
  readonly maintenanceStartDay: number | null;
  readonly maintenanceEndDay: number | null;
  readonly paymentStatus: string | null;
  readonly originalTransactionId: string | null;
  readonly prorated: 0 | 1;
};

/** `endingAfterDay` leaves out lines that were over by that day: they cannot matter for revenue on it or later. Null for all. */
export type TransactionLinesWanted = {
  readonly entitlementIds: readonly string[];
  readonly entitlementNumbers: readonly string[];
  readonly endingAfterDay: number | null;
};

/** So that a decade of monthly lines of all of them stays below the 4 MiB of an answer. */
const ACCOUNTS_PER_STATEMENT = 100;

export function transactionLinesSql(account: Sql, endingAfterDay: number | null): Sql {
  const over = endingAfterDay === null ? sql`` : sql` AND maintenance_end_day > ${endingAfterDay}`;
  return sql`
    SELECT id, row_key, transaction_id, entitlement_id, entitlement_number, addon_key, sale_day, sale_type, billing_period, tier,
      purchase_price_cents, vendor_amount_cents, maintenance_start_day, maintenance_end_day, payment_status, original_transaction_id, prorated
    FROM transaction_line
    WHERE ${account}${over} AND gone_at IS NULL
    ORDER BY id`;
}

/** The lines of the entitlements that any of the keys names, each once, by id; not those that vanished from the reports. */
export async function transactionLinesForAccounts(
  port: SqlPort,
  wanted: TransactionLinesWanted,
): Promise<readonly StoredTransactionLine[]> {
  const accounts = [
    ...chunked(wanted.entitlementIds, ACCOUNTS_PER_STATEMENT).map((ids) => sql`entitlement_id IN (${ids})`),
    ...chunked(wanted.entitlementNumbers, ACCOUNTS_PER_STATEMENT).map((numbers) => sql`entitlement_number IN (${numbers})`),
  ];
  const byId = new Map<number, StoredTransactionLine>();
  for (const account of accounts) {
    const rows = z.array(Row).parse(await port.query(transactionLinesSql(account, wanted.endingAfterDay)));
    for (const row of rows) byId.set(row.id, lineOf(row));
  }
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

function lineOf(row: z.infer<typeof Row>): StoredTransactionLine {
  return {
    id: row.id,
    rowKey: row.row_key,
    transactionId: row.transaction_id,
    entitlementId: row.entitlement_id,
    entitlementNumber: row.entitlement_number,
    addonKey: row.addon_key,
    saleDay: row.sale_day,
    saleType: row.sale_type,
    billingPeriod: row.billing_period,
    tier: row.tier,
    purchasePriceCents: row.purchase_price_cents,
    vendorAmountCents: row.vendor_amount_cents,
    maintenanceStartDay: row.maintenance_start_day,
    maintenanceEndDay: row.maintenance_end_day,
    paymentStatus: row.payment_status,
    originalTransactionId: row.original_transaction_id,
    prorated: row.prorated === 1 ? 1 : 0,
  };
}
