import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** What was a row for each 30 days of a user in an account is a text with all of them. Accounts that were ever used are noted to be counted anew. */
export const membershipDaysMigrations: readonly Migration[] = [
  {
    name: '0037-membership-days-wanted',
    writes: 'rows',
    statement: sql`INSERT INTO account_stale (account_id, notes, recount) SELECT account_id, 1, 1 FROM account WHERE last_active_day IS NOT NULL
      ON DUPLICATE KEY UPDATE notes = notes + 1, recount = 1`,
  },
  { name: '0037-member-days-gone', statement: sql`DROP TABLE IF EXISTS member_days` },
];
