import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { activitySql, EVER, ofRowsAndRecords } from '../activity-packs';
import type { Stretch } from '../activity-packs';
import { eachAccountDay } from './account-days';
import { usesOfAccounts } from './uses-by-account';
import { StoredId } from '../short-id';

type Day = { readonly day: number; readonly users1: number; readonly events: number };

/** Days of [from, to) on which anybody was active in the account: distinct users and feature events. */
export async function activeDaysOf(sqlPort: SqlPort, accountId: number, from: number, to: number): Promise<Day[]> {
  const days: Day[] = [];
  const asked = { figures: ['users1', 'events'], from, to, and: sql` AND account_id = ${accountId}` } as const;
  await eachAccountDay(sqlPort, asked, ({ day, users1, events }) => {
    if (events > 0) days.push({ day, users1, events });
  });
  return days;
}

const FeatureRow = z.object({
  event: z.string(),
  users: z.coerce.number(),
  uses: z.coerce.number(),
  last_day: z.coerce.number().nullable(),
});

/**
 * Every feature that the app has been seen to have: users and uses in the account since `from`, and when it was last used there
 * since `lookedBackTo`. Days are day numbers. Summed before names come in: a year of a large account is too much to be sorted with them.
 */
export async function featuresOf(
  sqlPort: SqlPort,
  { accountId, from, lookedBackTo }: { readonly accountId: number; readonly from: number; readonly lookedBackTo: number },
): Promise<z.infer<typeof FeatureRow>[]> {
  const accounts = [accountId];
  const lastDays = (activity: Sql) => sql`
          SELECT a.event_id, 0 AS users, 0 AS uses, MAX(a.day) AS last_day FROM ${activity} a GROUP BY a.event_id`;
  return z.array(FeatureRow).parse(
    await sqlPort.query(sql`
      SELECT e.name AS event, COALESCE(x.users, 0) AS users, COALESCE(x.uses, 0) AS uses, x.last_day
      FROM event_name e LEFT JOIN (
        SELECT u.event_id, SUM(u.users) AS users, SUM(u.uses) AS uses, MAX(u.last_day) AS last_day
        FROM (
          SELECT a.event_id, COUNT(DISTINCT CASE WHEN a.user_id > 0 THEN a.user_id END) AS users, SUM(a.count) AS uses, MAX(a.day) AS last_day
          FROM ${activitySql({ ...EVER, accounts, from })} a GROUP BY a.event_id
          UNION ALL ${ofRowsAndRecords([{ ...EVER, accounts, from: lookedBackTo }], lastDays)}) u
        GROUP BY u.event_id
      ) x ON x.event_id = e.event_id
      WHERE e.feature = 1 ORDER BY uses DESC, event`),
  );
}

const MemberRow = z.object({
  account_id: z.coerce.number(),
  user_id: z.coerce.number(),
  external_id: StoredId,
  first_day: z.coerce.number(),
  last_day: z.coerce.number(),
  active_days: z.coerce.number(),
  uses: z.coerce.number(),
});
export type MemberRecord = z.infer<typeof MemberRow> & { readonly account_uses: number };

const usesSince = (from: number, accounts: Stretch['accounts'], users: Sql) => sql`
  SELECT a.account_id, a.user_id, SUM(a.count) AS uses, COUNT(DISTINCT a.day) AS active_days
  FROM ${activitySql({ ...EVER, accounts, from })} a JOIN event_name e ON e.event_id = a.event_id
  WHERE e.feature = 1 AND ${users}
  GROUP BY a.account_id, a.user_id`;

/** Later than any use. */
const NO_END = 100_000;

/** With all uses of their accounts since `from`. */
async function besideAll(sqlPort: SqlPort, from: number, rows: unknown): Promise<MemberRecord[]> {
  const members = z.array(MemberRow).parse(rows);
  const accountIds = [...new Set(members.map(({ account_id }) => account_id))];
  const uses = await usesOfAccounts(sqlPort, accountIds, { from, to: NO_END });
  return members.map((member) => ({ ...member, account_uses: uses.get(member.account_id) ?? 0 }));
}

const MEMBER_COLUMNS = sql`m.account_id, m.user_id, u.short_id AS external_id, m.first_day, m.last_day, COALESCE(x.active_days, 0) AS active_days,
  COALESCE(x.uses, 0) AS uses`;

/** One page of an account's users, who used it most since `from` first, and how many there are. */
export async function membersOf(
  sqlPort: SqlPort,
  {
    accountId,
    from,
    page,
    pageSize,
  }: { readonly accountId: number; readonly from: number; readonly page: number; readonly pageSize: number },
): Promise<{ rows: MemberRecord[]; total: number }> {
  const [rows, counted] = await Promise.all([
    sqlPort.query(sql`
      SELECT ${MEMBER_COLUMNS}
      FROM membership m JOIN app_user u ON u.user_id = m.user_id
      LEFT JOIN (${usesSince(from, [accountId], sql`a.user_id > 0`)}) x ON x.account_id = m.account_id AND x.user_id = m.user_id
      WHERE m.account_id = ${accountId} AND m.user_id > 0
      ORDER BY uses DESC, m.last_day DESC, m.user_id LIMIT ${pageSize} OFFSET ${page * pageSize}`),
    sqlPort.query(sql`SELECT COUNT(*) AS total FROM membership WHERE account_id = ${accountId} AND user_id > 0`),
  ]);
  const [count] = z.array(z.object({ total: z.coerce.number() })).parse(counted);
  return { rows: await besideAll(sqlPort, from, rows), total: count?.total ?? 0 };
}

const MAX_MEMBERSHIPS = 200;

/** A user in every account, the latest used first; at most 200. */
export async function membershipsOf(sqlPort: SqlPort, userId: number, from: number): Promise<MemberRecord[]> {
  const mine = sql`SELECT account_id FROM membership WHERE user_id = ${userId}`;
  return await besideAll(
    sqlPort,
    from,
    await sqlPort.query(sql`
      SELECT ${MEMBER_COLUMNS}
      FROM membership m JOIN app_user u ON u.user_id = m.user_id
      LEFT JOIN (${usesSince(from, mine, sql`a.user_id = ${userId}`)}) x ON x.account_id = m.account_id AND x.user_id = m.user_id
      WHERE m.user_id = ${userId} ORDER BY m.last_day DESC, m.account_id LIMIT ${MAX_MEMBERSHIPS}`),
  );
}

const KeysRow = z.object({
  cloud_id: z.string().nullable(),
  entitlement_id: z.string().nullable(),
  entitlement_number: z.string().nullable(),
  app_key: z.string(),
});

/** By what an account is known; null when there is none. */
export async function accountKeys(sqlPort: SqlPort, accountId: number): Promise<z.infer<typeof KeysRow> | null> {
  const rows = z
    .array(KeysRow)
    .parse(
      await sqlPort.query(sql`SELECT cloud_id, entitlement_id, entitlement_number, app_key FROM account WHERE account_id = ${accountId}`),
    );
  return rows[0] ?? null;
}
