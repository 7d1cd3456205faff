import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * What is foretold of an account, as lists, segments and destinations know it: scores in tenths of a point, health, and as JSON the words of the
 * signals that fire for it, by outcome. `told` is what destinations heard last, as JSON, in telling number `tellings`.
 */
export const outlookMigrations: readonly Migration[] = [
  {
    name: '0021-account-outlook',
    statement: sql`CREATE TABLE IF NOT EXISTS account_outlook (
      account_id BIGINT NOT NULL,
      churn INT NULL,
      expansion INT NULL,
      conversion INT NULL,
      health VARCHAR(10) COLLATE utf8mb4_bin NULL,
      signals MEDIUMTEXT COLLATE utf8mb4_bin NULL,
      told TEXT COLLATE utf8mb4_bin NULL,
      tellings INT NOT NULL,
      PRIMARY KEY (account_id),
      KEY account_outlook_health (health)
    )`,
  },
];
