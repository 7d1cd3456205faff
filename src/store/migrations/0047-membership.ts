import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { Migration } from '../migrate';

const BEFORE = '0001-membership';
/** What made a table of days, with the key of `membership` once more, in stores of before. */
const DAYS_BEFORE = '0037-membership-days';

const nobodyDaysSql = (name: Sql): Sql => sql`CREATE TABLE IF NOT EXISTS ${name} (
      account_id BIGINT NOT NULL,
      days TEXT COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (account_id)
    )`;

/**
 * Users in accounts: from when to when they were seen there, and the days on which they used a feature (`store/member-days.ts`), null before the first.
 * Days of nobody in particular, user 0, are a table of their own: whoever reads `membership` finds persons alone.
 */
export const membershipTableMigrations: readonly Migration[] = [
  {
    name: '0047-membership',
    unless: BEFORE,
    statement: sql`CREATE TABLE IF NOT EXISTS membership (
      account_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      first_day INT NOT NULL,
      last_day INT NOT NULL,
      days TEXT COLLATE utf8mb4_bin NULL,
      PRIMARY KEY (account_id, user_id),
      KEY membership_user (user_id)
    )`,
  },
  { name: '0047-nobody-days', unless: DAYS_BEFORE, statement: nobodyDaysSql(sql`nobody_days`) },
];

/** A store without that table is counted anew. */
const COLUMN: Migration = {
  name: '0047-membership-days',
  after: BEFORE,
  unless: DAYS_BEFORE,
  statement: sql`ALTER TABLE membership ADD COLUMN days TEXT COLLATE utf8mb4_bin NULL`,
};

const ROWS_AT_ONCE = 5_000;
const Key = z.object({ account_id: z.coerce.number(), user_id: z.coerce.number() });
type Key = z.infer<typeof Key>;
const BOTH = sql`membership_days d JOIN membership m ON m.account_id = d.account_id AND m.user_id = d.user_id`;

async function firstKey(port: SqlPort, query: Sql): Promise<Key | undefined> {
  return z.array(Key).parse(await port.query(query))[0];
}

/** A row goes when it has moved: a run that was cut goes on with those that have not. */
async function moveDays(port: SqlPort): Promise<void> {
  let from: Key = { account_id: 0, user_id: 0 };
  for (;;) {
    const later = sql`(d.account_id > ${from.account_id} OR (d.account_id = ${from.account_id} AND d.user_id > ${from.user_id}))`;
    const last = await firstKey(
      port,
      sql`SELECT p.account_id, p.user_id
        FROM (SELECT d.account_id, d.user_id FROM membership_days d WHERE ${later} ORDER BY d.account_id, d.user_id LIMIT ${ROWS_AT_ONCE}) p
        ORDER BY p.account_id DESC, p.user_id DESC LIMIT 1`,
    );
    if (last === undefined) return;
    await moveThese(
      port,
      sql`${later} AND (d.account_id < ${last.account_id} OR (d.account_id = ${last.account_id} AND d.user_id <= ${last.user_id}))`,
    );
    from = last;
  }
}

async function moveThese(port: SqlPort, these: Sql): Promise<void> {
  const left = await firstKey(
    port,
    sql`SELECT d.account_id, d.user_id FROM ${BOTH} WHERE ${these} AND (m.moved_days IS NULL OR m.moved_days = d.days) LIMIT 1`,
  );
  if (left === undefined) return;
  await port.write(sql`
    INSERT INTO membership (account_id, user_id, first_day, last_day, moved_days)
    SELECT m.account_id, m.user_id, m.first_day, m.last_day, d.days FROM ${BOTH} WHERE ${these} AND m.moved_days IS NULL
    ON DUPLICATE KEY UPDATE moved_days = VALUES(moved_days)`);
  await port.write(sql`
    DELETE FROM membership_days WHERE (account_id, user_id) IN (
      SELECT k.account_id, k.user_id FROM (SELECT d.account_id, d.user_id FROM ${BOTH} WHERE ${these} AND m.moved_days = d.days) k)`);
}

/**
 * The new names come last, when every row has moved: whoever needs them finds the tables older than they are until then. What an earlier version
 * noted of users who had moved already is left, and counted anew.
 */
const STEPS: readonly Migration[] = [
  { name: '0047-membership-moved', statement: sql`ALTER TABLE membership ADD COLUMN moved_days TEXT COLLATE utf8mb4_bin NULL` },
  { name: '0047-membership-rows', moves: moveDays },
  {
    name: '0047-membership-wanted',
    writes: 'rows',
    statement: sql`INSERT INTO account_stale (account_id, notes, recount) SELECT DISTINCT account_id, 1, 1 FROM membership_days WHERE user_id > 0
      ON DUPLICATE KEY UPDATE notes = notes + 1, recount = 1`,
  },
  { name: '0047-nobody-days-moved', statement: nobodyDaysSql(sql`nobody_days_moved`) },
  {
    name: '0047-nobody-days-rows',
    writes: 'rows',
    statement: sql`INSERT INTO nobody_days_moved (account_id, days) SELECT account_id, days FROM membership_days WHERE user_id = 0
      ON DUPLICATE KEY UPDATE days = VALUES(days)`,
  },
  { name: '0047-nobody-days-named', statement: sql`ALTER TABLE nobody_days_moved RENAME TO nobody_days` },
  { name: '0047-membership-named', statement: sql`ALTER TABLE membership RENAME COLUMN moved_days TO days` },
  { name: '0047-membership-days-gone', statement: sql`DROP TABLE IF EXISTS membership_days` },
];

export const membershipMigrations: readonly Migration[] = [COLUMN, ...STEPS.map((step) => ({ ...step, after: DAYS_BEFORE }))];
