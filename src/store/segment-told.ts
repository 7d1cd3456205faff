import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { chunked } from './chunks';
import type { Pair } from './profiles';

/** By which ids destinations know an account. */
export type NamedAccount = {
  readonly appKey: string;
  readonly cloudId: string | null;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
};

/** Somebody whose segments destinations may have to hear of, with what they heard last and by which ids they know the account and the user. */
export type ToTell = Pair & {
  /** Null where two told them at the same time, so that nobody knows which was heard last. */
  readonly names: readonly string[] | null;
  /** How often it was looked at whether they have something to hear. */
  readonly version: number;
  /** Grows with every note. */
  readonly notes: number;
  readonly account: NamedAccount | null;
  readonly externalId: string | null;
};

/** Notes that segments of these subjects, whose names destinations hear, are about to be others. */
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

const text = z.string().nullable();
const Names = z.array(z.string()).nullable();
const Row = z
  .object({
    account_id: z.coerce.number(),
    user_id: z.coerce.number(),
    names: z.string().transform((names) => Names.parse(JSON.parse(names))),
    version: z.coerce.number(),
    pending: z.coerce.number(),
    app_key: text,
    cloud_id: text,
    entitlement_id: text,
    entitlement_number: text,
    external_id: text,
  })
  .transform((row): ToTell => ({
    accountId: row.account_id,
    userId: row.user_id,
    names: row.names,
    version: row.version,
    notes: row.pending,
    account:
      row.app_key === null
        ? null
        : {
            appKey: row.app_key,
            cloudId: row.cloud_id,
            entitlementId: row.entitlement_id,
            entitlementNumber: row.entitlement_number,
          },
    externalId: row.external_id,
  }));

/** Up to `limit` of those who were noted. */
export async function subjectsToTell(sqlPort: SqlPort, limit: number): Promise<ToTell[]> {
  return await readNoted(sqlPort, sql`1 = 1 ORDER BY t.account_id, t.user_id LIMIT ${limit}`);
}

/** Those of `pairs` who were noted. */
export async function notedAmong(sqlPort: SqlPort, pairs: readonly Pair[]): Promise<ToTell[]> {
  const each = pairs.map(({ accountId, userId }) => sql`(t.account_id = ${accountId} AND t.user_id = ${userId})`);
  return pairs.length === 0 ? [] : await readNoted(sqlPort, sql`(${joinSql(each, ' OR ')}) ORDER BY t.account_id, t.user_id`);
}

async function readNoted(sqlPort: SqlPort, which: Sql): Promise<ToTell[]> {
  return z.array(Row).parse(
    await sqlPort.query(sql`
      SELECT t.account_id, t.user_id, t.names, t.version, t.pending, a.app_key, a.cloud_id, a.entitlement_id, a.entitlement_number, n.external_id
      FROM segment_told t LEFT JOIN account a ON a.account_id = t.account_id LEFT JOIN app_user n ON n.user_id = t.user_id
      WHERE t.pending > 0 AND ${which}`),
  );
}

const NameRow = z.object({ account_id: z.coerce.number(), user_id: z.coerce.number(), name: z.string() });

/** The names of the segments, of those that destinations hear of, that these subjects are in. */
export async function toldNamesOf(sqlPort: SqlPort, pairs: readonly Pair[]): Promise<(Pair & { readonly name: string })[]> {
  const byAccount = new Map<number, number[]>();
  for (const { accountId, userId } of pairs) byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), userId]);
  const each = [...byAccount].map(([accountId, users]) => sql`(m.account_id = ${accountId} AND m.user_id IN (${users}))`);
  const rows = await sqlPort.query(sql`
    SELECT m.account_id, m.user_id, s.name
    FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id JOIN segment s ON s.segment_id = u.segment_id
    WHERE (${joinSql(each, ' OR ')}) AND m.entered_day BETWEEN 1 AND 65534 AND s.told = 1 AND s.state = 'live'`);
  return z
    .array(NameRow)
    .parse(rows)
    .map((row) => ({ accountId: row.account_id, userId: row.user_id, name: row.name }));
}

/** They were told. Of whom something was noted meanwhile stays noted, and who was told by another meanwhile is noted again. */
export async function keepTold(
  sqlPort: SqlPort,
  told: readonly (ToTell & { readonly now: readonly string[] })[],
  at: string,
): Promise<void> {
  for (const chunk of chunked(told)) {
    const rows = chunk.map(({ accountId, userId, now, version, notes }) => [
      accountId,
      userId,
      JSON.stringify(now),
      version + 1,
      notes,
      at,
    ]);
    // The row is there: of what is given for a new one, `pending` is only what was seen. `version` is compared before it grows.
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
