import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * Who did an event in an account on which days, so that a funnel reads rows by account and not by use. `packed` holds the users and days of a
 * block of 90 days, in as many parts as it takes; a block in `event_days_stale` has to be packed anew from activity.
 */
export const eventDaysMigrations: readonly Migration[] = [
  {
    name: '0010-event-days',
    statement: sql`CREATE TABLE IF NOT EXISTS event_days (
      event_id BIGINT NOT NULL,
      block INT NOT NULL,
      account_id BIGINT NOT NULL,
      part INT NOT NULL,
      packed VARCHAR(2000) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (event_id, block, account_id, part),
      KEY event_days_account (account_id, block)
    )`,
  },
  {
    name: '0010-event-days-stale',
    statement: sql`CREATE TABLE IF NOT EXISTS event_days_stale (
      account_id BIGINT NOT NULL,
      block INT NOT NULL,
      notes BIGINT NOT NULL,
      PRIMARY KEY (account_id, block)
    )`,
  },
];
