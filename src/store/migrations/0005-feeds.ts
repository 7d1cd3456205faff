import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * What the sync keeps beside licences and transactions. `feed_row` holds reports without a table of their own. `row_change` says
 * what changed in a row, never in whose name. `sync_window` has one row for each piece of a run that was read, so that the figures
 * of a run are sums and a repeat counts once.
 */
export const feedMigrations: readonly Migration[] = [
  {
    name: '0005-feed-row',
    statement: sql`
    CREATE TABLE IF NOT EXISTS feed_row (
      id BIGINT NOT NULL AUTO_INCREMENT,
      feed VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      row_key VARCHAR(160) COLLATE utf8mb4_bin NOT NULL,
      day INT,
      about VARCHAR(64) COLLATE utf8mb4_bin,
      app_key VARCHAR(120) COLLATE utf8mb4_bin,
      content_hash VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      version INT NOT NULL,
      raw MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      first_seen_at VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      changed_at VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      last_seen_run BIGINT NOT NULL,
      gone_at VARCHAR(24) COLLATE utf8mb4_bin,
      PRIMARY KEY (id),
      UNIQUE KEY feed_row_key (feed, row_key),
      KEY feed_row_day (feed, day),
      KEY feed_row_about (about),
      KEY feed_row_seen (feed, gone_at, last_seen_run)
    )`,
  },
  {
    name: '0005-row-change',
    statement: sql`
    CREATE TABLE IF NOT EXISTS row_change (
      id BIGINT NOT NULL AUTO_INCREMENT,
      feed VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      row_key VARCHAR(160) COLLATE utf8mb4_bin NOT NULL,
      version INT NOT NULL,
      kind VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      episode BIGINT NOT NULL,
      changed_at VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      changes MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY row_change_version (feed, row_key, version, kind, episode),
      KEY row_change_at (changed_at)
    )`,
  },
  {
    name: '0005-sync-window',
    statement: sql`
    CREATE TABLE IF NOT EXISTS sync_window (
      id BIGINT NOT NULL AUTO_INCREMENT,
      feed VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      pass VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      run BIGINT NOT NULL,
      window_key VARCHAR(160) COLLATE utf8mb4_bin NOT NULL,
      rows_read INT NOT NULL,
      rows_changed INT NOT NULL,
      rows_quarantined INT NOT NULL,
      done_at VARCHAR(24) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY sync_window_piece (feed, pass, run, window_key),
      KEY sync_window_run (run)
    )`,
  },
  {
    name: '0005-sync-wish',
    statement: sql`
    CREATE TABLE IF NOT EXISTS sync_wish (
      feed VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      paused_at VARCHAR(24) COLLATE utf8mb4_bin,
      wanted_pass VARCHAR(20) COLLATE utf8mb4_bin,
      wanted_at VARCHAR(24) COLLATE utf8mb4_bin,
      PRIMARY KEY (feed)
    )`,
  },
];
