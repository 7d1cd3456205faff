import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** Activity is read by account, and sums over days come from what is prepared: a second key by day took a third of its space for nothing. */
export const activityKeyMigrations: readonly Migration[] = [
  { name: '0017-activity-keys', statement: sql`DROP INDEX IF EXISTS activity_day ON activity` },
];
