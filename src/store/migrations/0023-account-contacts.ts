import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** Which roles the people named on an account’s licences have, as JSON; NULL where nobody is named. Nothing tells who they are. */
export const accountContactsMigrations: readonly Migration[] = [
  { name: '0023-account-contacts', statement: sql`ALTER TABLE account_state ADD COLUMN contacts VARCHAR(200) COLLATE utf8mb4_bin NULL` },
];
