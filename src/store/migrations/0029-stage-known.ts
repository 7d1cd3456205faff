import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** The day on which the store learned of a stage, which may be long after it was entered. Null: before anybody wrote that down. */
export const stageKnownMigrations: readonly Migration[] = [
  { name: '0029-stage-known', statement: sql`ALTER TABLE stage_entry ADD COLUMN known_day INT NULL` },
];
