import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** The days on which anybody used a feature in the account, a bit each from `first_day` on; null until they are computed. */
export const accountStartUsedMigrations: readonly Migration[] = [
  { name: '0026-account-start-used', statement: sql`ALTER TABLE account_start ADD COLUMN used MEDIUMTEXT COLLATE utf8mb4_bin NULL` },
];
