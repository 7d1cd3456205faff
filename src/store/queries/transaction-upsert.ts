import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { OutwardBook } from './sync-feed';

/** The columns of a transaction line; days are day numbers, money is US cents. */
export type TransactionColumns = {
  readonly rowKey: string;
  readonly transactionId: string;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly addonLicenceId: string | null;
  readonly licenceId: string | null;
  readonly cloudId: string | null;
  readonly addonKey: string;
  readonly saleDay: number;
  readonly saleType: string | null;
  readonly hosting: string | null;
  readonly edition: string | null;
  readonly billingPeriod: string | null;
  readonly tier: string | null;
  readonly purchasePriceCents: number;
  readonly vendorAmountCents: number;
  readonly maintenanceStartDay: number | null;
  readonly maintenanceEndDay: number | null;
  readonly paymentStatus: string | null;
  readonly refundReason: string | null;
  readonly originalTransactionId: string | null;
  readonly prorated: 0 | 1;
};

/** Writes new and changed lines, at most 500 a statement. A line that waits to be told stays waiting. */
export function upsertTransactionLinesSql(rows: readonly (TransactionColumns & OutwardBook)[]): Sql {
  return sql`
    INSERT INTO transaction_line (row_key, transaction_id, entitlement_id, entitlement_number, addon_licence_id, licence_id, cloud_id,
      addon_key, sale_day, sale_type, hosting, edition, billing_period, tier, purchase_price_cents, vendor_amount_cents,
      maintenance_start_day, maintenance_end_day, payment_status, refund_reason, original_transaction_id, prorated,
      content_hash, version, outward_hash, outward_version, pending, raw, changed_ms, last_seen_run)
    VALUES ${joinSql(rows.map(valuesSql))}
    ON DUPLICATE KEY UPDATE entitlement_id = VALUES(entitlement_id), entitlement_number = VALUES(entitlement_number),
      addon_licence_id = VALUES(addon_licence_id), licence_id = VALUES(licence_id), cloud_id = VALUES(cloud_id), addon_key = VALUES(addon_key),
      sale_day = VALUES(sale_day), sale_type = VALUES(sale_type), hosting = VALUES(hosting),
      edition = VALUES(edition), billing_period = VALUES(billing_period), tier = VALUES(tier),
      purchase_price_cents = VALUES(purchase_price_cents), vendor_amount_cents = VALUES(vendor_amount_cents),
      maintenance_start_day = VALUES(maintenance_start_day), maintenance_end_day = VALUES(maintenance_end_day),
      payment_status = VALUES(payment_status), refund_reason = VALUES(refund_reason), original_transaction_id = VALUES(original_transaction_id),
      prorated = VALUES(prorated),
      content_hash = VALUES(content_hash), version = VALUES(version), outward_hash = VALUES(outward_hash), outward_version = VALUES(outward_version),
      pending = GREATEST(pending, VALUES(pending)), raw = VALUES(raw), changed_ms = VALUES(changed_ms),
      last_seen_run = GREATEST(last_seen_run, VALUES(last_seen_run)), gone_at = NULL`;
}

function valuesSql(row: TransactionColumns & OutwardBook): Sql {
  return sql`(${row.rowKey}, ${row.transactionId}, ${row.entitlementId}, ${row.entitlementNumber}, ${row.addonLicenceId},
    ${row.licenceId}, ${row.cloudId}, ${row.addonKey}, ${row.saleDay}, ${row.saleType}, ${row.hosting}, ${row.edition},
    ${row.billingPeriod}, ${row.tier}, ${row.purchasePriceCents}, ${row.vendorAmountCents}, ${row.maintenanceStartDay},
    ${row.maintenanceEndDay}, ${row.paymentStatus}, ${row.refundReason}, ${row.originalTransactionId}, ${row.prorated},
    ${row.contentHash}, ${row.version}, ${row.outwardHash}, ${row.outwardVersion}, ${row.pending}, ${row.raw}, ${Date.parse(row.changedAt)},
    ${row.lastSeenRun})`;
}
