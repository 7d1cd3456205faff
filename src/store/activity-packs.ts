import { joinSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { anySql } from './spans';

/**
 * What was done in an account on old days lies in packs, which are rows of `activity` too: under a day below zero that stands for 30 days, with
 * the number of the part instead of a user, that of a page of events instead of an event, the number of its records instead of a count, the last
 * day among them instead of that of its receipts, and the records as text. What comes late for a packed day makes a row of its own. So the same user,
 * event and day may come from both, and from several records.
 */
export type Done = { readonly day: number; readonly user_id: number; readonly event_id: number; readonly count: number };

/** Days that share a pack. */
export const PACK_DAYS = 30;
/** A longer text takes more memory while an engine reads its records as rows; a shorter one is of more rows. */
export const RECORDS_PER_PART = 64;
/** Digits to the base of 36: of the day in its pack, the user, the event in its page, the count. */
const WIDTHS = [1, 5, 3, 1] as const;
const RECORD_WIDTH = 10;
/** An engine may number events with gaps as wide as this. */
const EVENTS_PER_PAGE = 36 ** 3;
const COUNT_PER_RECORD = 35;
/** What has no room in a few records stays a row. */
export const RECORD_ROOM = { user_id: 36 ** 5 - 1, count: 4 * COUNT_PER_RECORD } as const;
/** No day is as late: 3,000 years after the first one. */
const AFTER_ALL = 36_000 * PACK_DAYS;
export const EVER = { from: 0, to: AFTER_ALL } as const;

/** The day under which the pack of a day lies. Later packs lie lower. */
export const packOf = (day: number): number => -(Math.floor(day / PACK_DAYS) + 1);
const firstDayOf = (pack: number): number => -(pack + 1) * PACK_DAYS;

export const pageOf = (eventId: number): number => Math.floor(eventId / EVENTS_PER_PAGE);

/** What was done more often takes several records. */
export function writeRecords({ day, user_id, event_id, count }: Done): string[] {
  const what = [day % PACK_DAYS, user_id, event_id % EVENTS_PER_PAGE].map((value, index) =>
    value.toString(36).padStart(WIDTHS[index] ?? 0, '0'),
  );
  const records: string[] = [];
  for (let left = count; left > 0; left -= COUNT_PER_RECORD)
    records.push([...what, Math.min(left, COUNT_PER_RECORD).toString(36)].join(''));
  return records;
}

export function readRecords({ pack, page, text }: { readonly pack: number; readonly page: number; readonly text: string }): Done[] {
  const records: Done[] = [];
  for (let start = 0; start < text.length; start += RECORD_WIDTH) {
    let at = start;
    const [day = 0, user_id = 0, event = 0, count = 0] = WIDTHS.map((width) => Number.parseInt(text.slice(at, (at += width)), 36));
    records.push({ day: firstDayOf(pack) + day, user_id, event_id: page * EVENTS_PER_PAGE + event, count });
  }
  return records;
}

/** Days [from, to) of accounts: their ids, or a statement that gives them. */
export type Stretch = { readonly accounts: readonly number[] | Sql; readonly from: number; readonly to: number };

/** What was done in stretches that do not overlap, `(account_id, day, user_id, event_id, count)`, as a table to select from. */
export function activitySql(...stretches: readonly Stretch[]): Sql {
  return sql`(${rowsOf(stretches)} UNION ALL ${recordsOf(stretches)})`;
}

/** The same for sums, which are made of rows and of records apart: an engine need not write down what it adds up. */
export function ofRowsAndRecords(stretches: readonly Stretch[], select: (activity: Sql) => Sql): Sql {
  return sql`${select(sql`(${rowsOf(stretches)})`)} UNION ALL ${select(sql`(${recordsOf(stretches)})`)}`;
}

/** Only what lies in packs, as a table to select from. */
export const recordsSql = (...stretches: readonly Stretch[]): Sql => sql`(${recordsOf(stretches)})`;

/** Packed rows of which nothing is left count for nothing. */
const rowsOf = (stretches: readonly Stretch[]): Sql => sql`
  SELECT a.account_id, a.day, a.user_id, a.event_id, a.count FROM activity a WHERE ${inAny(stretches, onDays)} AND a.count > 0`;

const recordsOf = (stretches: readonly Stretch[]): Sql => sql`
  SELECT a.account_id, a.day, a.user_id, a.event_id, a.count
  FROM (SELECT a.account_id, ${RECORD_DAY} AS day, CAST(CONV(SUBSTRING(a.records, r.place * 10 + 2, 5), 36, 10) AS SIGNED) AS user_id,
      CAST(CONV(SUBSTRING(a.records, r.place * 10 + 7, 3), 36, 10) AS SIGNED) + a.event_id * 46656 AS event_id,
      CAST(CONV(SUBSTRING(a.records, r.place * 10 + 10, 1), 36, 10) AS SIGNED) AS count
    FROM activity a JOIN record_place r ON r.place < a.count WHERE ${inAny(stretches, inPacks)}) a
  WHERE ${stretches.length === 1 ? joinSql(stretches.map(onDays)) : inAny(stretches, onDays)}`;

/** The day of record `r` in part `a`. */
const RECORD_DAY = sql`CAST(CONV(SUBSTRING(a.records, r.place * 10 + 1, 1), 36, 10) AS SIGNED) - (a.day + 1) * 30`;

/** Whether anything was done in an account after one day and through another, for each row of another table. */
export function wasActiveSql(accountId: Sql, { after, through }: { readonly after: Sql; readonly through: Sql }): Sql {
  return sql`(
    EXISTS (SELECT 1 FROM activity v WHERE v.account_id = ${accountId} AND v.day > ${after} AND v.day <= ${through} AND v.count > 0)
    OR EXISTS (SELECT 1 FROM activity a JOIN record_place r ON r.place < a.count
      WHERE a.account_id = ${accountId} AND a.day >= -(FLOOR((${through}) / 30) + 1) AND a.day <= -(FLOOR((${after} + 1) / 30) + 1) AND a.frozen_until > ${after}
        AND ${RECORD_DAY} > ${after} AND ${RECORD_DAY} <= ${through}))`;
}

export const onDays = ({ from, to }: Stretch): Sql => sql`a.day >= ${Math.max(from, 0)} AND a.day < ${to}`;
/** A pack that has not come to an end yet may have none of the later days. */
export const inPacks = ({ from, to }: Stretch): Sql => sql`a.day >= ${packOf(to - 1)} AND a.day <= ${packOf(Math.max(from, 0))}
  AND a.frozen_until >= ${from}`;

export function inAny(stretches: readonly Stretch[], days: (stretch: Stretch) => Sql): Sql {
  const each = stretches.map((stretch) => sql`(a.account_id IN (${stretch.accounts}) AND ${days(stretch)})`);
  return anySql(each);
}
