import { sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import type { Migration } from '../src/store/migrate';

/** Tables of every installation as earlier versions made them. */
export const coreBefore: readonly Migration[] = [
  {
    name: '0001-account-state',
    statement: sql`CREATE TABLE IF NOT EXISTS account_state (
      account_id BIGINT NOT NULL,
      company VARCHAR(255) COLLATE utf8mb4_bin NULL,
      tier VARCHAR(100) COLLATE utf8mb4_bin NULL,
      seats INT NULL,
      status VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      mrr_cents BIGINT NOT NULL,
      refreshed_at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id)
    )`,
  },
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
  {
    name: '0001-membership',
    statement: sql`CREATE TABLE IF NOT EXISTS membership (
      account_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      first_day INT NOT NULL,
      last_day INT NOT NULL,
      PRIMARY KEY (account_id, user_id),
      KEY membership_user (user_id)
    )`,
  },
  {
    name: '0037-membership-days',
    statement: sql`CREATE TABLE IF NOT EXISTS membership_days (
      account_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      days TEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id, user_id)
    )`,
  },
];

/** Brings a store to where such a version had it, before a step. */
export async function migrateUpTo(ports: Parameters<typeof migrate>[0], name: string, migrations: readonly Migration[]): Promise<void> {
  await migrate(ports, coreBefore);
  await migrate(
    ports,
    migrations.filter((step) => step.name < name),
  );
}
