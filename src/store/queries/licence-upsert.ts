import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { rowHash } from '../row-hash';
import type { OutwardBook } from './sync-feed';

/** The columns of a licence; days are day numbers. */
export type LicenceColumns = {
  readonly rowKey: string;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly addonLicenceId: string | null;
  readonly licenceId: string | null;
  readonly cloudId: string | null;
  readonly addonKey: string;
  readonly company: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly tier: string | null;
  readonly seats: number | null;
  readonly licenceType: string | null;
  readonly status: string | null;
  readonly hosting: string | null;
  readonly edition: string | null;
  readonly sourceType: string | null;
  readonly sandbox: 0 | 1 | null;
  readonly transactionAccountId: string | null;
  readonly maintenanceStartDay: number | null;
  readonly maintenanceEndDay: number | null;
  readonly evaluationStartDay: number | null;
  readonly evaluationEndDay: number | null;
};

/** Writes new and changed licences, at most 500 a statement. A row that waits to be told stays waiting. */
export function upsertLicencesSql(rows: readonly (LicenceColumns & OutwardBook)[]): Sql {
  return sql`
    INSERT INTO licence (row_hash, entitlement_id, entitlement_number, addon_licence_id, licence_id, cloud_id, addon_key, company, country, region,
      tier, seats, licence_type, status, hosting, edition, source_type, sandbox, transaction_account_id,
      maintenance_start_day, maintenance_end_day, evaluation_start_day, evaluation_end_day,
      content_hash, version, untold, record, changed_ms, last_seen_run)
    VALUES ${joinSql(rows.map(valuesSql))}
    ON DUPLICATE KEY UPDATE entitlement_id = VALUES(entitlement_id), entitlement_number = VALUES(entitlement_number),
      addon_licence_id = VALUES(addon_licence_id), licence_id = VALUES(licence_id), cloud_id = VALUES(cloud_id), addon_key = VALUES(addon_key),
      company = VALUES(company), country = VALUES(country), region = VALUES(region), tier = VALUES(tier), seats = VALUES(seats),
      licence_type = VALUES(licence_type), status = VALUES(status), hosting = VALUES(hosting), edition = VALUES(edition),
      source_type = VALUES(source_type), sandbox = VALUES(sandbox), transaction_account_id = VALUES(transaction_account_id),
      maintenance_start_day = VALUES(maintenance_start_day), maintenance_end_day = VALUES(maintenance_end_day),
      evaluation_start_day = VALUES(evaluation_start_day), evaluation_end_day = VALUES(evaluation_end_day),
      content_hash = VALUES(content_hash), version = VALUES(version), untold = COALESCE(VALUES(untold), untold),
      record = VALUES(record), changed_ms = VALUES(changed_ms),
      last_seen_run = GREATEST(last_seen_run, VALUES(last_seen_run)), gone_at = NULL`;
}

function valuesSql(row: LicenceColumns & OutwardBook): Sql {
  return sql`(${rowHash(row.rowKey)}, ${row.entitlementId}, ${row.entitlementNumber}, ${row.addonLicenceId}, ${row.licenceId}, ${row.cloudId}, ${row.addonKey},
    ${row.company}, ${row.country}, ${row.region}, ${row.tier}, ${row.seats}, ${row.licenceType}, ${row.status}, ${row.hosting}, ${row.edition},
    ${row.sourceType}, ${row.sandbox}, ${row.transactionAccountId}, ${row.maintenanceStartDay}, ${row.maintenanceEndDay}, ${row.evaluationStartDay},
    ${row.evaluationEndDay}, ${row.contentHash}, ${row.version}, ${row.untold}, FROM_BASE64(${row.raw}),
    ${Date.parse(row.changedAt)}, ${row.lastSeenRun})`;
}
