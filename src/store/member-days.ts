import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { chunked, chunkedToFit, SMALL_ROWS_PER_STATEMENT } from './chunks';
import type { Receipt } from './receipts';
import { anySql, sharedSpans } from './spans';
import type { Span } from './spans';

/** Days that are noted together: a bit each. */
export const BLOCK_DAYS = 30;

export const blockOf = (day: number): number => Math.floor(day / BLOCK_DAYS);

/** The days of a block, ascending. */
export function daysOfBlock(block: number, bits: number): number[] {
  const days: number[] = [];
  for (let bit = 0; bit < BLOCK_DAYS; bit += 1) if ((bits & (1 << bit)) !== 0) days.push(block * BLOCK_DAYS + bit);
  return days;
}

/** A user's days are pieces of a block, as two letters, and its bits, as ten digits; whatever came when, the last piece is the latest block. */
const PIECE = 12;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const lettersOf = (block: number): string => LETTERS.charAt(Math.floor(block / LETTERS.length)) + LETTERS.charAt(block % LETTERS.length);
const writePiece = (block: number, bits: number): string => lettersOf(block) + String(bits).padStart(PIECE - 2, '0');

/** Each block of a user's days with its bits, in no order. */
export function blocksIn(text: string): { readonly block: number; readonly bits: number }[] {
  const blocks: { block: number; bits: number }[] = [];
  for (let at = 0; at < text.length; at += PIECE) {
    const block = LETTERS.indexOf(text.charAt(at)) * LETTERS.length + LETTERS.indexOf(text.charAt(at + 1));
    blocks.push({ block, bits: Number(text.slice(at + 2, at + PIECE)) });
  }
  return blocks;
}

/** The bits of each block of these days. */
function bitsByBlock(days: readonly number[]): Map<number, number> {
  const blocks = new Map<number, number>();
  for (const day of days) blocks.set(blockOf(day), (blocks.get(blockOf(day)) ?? 0) | (1 << (day - blockOf(day) * BLOCK_DAYS)));
  return blocks;
}

/** What is noted with the bits of one more piece in it; nearly always that is a piece of the latest block, or of a later one. */
function withPiece(known: Sql, piece: Sql): Sql {
  const [last, block] = [lastBlockSql(known), sql`SUBSTRING(${piece}, 1, 2)`];
  const at = sql`LOCATE(${block}, ${known})`;
  const bits = (text: Sql, from: Sql) => sql`(SUBSTRING(${text}, ${from}, 10) + 0)`;
  const both = (from: Sql) => sql`SUBSTRING(10000000000 + (${bits(known, from)} | ${bits(piece, sql`3`)}), 2, 10)`;
  return sql`CASE WHEN ${last} = ${block} THEN CONCAT(SUBSTRING(${known}, 1, LENGTH(${known}) - 10), ${both(sql`LENGTH(${known}) - 9`)})
    WHEN ${last} < ${block} THEN CONCAT(${known}, ${piece})
    WHEN ${at} = 0 THEN CONCAT(${piece}, ${known})
    ELSE CONCAT(SUBSTRING(${known}, 1, ${at} + 1), ${both(sql`${at} + 2`)}, SUBSTRING(${known}, ${at} + 12)) END`;
}

/** The letters of the latest block. */
const lastBlockSql = (text: Sql): Sql => sql`SUBSTRING(${text}, LENGTH(${text}) - 11, 2)`;

type Seen = Pick<Receipt, 'accountId' | 'userId' | 'day'>;
type Member = {
  readonly accountId: number;
  readonly userId: number;
  readonly first: number;
  readonly last: number;
  readonly days: number[];
};

/** In the order of their key, so that batches at once wait for each other and not in a ring. */
function membersIn(seen: readonly Seen[], uses: readonly Seen[]): Member[] {
  const members = new Map<string, Member>();
  for (const { accountId, userId, day } of seen) {
    const name = `${accountId}:${userId}`;
    const known = members.get(name);
    members.set(name, {
      ...(known ?? { accountId, userId, days: [] }),
      first: Math.min(known?.first ?? day, day),
      last: Math.max(known?.last ?? day, day),
    });
  }
  for (const { accountId, userId, day } of uses) members.get(`${accountId}:${userId}`)?.days.push(day);
  return [...members.values()].sort((a, b) => a.accountId - b.accountId || a.userId - b.userId);
}

const piecesOf = (days: readonly number[]): string[] => [...bitsByBlock(days)].map(([block, bits]) => writePiece(block, bits));

/**
 * Notes from when to when users were seen in accounts, and on which of these days they used a feature (`uses`); noting it again changes nothing.
 * User 0 is nobody in particular: of them only the days of use are noted, in a table of their own.
 */
export async function noteMembers(sqlPort: SqlPort, seen: readonly Seen[], uses: readonly Seen[]): Promise<void> {
  const members = membersIn(seen, uses);
  const rows = members.flatMap(({ accountId, userId, first, last, days }) => {
    if (userId === 0) return [];
    const pieces = days.length === 0 ? [null] : piecesOf(days);
    return pieces.map((piece) => [accountId, userId, first, last, piece]);
  });
  for (const chunk of chunked(rows, SMALL_ROWS_PER_STATEMENT)) {
    await sqlPort.write(sql`
      INSERT INTO membership (account_id, user_id, first_day, last_day, days) VALUES ${rowsSql(chunk)}
      ON DUPLICATE KEY UPDATE first_day = LEAST(first_day, VALUES(first_day)), last_day = GREATEST(last_day, VALUES(last_day)),
        days = CASE WHEN VALUES(days) IS NULL THEN days WHEN days IS NULL THEN VALUES(days) ELSE ${withPiece(sql`days`, sql`VALUES(days)`)} END`);
  }
  const nobody = members.flatMap(({ accountId, userId, days }) => (userId === 0 ? piecesOf(days).map((piece) => [accountId, piece]) : []));
  for (const chunk of chunked(nobody, SMALL_ROWS_PER_STATEMENT)) {
    await sqlPort.write(sql`
      INSERT INTO nobody_days (account_id, days) VALUES ${rowsSql(chunk)}
      ON DUPLICATE KEY UPDATE days = ${withPiece(sql`days`, sql`VALUES(days)`)}`);
  }
}

/** So many rows with texts of so many letters are an answer below 4 MiB. */
const rowsPerAnswer = (letters: number): number => Math.floor(4_114_000 / (62 + letters));
/** Texts of fifteen blocks are short; of longer ones, up to those of 28 years, an answer holds only a few. */
const SHORT_TEXT = 180;
export const MEMBERS_PER_ANSWER = rowsPerAnswer(SHORT_TEXT);
const LONG_PER_ANSWER = 1_000;
/** What comes in is late by two months at most, nearly always; it reaches so many of the latest blocks, and no more is read of users then. */
const LATEST_BLOCKS = 5;

/** Brings the days of an account's users to these, and to no others. Who was seen there stays, and nobody becomes one who was. */
export async function rewriteMemberDays(sqlPort: SqlPort, accountId: number, members: readonly UserDays[]): Promise<void> {
  const wanted = new Map(members.map(({ userId, days }) => [userId, piecesOf(days).join('')]));
  const changed = new Map<number, string | null>(wanted);
  for await (const { user_id, days } of storedDays(sqlPort, sql`account_id = ${accountId}`)) {
    if (wanted.get(user_id) === days) changed.delete(user_id);
    else changed.set(user_id, wanted.get(user_id) ?? null);
  }
  const nobody = changed.get(0);
  changed.delete(0);
  for (const chunk of chunkedToFit([...changed], ([, days]) => days ?? '', SMALL_ROWS_PER_STATEMENT)) {
    const each = chunk.map(([userId, days]) => sql`WHEN ${userId} THEN ${days}`);
    await sqlPort.write(sql`
      UPDATE membership SET days = CASE user_id ${joinSql(each, ' ')} END
      WHERE account_id = ${accountId} AND user_id IN (${chunk.map(([userId]) => userId)})`);
  }
  if (nobody === null) await sqlPort.write(sql`DELETE FROM nobody_days WHERE account_id = ${accountId}`);
  else if (nobody !== undefined)
    await sqlPort.write(
      sql`INSERT INTO nobody_days (account_id, days) VALUES (${accountId}, ${nobody}) ON DUPLICATE KEY UPDATE days = VALUES(days)`,
    );
}

const Key = z.object({ account_id: z.coerce.number(), user_id: z.coerce.number() });
const Row = Key.extend({ days: z.string() });
type Row = z.infer<typeof Row>;
/** Without its text where that is long. */
export const MemberRow = Key.extend({ days: z.string().nullable() });

/** The days of the rows `alias` where they are short. */
export const shortDaysSql = (alias: Sql): Sql => sql`CASE WHEN LENGTH(${alias}.days) <= ${SHORT_TEXT} THEN ${alias}.days END`;

/** Nobody in particular, as a user who is one. */
const NOBODY = sql`(SELECT account_id, 0 AS user_id, days FROM nobody_days)`;

/** These rows, with their days, however long. */
export async function wholeRows(sqlPort: SqlPort, rows: readonly z.infer<typeof MemberRow>[]): Promise<Row[]> {
  const whole = rows.flatMap(({ days, ...key }) => (days === null ? [] : [{ ...key, days }]));
  const long = rows.filter(({ days }) => days === null);
  for (const chunk of chunked(long, LONG_PER_ANSWER)) {
    const which = anySql(chunk.map((key) => sql`(account_id = ${key.account_id} AND user_id = ${key.user_id})`));
    const found = await sqlPort.query(sql`
      SELECT account_id, user_id, days FROM membership WHERE ${which} UNION ALL SELECT account_id, user_id, days FROM ${NOBODY} n WHERE ${which}`);
    whole.push(...z.array(Row).parse(found));
  }
  return long.length === 0 ? whole : whole.sort((a, b) => a.account_id - b.account_id || a.user_id - b.user_id);
}

export type UserDays = { readonly userId: number; readonly days: number[] };

/** The days of each user of these accounts, ascending, by account. */
export async function memberDaysOf(sqlPort: SqlPort, accountIds: readonly number[]): Promise<Map<number, UserDays[]>> {
  return await readDays(sqlPort, sql`account_id IN (${accountIds})`, () => true);
}

/** Those of the blocks that days of these spans lie in. Of accounts of which only blocks close to that of `today` are asked no others are read. */
export async function memberDaysAround(sqlPort: SqlPort, spans: readonly Span[], today: number): Promise<Map<number, UserDays[]>> {
  const own = new Map<number, Span[]>();
  for (const { accountId, first, last } of spans)
    own.set(accountId, [...(own.get(accountId) ?? []), { accountId, first: blockOf(first), last: blockOf(last) }]);
  const isAround = (accountId: number, block: number) =>
    own.get(accountId)?.some(({ first, last }) => block >= first && block <= last) === true;
  const byAccount = new Map<number, UserDays[]>();
  const read = async (accounts: readonly Span[][], latest: number | null): Promise<void> => {
    const each = sharedSpans(accounts.flat()).map(
      (span) => sql`(account_id IN (${span.accounts}) AND ${lastBlockSql(sql`days`)} >= ${lettersOf(span.first)})`,
    );
    if (each.length > 0) for (const [id, users] of await readDays(sqlPort, anySql(each), isAround, latest)) byAccount.set(id, users);
  };
  const latest = blockOf(today);
  const isLate = (blocks: readonly Span[]): boolean => blocks.some(({ first }) => first <= latest - LATEST_BLOCKS);
  await read(
    [...own.values()].filter((blocks) => !isLate(blocks)),
    latest,
  );
  await read([...own.values()].filter(isLate), null);
  return byAccount;
}

async function readDays(
  sqlPort: SqlPort,
  which: Sql,
  isAsked: (accountId: number, block: number) => boolean,
  latest: number | null = null,
): Promise<Map<number, UserDays[]>> {
  const byAccount = new Map<number, UserDays[]>();
  for await (const { account_id, user_id, days: text } of storedDays(sqlPort, which, latest)) {
    const blocks = blocksIn(text).filter(({ block }) => isAsked(account_id, block));
    if (blocks.length === 0) continue;
    const days = blocks.sort((a, b) => a.block - b.block).flatMap(({ block, bits }) => daysOfBlock(block, bits));
    const users = byAccount.get(account_id) ?? [];
    users.push({ userId: user_id, days });
    byAccount.set(account_id, users);
  }
  return byAccount;
}

/** The days of the rows `alias` in the latest blocks up to that one, where none are of a later one. */
const latestDaysSql = (alias: Sql, latest: number): Sql => sql`CASE WHEN ${lastBlockSql(sql`${alias}.days`)} <= ${lettersOf(latest)}
  THEN SUBSTRING(${alias}.days, GREATEST(1, LENGTH(${alias}.days) - ${LATEST_BLOCKS * PIECE - 1})) END`;

/** Users who used a feature, nobody in particular among them, in the order of their key. `latest`: only their days of the latest blocks up to it matter. */
async function* storedDays(sqlPort: SqlPort, which: Sql, latest: number | null = null): AsyncGenerator<Row> {
  const daysSql = (alias: Sql): Sql => (latest === null ? shortDaysSql(alias) : latestDaysSql(alias, latest));
  const limit = latest === null ? MEMBERS_PER_ANSWER : rowsPerAnswer(LATEST_BLOCKS * PIECE);
  let after = { account_id: 0, user_id: -1 };
  for (;;) {
    const later = sql`(account_id > ${after.account_id} OR (account_id = ${after.account_id} AND user_id > ${after.user_id}))`;
    const rows = z.array(MemberRow).parse(
      await sqlPort.query(sql`
        SELECT account_id, user_id, days FROM (
          SELECT account_id, user_id, ${daysSql(sql`membership`)} AS days FROM membership
          WHERE ${which} AND days IS NOT NULL AND ${later} ORDER BY account_id, user_id LIMIT ${limit}) m
        UNION ALL SELECT account_id, user_id, ${daysSql(sql`n`)} AS days FROM ${NOBODY} n WHERE ${which} AND ${later}
        ORDER BY account_id, user_id LIMIT ${limit}`),
    );
    yield* await wholeRows(sqlPort, rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    after = last;
  }
}
