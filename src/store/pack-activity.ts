import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { PACK_DAYS, packOf, pageOf, RECORD_ROOM, RECORDS_PER_PART, writeRecords } from './activity-packs';
import type { Done } from './activity-packs';

/** Figures of 30 days ask for rows only; those of more are made of packs as well. */
export const PACKED_AFTER_DAYS = 30;
/** Days that are packed together: fewer would be a statement more often, for every account. */
export const DAYS_TOGETHER = 5;
/** Accounts of which one statement tells whether there is anything to pack. */
const ACCOUNTS_AT_ONCE = 1_000;
/** Rows and packs of one statement: each part that it writes takes an engine some hundred KiB of memory. */
const ROWS_AT_ONCE = 1_000;
const PACKS_AT_ONCE = 8;

/**
 * Packs what was done on days up to `PACKED_AFTER_DAYS` ago, as far as it has no receipt any more, as much as fits before
 * `deadline` (ms). One statement writes records and takes what is in them off the rows, if they and the pack are still as they were read;
 * rows of which nothing is left go with another. A run that is cut anywhere, or done twice, or beside another, loses and doubles nothing.
 * True when nothing is left.
 */
export async function packOldActivity(
  ports: { readonly sql: SqlPort; readonly clock: () => number },
  { today, deadline }: { readonly today: number; readonly deadline: number },
): Promise<boolean> {
  const before = Math.floor((today - PACKED_AFTER_DAYS) / DAYS_TOGETHER) * DAYS_TOGETHER;
  let isPrepared = false;
  for (let after = 0; ;) {
    const accounts = await oldestRows(ports.sql, after, before);
    const last = accounts.at(-1);
    if (last === undefined) return true;
    for (const { account_id, oldest } of accounts) {
      if (oldest === null) continue;
      if (!isPrepared) await preparePlaces(ports.sql);
      isPrepared = true;
      for (let from: number | null = oldest; from !== null; from = await packFrom(ports.sql, account_id, from, before))
        if (ports.clock() >= deadline) return false;
    }
    after = last.account_id;
  }
}

const OldestRow = z.object({ account_id: z.coerce.number(), oldest: z.coerce.number().nullable() });

/** The first day of which some row can be packed, or is packed and not taken away, of the next accounts. */
async function oldestRows(sqlPort: SqlPort, after: number, before: number): Promise<z.infer<typeof OldestRow>[]> {
  return z.array(OldestRow).parse(
    await sqlPort.query(sql`
      SELECT s.account_id, (SELECT a.day FROM activity a WHERE a.account_id = s.account_id AND a.day >= 0 AND a.day < ${before} AND ${CAN_GO}
        ORDER BY a.day LIMIT 1) AS oldest
      FROM account s WHERE s.account_id > ${after} ORDER BY s.account_id LIMIT ${ACCOUNTS_AT_ONCE}`),
  );
}

/** Nothing of it is on its way, no receipt of it is left that is in it already, and it fits into a record. */
const CAN_GO = sql`a.count = a.frozen AND a.count <= ${RECORD_ROOM.count} AND a.user_id <= ${RECORD_ROOM.user_id}
  AND a.frozen_until < (SELECT COALESCE(MIN(received_day), ${2 ** 31 - 1}) FROM receipt)`;

async function preparePlaces(sqlPort: SqlPort): Promise<void> {
  const places = Array.from({ length: RECORDS_PER_PART }, (_, place) => [place]);
  await sqlPort.write(sql`INSERT IGNORE INTO record_place (place) VALUES ${rowsSql(places)}`);
}

const DoneRow = z.object({
  day: z.coerce.number(),
  user_id: z.coerce.number(),
  event_id: z.coerce.number(),
  count: z.coerce.number(),
});

/** Packs the next rows of an account from a day on; says on which day to go on, null when nothing is left. */
async function packFrom(sqlPort: SqlPort, accountId: number, from: number, before: number): Promise<number | null> {
  const first = Math.floor(from / PACK_DAYS) * PACK_DAYS;
  const to = Math.min(first + PACKS_AT_ONCE * PACK_DAYS, before);
  const ofAccount = sql`a.account_id = ${accountId}`;
  const inPacks = sql`${ofAccount} AND a.day >= ${packOf(to - 1)} AND a.day <= ${packOf(first)}`;
  // Packs first: what another run packs meanwhile is either in none of the rows, or changes the packs.
  const parts = await partsOf(sqlPort, inPacks);
  const rows = z.array(DoneRow).parse(
    await sqlPort.query(sql`
      SELECT a.day, a.user_id, a.event_id, a.count FROM activity a
      WHERE ${ofAccount} AND a.day >= ${first} AND a.day < ${to} AND a.count > 0 AND ${CAN_GO}
      ORDER BY a.day, a.user_id, a.event_id LIMIT ${ROWS_AT_ONCE}`),
  );
  const last = rows.at(-1);
  if (last !== undefined) {
    const upToLast = sql`(a.day < ${last.day} OR (a.day = ${last.day} AND (a.user_id < ${last.user_id}
      OR (a.user_id = ${last.user_id} AND a.event_id <= ${last.event_id}))))`;
    const taken = sql`${ofAccount} AND a.day >= ${first} AND a.count > 0 AND ${upToLast} AND ${CAN_GO}`;
    const isAsRead = sql`(SELECT COUNT(*) FROM activity a WHERE ${taken}) = ${rows.length}
      AND (SELECT SUM(a.count) FROM activity a WHERE ${taken}) = ${sum(rows)}
      AND (SELECT COALESCE(SUM(a.count), 0) FROM activity a WHERE ${inPacks}) = ${sum(parts)}`;
    const moved = await move(sqlPort, { accountId, parts: grownParts(parts, rows), taken, isAsRead });
    // Another run is at it.
    if (moved === 0) return null;
  }
  await sqlPort.write(sql`
    DELETE FROM activity WHERE account_id = ${accountId} AND day >= ${first} AND day < ${to} AND count = 0 AND frozen = 0`);
  if (last !== undefined && rows.length === ROWS_AT_ONCE) return last.day;
  return to < before ? to : null;
}

const PartRow = z.object({
  pack: z.coerce.number(),
  page: z.coerce.number(),
  part: z.coerce.number(),
  count: z.coerce.number(),
  last_day: z.coerce.number(),
  records: z.string().nullable(),
});
type Part = z.infer<typeof PartRow>;

/** The parts of packs, and the records of those in which there is room. */
async function partsOf(sqlPort: SqlPort, inPacks: Sql): Promise<Part[]> {
  return z.array(PartRow).parse(
    await sqlPort.query(sql`
      SELECT a.day AS pack, a.event_id AS page, a.user_id AS part, a.count, a.frozen_until AS last_day,
        CASE WHEN a.count < ${RECORDS_PER_PART} THEN a.records END AS records
      FROM activity a WHERE ${inPacks} ORDER BY a.day, a.user_id`),
  );
}

/** The parts that change: the last one of a pack's page takes records until it is full. */
function grownParts(parts: readonly Part[], rows: readonly Done[]): Part[] {
  const nameOf = ({ pack, page }: Pick<Part, 'pack' | 'page'>): string => `${pack}:${page}`;
  const lastOf = new Map(parts.map((part) => [nameOf(part), { ...part }]));
  const grown = new Set<Part>();
  for (const row of rows) {
    const place = { pack: packOf(row.day), page: pageOf(row.event_id) };
    for (const record of writeRecords(row)) {
      const known = lastOf.get(nameOf(place));
      const isFull = known === undefined || known.count >= RECORDS_PER_PART;
      const part: Part = isFull ? { ...place, part: known === undefined ? 0 : known.part + 1, count: 0, last_day: 0, records: '' } : known;
      part.count += 1;
      part.last_day = Math.max(part.last_day, row.day);
      part.records = `${part.records ?? ''}${record}`;
      lastOf.set(nameOf(place), part);
      grown.add(part);
    }
  }
  return [...grown];
}

type Move = { readonly accountId: number; readonly parts: readonly Part[]; readonly taken: Sql; readonly isAsRead: Sql };

/** Both halves in one statement, because nothing else holds two changes together. */
async function move(sqlPort: SqlPort, { accountId, parts, taken, isAsRead }: Move): Promise<number> {
  const written = parts.map(
    ({ pack, page, part, count, last_day, records }) =>
      sql`SELECT ${accountId} AS account_id, ${pack} AS day, ${part} AS user_id, ${page} AS event_id, ${count} AS count, 0 AS frozen, ${last_day} AS frozen_until, ${records} AS records`,
  );
  return await sqlPort.write(sql`
    INSERT INTO activity (account_id, day, user_id, event_id, count, frozen, frozen_until, records)
    SELECT m.account_id, m.day, m.user_id, m.event_id, m.count, m.frozen, m.frozen_until, m.records
    FROM (${joinSql(written, ' UNION ALL ')}
      UNION ALL SELECT a.account_id, a.day, a.user_id, a.event_id, a.count, a.count AS frozen, a.frozen_until, NULL AS records
      FROM activity a WHERE ${taken}) m
    WHERE ${isAsRead}
    ON DUPLICATE KEY UPDATE count = CASE WHEN activity.day < 0 THEN VALUES(count) ELSE activity.count - VALUES(count) END,
      frozen = activity.frozen - VALUES(frozen), frozen_until = VALUES(frozen_until), records = VALUES(records)`);
}

const sum = (counted: readonly { readonly count: number }[]): number => counted.reduce((total, { count }) => total + count, 0);
