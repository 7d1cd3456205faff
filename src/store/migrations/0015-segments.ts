import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * Segments and who is in them. A subject is a pair: account (a, 0), user (0, u), membership (a, u); kinds are 0 account, 1 user,
 * 2 membership; days are days since 1970-01-01. What is evaluated is a unit: a segment, or a set that segments are made of (`segment_id`
 * NULL); `ready` is the version of the definition that everybody was asked about. `segment_member.entered_day` is the day of entry, 0 for
 * out, 65535 for what cannot be evaluated; under unit 0 it is the day on which the subject has to be looked at again, under unit -1 how often
 * there was something to tell of it (below zero: that was handed on to `segment_told`). `segment_touched` lists who has to be looked at now;
 * `notes` grows with every note. `segment_told` is what destinations know of somebody's segments.
 */
export const segmentMigrations: readonly Migration[] = [
  {
    name: '0015-segment',
    statement: sql`CREATE TABLE IF NOT EXISTS segment (
      segment_id BIGINT NOT NULL AUTO_INCREMENT,
      segment_key VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      name VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
      kind INT NOT NULL,
      description VARCHAR(1000) COLLATE utf8mb4_bin NOT NULL,
      definition MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      version INT NOT NULL,
      definition_version INT NOT NULL,
      state VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      told INT NOT NULL,
      created_at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      changed_at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (segment_id),
      UNIQUE KEY segment_key_key (segment_key)
    )`,
  },
  {
    name: '0015-segment-version',
    statement: sql`CREATE TABLE IF NOT EXISTS segment_version (
      segment_id BIGINT NOT NULL,
      version INT NOT NULL,
      name VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
      definition MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      changed_at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (segment_id, version)
    )`,
  },
  {
    name: '0015-segment-unit',
    statement: sql`CREATE TABLE IF NOT EXISTS segment_unit (
      unit_id BIGINT NOT NULL AUTO_INCREMENT,
      unit_key VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
      segment_id BIGINT NULL,
      ready INT NOT NULL,
      PRIMARY KEY (unit_id),
      UNIQUE KEY segment_unit_key (unit_key),
      KEY segment_unit_segment (segment_id)
    )`,
  },
  {
    name: '0015-segment-member',
    statement: sql`CREATE TABLE IF NOT EXISTS segment_member (
      account_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      unit_id BIGINT NOT NULL,
      entered_day INT NOT NULL,
      PRIMARY KEY (account_id, user_id, unit_id),
      KEY segment_member_unit (unit_id, entered_day, account_id, user_id)
    )`,
  },
  {
    name: '0015-segment-turn',
    statement: sql`CREATE TABLE IF NOT EXISTS segment_turn (
      segment_id BIGINT NOT NULL,
      account_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      day INT NOT NULL,
      entered INT NOT NULL,
      at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (segment_id, account_id, user_id, day, entered),
      KEY segment_turn_day (segment_id, day),
      KEY segment_turn_subject (account_id, user_id)
    )`,
  },
  {
    name: '0015-segment-touched',
    statement: sql`CREATE TABLE IF NOT EXISTS segment_touched (
      account_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      notes BIGINT NOT NULL,
      PRIMARY KEY (account_id, user_id)
    )`,
  },
  {
    name: '0015-segment-rank',
    statement: sql`CREATE TABLE IF NOT EXISTS segment_rank (
      unit_id BIGINT NOT NULL,
      account_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      rank_key DOUBLE NULL,
      PRIMARY KEY (unit_id, account_id, user_id),
      KEY segment_rank_order (unit_id, rank_key, account_id, user_id)
    )`,
  },
  {
    name: '0015-segment-told',
    statement: sql`CREATE TABLE IF NOT EXISTS segment_told (
      account_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      names MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      version INT NOT NULL,
      pending INT NOT NULL,
      changed_at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id, user_id),
      KEY segment_told_pending (pending)
    )`,
  },
];
