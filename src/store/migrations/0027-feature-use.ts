import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * How often features were used, beside who used them on which days: by the day in packed days, for any range; and users' active days among the
 * sums of 30 days. Null is not counted yet.
 */
export const featureUseMigrations: readonly Migration[] = [
  { name: '0027-event-days-uses', statement: sql`ALTER TABLE event_days ADD COLUMN uses VARCHAR(1600) COLLATE utf8mb4_bin NULL` },
  { name: '0027-account-feature-days', statement: sql`ALTER TABLE account_feature ADD COLUMN days30 INT NULL` },
];
