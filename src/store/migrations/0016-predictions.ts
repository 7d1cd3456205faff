import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * What is foretold. `prediction_part`: rows that a model under way never saw, with what it says of them, until all parts are there.
 * `prediction_model`: each version with its report, as JSON; one of an outcome is live. `prediction_signal`: what was proposed and what
 * people said to it. `account_score`: the latest score of each account in tenths of a point, with its parts; `since_day` while smoothing holds
 * something back. Days count from 1970-01-01.
 */
export const predictionMigrations: readonly Migration[] = [
  {
    name: '0016-prediction-part',
    statement: sql`CREATE TABLE IF NOT EXISTS prediction_part (
      outcome VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
      part INT NOT NULL,
      as_of_day INT NOT NULL,
      body MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (outcome, part)
    )`,
  },
  {
    name: '0016-prediction-model',
    statement: sql`CREATE TABLE IF NOT EXISTS prediction_model (
      outcome VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
      as_of_day INT NOT NULL,
      live TINYINT NOT NULL,
      trained_at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      report MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      model MEDIUMTEXT COLLATE utf8mb4_bin NULL,
      PRIMARY KEY (outcome, as_of_day)
    )`,
  },
  {
    name: '0016-prediction-signal',
    statement: sql`CREATE TABLE IF NOT EXISTS prediction_signal (
      outcome VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
      signal_key VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
      state VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      as_of_day INT NOT NULL,
      reason VARCHAR(500) COLLATE utf8mb4_bin NOT NULL,
      body MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      fires INT NOT NULL,
      PRIMARY KEY (outcome, signal_key)
    )`,
  },
  {
    name: '0016-account-score',
    statement: sql`CREATE TABLE IF NOT EXISTS account_score (
      account_id BIGINT NOT NULL,
      outcome VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
      day INT NOT NULL,
      raw INT NOT NULL,
      shown INT NOT NULL,
      since_day INT NULL,
      base INT NOT NULL,
      parts TEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id, outcome),
      KEY account_score_shown (outcome, shown)
    )`,
  },
  {
    name: '0016-account-health',
    statement: sql`CREATE TABLE IF NOT EXISTS account_health (
      account_id BIGINT NOT NULL,
      health VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      day INT NOT NULL,
      asked VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      since_day INT NOT NULL,
      PRIMARY KEY (account_id),
      KEY account_health_health (health)
    )`,
  },
];
