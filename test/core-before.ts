import { sql } from '../src/platform/sql';
import type { Migration } from '../src/store/migrate';

/** Tables of every installation as versions before 42 made them. */
export const coreBefore: readonly Migration[] = [
  {
    name: '0001-account-key',
    statement: sql`CREATE TABLE IF NOT EXISTS account_key (
      account_key VARCHAR(180) COLLATE utf8mb4_bin NOT NULL,
      account_id BIGINT NOT NULL,
      PRIMARY KEY (account_key),
      KEY account_key_account (account_id)
    )`,
  },
  {
    name: '0001-app-user',
    statement: sql`CREATE TABLE IF NOT EXISTS app_user (
      user_id BIGINT NOT NULL AUTO_INCREMENT,
      external_id VARCHAR(150) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (user_id),
      UNIQUE KEY app_user_external (external_id)
    )`,
  },
];

/** The migrations as such a version had them. */
export const upTo = (migrations: readonly Migration[], name: string): Migration[] => [
  ...coreBefore,
  ...migrations.filter((step) => step.name < name),
];
