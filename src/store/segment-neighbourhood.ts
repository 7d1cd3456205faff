import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { EVER, recordsSql, type Stretch } from './activity-packs';
import { figureSql, firstUseSql, joinDaySql, thisDay } from './day-figures';
import { blockOf } from './member-days';
import { NeighbourhoodRow, NO_INTS, NO_TEXTS } from './neighbourhood-row';
import { accountOfSql, subjectOf, userOfSql } from './profile-subject';
import type { Pair } from './profiles';
import { ERASED_PREFIX } from './queries/erasure-rows';
import { rankStateParts } from './segment-ranks';
import type { TopAsked } from './segment-ranks';
import { tellingParts } from './segment-told';
import { idBeginsSql } from './short-id-sql';

/** Who is to be looked at: accounts and users by id, and users in accounts. */
export type Asked = {
  readonly accounts: readonly number[];
  readonly users: readonly number[];
  readonly memberships: readonly Pair[];
  /** Of whom also is asked what destinations know of their segments. */
  readonly told?: readonly Pair[];
  /** Units of which also is asked how they stand. */
  readonly tops?: readonly TopAsked[];
};

/** What of it is asked for. `events`: ids that count for somebody; `propertied`: those of them whose properties do. `…From`: the first day that anything asked of that kind looks at; null for no uses. */
export type Needs = {
  readonly today: number;
  readonly events: readonly number[];
  readonly propertied: readonly number[];
  readonly accountFrom: number | null;
  readonly userFrom: number | null;
  readonly membershipFrom: number | null;
  /** Figures of accounts that are summed up: left out where nobody asks. */
  readonly firstSeen: boolean;
  readonly usersEver: boolean;
  readonly uses30: boolean;
  readonly stages: boolean;
  /** Units of which the kept places are asked. */
  readonly ranked: readonly number[];
  /** What is foretold of accounts. */
  readonly outlook: boolean;
  /** Sets whose members are asked about by relatives of this kind. An empty list: whether there are relatives; null: nobody asks. */
  readonly usersOfAccounts: readonly number[] | null;
  readonly membershipsOfAccounts: readonly number[] | null;
  readonly accountsOfUsers: readonly number[] | null;
  readonly membershipsOfUsers: readonly number[] | null;
  readonly accountOfMemberships: readonly number[] | null;
  readonly userOfMemberships: readonly number[] | null;
};

/** An answer of so many rows stays below 4 MiB. */
const ROWS_PER_ANSWER = 15_000;
const ERASED = sql`CASE WHEN ${idBeginsSql(sql`n.short_id`, ERASED_PREFIX)} THEN 1 ELSE 0 END`;

/**
 * Everything that what is asked of them may look at: what is known of them and what they did, and of their relatives only whether they are
 * members of the sets asked about. What others did in an account comes summed up. One statement, but where the answer would be too large.
 */
export async function neighbourhood(sqlPort: SqlPort, asked: Asked, needs: Needs): Promise<NeighbourhoodRow[]> {
  const parts = partsOf(asked, needs);
  const rows = z.array(NeighbourhoodRow).parse(await sqlPort.query(sql`${joinSql(parts, ' UNION ALL ')} LIMIT ${ROWS_PER_ANSWER + 1}`));
  if (rows.length <= ROWS_PER_ANSWER) return rows;
  const all: NeighbourhoodRow[] = [];
  for (const part of parts) {
    for (let offset = 0; ; offset += ROWS_PER_ANSWER) {
      const page = z
        .array(NeighbourhoodRow)
        .parse(
          await sqlPort.query(
            sql`SELECT p.* FROM (${part}) p ORDER BY p.account_id, p.user_id, p.a, p.b, p.t LIMIT ${ROWS_PER_ANSWER} OFFSET ${offset}`,
          ),
        );
      all.push(...page);
      if (page.length < ROWS_PER_ANSWER) break;
    }
  }
  return all;
}

function partsOf(asked: Asked, needs: Needs): Sql[] {
  return [
    ...accountParts(asked, needs),
    ...personParts(asked, needs),
    ...profileParts(asked),
    ...useParts(asked, needs, needs.events, EVENTS),
    ...useParts(asked, needs, needs.propertied, VARIANTS),
    ...keptParts(asked, needs),
    ...rankParts(asked, needs),
    ...tellingParts(asked.told ?? []),
    ...(asked.tops ?? []).flatMap(rankStateParts),
    STAGES,
  ];
}

function accountParts({ accounts }: Asked, needs: Needs): Sql[] {
  if (accounts.length === 0) return [];
  const today = thisDay(needs.today);
  const firstSeen = sql`(SELECT ${firstUseSql(sql`d`)} FROM account_days d WHERE d.account_id = r.account_id)`;
  const usersEver = sql`(SELECT COUNT(*) FROM membership m WHERE m.account_id = r.account_id)`;
  return [
    sql`
      SELECT 'account' AS what, r.account_id AS account_id, 0 AS user_id, q.seats AS a, q.mrr_cents AS b, r.last_active_day AS c,
        r.last_event_day AS d, ${needs.firstSeen ? firstSeen : sql`NULL`} AS e, ${figureSql(sql`o`, 'users1', today)} AS f,
        ${figureSql(sql`o`, 'users7', today)} AS g, ${figureSql(sql`o`, 'users30', today)} AS h,
        ${needs.usersEver ? usersEver : sql`NULL`} AS i, NULL AS j,
        r.app_key AS t, q.company AS u, q.tier AS v, q.status AS w, q.edition AS x, q.hosting AS y, q.region AS z, q.stage AS s,
        q.licence_stage AS l, q.contacts AS k
      FROM account r LEFT JOIN account_state q ON q.account_id = r.account_id
      ${joinDaySql(sql`o`, sql`r.account_id`, today)}
      WHERE r.account_id IN (${accounts})`,
    ...(needs.uses30
      ? [
          sql`
      SELECT 'uses' AS what, account_id, 0 AS user_id, block AS a, NULL AS b, NULL AS c, ${NO_INTS}, events AS t, ${NO_TEXTS}
      FROM account_days WHERE account_id IN (${accounts}) AND block >= ${blockOf(needs.today - 29)} AND block <= ${blockOf(needs.today)}`,
        ]
      : []),
    ...(needs.stages
      ? [
          sql`
      SELECT 'stage' AS what, account_id, 0 AS user_id, MAX(entered_day) AS a, NULL AS b, NULL AS c, ${NO_INTS}, stage AS t, ${NO_TEXTS}
      FROM stage_entry WHERE account_id IN (${accounts}) GROUP BY account_id, stage`,
        ]
      : []),
    ...(needs.outlook
      ? [
          sql`
      SELECT 'outlook' AS what, account_id, 0 AS user_id, churn AS a, expansion AS b, conversion AS c, ${NO_INTS}, health AS t, signals AS u,
        NULL AS v, NULL AS w, NULL AS x, NULL AS y, NULL AS z, NULL AS s, NULL AS l, NULL AS k
      FROM account_outlook WHERE account_id IN (${accounts})`,
        ]
      : []),
  ];
}

function personParts({ accounts, users, memberships }: Asked, needs: Needs): Sql[] {
  const parts: Sql[] = [];
  if (users.length > 0) {
    parts.push(sql`
      SELECT 'user' AS what, 0 AS account_id, n.user_id AS user_id, ${ERASED} AS a, NULL AS b, NULL AS c, ${NO_INTS}, NULL AS t, ${NO_TEXTS}
      FROM app_user n WHERE n.user_id IN (${users})`);
  }
  const pairs = (where: Sql) => {
    parts.push(
      sql`
      SELECT 'member' AS what, m.account_id, m.user_id, ${ERASED} AS a, m.first_day AS b, m.last_day AS c, ${NO_INTS}, NULL AS t, ${NO_TEXTS}
      FROM membership m JOIN app_user n ON n.user_id = m.user_id WHERE ${where}`,
      sql`
      SELECT 'member' AS what, m.account_id, m.user_id, ${ERASED} AS a, NULL AS b, NULL AS c, ${NO_INTS}, NULL AS t, ${NO_TEXTS}
      FROM profile_pair m JOIN app_user n ON n.user_id = m.user_id WHERE ${where}`,
    );
  };
  if (accounts.length > 0 && (needs.usersOfAccounts !== null || needs.membershipsOfAccounts !== null))
    pairs(sql`m.account_id IN (${accounts})`);
  if (users.length > 0) pairs(sql`m.user_id IN (${users})`);
  if (memberships.length > 0) pairs(sql`(${ofPairs(sql`m`, memberships)})`);
  return parts;
}

function profileParts({ accounts, users, memberships }: Asked): Sql[] {
  const own = (subjects: readonly number[]) => sql`
      SELECT 'profile' AS what, ${accountOfSql(sql`p.subject`)} AS account_id, ${userOfSql(sql`p.subject`)} AS user_id, NULL AS a, NULL AS b,
        NULL AS c, ${NO_INTS}, p.properties AS t, ${NO_TEXTS}
      FROM profile_told p WHERE p.subject IN (${subjects})`;
  return [
    ...(accounts.length === 0 ? [] : [own(accounts.map((accountId) => subjectOf({ accountId, userId: 0 })))]),
    ...(users.length === 0 ? [] : [own(users.map((userId) => subjectOf({ accountId: 0, userId })))]),
    ...(memberships.length === 0 ? [] : [own(memberships.map(subjectOf))]),
  ];
}

/** Where uses are counted: tables, as `v`, of some days of accounts, with the event of a row and the properties that are counted apart. */
type Uses = { readonly tables: (days: Stretch) => readonly Sql[]; readonly event: Sql; readonly properties: Sql };
const EVENTS: Uses = { tables: (days) => [sql`activity v`, sql`${recordsSql(days)} v`], event: sql`v.event_id`, properties: sql`NULL` };
const VARIANTS: Uses = {
  tables: () => [sql`variant_activity v JOIN event_variant e ON e.variant_id = v.variant_id`],
  event: sql`e.event_id`,
  properties: sql`e.properties`,
};

/** Each use comes once: of those looked at under their own name, of everybody else in an account under that of nobody. */
function useParts({ accounts, users, memberships }: Asked, needs: Needs, events: readonly number[], uses: Uses): Sql[] {
  if (events.length === 0) return [];
  const { tables, event, properties } = uses;
  const { accountFrom, userFrom, membershipFrom } = needs;
  const earliest = (...days: readonly (number | null)[]): number | null => {
    const known = days.filter((day) => day !== null);
    return known.length === 0 ? null : Math.min(...known);
  };
  const columns = sql`v.day AS a, ${event} AS b, SUM(v.count) AS c, ${NO_INTS}, ${properties} AS t, ${NO_TEXTS}`;
  const counts = (from: number, where: Sql) => sql`v.day >= ${Math.max(from, 0)} AND ${event} IN (${events}) AND ${where}`;
  const apart = uses === VARIANTS ? sql`, ${properties}` : sql``;
  const fromEach = (within: Stretch['accounts'], from: number, select: (from: number, table: Sql) => Sql) =>
    parts.push(...tables({ ...EVER, accounts: within, from }).map((table) => select(from, table)));
  const ofNobody = (where: Sql) => (from: number, table: Sql) => sql`
      SELECT 'use' AS what, v.account_id, 0 AS user_id, ${columns} FROM ${table} WHERE ${counts(from, where)}
      GROUP BY v.account_id, v.day, ${event}${apart}`;
  const use = (join: Sql, where: Sql) => (from: number, table: Sql) => sql`
      SELECT 'use' AS what, v.account_id, v.user_id, ${columns} FROM ${table}${join} WHERE ${counts(from, where)}
      GROUP BY v.account_id, v.user_id, v.day, ${event}${apart}`;
  const parts: Sql[] = [];
  const named = [...new Set([...users, ...memberships.map(({ userId }) => userId)])];
  const isNamed = named.length === 0 ? sql`1 = 0` : sql`v.user_id IN (${named})`;
  if (accounts.length > 0) {
    if (accountFrom !== null) fromEach(accounts, accountFrom, ofNobody(sql`v.account_id IN (${accounts}) AND NOT (${isNamed})`));
    const from = earliest(accountFrom, userFrom, membershipFrom);
    if (from !== null && named.length > 0) fromEach(accounts, from, use(sql``, sql`v.account_id IN (${accounts}) AND ${isNamed}`));
  }
  const elsewhere = accounts.length === 0 ? sql`` : sql` AND v.account_id NOT IN (${accounts})`;
  const fromOfUsers = earliest(userFrom, membershipFrom);
  if (users.length > 0 && fromOfUsers !== null) {
    const join = sql` JOIN membership m ON m.account_id = v.account_id AND m.user_id = v.user_id`;
    const theirs = sql`SELECT account_id FROM membership WHERE user_id IN (${users})`;
    fromEach(theirs, fromOfUsers, use(join, sql`m.user_id IN (${users})${elsewhere}`));
  }
  if (memberships.length > 0 && membershipFrom !== null) {
    const others = users.length === 0 ? sql`` : sql` AND v.user_id NOT IN (${users})`;
    const theirs = [...new Set(memberships.map(({ accountId }) => accountId))];
    fromEach(theirs, membershipFrom, use(sql``, sql`(${ofPairs(sql`v`, memberships)})${elsewhere}${others}`));
  }
  return parts;
}

function keptParts({ accounts, users, memberships }: Asked, needs: Needs): Sql[] {
  const parts: Sql[] = [];
  const kept = (where: Sql, join = sql``) => {
    parts.push(sql`
      SELECT 'kept' AS what, k.account_id, k.user_id, k.unit_id AS a, k.entered_day AS b, NULL AS c, ${NO_INTS}, NULL AS t, ${NO_TEXTS}
      FROM segment_member k${join} WHERE ${where}`);
  };
  // Of relatives also the day on which they are due: they have to be looked at first.
  const inUnits = (units: readonly number[]) => sql`k.unit_id IN (${[0, ...units]})`;
  const pairsOf = (where: Sql) => sql` JOIN (
        SELECT m.account_id, m.user_id FROM membership m WHERE ${where}
        UNION SELECT m.account_id, m.user_id FROM profile_pair m WHERE ${where}) m`;
  if (accounts.length > 0) {
    kept(sql`k.user_id = 0 AND k.account_id IN (${accounts})`);
    const join = pairsOf(sql`m.account_id IN (${accounts})`);
    if (needs.usersOfAccounts !== null && needs.usersOfAccounts.length > 0)
      kept(inUnits(needs.usersOfAccounts), sql`${join} ON k.account_id = 0 AND k.user_id = m.user_id`);
    if (needs.membershipsOfAccounts !== null && needs.membershipsOfAccounts.length > 0)
      kept(sql`k.account_id IN (${accounts}) AND k.user_id > 0 AND ${inUnits(needs.membershipsOfAccounts)}`);
  }
  if (users.length > 0) {
    kept(sql`k.account_id = 0 AND k.user_id IN (${users})`);
    const join = pairsOf(sql`m.user_id IN (${users})`);
    if (needs.accountsOfUsers !== null && needs.accountsOfUsers.length > 0)
      kept(inUnits(needs.accountsOfUsers), sql`${join} ON k.account_id = m.account_id AND k.user_id = 0`);
    if (needs.membershipsOfUsers !== null && needs.membershipsOfUsers.length > 0)
      kept(inUnits(needs.membershipsOfUsers), sql`${join} ON k.account_id = m.account_id AND k.user_id = m.user_id`);
  }
  if (memberships.length > 0) {
    kept(ofPairs(sql`k`, memberships));
    const ids = (of: (pair: Pair) => number) => [...new Set(memberships.map(of))];
    if (needs.accountOfMemberships !== null && needs.accountOfMemberships.length > 0)
      kept(sql`k.user_id = 0 AND k.account_id IN (${ids(({ accountId }) => accountId)}) AND ${inUnits(needs.accountOfMemberships)}`);
    if (needs.userOfMemberships !== null && needs.userOfMemberships.length > 0)
      kept(sql`k.account_id = 0 AND k.user_id IN (${ids(({ userId }) => userId)}) AND ${inUnits(needs.userOfMemberships)}`);
  }
  return parts;
}

/** By which set of stages everything else stands, where there is one. */
const STAGES = sql`
      SELECT 'stages' AS what, 0 AS account_id, 0 AS user_id, version AS a, NULL AS b, NULL AS c, ${NO_INTS}, NULL AS t, ${NO_TEXTS}
      FROM stage_set WHERE set_id = 1`;

function rankParts({ accounts, users, memberships }: Asked, { ranked }: Needs): Sql[] {
  if (ranked.length === 0) return [];
  const places = (where: Sql) => sql`
      SELECT 'rank' AS what, k.account_id, k.user_id, k.unit_id AS a, k.rank_key AS b, NULL AS c, ${NO_INTS}, NULL AS t, ${NO_TEXTS}
      FROM segment_rank k WHERE k.unit_id IN (${ranked}) AND ${where}`;
  return [
    ...(accounts.length === 0 ? [] : [places(sql`k.user_id = 0 AND k.account_id IN (${accounts})`)]),
    ...(users.length === 0 ? [] : [places(sql`k.account_id = 0 AND k.user_id IN (${users})`)]),
    ...(memberships.length === 0 ? [] : [places(ofPairs(sql`k`, memberships))]),
  ];
}

/** Account by account, so that an engine finds each range at once. */
function ofPairs(table: Sql, pairs: readonly Pair[]): Sql {
  const byAccount = new Map<number, number[]>();
  for (const { accountId, userId } of pairs) byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), userId]);
  const each = [...byAccount].map(([accountId, users]) => sql`(${table}.account_id = ${accountId} AND ${table}.user_id IN (${users}))`);
  return sql`(${joinSql(each, ' OR ')})`;
}
