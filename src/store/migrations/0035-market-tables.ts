import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * Licences, lines of sales and what is kept beside them. Rows are found by a hash of their key; what a line says is in its record, packed.
 * Days are day numbers, money is integer US cents, `changed_ms` is an instant, other instants are ISO strings.
 * `content_hash` and `version` follow what a row says; `untold` is 1 until destinations were told of the part of it that
 * concerns them, else null. `gone_at` is when a full pass no longer met the row; nothing is
 * deleted, because a report may leave out rows that exist. `revenue_line` and `revenue_licence` say which version of a row is taken in, for
 * which account, with what is summed over all lines: `kind` is null for a purchase, `left_out` says why a line counts for nothing.
 * `licence_standing` says what destinations were told that its sales amount to, so that each change is told once. Stores that had these tables
 * before come to them by other steps.
 */
export const marketTableMigrations: readonly Migration[] = [
  {
    name: '0041-licence',
    unless: ['0002-licence', '0035-licence', '0040-licence'],
    statement: sql`
    CREATE TABLE IF NOT EXISTS licence (
      id BIGINT NOT NULL AUTO_INCREMENT,
      row_hash VARCHAR(12) COLLATE utf8mb4_bin,
      entitlement_id VARCHAR(64) COLLATE utf8mb4_bin,
      entitlement_number VARCHAR(64) COLLATE utf8mb4_bin,
      addon_licence_id VARCHAR(64) COLLATE utf8mb4_bin,
      licence_id VARCHAR(64) COLLATE utf8mb4_bin,
      cloud_id VARCHAR(64) COLLATE utf8mb4_bin,
      addon_key VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
      company VARCHAR(255) COLLATE utf8mb4_bin,
      country VARCHAR(80) COLLATE utf8mb4_bin,
      region VARCHAR(40) COLLATE utf8mb4_bin,
      tier VARCHAR(80) COLLATE utf8mb4_bin,
      seats INT,
      licence_type VARCHAR(40) COLLATE utf8mb4_bin,
      status VARCHAR(20) COLLATE utf8mb4_bin,
      hosting VARCHAR(20) COLLATE utf8mb4_bin,
      edition VARCHAR(40) COLLATE utf8mb4_bin,
      source_type VARCHAR(20) COLLATE utf8mb4_bin,
      sandbox TINYINT,
      transaction_account_id VARCHAR(64) COLLATE utf8mb4_bin,
      maintenance_start_day INT,
      maintenance_end_day INT,
      evaluation_start_day INT,
      evaluation_end_day INT,
      content_hash VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      version INT NOT NULL,
      untold VARCHAR(1) COLLATE utf8mb4_bin,
      record MEDIUMBLOB,
      changed_ms BIGINT,
      last_seen_run BIGINT NOT NULL,
      gone_at VARCHAR(24) COLLATE utf8mb4_bin,
      PRIMARY KEY (id),
      UNIQUE KEY licence_row_hash (row_hash),
      KEY licence_entitlement_id (entitlement_id),
      KEY licence_entitlement_number (entitlement_number),
      KEY licence_cloud_id (cloud_id),
      KEY licence_untold (untold),
      KEY licence_seen (gone_at, last_seen_run),
      KEY licence_changed_ms (changed_ms)
    )`,
  },
  {
    name: '0041-transaction-line',
    unless: ['0002-transaction-line', '0035-transaction-line', '0040-transaction-line'],
    statement: sql`
    CREATE TABLE IF NOT EXISTS transaction_line (
      id BIGINT NOT NULL AUTO_INCREMENT,
      row_hash VARCHAR(12) COLLATE utf8mb4_bin,
      entitlement_hash VARCHAR(12) COLLATE utf8mb4_bin,
      maintenance_end_day INT,
      content_hash VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      version INT NOT NULL,
      untold VARCHAR(1) COLLATE utf8mb4_bin,
      record MEDIUMBLOB,
      changed_ms BIGINT,
      last_seen_run BIGINT NOT NULL,
      gone_at VARCHAR(24) COLLATE utf8mb4_bin,
      PRIMARY KEY (id),
      UNIQUE KEY transaction_line_row_hash (row_hash),
      KEY transaction_line_entitlement_hash (entitlement_hash),
      KEY transaction_line_untold (untold),
      KEY transaction_line_seen (gone_at, last_seen_run),
      KEY transaction_line_changed_ms (changed_ms)
    )`,
  },
  {
    name: '0041-revenue-line',
    unless: ['0006-revenue-line', '0035-revenue-line'],
    statement: sql`
    CREATE TABLE IF NOT EXISTS revenue_line (
      line_id BIGINT NOT NULL,
      account_id BIGINT NOT NULL,
      version INT NOT NULL,
      left_out VARCHAR(20) COLLATE utf8mb4_bin,
      kind VARCHAR(10) COLLATE utf8mb4_bin,
      sale_day INT NOT NULL,
      start_day INT,
      end_day INT,
      customer_cents BIGINT NOT NULL,
      net_cents BIGINT NOT NULL,
      partner VARCHAR(80) COLLATE utf8mb4_bin,
      discounts VARCHAR(40) COLLATE utf8mb4_bin,
      PRIMARY KEY (line_id),
      KEY revenue_line_account (account_id),
      KEY revenue_line_left_out (left_out),
      KEY revenue_line_sale (sale_day)
    )`,
  },
  {
    name: '0041-revenue-licence',
    unless: ['0006-revenue-licence', '0035-revenue-licence'],
    statement: sql`
    CREATE TABLE IF NOT EXISTS revenue_licence (
      licence_id BIGINT NOT NULL,
      account_id BIGINT NOT NULL,
      version INT NOT NULL,
      contact_domains VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
      opportunity_seats INT,
      PRIMARY KEY (licence_id),
      KEY revenue_licence_account (account_id)
    )`,
  },
  {
    name: '0035-licence-standing',
    unless: '0007-licence-standing',
    statement: sql`
    CREATE TABLE IF NOT EXISTS licence_standing (
      row_hash VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
      mrr_cents BIGINT NOT NULL,
      billing_cycle VARCHAR(20) COLLATE utf8mb4_bin,
      stage VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      version INT NOT NULL,
      pending TINYINT NOT NULL,
      changed_at VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (row_hash)
    )`,
  },
];
