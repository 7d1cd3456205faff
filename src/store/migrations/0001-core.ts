import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';

/**
 * Accounts, event names and what was done. Every statement may run again. Days are days since 1970-01-01.
 * `activity.count` is `frozen` (receipts already purged, up to `frozen_until`) plus the receipts still there.
 */
export const coreMigrations: readonly { readonly name: string; readonly statement: Sql }[] = [
  {
    name: '0001-account',
    statement: sql`CREATE TABLE IF NOT EXISTS account (
      account_id BIGINT NOT NULL AUTO_INCREMENT,
      natural_key VARCHAR(180) COLLATE utf8mb4_bin NOT NULL,
      app_key VARCHAR(100) COLLATE utf8mb4_bin NOT NULL,
      cloud_id VARCHAR(64) COLLATE utf8mb4_bin NULL,
      entitlement_id VARCHAR(64) COLLATE utf8mb4_bin NULL,
      entitlement_number VARCHAR(64) COLLATE utf8mb4_bin NULL,
      last_event_day INT NULL,
      last_active_day INT NULL,
      PRIMARY KEY (account_id),
      UNIQUE KEY account_natural_key (natural_key),
      KEY account_entitlement (entitlement_id),
      KEY account_number (entitlement_number)
    )`,
  },
  {
    name: '0001-event-name',
    statement: sql`CREATE TABLE IF NOT EXISTS event_name (
      event_id BIGINT NOT NULL AUTO_INCREMENT,
      name VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
      feature INT NOT NULL,
      PRIMARY KEY (event_id),
      UNIQUE KEY event_name_name (name)
    )`,
  },
  {
    name: '0001-receipt',
    statement: sql`CREATE TABLE IF NOT EXISTS receipt (
      message_hash VARCHAR(22) COLLATE utf8mb4_bin NOT NULL,
      account_id BIGINT NOT NULL,
      day INT NOT NULL,
      user_id BIGINT NOT NULL,
      event_id BIGINT NOT NULL,
      received_day INT NOT NULL,
      PRIMARY KEY (message_hash),
      KEY receipt_activity (account_id, day, user_id, event_id, received_day),
      KEY receipt_received (received_day)
    )`,
  },
  {
    name: '0001-activity',
    statement: sql`CREATE TABLE IF NOT EXISTS activity (
      account_id BIGINT NOT NULL,
      day INT NOT NULL,
      user_id BIGINT NOT NULL,
      event_id BIGINT NOT NULL,
      count INT NOT NULL,
      frozen INT NOT NULL DEFAULT 0,
      frozen_until INT NOT NULL DEFAULT 0,
      PRIMARY KEY (account_id, day, user_id, event_id),
      KEY activity_day (day)
    )`,
  },
  {
    name: '0001-account-day',
    statement: sql`CREATE TABLE IF NOT EXISTS account_day (
      account_id BIGINT NOT NULL,
      day INT NOT NULL,
      users1 INT NOT NULL,
      users7 INT NOT NULL,
      users30 INT NOT NULL,
      events INT NOT NULL,
      PRIMARY KEY (account_id, day),
      KEY account_day_day (day)
    )`,
  },
  {
    name: '0001-letter',
    statement: sql`CREATE TABLE IF NOT EXISTS letter (
      letter_id VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      batch_id VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      destination VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      state VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      reason VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
      events INT NOT NULL,
      at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      attempts INT NOT NULL,
      calls MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (letter_id),
      KEY letter_state (state, destination)
    )`,
  },
  {
    name: '0001-refusal',
    statement: sql`CREATE TABLE IF NOT EXISTS refusal (
      batch_id VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      reason VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
      day INT NOT NULL,
      events INT NOT NULL,
      PRIMARY KEY (batch_id, reason),
      KEY refusal_day (day)
    )`,
  },
];
