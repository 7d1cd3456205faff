import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** Of an account in `account_stale`: 1 when the days of its users have to be taken from activity again, because other events count now. */
export const recountMigrations: readonly Migration[] = [
  { name: '0028-account-recount', statement: sql`ALTER TABLE account_stale ADD COLUMN recount INT NOT NULL DEFAULT 0` },
];

/**
 * Events whose word in force, `event_name.feature`, was ever changed by the vendor: what their plan says, how often the word was turned, and
 * how many of these turns are over.
 */
export const eventSwitchMigrations: readonly Migration[] = [
  {
    name: '0028-event-switch',
    statement: sql`CREATE TABLE IF NOT EXISTS event_switch (
      event_id BIGINT NOT NULL,
      planned INT NOT NULL,
      turns INT NOT NULL,
      settled INT NOT NULL,
      PRIMARY KEY (event_id)
    )`,
  },
];
