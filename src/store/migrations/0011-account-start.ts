import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * How accounts began: `first_day` is the day of the first use of a feature, `kept` has a bit for each later stretch of days in which there
 * was use again, `early` says per feature the most that one user did it in the first days.
 */
export const accountStartMigrations: readonly Migration[] = [
  {
    name: '0011-account-start',
    statement: sql`CREATE TABLE IF NOT EXISTS account_start (
      account_id BIGINT NOT NULL,
      first_day INT NOT NULL,
      kept INT NOT NULL,
      early TEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id),
      KEY account_start_first (first_day)
    )`,
  },
];
