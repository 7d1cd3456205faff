import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * Tables of the Marketplace sync. Days are day numbers, money is integer US cents, instants are ISO strings.
 * `content_hash` and `version` follow what a row says; `outward_hash` and `outward_version` follow only the part of it that
 * destinations are told; `pending` is 1 until they were told. `gone_at` is when a full pass no longer met the row; nothing is
 * deleted, because a report may leave out rows that exist.
 */
export const marketplaceMigrations: readonly Migration[] = [
  {
    name: '0002-licence',
    statement: sql`
    CREATE TABLE IF NOT EXISTS licence (
      id BIGINT NOT NULL AUTO_INCREMENT,
      row_key VARCHAR(160) COLLATE utf8mb4_bin NOT NULL,
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
      outward_hash VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      outward_version INT NOT NULL,
      pending TINYINT NOT NULL,
      raw MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      first_seen_at VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      changed_at VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      last_seen_run BIGINT NOT NULL,
      gone_at VARCHAR(24) COLLATE utf8mb4_bin,
      PRIMARY KEY (id),
      UNIQUE KEY licence_row_key (row_key),
      KEY licence_entitlement_id (entitlement_id),
      KEY licence_entitlement_number (entitlement_number),
      KEY licence_cloud_id (cloud_id),
      KEY licence_pending (pending),
      KEY licence_seen (gone_at, last_seen_run)
    )`,
  },
  {
    name: '0002-transaction-line',
    statement: sql`
    CREATE TABLE IF NOT EXISTS transaction_line (
      id BIGINT NOT NULL AUTO_INCREMENT,
      row_key VARCHAR(160) COLLATE utf8mb4_bin NOT NULL,
      transaction_id VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
      line_item_id VARCHAR(80) COLLATE utf8mb4_bin NOT NULL,
      entitlement_id VARCHAR(64) COLLATE utf8mb4_bin,
      entitlement_number VARCHAR(64) COLLATE utf8mb4_bin,
      addon_licence_id VARCHAR(64) COLLATE utf8mb4_bin,
      licence_id VARCHAR(64) COLLATE utf8mb4_bin,
      cloud_id VARCHAR(64) COLLATE utf8mb4_bin,
      addon_key VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
      sale_day INT NOT NULL,
      sale_type VARCHAR(20) COLLATE utf8mb4_bin,
      licence_type VARCHAR(40) COLLATE utf8mb4_bin,
      hosting VARCHAR(20) COLLATE utf8mb4_bin,
      edition VARCHAR(40) COLLATE utf8mb4_bin,
      billing_period VARCHAR(20) COLLATE utf8mb4_bin,
      tier VARCHAR(80) COLLATE utf8mb4_bin,
      old_tier VARCHAR(80) COLLATE utf8mb4_bin,
      purchase_price_cents BIGINT NOT NULL,
      vendor_amount_cents BIGINT NOT NULL,
      maintenance_start_day INT,
      maintenance_end_day INT,
      payment_status VARCHAR(20) COLLATE utf8mb4_bin,
      refund_reason VARCHAR(80) COLLATE utf8mb4_bin,
      original_transaction_id VARCHAR(64) COLLATE utf8mb4_bin,
      original_sale_day INT,
      prorated TINYINT NOT NULL,
      content_hash VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      version INT NOT NULL,
      outward_hash VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      outward_version INT NOT NULL,
      pending TINYINT NOT NULL,
      raw MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      first_seen_at VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      changed_at VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      last_seen_run BIGINT NOT NULL,
      gone_at VARCHAR(24) COLLATE utf8mb4_bin,
      PRIMARY KEY (id),
      UNIQUE KEY transaction_line_row_key (row_key),
      KEY transaction_line_entitlement_id (entitlement_id),
      KEY transaction_line_entitlement_number (entitlement_number),
      KEY transaction_line_pending (pending),
      KEY transaction_line_seen (gone_at, last_seen_run)
    )`,
  },
  {
    name: '0002-quarantine',
    statement: sql`
    CREATE TABLE IF NOT EXISTS quarantine (
      id BIGINT NOT NULL AUTO_INCREMENT,
      feed VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      raw_hash VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      row_key VARCHAR(160) COLLATE utf8mb4_bin,
      reason VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
      raw MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      first_seen_at VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      last_seen_run BIGINT NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY quarantine_row (feed, raw_hash),
      KEY quarantine_row_key (feed, row_key)
    )`,
  },
  {
    // One row for each sighting, so that a count is a sum over rows and a repeat cannot double it.
    name: '0002-unknown-value',
    statement: sql`
    CREATE TABLE IF NOT EXISTS unknown_value (
      id BIGINT NOT NULL AUTO_INCREMENT,
      feed VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      row_key VARCHAR(160) COLLATE utf8mb4_bin NOT NULL,
      field VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
      value VARCHAR(80) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY unknown_value_sighting (feed, row_key, field, value)
    )`,
  },
  {
    name: '0002-sync-state',
    statement: sql`
    CREATE TABLE IF NOT EXISTS sync_state (
      id BIGINT NOT NULL AUTO_INCREMENT,
      feed VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      pass VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      run BIGINT NOT NULL,
      updated_since_day INT,
      todo MEDIUMTEXT COLLATE utf8mb4_bin,
      export_id VARCHAR(100) COLLATE utf8mb4_bin,
      touched_at VARCHAR(24) COLLATE utf8mb4_bin,
      done_run BIGINT,
      done_at VARCHAR(24) COLLATE utf8mb4_bin,
      error_code VARCHAR(40) COLLATE utf8mb4_bin,
      error_message VARCHAR(400) COLLATE utf8mb4_bin,
      error_at VARCHAR(24) COLLATE utf8mb4_bin,
      PRIMARY KEY (id),
      UNIQUE KEY sync_state_pass (feed, pass)
    )`,
  },
];
