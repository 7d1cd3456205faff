import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * What was kept of a subject under a key of two numbers, and a second one by user, under one number: the account's times 2^30, and the user's.
 * `profile_pair` has users in accounts of whom something was told before they used anything there: nothing else leads to them. The column of the
 * values gets its name last: until every row has moved, whoever needs it finds the table older than it is.
 */
export const profileToldMigrations: readonly Migration[] = [
  {
    name: '0039-profile-told',
    statement: sql`CREATE TABLE IF NOT EXISTS profile_told (
      subject BIGINT NOT NULL,
      moved_properties MEDIUMTEXT COLLATE utf8mb4_bin NOT NULL,
      changes BIGINT NOT NULL,
      PRIMARY KEY (subject)
    )`,
  },
  {
    name: '0039-profile-pair',
    statement: sql`CREATE TABLE IF NOT EXISTS profile_pair (
      account_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      PRIMARY KEY (account_id, user_id),
      KEY profile_pair_user (user_id)
    )`,
  },
  {
    name: '0039-profile-rows',
    writes: 'some rows',
    statement: sql`INSERT INTO profile_told (subject, moved_properties, changes)
      SELECT n.subject, n.properties, n.changes
      FROM (SELECT p.account_id * 1073741824 + p.user_id AS subject, p.properties, p.changes
        FROM profile p JOIN (SELECT COALESCE(MAX(t.subject), 0) AS last FROM profile_told t) d
        WHERE p.account_id > d.last DIV 1073741824 OR (p.account_id = d.last DIV 1073741824 AND p.user_id > d.last % 1073741824)
        ORDER BY p.account_id, p.user_id LIMIT 10000) n
      WHERE 1 = 1
      ON DUPLICATE KEY UPDATE changes = profile_told.changes + 1`,
  },
  {
    name: '0039-profile-pairs',
    writes: 'rows',
    statement: sql`INSERT IGNORE INTO profile_pair (account_id, user_id)
      SELECT p.account_id, p.user_id FROM profile p LEFT JOIN membership m ON m.account_id = p.account_id AND m.user_id = p.user_id
      WHERE p.account_id > 0 AND p.user_id > 0 AND m.user_id IS NULL`,
  },
  { name: '0039-profile-gone', statement: sql`DROP TABLE IF EXISTS profile` },
  { name: '0039-profile-named', statement: sql`ALTER TABLE profile_told RENAME COLUMN moved_properties TO properties` },
];
