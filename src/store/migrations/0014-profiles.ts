import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * What is known of accounts, users and users in accounts beside what they did. A subject is a pair: account (a, 0), user (0, u), membership
 * (a, u). `profile.properties` is a JSON object of values by key, `changes` grows with every change of it. `property` and `event_detail` say
 * what the vendor made of a property or an event; kinds are 0 account, 1 user, 2 membership. Days are days since 1970-01-01.
 */
export const profileMigrations: readonly Migration[] = [
  {
    name: '0014-profile',
    statement: sql`CREATE TABLE IF NOT EXISTS profile (
      account_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      properties MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      changes BIGINT NOT NULL,
      PRIMARY KEY (account_id, user_id),
      KEY profile_user (user_id)
    )`,
  },
  {
    name: '0014-property',
    statement: sql`CREATE TABLE IF NOT EXISTS property (
      kind INT NOT NULL,
      property_key VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
      type VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      origin VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
      label VARCHAR(200) COLLATE utf8mb4_bin NULL,
      description VARCHAR(1000) COLLATE utf8mb4_bin NULL,
      belongs_to VARCHAR(100) COLLATE utf8mb4_bin NULL,
      is_hidden INT NOT NULL DEFAULT 0,
      is_sensitive INT NOT NULL DEFAULT 0,
      last_seen_day INT NULL,
      filled INT NULL,
      examples VARCHAR(2000) COLLATE utf8mb4_bin NULL,
      misfits INT NOT NULL DEFAULT 0,
      misfit_day INT NULL,
      definition MEDIUMTEXT COLLATE utf8mb4_bin NULL,
      PRIMARY KEY (kind, property_key)
    )`,
  },
  {
    name: '0014-event-detail',
    statement: sql`CREATE TABLE IF NOT EXISTS event_detail (
      event_id BIGINT NOT NULL,
      description VARCHAR(1000) COLLATE utf8mb4_bin NULL,
      belongs_to VARCHAR(100) COLLATE utf8mb4_bin NULL,
      color VARCHAR(20) COLLATE utf8mb4_bin NULL,
      activity INT NULL,
      PRIMARY KEY (event_id)
    )`,
  },
  {
    name: '0014-stage-entry',
    statement: sql`CREATE TABLE IF NOT EXISTS stage_entry (
      account_id BIGINT NOT NULL,
      entered_day INT NOT NULL,
      stage VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id, entered_day),
      KEY stage_entry_day (entered_day)
    )`,
  },
];
