import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * How far the Marketplace was read, and what of it could not be read. Days are day numbers, instants are ISO strings.
 */
export const marketplaceMigrations: readonly Migration[] = [
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
