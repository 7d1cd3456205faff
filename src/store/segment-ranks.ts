import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { chunked } from './chunks';
import type { Pair } from './profiles';

/** What somebody is ranked by in a unit: smaller is better, null for what cannot be known. */
export type RankRow = Pair & { readonly key: number | null };
/** `kept`: the day of entry, or that it cannot be known. */
export type RankedMember = Pair & { readonly kept: number };

/** An answer of so many rows stays below 4 MiB. */
const ROWS_PER_ANSWER = 20_000;

const KeyRow = z
  .object({ account_id: z.coerce.number(), user_id: z.coerce.number(), rank_key: z.coerce.number().nullable() })
  .transform((row): RankRow => ({ accountId: row.account_id, userId: row.user_id, key: row.rank_key }));

const isOne = (pairs: readonly Pair[]): Sql => {
  const ofUsers = new Map<number, number[]>();
  for (const { accountId, userId } of pairs) ofUsers.set(userId, [...(ofUsers.get(userId) ?? []), accountId]);
  return sql`(${joinSql(
    [...ofUsers].map(([userId, accounts]) => sql`(user_id = ${userId} AND account_id IN (${accounts}))`),
    ' OR ',
  )})`;
};

/** Those of these subjects that are ranked. */
export async function ranksOf(sqlPort: SqlPort, unitId: number, pairs: readonly Pair[]): Promise<RankRow[]> {
  const found: RankRow[] = [];
  for (const chunk of chunked(pairs)) {
    const rows = await sqlPort.query(
      sql`SELECT account_id, user_id, rank_key FROM segment_rank WHERE unit_id = ${unitId} AND ${isOne(chunk)}`,
    );
    found.push(...z.array(KeyRow).parse(rows));
  }
  return found;
}

/** How many have a place, and of how many nobody knows which. */
export async function rankCounts(sqlPort: SqlPort, unitId: number): Promise<{ readonly ranked: number; readonly unknown: number }> {
  const rows = await sqlPort.query(sql`SELECT COUNT(*) AS every, COUNT(rank_key) AS ranked FROM segment_rank WHERE unit_id = ${unitId}`);
  const [row] = z.array(z.object({ every: z.coerce.number(), ranked: z.coerce.number() })).parse(rows);
  return { ranked: row?.ranked ?? 0, unknown: (row?.every ?? 0) - (row?.ranked ?? 0) };
}

/** The first of them, best first; of equals the one known for longest. */
export async function firstRanked(sqlPort: SqlPort, unitId: number, count: number): Promise<RankRow[]> {
  return await paged(count, async (limit, offset) =>
    z.array(KeyRow).parse(
      await sqlPort.query(sql`
        SELECT account_id, user_id, rank_key FROM segment_rank WHERE unit_id = ${unitId} AND rank_key IS NOT NULL
        ORDER BY rank_key, account_id, user_id LIMIT ${limit} OFFSET ${offset}`),
    ),
  );
}

export async function unknownRanks(sqlPort: SqlPort, unitId: number): Promise<RankRow[]> {
  return await paged(Infinity, async (limit, offset) =>
    z.array(KeyRow).parse(
      await sqlPort.query(sql`
        SELECT account_id, user_id, rank_key FROM segment_rank WHERE unit_id = ${unitId} AND rank_key IS NULL
        ORDER BY account_id, user_id LIMIT ${limit} OFFSET ${offset}`),
    ),
  );
}

const MemberRow = z
  .object({ account_id: z.coerce.number(), user_id: z.coerce.number(), entered_day: z.coerce.number() })
  .transform((row): RankedMember => ({ accountId: row.account_id, userId: row.user_id, kept: row.entered_day }));

/** Everybody who is in a unit, or of whom it cannot be known. */
export async function keptMembers(sqlPort: SqlPort, unitId: number): Promise<RankedMember[]> {
  return await paged(Infinity, async (limit, offset) =>
    z.array(MemberRow).parse(
      await sqlPort.query(sql`
        SELECT account_id, user_id, entered_day FROM segment_member WHERE unit_id = ${unitId} AND entered_day > 0
        ORDER BY account_id, user_id LIMIT ${limit} OFFSET ${offset}`),
    ),
  );
}

async function paged<T>(count: number, read: (limit: number, offset: number) => Promise<T[]>): Promise<T[]> {
  const all: T[] = [];
  while (all.length < count) {
    const limit = Math.min(ROWS_PER_ANSWER, count - all.length);
    const page = await read(limit, all.length);
    all.push(...page);
    if (page.length < limit) break;
  }
  return all;
}

/** `key` undefined: has no place any more. */
export async function keepRanks(
  sqlPort: SqlPort,
  rows: readonly (Pair & { readonly unitId: number; readonly key: number | null | undefined })[],
): Promise<void> {
  for (const chunk of chunked(rows.filter(({ key }) => key !== undefined))) {
    await sqlPort.write(sql`
      INSERT INTO segment_rank (unit_id, account_id, user_id, rank_key)
      VALUES ${rowsSql(chunk.map(({ unitId, accountId, userId, key }) => [unitId, accountId, userId, key ?? null]))}
      ON DUPLICATE KEY UPDATE rank_key = VALUES(rank_key)`);
  }
  for (const chunk of chunked(rows.filter(({ key }) => key === undefined))) {
    const each = chunk.map(
      ({ unitId, accountId, userId }) => sql`(unit_id = ${unitId} AND account_id = ${accountId} AND user_id = ${userId})`,
    );
    await sqlPort.write(sql`DELETE FROM segment_rank WHERE ${joinSql(each, ' OR ')}`);
  }
}
