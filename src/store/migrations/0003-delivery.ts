import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * What became of what was captured, whom it was about, and examples of it. `delivery_batch` has one row for each batch and
 * destination: an audit is a sum over it, and a row is in one state at a time, so that the sums always add up.
 */
export const deliveryMigrations: readonly Migration[] = [
  {
    name: '0003-delivery-batch',
    statement: sql`CREATE TABLE IF NOT EXISTS delivery_batch (
      batch_id VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      destination VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      day INT NOT NULL,
      at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      events INT NOT NULL,
      state VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      reason VARCHAR(60) COLLATE utf8mb4_bin NULL,
      attempts INT NOT NULL,
      repeats INT NOT NULL,
      PRIMARY KEY (batch_id, destination),
      KEY delivery_batch_day (day, destination, state)
    )`,
  },
  {
    // Frozen sums of days whose batches are gone.
    name: '0003-delivery-day',
    statement: sql`CREATE TABLE IF NOT EXISTS delivery_day (
      day INT NOT NULL,
      destination VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      state VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      events INT NOT NULL,
      batches INT NOT NULL,
      repeats INT NOT NULL,
      PRIMARY KEY (day, destination, state)
    )`,
  },
  {
    // Account IDs that this installation knows, and by which id destinations know the same person.
    name: '0003-person',
    statement: sql`CREATE TABLE IF NOT EXISTS person (
      account_ref VARCHAR(128) COLLATE utf8mb4_bin NOT NULL,
      known_as VARCHAR(150) COLLATE utf8mb4_bin NOT NULL,
      first_day INT NOT NULL,
      last_day INT NOT NULL,
      reported_day INT NULL,
      PRIMARY KEY (account_ref),
      KEY person_known_as (known_as),
      KEY person_reported (reported_day)
    )`,
  },
  {
    // What was sent: one call for each event name and day (watched = 0), and every call while an admin watches (watched = 1).
    name: '0003-sent-example',
    statement: sql`CREATE TABLE IF NOT EXISTS sent_example (
      example_id VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
      day INT NOT NULL,
      at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      event VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
      watched INT NOT NULL,
      known_as VARCHAR(150) COLLATE utf8mb4_bin NULL,
      body MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (example_id),
      KEY sent_example_day (day, watched),
      KEY sent_example_known_as (known_as)
    )`,
  },
];
