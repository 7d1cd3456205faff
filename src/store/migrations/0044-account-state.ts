import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** Nobody asks when what the Marketplace says of an account was last written. */
export const accountStateMigrations: readonly Migration[] = [
  { name: '0044-account-state-unasked', statement: sql`ALTER TABLE account_state DROP COLUMN refreshed_at` },
];
