import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

const STEPS: readonly Migration[] = [
  { name: '0009-account-edition', statement: sql`ALTER TABLE account_state ADD COLUMN edition VARCHAR(40) COLLATE utf8mb4_bin NULL` },
  { name: '0009-account-hosting', statement: sql`ALTER TABLE account_state ADD COLUMN hosting VARCHAR(20) COLLATE utf8mb4_bin NULL` },
  { name: '0009-account-region', statement: sql`ALTER TABLE account_state ADD COLUMN region VARCHAR(40) COLLATE utf8mb4_bin NULL` },
  { name: '0009-account-stage', statement: sql`ALTER TABLE account_state ADD COLUMN stage VARCHAR(40) COLLATE utf8mb4_bin NULL` },
];

/**
 * What accounts are told apart by, beside the tier that is there. A column each, because a statement that was cut half-way could not
 * run again. Rows from before have a stage of NULL until they are refreshed. New stores begin with them.
 */
export const accountAttributeMigrations: readonly Migration[] = STEPS.map((step) => ({ ...step, after: '0001-account-state' }));
