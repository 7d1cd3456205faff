import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * `custom_score`: a score that somebody defined, with a base in points and rules with points in JSON. Its values are rows of `account_score`.
 * `score_turn`: what a score was shown as on the days on which it had moved well since the row before, in tenths of a point.
 */
export const customScoreMigrations: readonly Migration[] = [
  {
    name: '0022-custom-score',
    statement: sql`CREATE TABLE IF NOT EXISTS custom_score (
      score_id BIGINT NOT NULL AUTO_INCREMENT,
      name VARCHAR(100) COLLATE utf8mb4_bin NOT NULL,
      base INT NOT NULL,
      rules MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      changed_at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (score_id),
      UNIQUE KEY custom_score_name (name)
    )`,
  },
  {
    name: '0022-score-turn',
    statement: sql`CREATE TABLE IF NOT EXISTS score_turn (
      account_id BIGINT NOT NULL,
      outcome VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
      day INT NOT NULL,
      shown INT NOT NULL,
      PRIMARY KEY (account_id, outcome, day)
    )`,
  },
];
