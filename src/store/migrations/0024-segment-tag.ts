import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** Who is in a segment with a tag carries that tag, beside those that were given by hand. */
export const segmentTagMigrations: readonly Migration[] = [
  { name: '0024-segment-tag', statement: sql`ALTER TABLE segment ADD COLUMN tag VARCHAR(60) COLLATE utf8mb4_bin NULL` },
];
