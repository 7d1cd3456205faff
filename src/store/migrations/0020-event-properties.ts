import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * Properties of events, as far as somebody asks about them. `event_property`: what is asked about and since when it is kept. An `event_variant`
 * is an event with values, a JSON object by key, null for a property that the event did not have; what is not in it was not kept.
 * `variant_receipt` and `variant_activity` are to variants what `receipt` and `activity` are to events. Days are days since 1970-01-01.
 */
export const eventPropertyMigrations: readonly Migration[] = [
  {
    name: '0020-event-property',
    statement: sql`CREATE TABLE IF NOT EXISTS event_property (
      event_id BIGINT NOT NULL,
      property_key VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
      since_day INT NOT NULL,
      crowded_day INT NULL,
      PRIMARY KEY (event_id, property_key)
    )`,
  },
  {
    name: '0020-event-variant',
    statement: sql`CREATE TABLE IF NOT EXISTS event_variant (
      variant_id BIGINT NOT NULL AUTO_INCREMENT,
      variant_key VARCHAR(22) COLLATE utf8mb4_bin NOT NULL,
      event_id BIGINT NOT NULL,
      properties VARCHAR(2000) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (variant_id),
      UNIQUE KEY event_variant_key (variant_key),
      KEY event_variant_event (event_id)
    )`,
  },
  {
    name: '0020-variant-receipt',
    statement: sql`CREATE TABLE IF NOT EXISTS variant_receipt (
      message_hash VARCHAR(22) COLLATE utf8mb4_bin NOT NULL,
      account_id BIGINT NOT NULL,
      day INT NOT NULL,
      user_id BIGINT NOT NULL,
      variant_id BIGINT NOT NULL,
      received_day INT NOT NULL,
      PRIMARY KEY (message_hash),
      KEY variant_receipt_activity (account_id, day, user_id, variant_id, received_day),
      KEY variant_receipt_received (received_day)
    )`,
  },
  {
    name: '0020-variant-activity',
    statement: sql`CREATE TABLE IF NOT EXISTS variant_activity (
      account_id BIGINT NOT NULL,
      day INT NOT NULL,
      user_id BIGINT NOT NULL,
      variant_id BIGINT NOT NULL,
      count INT NOT NULL,
      frozen INT NOT NULL DEFAULT 0,
      frozen_until INT NOT NULL DEFAULT 0,
      PRIMARY KEY (account_id, day, user_id, variant_id)
    )`,
  },
];
