import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** What destinations were told that a licence's sales amount to, so that each change is told once. `pending` is 1 until it was. */
export const standingMigrations: readonly Migration[] = [
  {
    name: '0007-licence-standing',
    statement: sql`
    CREATE TABLE IF NOT EXISTS licence_standing (
      row_key VARCHAR(160) COLLATE utf8mb4_bin NOT NULL,
      mrr_cents BIGINT NOT NULL,
      billing_cycle VARCHAR(20) COLLATE utf8mb4_bin,
      stage VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      version INT NOT NULL,
      pending TINYINT NOT NULL,
      changed_at VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (row_key)
    )`,
  },
];
