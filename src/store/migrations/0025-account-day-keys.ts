import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** The key with the figures begins with the day too, so that whatever asks by day reads that one: a second by day alone was written for nothing. */
export const accountDayKeyMigrations: readonly Migration[] = [
  { name: '0025-account-day-keys', statement: sql`DROP INDEX IF EXISTS account_day_day ON account_day` },
];
