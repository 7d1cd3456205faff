import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** Records of old days as text, in rows of `activity` under negative days, and the numbers of the records in a text. */
export const activityPackMigrations: readonly Migration[] = [
  { name: '0033-activity-pack', statement: sql`ALTER TABLE activity ADD COLUMN pack TEXT CHARACTER SET ascii COLLATE ascii_bin NULL` },
  { name: '0033-record-place', statement: sql`CREATE TABLE IF NOT EXISTS record_place (place INT NOT NULL, PRIMARY KEY (place))` },
];
