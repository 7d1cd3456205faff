import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { chunked, SMALL_ROWS_PER_STATEMENT } from './chunks';
import type { Receipt } from './receipts';
import { rewriteRows } from './rewrite-rows';
import type { ComputedTable } from './rewrite-rows';
import { anySql, sharedSpans } from './spans';
import type { Span } from './spans';

/** Days that share a row: a bit each. */
export const BLOCK_DAYS = 30;

export const blockOf = (day: number): number => Math.floor(day / BLOCK_DAYS);

/** The days of a row, ascending. */
export function daysOfBlock(block: number, bits: number): number[] {
  const days: number[] = [];
  for (let bit = 0; bit < BLOCK_DAYS; bit += 1) if ((bits & (1 << bit)) !== 0) days.push(block * BLOCK_DAYS + bit);
  return days;
}

/** Notes that users used a feature on days; noting it again changes nothing. User 0 is nobody in particular. */
export async function noteMemberDays(sqlPort: SqlPort, uses: readonly Pick<Receipt, 'accountId' | 'userId' | 'day'>[]): Promise<void> {
  const blocks = new Map<string, { readonly key: readonly [number, number, number]; bits: number }>();
  for (const { accountId, userId, day } of uses) {
    const block = blockOf(day);
    const name = `${accountId}:${userId}:${block}`;
    const known = blocks.get(name) ?? { key: [accountId, userId, block], bits: 0 };
    known.bits |= 1 << (day - block * BLOCK_DAYS);
    blocks.set(name, known);
  }
  for (const chunk of chunked([...blocks.values()], SMALL_ROWS_PER_STATEMENT)) {
    await sqlPort.write(sql`
      INSERT INTO member_days (account_id, user_id, block, bits) VALUES ${rowsSql(chunk.map(({ key, bits }) => [...key, bits]))}
      ON DUPLICATE KEY UPDATE bits = bits | VALUES(bits)`);
  }
}

const MEMBER_DAYS: ComputedTable = {
  name: sql`member_days`,
  keys: [sql`account_id`, sql`user_id`, sql`block`],
  columns: [sql`bits`],
  rowsPerAnswer: 20_000,
  rowsPerStatement: SMALL_ROWS_PER_STATEMENT,
};

/** Brings the days of an account's users to these, and to no others. */
export async function rewriteMemberDays(sqlPort: SqlPort, accountId: number, members: readonly UserDays[]): Promise<void> {
  const rows = members.flatMap(({ userId, days }) => {
    const blocks = new Map<number, number>();
    for (const day of days) blocks.set(blockOf(day), (blocks.get(blockOf(day)) ?? 0) | (1 << (day - blockOf(day) * BLOCK_DAYS)));
    return [...blocks].map(([block, bits]) => ({ key: [accountId, userId, block], values: [bits] }));
  });
  await rewriteRows(sqlPort, MEMBER_DAYS, sql`account_id = ${accountId}`, rows);
}

const Row = z.object({ account_id: z.coerce.number(), user_id: z.coerce.number(), block: z.coerce.number(), bits: z.coerce.number() });
/** An answer of so many rows stays below 4 MiB. */
const ROWS_PER_ANSWER = 50_000;

export type UserDays = { readonly userId: number; readonly days: number[] };

/** The days of each user of these accounts, ascending, by account. */
export async function memberDaysOf(sqlPort: SqlPort, accountIds: readonly number[]): Promise<Map<number, UserDays[]>> {
  return await readDays(sqlPort, sql`account_id IN (${accountIds})`);
}

/** Those of the blocks that days of these spans lie in. */
export async function memberDaysAround(sqlPort: SqlPort, spans: readonly Span[]): Promise<Map<number, UserDays[]>> {
  const blocks = spans.map(({ accountId, first, last }) => ({ accountId, first: blockOf(first), last: blockOf(last) }));
  const each = sharedSpans(blocks).map(
    ({ accounts, first, last }) => sql`(account_id IN (${accounts}) AND block >= ${first} AND block <= ${last})`,
  );
  return await readDays(sqlPort, anySql(each));
}

async function readDays(sqlPort: SqlPort, which: Sql): Promise<Map<number, UserDays[]>> {
  const byAccount = new Map<number, UserDays[]>();
  let after = { account_id: 0, user_id: -1, block: -1 };
  for (;;) {
    const rows = z.array(Row).parse(
      await sqlPort.query(sql`
        SELECT account_id, user_id, block, bits FROM member_days
        WHERE ${which} AND (account_id > ${after.account_id}
          OR (account_id = ${after.account_id} AND (user_id > ${after.user_id} OR (user_id = ${after.user_id} AND block > ${after.block}))))
        ORDER BY account_id, user_id, block LIMIT ${ROWS_PER_ANSWER}`),
    );
    for (const { account_id, user_id, block, bits } of rows) {
      const users = byAccount.get(account_id) ?? [];
      if (users.length === 0) byAccount.set(account_id, users);
      let user = users.at(-1);
      if (user?.userId !== user_id) {
        user = { userId: user_id, days: [] };
        users.push(user);
      }
      user.days.push(...daysOfBlock(block, bits));
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_PER_ANSWER) return byAccount;
    after = last;
  }
}
