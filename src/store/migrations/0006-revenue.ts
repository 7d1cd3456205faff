import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * Revenue as it is read. `revenue_dirty` lists accounts to be computed anew; `mark` changes with every change. The other tables are what was computed, per account: nothing in them is counted up, so they can be written again at any time. Days
 * are day numbers, months count from January of year 0, money is integer US cents, `line_ids` are ids of transaction lines.
 */
export const revenueMigrations: readonly Migration[] = [
  {
    name: '0006-revenue-dirty',
    statement: sql`
    CREATE TABLE IF NOT EXISTS revenue_dirty (
      account_id BIGINT NOT NULL,
      mark VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id)
    )`,
  },
  {
    name: '0006-revenue-twin',
    statement: sql`
    CREATE TABLE IF NOT EXISTS revenue_twin (
      account_id BIGINT NOT NULL,
      twin_key VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id, twin_key),
      KEY revenue_twin_key (twin_key)
    )`,
  },
  {
    name: '0006-revenue-account',
    statement: sql`
    CREATE TABLE IF NOT EXISTS revenue_account (
      account_id BIGINT NOT NULL,
      app VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
      hosting VARCHAR(20) COLLATE utf8mb4_bin,
      edition VARCHAR(40) COLLATE utf8mb4_bin,
      region VARCHAR(40) COLLATE utf8mb4_bin,
      tier VARCHAR(80) COLLATE utf8mb4_bin,
      customer VARCHAR(80) COLLATE utf8mb4_bin NOT NULL,
      site VARCHAR(64) COLLATE utf8mb4_bin,
      root_id BIGINT NOT NULL,
      cohort_month INT,
      first_paid_day INT,
      trial_start_day INT,
      opportunity_seats INT,
      PRIMARY KEY (account_id),
      KEY revenue_account_root (root_id),
      KEY revenue_account_site (site),
      KEY revenue_account_trial (trial_start_day)
    )`,
  },
  {
    name: '0006-revenue-span',
    statement: sql`
    CREATE TABLE IF NOT EXISTS revenue_span (
      account_id BIGINT NOT NULL,
      start_day INT NOT NULL,
      end_day INT NOT NULL,
      customer_cents BIGINT NOT NULL,
      net_cents BIGINT NOT NULL,
      seats INT,
      billing_period VARCHAR(20) COLLATE utf8mb4_bin,
      tier VARCHAR(80) COLLATE utf8mb4_bin,
      hands_over_to BIGINT,
      line_ids TEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id, start_day),
      KEY revenue_span_end (end_day)
    )`,
  },
  {
    name: '0006-revenue-movement',
    statement: sql`
    CREATE TABLE IF NOT EXISTS revenue_movement (
      account_id BIGINT NOT NULL,
      day INT NOT NULL,
      kind VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
      month INT NOT NULL,
      customer_cents BIGINT NOT NULL,
      net_cents BIGINT NOT NULL,
      line_ids TEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id, day, kind),
      KEY revenue_movement_month (month, kind),
      KEY revenue_movement_day (day)
    )`,
  },
  {
    name: '0006-revenue-flag',
    statement: sql`
    CREATE TABLE IF NOT EXISTS revenue_flag (
      account_id BIGINT NOT NULL,
      line_id BIGINT NOT NULL,
      reason VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      other_line_id BIGINT NOT NULL,
      customer_cents BIGINT NOT NULL,
      net_cents BIGINT NOT NULL,
      PRIMARY KEY (account_id, line_id, reason, other_line_id),
      KEY revenue_flag_reason (reason)
    )`,
  },
  {
    name: '0006-revenue-difference',
    statement: sql`
    CREATE TABLE IF NOT EXISTS revenue_difference (
      account_id BIGINT NOT NULL,
      month INT NOT NULL,
      kind VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
      place INT NOT NULL,
      billing_period VARCHAR(20) COLLATE utf8mb4_bin,
      customer_cents BIGINT NOT NULL,
      net_cents BIGINT NOT NULL,
      line_ids TEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id, month, kind, place),
      KEY revenue_difference_month (month, kind)
    )`,
  },
];
