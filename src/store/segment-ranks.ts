import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { chunked, ROWS_PER_STATEMENT } from './chunks';
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
  if (pairs.length === 0) return sql`1 = 0`;
  const ofUsers = new Map<number, number[]>();
  for (const { accountId, userId } of pairs) ofUsers.set(userId, [...(ofUsers.get(userId) ?? []), accountId]);
  return sql`(${joinSql(
    [...ofUsers].map(([userId, accounts]) => sql`(user_id = ${userId} AND account_id IN (${accounts}))`),
    ' OR ',
  )})`;
};

/** How a unit stands that ranks. */
export type RankState = {
  /** Those of the subjects asked about that are ranked. */
  readonly own: readonly RankRow[];
  readonly ranked: number;
  /** Those who may be anywhere among the others. */
  readonly unknown: readonly RankRow[];
  /** Everybody who is in the unit, or of whom it cannot be known. */
  readonly kept: readonly RankedMember[];
  /** As many as were asked for, best first; of equals the one known for longest. */
  readonly first: readonly RankRow[];
};

const StateRow = z.object({
  what: z.enum(['own', 'ranked', 'unknown', 'kept', 'first']),
  account_id: z.coerce.number(),
  user_id: z.coerce.number(),
  a: z.coerce.number().nullable(),
});

/** One statement, but where the answer would be too large. */
export async function rankState(sqlPort: SqlPort, unitId: number, pairs: readonly Pair[], first: number): Promise<RankState> {
  const inOne = pairs.length <= ROWS_PER_STATEMENT && first <= ROWS_PER_ANSWER;
  return (inOne ? await stateInOne(sqlPort, unitId, pairs, first) : null) ?? (await stateInParts(sqlPort, unitId, pairs, first));
}

async function stateInOne(sqlPort: SqlPort, unitId: number, pairs: readonly Pair[], first: number): Promise<RankState | null> {
  const ofUnit = sql`FROM segment_rank WHERE unit_id = ${unitId}`;
  const rows = z.array(StateRow).parse(
    await sqlPort.query(sql`
      SELECT 'own' AS what, account_id, user_id, rank_key AS a ${ofUnit} AND ${isOne(pairs)}
      UNION ALL SELECT 'ranked', 0, 0, COUNT(rank_key) ${ofUnit}
      UNION ALL SELECT 'unknown', account_id, user_id, NULL ${ofUnit} AND rank_key IS NULL
      UNION ALL SELECT 'kept', account_id, user_id, entered_day FROM segment_member WHERE unit_id = ${unitId} AND entered_day > 0
      UNION ALL SELECT 'first', f.account_id, f.user_id, f.rank_key FROM (
        SELECT account_id, user_id, rank_key ${ofUnit} AND rank_key IS NOT NULL ORDER BY rank_key, account_id, user_id LIMIT ${first}) f
      LIMIT ${ROWS_PER_ANSWER + 1}`),
  );
  if (rows.length > ROWS_PER_ANSWER) return null;
  const of = (what: z.infer<typeof StateRow>['what']): RankRow[] =>
    rows.flatMap((row) => (row.what === what ? [{ accountId: row.account_id, userId: row.user_id, key: row.a }] : []));
  return {
    own: of('own'),
    ranked: of('ranked')[0]?.key ?? 0,
    unknown: of('unknown'),
    kept: of('kept').map(({ key, ...pair }) => ({ ...pair, kept: key ?? 0 })),
    first: of('first'),
  };
}

async function stateInParts(sqlPort: SqlPort, unitId: number, pairs: readonly Pair[], first: number): Promise<RankState> {
  return {
    own: await ranksOf(sqlPort, unitId, pairs),
    ranked: await rankedCount(sqlPort, unitId),
    unknown: await unknownRanks(sqlPort, unitId),
    kept: await keptMembers(sqlPort, unitId),
    first: await firstRanked(sqlPort, unitId, first),
  };
}

async function ranksOf(sqlPort: SqlPort, unitId: number, pairs: readonly Pair[]): Promise<RankRow[]> {
  const found: RankRow[] = [];
  for (const chunk of chunked(pairs)) {
    const rows = await sqlPort.query(
      sql`SELECT account_id, user_id, rank_key FROM segment_rank WHERE unit_id = ${unitId} AND ${isOne(chunk)}`,
    );
    found.push(...z.array(KeyRow).parse(rows));
  }
  return found;
}

async function rankedCount(sqlPort: SqlPort, unitId: number): Promise<number> {
  const rows = await sqlPort.query(sql`SELECT COUNT(rank_key) AS ranked FROM segment_rank WHERE unit_id = ${unitId}`);
  const [row] = z.array(z.object({ ranked: z.coerce.number() })).parse(rows);
  return row?.ranked ?? 0;
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

async function unknownRanks(sqlPort: SqlPort, unitId: number): Promise<RankRow[]> {
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

async function keptMembers(sqlPort: SqlPort, unitId: number): Promise<RankedMember[]> {
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
