import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * Records of packs take ten digits instead of thirteen (day 1, user 6, event 4, count 2), and a part says the last of its days. What has no room in the
 * fewer digits becomes rows again, which the upkeep packs anew as far as it can. The new column gets its name last: until every part has moved,
 * whoever needs it finds the table older than it is.
 */
const FITS = sql`NOT EXISTS (SELECT 1 FROM record_place r WHERE r.place < activity.count AND (SUBSTRING(activity.pack, r.place * 13 + 2, 1) <> '0'
      OR SUBSTRING(activity.pack, r.place * 13 + 8, 1) <> '0' OR SUBSTRING(activity.pack, r.place * 13 + 12, 1) <> '0'))`;

const TOO_WIDE = sql`SELECT p.account_id, p.day, p.user_id, p.event_id, p.count, p.pack FROM activity p
        WHERE p.day < 0 AND p.moved_records IS NULL ORDER BY p.account_id, p.day, p.user_id LIMIT 20`;

export const narrowRecordMigrations: readonly Migration[] = [
  {
    name: '0038-activity-moved',
    statement: sql`ALTER TABLE activity ADD COLUMN moved_records TEXT CHARACTER SET ascii COLLATE ascii_bin NULL`,
  },
  {
    name: '0038-activity-narrow',
    writes: 'some rows',
    statement: sql`UPDATE activity SET frozen_until = -(day * 30) - 1,
        moved_records = (SELECT GROUP_CONCAT(CONCAT(SUBSTRING(activity.pack, r.place * 13 + 1, 1), SUBSTRING(activity.pack, r.place * 13 + 3, 5),
            SUBSTRING(activity.pack, r.place * 13 + 9, 3), SUBSTRING(activity.pack, r.place * 13 + 13, 1)) ORDER BY r.place SEPARATOR '')
          FROM record_place r WHERE r.place < activity.count)
      WHERE day < 0 AND count > 0 AND moved_records IS NULL AND ${FITS} LIMIT 2000`,
  },
  {
    name: '0038-activity-wide',
    writes: 'some rows',
    statement: sql`INSERT INTO activity (account_id, day, user_id, event_id, count, frozen, moved_records)
      SELECT m.account_id, m.day, m.user_id, m.event_id, m.count, m.count AS frozen, m.moved_records
      FROM (SELECT a.account_id, CAST(CONV(SUBSTRING(a.pack, r.place * 13 + 1, 1), 36, 10) AS SIGNED) - (a.day + 1) * 30 AS day,
          CAST(CONV(SUBSTRING(a.pack, r.place * 13 + 2, 6), 36, 10) AS SIGNED) AS user_id,
          CAST(CONV(SUBSTRING(a.pack, r.place * 13 + 8, 4), 36, 10) AS SIGNED) AS event_id,
          CAST(CONV(SUBSTRING(a.pack, r.place * 13 + 12, 2), 36, 10) AS SIGNED) AS count, NULL AS moved_records
        FROM (${TOO_WIDE}) a JOIN record_place r ON r.place < a.count
        UNION ALL SELECT w.account_id, w.day, w.user_id, w.event_id, 0 AS count, '' AS moved_records FROM (${TOO_WIDE}) w) m
      WHERE 1 = 1
      ON DUPLICATE KEY UPDATE count = CASE WHEN activity.day < 0 THEN 0 ELSE activity.count + VALUES(count) END,
        frozen = activity.frozen + VALUES(frozen), moved_records = VALUES(moved_records)`,
  },
  { name: '0038-activity-emptied', writes: 'rows', statement: sql`DELETE FROM activity WHERE day < 0 AND count = 0` },
  { name: '0038-activity-old-column', statement: sql`ALTER TABLE activity DROP COLUMN pack` },
  { name: '0038-activity-named', statement: sql`ALTER TABLE activity RENAME COLUMN moved_records TO records` },
];
