import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

const BEFORE = '0001-account-state';

/** What the Marketplace says of an account. */
export const accountStateTableMigrations: readonly Migration[] = [
  {
    name: '0044-account-state',
    unless: BEFORE,
    statement: sql`CREATE TABLE IF NOT EXISTS account_state (
      account_id BIGINT NOT NULL,
      company VARCHAR(255) COLLATE utf8mb4_bin NULL,
      tier VARCHAR(100) COLLATE utf8mb4_bin NULL,
      seats INT NULL,
      status VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      mrr_cents BIGINT NOT NULL,
      edition VARCHAR(40) COLLATE utf8mb4_bin NULL,
      hosting VARCHAR(20) COLLATE utf8mb4_bin NULL,
      region VARCHAR(40) COLLATE utf8mb4_bin NULL,
      stage VARCHAR(40) COLLATE utf8mb4_bin NULL,
      PRIMARY KEY (account_id)
    )`,
  },
];

/** Nobody asks when that was last written. */
export const accountStateMigrations: readonly Migration[] = [
  { after: BEFORE, name: '0044-account-state-unasked', statement: sql`ALTER TABLE account_state DROP COLUMN refreshed_at` },
];
