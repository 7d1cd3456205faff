import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * What was a row for each event, account and 90 days under a key of four columns, under a shorter one (`store/event-place.ts`). Every block is noted
 * to be packed from activity.
 */
export const eventUseMigrations: readonly Migration[] = [
  {
    name: '0036-event-use',
    statement: sql`CREATE TABLE IF NOT EXISTS event_use (
      place BIGINT NOT NULL,
      account_id BIGINT NOT NULL,
      packed VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      uses VARCHAR(1300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      PRIMARY KEY (place, account_id),
      KEY event_use_account (account_id)
    )`,
  },
  {
    name: '0036-event-use-wanted',
    writes: 'rows',
    statement: sql`INSERT INTO event_days_stale (account_id, block, notes)
      SELECT x.account_id, x.block, 1 FROM (SELECT account_id, FLOOR(day / 90) AS block FROM activity WHERE day >= 0
        UNION SELECT account_id, FLOOR(-(day + 1) / 3) AS block FROM activity WHERE day < 0) x WHERE 1 = 1
      ON DUPLICATE KEY UPDATE notes = notes + 1`,
  },
  { name: '0036-event-days-gone', statement: sql`DROP TABLE IF EXISTS event_days` },
];
