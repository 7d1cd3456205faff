import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * `health_profile`: what makes accounts of a stage good or bad, as conditions in JSON; the empty stage is that of every account with which it is
 * not said. `health_turn`: the days on which accounts changed colour, with what decided it. Days count from 1970-01-01.
 */
export const healthMigrations: readonly Migration[] = [
  {
    name: '0022-health-profile',
    statement: sql`CREATE TABLE IF NOT EXISTS health_profile (
      stage VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      good MEDIUMTEXT COLLATE utf8mb4_bin NULL,
      bad MEDIUMTEXT COLLATE utf8mb4_bin NULL,
      changed_at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (stage)
    )`,
  },
  {
    name: '0022-health-turn',
    statement: sql`CREATE TABLE IF NOT EXISTS health_turn (
      account_id BIGINT NOT NULL,
      day INT NOT NULL,
      was VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      health VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      why TEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id, day),
      KEY health_turn_day (day)
    )`,
  },
];
