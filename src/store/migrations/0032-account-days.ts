import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * What was a row for each account and day, 30 days at a time: `days` has a bit for each day on which the account was used, or in the 29 days
 * before; a figure is a text with a number for each day. Pages ask all accounts about some days, so the block comes first.
 */
export const accountDaysMigrations: readonly Migration[] = [
  {
    name: '0032-account-days',
    statement: sql`CREATE TABLE IF NOT EXISTS account_days (
      block INT NOT NULL,
      account_id BIGINT NOT NULL,
      days INT NOT NULL,
      users1 VARCHAR(300) COLLATE utf8mb4_bin NOT NULL,
      users7 VARCHAR(300) COLLATE utf8mb4_bin NOT NULL,
      users30 VARCHAR(300) COLLATE utf8mb4_bin NOT NULL,
      events VARCHAR(300) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (block, account_id),
      KEY account_days_account (account_id)
    )`,
  },
  {
    name: '0032-account-days-wanted',
    writes: 'rows',
    statement: sql`INSERT INTO account_stale (account_id, notes, recount) SELECT account_id, 1, 1 FROM account WHERE last_active_day IS NOT NULL
      ON DUPLICATE KEY UPDATE notes = notes + 1, recount = 1`,
  },
  { name: '0032-account-day-gone', statement: sql`DROP TABLE IF EXISTS account_day` },
];
