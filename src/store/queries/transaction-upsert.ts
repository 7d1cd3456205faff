import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { rowHash } from '../row-hash';
import type { OutwardBook } from './sync-feed';

/** What a transaction line is found by; what it says is in its record. The day is a day number. */
export type TransactionColumns = {
  readonly rowKey: string;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly maintenanceEndDay: number | null;
};

/** Writes new and changed lines, at most 500 a statement. A line that waits to be told stays waiting. */
export function upsertTransactionLinesSql(rows: readonly (TransactionColumns & OutwardBook)[]): Sql {
  return sql`
    INSERT INTO transaction_line (row_hash, entitlement_hash, entitlement_number, maintenance_end_day,
      content_hash, version, outward_hash, outward_version, pending, record, changed_ms, last_seen_run)
    VALUES ${joinSql(rows.map(valuesSql))}
    ON DUPLICATE KEY UPDATE entitlement_hash = VALUES(entitlement_hash), entitlement_number = VALUES(entitlement_number),
      maintenance_end_day = VALUES(maintenance_end_day),
      content_hash = VALUES(content_hash), version = VALUES(version), outward_hash = VALUES(outward_hash), outward_version = VALUES(outward_version),
      pending = GREATEST(pending, VALUES(pending)), record = VALUES(record), changed_ms = VALUES(changed_ms),
      last_seen_run = GREATEST(last_seen_run, VALUES(last_seen_run)), gone_at = NULL`;
}

function valuesSql(row: TransactionColumns & OutwardBook): Sql {
  const entitlement = row.entitlementId === null ? null : rowHash(row.entitlementId);
  return sql`(${rowHash(row.rowKey)}, ${entitlement}, ${row.entitlementNumber}, ${row.maintenanceEndDay},
    ${row.contentHash}, ${row.version}, ${row.outwardHash}, ${row.outwardVersion}, ${row.pending}, FROM_BASE64(${row.raw}), ${Date.parse(row.changedAt)},
    ${row.lastSeenRun})`;
}
