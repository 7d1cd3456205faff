import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { chunked } from './chunks';
import { NeighbourhoodRow, NO_INTS, NO_TEXTS } from './neighbourhood-row';
import type { Pair } from './profiles';
import { KeptRow } from './segment-members';

/** What somebody is ranked by in a unit: smaller is better, null for what cannot be known. */
export type RankRow = Pair & { readonly key: number | null };
/** `kept`: the day of entry, or that it cannot be known. */
export type RankedMember = Pair & { readonly unitId: number; readonly kept: number };

/** An answer of so many rows stays below 4 MiB. */
const ROWS_PER_ANSWER = 20_000;

const KeyRow = z
  .object({ account_id: z.coerce.number(), user_id: z.coerce.number(), rank_key: z.coerce.number().nullable() })
  .transform((row): RankRow => ({ accountId: row.account_id, userId: row.user_id, key: row.rank_key }));

/**
 * A unit that ranks, and how many of the first are asked for. `mirrors`: units of exactly the same subjects. `most`: where more are in them, or
 * may be anywhere, it is not answered how the unit stands. `counted`: also how many have a place.
 */
export type TopAsked = {
  readonly unitId: number;
  readonly mirrors: readonly number[];
  readonly first: number;
  readonly most: number;
  readonly counted: boolean;
};

/** How a unit stands that ranks. */
export type RankState = {
  /** How many have a place; where that was not asked, no fewer. */
  readonly ranked: number;
  /** Those who may be anywhere among the others. */
  readonly unknown: readonly RankRow[];
  /** Everybody who is in the unit or in one of its mirrors, or of whom it cannot be known. */
  readonly kept: readonly RankedMember[];
  /** As many as were asked for, best first; of equals the one known for longest. */
  readonly first: readonly RankRow[];
};

/** One statement, but where the answer would be too large. */
export async function rankState(sqlPort: SqlPort, asked: TopAsked): Promise<RankState> {
  const inOne = asked.first <= ROWS_PER_ANSWER ? await stateInOne(sqlPort, asked) : null;
  return inOne ?? (await stateInParts(sqlPort, asked));
}

async function stateInOne(sqlPort: SqlPort, asked: TopAsked): Promise<RankState | null> {
  const parts = joinSql(rankStateParts(asked), ' UNION ALL ');
  const rows = z.array(NeighbourhoodRow).parse(await sqlPort.query(sql`${parts} LIMIT ${ROWS_PER_ANSWER + 1}`));
  return rows.length > ROWS_PER_ANSWER ? null : rankStateIn(rows, asked);
}

async function stateInParts(sqlPort: SqlPort, { unitId, mirrors, first }: TopAsked): Promise<RankState> {
  const kept: RankedMember[] = [];
  for (const each of [unitId, ...mirrors]) kept.push(...(await keptMembers(sqlPort, each)));
  return {
    ranked: await rankedCount(sqlPort, unitId),
    unknown: await unknownRanks(sqlPort, unitId),
    kept,
    first: await firstRanked(sqlPort, unitId, first),
  };
}

const NO_MORE = sql`NULL AS c, ${NO_INTS}, NULL AS t, ${NO_TEXTS}`;

/** The parts of a statement that ask how a unit stands, beside what else is asked. */
export function rankStateParts({ unitId, mirrors, first, most, counted }: TopAsked): Sql[] {
  const limit = sql`LIMIT ${Math.min(most, ROWS_PER_ANSWER) + 1}`;
  const among = sql`SELECT account_id, user_id, unit_id, entered_day FROM segment_member
        WHERE unit_id IN (${[unitId, ...mirrors]}) AND entered_day > 0 ${limit}`;
  // Nobody is counted in vain.
  const isAnswered = most === Infinity ? sql`` : sql` AND (SELECT COUNT(*) FROM (${among}) e) <= ${most}`;
  const columns = sql`f.account_id AS account_id, f.user_id AS user_id, ${unitId} AS a, f.rank_key AS b, ${NO_MORE}`;
  return [
    sql`
      SELECT 'doubt' AS what, ${columns} FROM (
        SELECT account_id, user_id, rank_key FROM segment_rank WHERE unit_id = ${unitId} AND rank_key IS NULL ${limit}) f`,
    sql`
      SELECT 'among' AS what, f.account_id AS account_id, f.user_id AS user_id, f.unit_id AS a, f.entered_day AS b, ${NO_MORE}
      FROM (${among}) f`,
    ...(counted
      ? [
          sql`
      SELECT 'ranked' AS what, 0 AS account_id, 0 AS user_id, ${unitId} AS a, COUNT(rank_key) AS b, ${NO_MORE}
      FROM segment_rank WHERE unit_id = ${unitId}${isAnswered}`,
        ]
      : []),
    sql`
      SELECT 'first' AS what, ${columns} FROM (
        SELECT account_id, user_id, rank_key FROM segment_rank WHERE unit_id = ${unitId} AND rank_key IS NOT NULL${isAnswered}
        ORDER BY rank_key, account_id, user_id LIMIT ${first}) f`,
  ];
}

/** Out of the rows of such parts. Null where it is not answered. */
export function rankStateIn(rows: readonly NeighbourhoodRow[], { unitId, mirrors, most, counted }: TopAsked): RankState | null {
  const units = new Set([unitId, ...mirrors]);
  const [unknown, kept, first]: [RankRow[], RankedMember[], RankRow[]] = [[], [], []];
  for (const row of rows) {
    if (row.what === 'doubt' && row.a === unitId) unknown.push({ accountId: row.account_id, userId: row.user_id, key: null });
    if (row.what === 'first' && row.a === unitId) first.push({ accountId: row.account_id, userId: row.user_id, key: row.b });
    if (row.what === 'among' && units.has(row.a)) kept.push({ accountId: row.account_id, userId: row.user_id, unitId: row.a, kept: row.b });
  }
  const [count] = rows.flatMap((row) => (row.what === 'ranked' && row.a === unitId ? [row.b] : []));
  const ranked = counted ? (count ?? 0) : first.length;
  return unknown.length > most || kept.length > most ? null : { ranked, unknown, kept, first };
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

async function keptMembers(sqlPort: SqlPort, unitId: number): Promise<RankedMember[]> {
  return await paged(Infinity, async (limit, offset) =>
    z
      .array(KeptRow)
      .parse(
        await sqlPort.query(sql`
        SELECT account_id, user_id, entered_day FROM segment_member WHERE unit_id = ${unitId} AND entered_day > 0
        ORDER BY account_id, user_id LIMIT ${limit} OFFSET ${offset}`),
      )
      .map(({ enteredDay, ...pair }): RankedMember => ({ ...pair, unitId, kept: enteredDay })),
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
