import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * Periods and cohorts of an account's users, packed: `series` is the grain, of periods 0 to 2, of cohorts 3 to 5 (day, ISO week, month). Pages sum
 * them up account by account; a row for each period, and for each cohort and age, took ten times their room.
 */
export const accountUnitsMigrations: readonly Migration[] = [
  {
    name: '0031-account-units',
    statement: sql`CREATE TABLE IF NOT EXISTS account_units (
      series INT NOT NULL,
      account_id BIGINT NOT NULL,
      part INT NOT NULL,
      packed TEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (series, account_id, part)
    )`,
  },
  {
    name: '0031-account-units-wanted',
    writes: 'rows',
    statement: sql`INSERT INTO account_stale (account_id, notes) SELECT account_id, 1 FROM account WHERE last_active_day IS NOT NULL
      ON DUPLICATE KEY UPDATE notes = notes + 1`,
  },
  { name: '0031-account-period-gone', statement: sql`DROP TABLE IF EXISTS account_period` },
  { name: '0031-account-cohort-gone', statement: sql`DROP TABLE IF EXISTS account_cohort` },
];
