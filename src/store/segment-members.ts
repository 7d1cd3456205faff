import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import type { SubjectKind } from '../segments/value';
import { chunked, ROWS_PER_STATEMENT } from './chunks';
import { pairName } from './profiles';
import type { Pair } from './profiles';
import { shortId } from './short-id';

/** Under this unit stands the day on which a subject is due. */
export const DUE_UNIT = 0;
/** Under this one how often there was something that destinations may have to hear of a subject, below zero once that was handed on. */
const NOTE_UNIT = -1;

export type MemberRow = Pair & { readonly unitId: number; readonly enteredDay: number };
/** Somebody came into a segment, or left it. */
export type SegmentTurn = Pair & { readonly segmentId: number; readonly entered: boolean };

/** History comes first: whoever is cut before the members are written finds the same turns again. `at` in milliseconds. */
export async function keepTurns(sqlPort: SqlPort, turns: readonly SegmentTurn[], day: number, at: number): Promise<void> {
  const instant = new Date(at).toISOString();
  for (const chunk of chunked(turns)) {
    const rows = chunk.map(({ segmentId, accountId, userId, entered }) => [segmentId, accountId, userId, day, entered ? 1 : 0, instant]);
    await sqlPort.write(sql`
      INSERT INTO segment_turn (segment_id, account_id, user_id, day, entered, at) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE at = VALUES(at)`);
  }
}

/**
 * `noted`: those of whom destinations may have to hear. A note is written by the statement that writes what it is about: whoever is cut leaves
 * both or neither, and whoever tells meanwhile sees both or neither.
 */
export async function keepMembers(sqlPort: SqlPort, rows: readonly MemberRow[], noted: readonly Pair[]): Promise<void> {
  const notes = noted.map((pair) => ({ ...pair, unitId: NOTE_UNIT, enteredDay: 1 }));
  for (const chunk of chunkedBySubject([...rows, ...notes])) {
    await sqlPort.write(sql`
      INSERT INTO segment_member (account_id, user_id, unit_id, entered_day)
      VALUES ${rowsSql(chunk.map(({ accountId, userId, unitId, enteredDay }) => [accountId, userId, unitId, enteredDay]))}
      ON DUPLICATE KEY UPDATE entered_day = CASE WHEN unit_id = ${NOTE_UNIT} THEN ABS(entered_day) + 1 ELSE VALUES(entered_day) END`);
  }
}

/** Rows of one subject are in one chunk. */
function chunkedBySubject(rows: readonly MemberRow[]): MemberRow[][] {
  const ofSubject = new Map<string, MemberRow[]>();
  for (const row of rows) ofSubject.set(pairName(row), [...(ofSubject.get(pairName(row)) ?? []), row]);
  const chunks: MemberRow[][] = [];
  for (const own of ofSubject.values()) {
    const chunk = chunks.at(-1);
    if (chunk === undefined || chunk.length + own.length > ROWS_PER_STATEMENT) chunks.push(own);
    else chunk.push(...own);
  }
  return chunks;
}

/** A subject, and how many notes there were of it. */
export type Note = Pair & { readonly notes: number };

/** Up to `limit` of those of whom there is a note that was not handed on. */
export async function membersNoted(sqlPort: SqlPort, limit: number): Promise<Note[]> {
  const rows = await sqlPort.query(sql`
    SELECT account_id, user_id, entered_day FROM segment_member WHERE unit_id = ${NOTE_UNIT} AND entered_day > 0
    ORDER BY entered_day, account_id, user_id LIMIT ${limit}`);
  return z
    .array(KeptRow)
    .parse(rows)
    .map(({ enteredDay, ...pair }) => ({ ...pair, notes: enteredDay }));
}

/** Those that have grown meanwhile stay; the number goes on, so that no later note looks like one of these. */
export async function answerNotes(sqlPort: SqlPort, notes: readonly Note[]): Promise<void> {
  for (const chunk of chunked(notes)) {
    const each = chunk.map(
      ({ accountId, userId, notes: seen }) => sql`(account_id = ${accountId} AND user_id = ${userId} AND entered_day = ${seen})`,
    );
    await sqlPort.write(
      sql`UPDATE segment_member SET entered_day = -entered_day WHERE unit_id = ${NOTE_UNIT} AND (${joinSql(each, ' OR ')})`,
    );
  }
}

/** Those of `pairs` of whom there ever was a note. */
export const everNotedSql = (pairs: Sql): Sql =>
  sql`SELECT m.account_id, m.user_id FROM segment_member m WHERE m.unit_id = ${NOTE_UNIT} AND ${pairs}`;

/** Somebody, and the day of entry under a unit. */
export const KeptRow = z
  .object({ account_id: z.coerce.number(), user_id: z.coerce.number(), entered_day: z.coerce.number() })
  .transform((row) => ({ accountId: row.account_id, userId: row.user_id, enteredDay: row.entered_day }));
const PairRow = z
  .object({ account_id: z.coerce.number(), user_id: z.coerce.number() })
  .transform((row): Pair => ({ accountId: row.account_id, userId: row.user_id }));

/** Those for whom a window has moved, the longest due first. */
export async function dueSubjects(sqlPort: SqlPort, today: number, limit: number): Promise<Pair[]> {
  return z.array(PairRow).parse(
    await sqlPort.query(sql`
      SELECT account_id, user_id FROM segment_member
      WHERE unit_id = ${DUE_UNIT} AND entered_day <= ${today} ORDER BY entered_day, account_id, user_id LIMIT ${limit}`),
  );
}

/** Users in these accounts, and these users in all accounts; by (account, user), up to `limit`. */
export async function pairsAround(
  sqlPort: SqlPort,
  { accounts, users }: { readonly accounts: readonly number[]; readonly users: readonly number[] },
  limit: number,
): Promise<Pair[]> {
  const conditions = [
    ...(accounts.length === 0 ? [] : [sql`m.account_id IN (${accounts})`]),
    ...(users.length === 0 ? [] : [sql`m.user_id IN (${users})`]),
  ];
  if (conditions.length === 0) return [];
  const each = conditions.flatMap((where) => [
    sql`SELECT m.account_id AS account_id, m.user_id AS user_id FROM membership m WHERE ${where}`,
    sql`SELECT m.account_id, m.user_id FROM profile_pair m WHERE ${where}`,
  ]);
  return z
    .array(PairRow)
    .parse(await sqlPort.query(sql`SELECT p.account_id, p.user_id FROM (${joinSql(each, ' UNION ')}) p ORDER BY 1, 2 LIMIT ${limit}`));
}

/** Users by the ids that destinations know, with the accounts that they are in and themselves in each. */
export async function subjectsNamed(sqlPort: SqlPort, externalIds: readonly string[]): Promise<Pair[]> {
  if (externalIds.length === 0) return [];
  const rows = await sqlPort.query(sql`SELECT 0 AS account_id, user_id FROM app_user WHERE short_id IN (${externalIds.map(shortId)})`);
  const users = z.array(PairRow).parse(rows);
  const around = await pairsAround(sqlPort, { accounts: [], users: users.map(({ userId }) => userId) }, MAX_AROUND);
  return [...users, ...around, ...around.map(({ accountId }) => ({ accountId, userId: 0 }))];
}

/** Somebody in more accounts than this is no person. */
const MAX_AROUND = 10_000;

/** Subjects of a kind in the order of their ids, after one of them. */
export async function subjectsAfter(sqlPort: SqlPort, kind: SubjectKind, after: Pair, limit: number): Promise<Pair[]> {
  const { accountId, userId } = after;
  switch (kind) {
    case 'account':
      return z
        .array(PairRow)
        .parse(
          await sqlPort.query(
            sql`SELECT account_id, 0 AS user_id FROM account WHERE account_id > ${accountId} ORDER BY account_id LIMIT ${limit}`,
          ),
        );
    case 'user':
      return z
        .array(PairRow)
        .parse(
          await sqlPort.query(sql`SELECT 0 AS account_id, user_id FROM app_user WHERE user_id > ${userId} ORDER BY user_id LIMIT ${limit}`),
        );
    case 'membership': {
      const later = sql`(account_id > ${accountId} OR (account_id = ${accountId} AND user_id > ${userId}))`;
      return z.array(PairRow).parse(
        await sqlPort.query(sql`
          SELECT p.account_id, p.user_id FROM (
            SELECT q.account_id, q.user_id FROM (
              SELECT account_id, user_id FROM membership WHERE ${later} ORDER BY account_id, user_id LIMIT ${limit}) q
            UNION SELECT r.account_id, r.user_id FROM (
              SELECT account_id, user_id FROM profile_pair WHERE ${later}
              ORDER BY account_id, user_id LIMIT ${limit}) r) p
          ORDER BY p.account_id, p.user_id LIMIT ${limit}`),
      );
    }
  }
}

/** Rows for units that are evaluated for the first time. Two runs at once agree: the key decides. */
export async function addUnits(
  sqlPort: SqlPort,
  units: readonly { readonly key: string; readonly segmentId: number | null }[],
): Promise<void> {
  for (const chunk of chunked(units)) {
    await sqlPort.write(
      sql`INSERT IGNORE INTO segment_unit (unit_key, segment_id, ready) VALUES ${rowsSql(chunk.map(({ key, segmentId }) => [key, segmentId, 0]))}`,
    );
  }
}

/** Everybody was asked about this version of the definition. */
export async function setReady(sqlPort: SqlPort, key: string, version: number): Promise<void> {
  await sqlPort.write(sql`UPDATE segment_unit SET ready = ${version} WHERE unit_key = ${key}`);
}

/** Up to `limit` of those who are in a unit, or of whom it cannot be known. */
export async function someKept(sqlPort: SqlPort, unitId: number, limit: number): Promise<MemberRow[]> {
  const rows = await sqlPort.query(sql`
    SELECT account_id, user_id, entered_day FROM segment_member WHERE unit_id = ${unitId} AND entered_day > 0
    ORDER BY account_id, user_id LIMIT ${limit}`);
  return z
    .array(KeptRow)
    .parse(rows)
    .map((row) => ({ ...row, unitId }));
}

/** What is left of a unit in which nobody is any more. Of a segment the unit stays: members are looked for anew when it comes back. */
export async function dropUnit(sqlPort: SqlPort, unitId: number, isSegment: boolean): Promise<void> {
  await sqlPort.write(sql`DELETE FROM segment_member WHERE unit_id = ${unitId}`);
  await sqlPort.write(sql`DELETE FROM segment_rank WHERE unit_id = ${unitId}`);
  if (isSegment) await sqlPort.write(sql`UPDATE segment_unit SET ready = 0 WHERE unit_id = ${unitId} AND ready <> 0`);
  else await sqlPort.write(sql`DELETE FROM segment_unit WHERE unit_id = ${unitId}`);
}
