import { z } from 'zod';
import { Standing } from '../../contract/standing';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { joinDaySql, thisDay } from '../day-figures';
import { recountsSql, standingSql, users30Sql } from './accounts';
import { SEGMENT_MEMBERS } from './segment-members';
import { StoredId } from '../short-id';
import { idBeginsSql } from '../short-id-sql';

/** Somebody of whom a list tells more than the ids: an account (user 0), a user (account 0), or a user in an account. */
export type Pair = { readonly accountId: number; readonly userId: number };
type Page = { readonly segmentId: number; readonly today: number; readonly page: number; readonly pageSize: number };

const number = z.coerce.number();
const Subject = {
  account_id: number,
  user_id: number,
  company: z.string().nullable(),
  app: z.string().nullable(),
  external_id: StoredId.nullable(),
  mrr_cents: number.nullable(),
  users30: number.nullable(),
  standing: Standing.nullable(),
  recounts: number.nullable(),
  last_active_day: number.nullable(),
};
const SubjectRow = z.object(Subject);
export type SubjectRecord = z.infer<typeof SubjectRow>;

const columns = (
  today: number,
): Sql => sql`x.account_id, x.user_id, COALESCE(s.company, a.cloud_id, a.natural_key) AS company, a.app_key AS app, u.short_id AS external_id,
  CASE WHEN x.user_id = 0 THEN COALESCE(s.mrr_cents, 0) END AS mrr_cents, CASE WHEN x.user_id = 0 THEN ${users30Sql(today)} END AS users30,
  CASE WHEN x.user_id = 0 THEN ${standingSql(today)} END AS standing,
  CASE WHEN x.user_id = 0 THEN ${recountsSql(sql`x.account_id`)} END AS recounts,
  CASE WHEN x.user_id = 0 THEN a.last_active_day
    WHEN x.account_id = 0 THEN (SELECT MAX(e.last_day) FROM membership e WHERE e.user_id = x.user_id) ELSE b.last_day END AS last_active_day`;

/** What is known of the rows `x` of a list; few of them, because each is looked up. */
function described(rows: Sql, today: number): Sql {
  return sql`(${rows}) x
    LEFT JOIN account a ON a.account_id = x.account_id
    LEFT JOIN account_state s ON s.account_id = x.account_id
    ${joinDaySql(sql`d`, sql`x.account_id`, thisDay(today))}
    LEFT JOIN app_user u ON u.user_id = x.user_id
    LEFT JOIN membership b ON b.account_id = x.account_id AND b.user_id = x.user_id`;
}

const MemberRow = z.object({ ...Subject, entered_day: number });
export type MemberRecord = z.infer<typeof MemberRow>;

/** Who is in a segment, the latest to enter first. */
export async function membersPage(sqlPort: SqlPort, { segmentId, today, page, pageSize }: Page): Promise<MemberRecord[]> {
  const rows = sql`
    SELECT m.account_id, m.user_id, m.entered_day FROM ${SEGMENT_MEMBERS} WHERE su.segment_id = ${segmentId}
    ORDER BY m.entered_day DESC, m.account_id DESC, m.user_id DESC LIMIT ${pageSize} OFFSET ${page * pageSize}`;
  return z
    .array(MemberRow)
    .parse(
      await sqlPort.query(
        sql`SELECT ${columns(today)}, x.entered_day FROM ${described(rows, today)} ORDER BY x.entered_day DESC, x.account_id DESC, x.user_id DESC`,
      ),
    );
}

const TurnRow = z.object({ ...Subject, day: number, entered: number });
export type TurnRecord = z.infer<typeof TurnRow>;
const TotalRow = z.object({ total: number });

/** Who came and went, the latest first, and how often that happened in all. */
export async function turnsPage(
  sqlPort: SqlPort,
  { segmentId, today, page, pageSize }: Page,
): Promise<{ readonly rows: TurnRecord[]; readonly total: number }> {
  const order = sql`x.day DESC, x.account_id DESC, x.user_id DESC, x.entered DESC`;
  const rows = sql`
    SELECT x.account_id, x.user_id, x.day, x.entered FROM segment_turn x WHERE x.segment_id = ${segmentId}
    ORDER BY ${order} LIMIT ${pageSize} OFFSET ${page * pageSize}`;
  const found = await sqlPort.query(sql`SELECT ${columns(today)}, x.day, x.entered FROM ${described(rows, today)} ORDER BY ${order}`);
  const [sum] = z
    .array(TotalRow)
    .parse(await sqlPort.query(sql`SELECT COUNT(*) AS total FROM segment_turn WHERE segment_id = ${segmentId}`));
  return { rows: z.array(TurnRow).parse(found), total: sum?.total ?? 0 };
}

/** These, in their order. */
export async function subjectsByPair(sqlPort: SqlPort, pairs: readonly Pair[], today: number): Promise<SubjectRecord[]> {
  if (pairs.length === 0) return [];
  const rows = joinSql(
    pairs.map(({ accountId, userId }) => sql`SELECT ${accountId} AS account_id, ${userId} AS user_id`),
    ' UNION ALL ',
  );
  const found = z.array(SubjectRow).parse(await sqlPort.query(sql`SELECT ${columns(today)} FROM ${described(rows, today)}`));
  const placed = new Map(found.map((row) => [`${String(row.account_id)} ${String(row.user_id)}`, row]));
  return pairs.flatMap(({ accountId, userId }) => placed.get(`${String(accountId)} ${String(userId)}`) ?? []);
}

const PairRow = z.object({ account_id: number, user_id: number });
const pairsOf = async (sqlPort: SqlPort, statement: Sql): Promise<Pair[]> =>
  z
    .array(PairRow)
    .parse(await sqlPort.query(statement))
    .map(({ account_id, user_id }) => ({ accountId: account_id, userId: user_id }));

/** Users whose id begins with a text, in the order of what their ids are kept as. */
export async function usersBeginning(sqlPort: SqlPort, text: string, limit: number): Promise<Pair[]> {
  return await pairsOf(
    sqlPort,
    sql`SELECT 0 AS account_id, user_id FROM app_user WHERE ${idBeginsSql(sql`short_id`, text)} ORDER BY short_id LIMIT ${limit}`,
  );
}

/** Users in accounts: of these users, or in these accounts. */
export async function membershipsAmong(
  sqlPort: SqlPort,
  { userIds, accountIds, limit }: { readonly userIds: readonly number[]; readonly accountIds: readonly number[]; readonly limit: number },
): Promise<Pair[]> {
  const parts = [
    ...(userIds.length === 0 ? [] : [sql`user_id IN (${userIds})`]),
    ...(accountIds.length === 0 ? [] : [sql`account_id IN (${accountIds})`]),
  ];
  if (parts.length === 0) return [];
  return await pairsOf(
    sqlPort,
    sql`SELECT account_id, user_id FROM membership WHERE ${joinSql(parts, ' OR ')} ORDER BY account_id, user_id LIMIT ${limit}`,
  );
}
