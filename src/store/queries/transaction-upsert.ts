import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { rowHash } from '../row-hash';
import type { OutwardBook } from './sync-feed';

/** What a transaction line is found by: its key, and its entitlement's id or, without one, number; what it says is in its record. The day is a day number. */
export type TransactionColumns = {
  readonly rowKey: string;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly maintenanceEndDay: number | null;
};

/** Writes new and changed lines, at most 500 a statement. A line that waits to be told stays waiting. */
export function upsertTransactionLinesSql(rows: readonly (TransactionColumns & OutwardBook)[]): Sql {
  return sql`
    INSERT INTO transaction_line (row_hash, entitlement_hash, maintenance_end_day,
      content_hash, version, untold, record, changed_ms, last_seen_run)
    VALUES ${joinSql(rows.map(valuesSql))}
    ON DUPLICATE KEY UPDATE entitlement_hash = VALUES(entitlement_hash),
      maintenance_end_day = VALUES(maintenance_end_day),
      content_hash = VALUES(content_hash), version = VALUES(version), untold = COALESCE(VALUES(untold), untold),
      record = VALUES(record), changed_ms = VALUES(changed_ms),
      last_seen_run = GREATEST(last_seen_run, VALUES(last_seen_run)), gone_at = NULL`;
}

function valuesSql(row: TransactionColumns & OutwardBook): Sql {
  const entitlement = row.entitlementId ?? row.entitlementNumber;
  return sql`(${rowHash(row.rowKey)}, ${entitlement === null ? null : rowHash(entitlement)}, ${row.maintenanceEndDay},
    ${row.contentHash}, ${row.version}, ${row.untold}, FROM_BASE64(${row.raw}), ${Date.parse(row.changedAt)},
    ${row.lastSeenRun})`;
}
