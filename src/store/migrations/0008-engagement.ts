import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * What engagement screens sum up instead of scanning activity. `member_days`: the days on which a user used a feature in an account,
 * a bit for each of 30 days. `account_period` and `account_cohort` are made of it, `account_feature` of activity; an account in
 * `account_stale` has to be computed anew. Series are users by day, ISO week and month (0 to 2).
 * Days count from 1970-01-01.
 */
export const engagementMigrations: readonly Migration[] = [
  {
    name: '0008-member-days',
    statement: sql`CREATE TABLE IF NOT EXISTS member_days (
      account_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      block INT NOT NULL,
      bits INT NOT NULL,
      PRIMARY KEY (account_id, user_id, block)
    )`,
  },
  {
    name: '0008-account-stale',
    statement: sql`CREATE TABLE IF NOT EXISTS account_stale (
      account_id BIGINT NOT NULL,
      notes BIGINT NOT NULL,
      PRIMARY KEY (account_id)
    )`,
  },
  {
    name: '0008-account-period',
    statement: sql`CREATE TABLE IF NOT EXISTS account_period (
      account_id BIGINT NOT NULL,
      series TINYINT NOT NULL,
      start_day INT NOT NULL,
      born INT NOT NULL,
      returned INT NOT NULL,
      resurrected INT NOT NULL,
      dormant INT NOT NULL,
      active_days VARCHAR(400) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id, series, start_day),
      KEY account_period_start (series, start_day)
    )`,
  },
  {
    name: '0008-account-cohort',
    statement: sql`CREATE TABLE IF NOT EXISTS account_cohort (
      account_id BIGINT NOT NULL,
      series TINYINT NOT NULL,
      cohort_day INT NOT NULL,
      age INT NOT NULL,
      units INT NOT NULL,
      last_units INT NOT NULL,
      PRIMARY KEY (account_id, series, cohort_day, age),
      KEY account_cohort_day (series, cohort_day)
    )`,
  },
  {
    name: '0008-account-feature',
    statement: sql`CREATE TABLE IF NOT EXISTS account_feature (
      account_id BIGINT NOT NULL,
      event_id BIGINT NOT NULL,
      as_of_day INT NOT NULL,
      first_day INT NOT NULL,
      last_day INT NOT NULL,
      users7 INT NOT NULL,
      uses7 INT NOT NULL,
      users30 INT NOT NULL,
      uses30 INT NOT NULL,
      users90 INT NOT NULL,
      uses90 INT NOT NULL,
      PRIMARY KEY (account_id, event_id),
      KEY account_feature_event (event_id),
      KEY account_feature_last (last_day, as_of_day)
    )`,
  },
];
