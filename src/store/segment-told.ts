import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { chunked } from './chunks';
import { NeighbourhoodRow, NO_INTS, NO_TEXTS } from './neighbourhood-row';
import { pairName } from './profiles';
import type { Pair } from './profiles';
import { everNotedSql } from './segment-members';
import { fullId } from './short-id';

/** By which ids destinations know an account. */
export type NamedAccount = {
  readonly appKey: string;
  readonly cloudId: string | null;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
};

/** Somebody whose segments destinations may have to hear of, with what they heard last and by which ids they know the account and the user. */
export type Telling = Pair & {
  /** The names of the segments, of those that destinations hear of, that they are in. */
  readonly now: readonly string[];
  /** What was heard last; null where two told it at the same time, so that nobody knows which was heard last. */
  readonly heard: readonly string[] | null;
  /** How often it was looked at whether they have something to hear. */
  readonly version: number;
  /** Grows with every note. */
  readonly notes: number;
  readonly account: NamedAccount | null;
  readonly externalId: string | null;
};

/** Notes that segments of these subjects, whose names destinations hear, are others, or may be. */
export async function noteToTell(sqlPort: SqlPort, pairs: readonly Pair[]): Promise<void> {
  for (const chunk of chunked(pairs)) {
    await sqlPort.write(sql`
      INSERT INTO segment_told (account_id, user_id, names, version, pending, changed_at)
      VALUES ${rowsSql(chunk.map(({ accountId, userId }) => [accountId, userId, '[]', 0, 1, '']))}
      ON DUPLICATE KEY UPDATE pending = pending + 1`);
  }
}

/** The same of everybody in a segment: it has another name, or is told from now on, or no longer. */
export async function noteMembersToTell(sqlPort: SqlPort, segmentId: number): Promise<void> {
  await sqlPort.write(sql`
    INSERT INTO segment_told (account_id, user_id, names, version, pending, changed_at)
    SELECT m.account_id, m.user_id, '[]', 0, 1, ''
    FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id
    WHERE u.segment_id = ${segmentId} AND m.entered_day > 0
    ON DUPLICATE KEY UPDATE pending = pending + 1`);
}

const PairRow = z
  .object({ account_id: z.coerce.number(), user_id: z.coerce.number() })
  .transform((row): Pair => ({ accountId: row.account_id, userId: row.user_id }));

/** Up to `limit` of those who were noted. */
export async function subjectsToTell(sqlPort: SqlPort, limit: number): Promise<Pair[]> {
  return z
    .array(PairRow)
    .parse(
      await sqlPort.query(sql`SELECT account_id, user_id FROM segment_told WHERE pending > 0 ORDER BY account_id, user_id LIMIT ${limit}`),
    );
}

/** What there is to tell of those of `pairs` of whom there ever was something. One statement. */
export async function tellingOf(sqlPort: SqlPort, pairs: readonly Pair[]): Promise<Telling[]> {
  if (pairs.length === 0) return [];
  return tellingIn(z.array(NeighbourhoodRow).parse(await sqlPort.query(joinSql(tellingParts(pairs), ' UNION ALL '))));
}

/** The parts of a statement that ask for it, beside what else is asked of subjects. */
export function tellingParts(pairs: readonly Pair[]): Sql[] {
  if (pairs.length === 0) return [];
  const byAccount = new Map<number, number[]>();
  for (const { accountId, userId } of pairs) byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), userId]);
  const each = [...byAccount].map(([accountId, users]) => sql`(m.account_id = ${accountId} AND m.user_id IN (${users}))`);
  const isOne = sql`(${joinSql(each, ' OR ')})`;
  return [
    sql`
      SELECT 'told' AS what, p.account_id AS account_id, p.user_id AS user_id, t.version AS a, t.pending AS b, NULL AS c, ${NO_INTS},
        t.names AS t, a.app_key AS u, a.cloud_id AS v, a.entitlement_id AS w, a.entitlement_number AS x, n.short_id AS y,
        NULL AS z, NULL AS s, NULL AS l, NULL AS k
      FROM (${everNotedSql(isOne)} UNION SELECT m.account_id, m.user_id FROM segment_told m WHERE ${isOne}) p
        LEFT JOIN segment_told t ON t.account_id = p.account_id AND t.user_id = p.user_id
        LEFT JOIN account a ON a.account_id = p.account_id LEFT JOIN app_user n ON n.user_id = p.user_id`,
    sql`
      SELECT 'name' AS what, m.account_id, m.user_id, NULL AS a, NULL AS b, NULL AS c, ${NO_INTS}, s.name AS t, ${NO_TEXTS}
      FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id JOIN segment s ON s.segment_id = u.segment_id
      WHERE ${isOne} AND m.entered_day BETWEEN 1 AND 65534 AND s.told = 1 AND s.state = 'live'`,
  ];
}

const Names = z.array(z.string()).nullable();

/** Out of the rows of such parts, by (account, user). */
export function tellingIn(rows: readonly NeighbourhoodRow[]): Telling[] {
  const names = new Map<string, Set<string>>();
  for (const row of rows) {
    if (row.what !== 'name') continue;
    const name = pairName({ accountId: row.account_id, userId: row.user_id });
    names.set(name, (names.get(name) ?? new Set()).add(row.t));
  }
  const telling = rows.flatMap((row): Telling[] => {
    if (row.what !== 'told') return [];
    const pair = { accountId: row.account_id, userId: row.user_id };
    return [
      {
        ...pair,
        now: [...(names.get(pairName(pair)) ?? [])].sort(),
        heard: row.t === null ? [] : Names.parse(JSON.parse(row.t)),
        version: row.a ?? 0,
        notes: row.b ?? 0,
        account: row.u === null ? null : { appKey: row.u, cloudId: row.v, entitlementId: row.w, entitlementNumber: row.x },
        externalId: row.y === null ? null : fullId(row.y),
      },
    ];
  });
  return telling.sort((a, b) => a.accountId - b.accountId || a.userId - b.userId);
}

/** They were told. Of whom something was noted meanwhile stays noted, and who was told by another meanwhile is noted again. */
export async function keepTold(sqlPort: SqlPort, told: readonly Telling[], at: string): Promise<void> {
  for (const chunk of chunked(told)) {
    const rows = chunk.map(({ accountId, userId, now, version, notes }) => [
      accountId,
      userId,
      JSON.stringify(now),
      version + 1,
      notes,
      at,
    ]);
    // Of a row that is there `pending` is compared with what was seen, and `version` before it grows.
    await sqlPort.write(sql`
      INSERT INTO segment_told (account_id, user_id, names, version, pending, changed_at) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE
        pending = CASE WHEN version <> VALUES(version) - 1 THEN pending + 1 WHEN pending = VALUES(pending) THEN 0 ELSE pending END,
        names = CASE WHEN version <> VALUES(version) - 1 THEN 'null' ELSE VALUES(names) END,
        version = version + 1, changed_at = VALUES(changed_at)`);
  }
}

/** What was told of people who were erased is forgotten. */
export async function forgetTold(sqlPort: SqlPort, pairs: readonly Pair[]): Promise<void> {
  for (const chunk of chunked(pairs)) {
    const each = chunk.map(({ accountId, userId }) => sql`(account_id = ${accountId} AND user_id = ${userId})`);
    await sqlPort.write(sql`DELETE FROM segment_told WHERE ${joinSql(each, ' OR ')}`);
  }
}
