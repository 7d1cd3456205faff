import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * The vendor's own stages: one row with the set as JSON (NULL: those by licence), its version, the version by which every account was put
 * into its stage, and how far rules were asked and accounts put meanwhile. What the licence alone says stays beside it.
 */
export const stageSetMigrations: readonly Migration[] = [
  {
    name: '0019-stage-set',
    statement: sql`CREATE TABLE IF NOT EXISTS stage_set (
      set_id INT NOT NULL,
      version INT NOT NULL,
      definition MEDIUMTEXT COLLATE utf8mb4_bin NULL,
      asked_after BIGINT NOT NULL,
      placed_version INT NOT NULL,
      placed_after BIGINT NOT NULL,
      PRIMARY KEY (set_id)
    )`,
  },
  { name: '0019-licence-stage', statement: sql`ALTER TABLE account_state ADD COLUMN licence_stage VARCHAR(40) COLLATE utf8mb4_bin NULL` },
];
