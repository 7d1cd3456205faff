import { z } from 'zod';
import { ACCOUNT_ATTRIBUTES } from '../../engagement/account-filter';
import type { AccountAttribute, AccountFilter } from '../../engagement/account-filter';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { SEGMENT_MEMBERS } from './segment-members';

const COLUMNS: Readonly<Record<AccountAttribute, Sql>> = {
  app: sql`fa.app_key`,
  edition: sql`fs.edition`,
  hosting: sql`fs.hosting`,
  plan: sql`fs.tier`,
  region: sql`fs.region`,
  stage: sql`fs.stage`,
};
const ACCOUNTS = sql`account fa LEFT JOIN account_state fs ON fs.account_id = fa.account_id`;

/** The accounts that a filter lets pass, as a condition on a column with their ids: ` AND …` behind other conditions; nothing for all. */
export function andAccountIn(column: Sql, filter: Omit<AccountFilter, 'accountIds'>): Sql {
  return sql`${andAttributes(column, filter)}${andVendors(column, filter)}`;
}

/** What only the vendor's store knows. */
export type VendorsFilter = Pick<AccountFilter, 'segment' | 'health'>;

function andVendors(column: Sql, { segment, health }: VendorsFilter): Sql {
  return sql`${segment === undefined ? sql`` : andInSegment(column, segment)}${health === undefined ? sql`` : andOfHealth(column, health)}`;
}

function andOfHealth(column: Sql, healths: readonly (string | null)[]): Sql {
  return sql` AND ${column} IN (
    SELECT ha.account_id FROM account ha LEFT JOIN account_outlook ho ON ho.account_id = ha.account_id WHERE ${oneOf(sql`ho.health`, healths)})`;
}

function andAttributes(column: Sql, filter: Omit<AccountFilter, 'accountIds' | keyof VendorsFilter>): Sql {
  const conditions = ACCOUNT_ATTRIBUTES.flatMap((name) => {
    const values = filter[name];
    return values === undefined ? [] : [oneOf(COLUMNS[name], values)];
  });
  if (conditions.length === 0) return sql``;
  return sql` AND ${column} IN (SELECT fa.account_id FROM ${ACCOUNTS} WHERE ${joinSql(conditions, ' AND ')})`;
}

/** In one of the segments, or with a user in it. */
function andInSegment(column: Sql, ids: readonly string[]): Sql {
  if (ids.length === 0) return sql` AND 1 = 0`;
  const segments = ids.map(Number);
  return sql` AND ${column} IN (
    SELECT m.account_id FROM ${SEGMENT_MEMBERS} WHERE su.segment_id IN (${segments}) AND m.account_id > 0
    UNION SELECT b.account_id FROM ${SEGMENT_MEMBERS} JOIN membership b ON b.user_id = m.user_id
    WHERE su.segment_id IN (${segments}) AND m.account_id = 0)`;
}

const SegmentRow = z.object({ segment_id: z.coerce.number(), name: z.string(), accounts: z.coerce.number() });

/** The live segments by name, with how many accounts that pass the filter are in it, or have a user in it. */
export async function segmentOptions(
  sqlPort: SqlPort,
  filter: Omit<AccountFilter, 'accountIds'>,
): Promise<{ readonly value: string; readonly name: string; readonly accounts: number }[]> {
  const rows = z.array(SegmentRow).parse(
    await sqlPort.query(sql`
      SELECT s.segment_id, s.name, COUNT(DISTINCT o.account_id) AS accounts FROM segment s LEFT JOIN (
        SELECT su.segment_id, m.account_id FROM ${SEGMENT_MEMBERS} WHERE m.account_id > 0${andAccountIn(sql`m.account_id`, filter)}
        UNION ALL SELECT su.segment_id, b.account_id FROM ${SEGMENT_MEMBERS} JOIN membership b ON b.user_id = m.user_id
        WHERE m.account_id = 0${andAccountIn(sql`b.account_id`, filter)}
      ) o ON o.segment_id = s.segment_id
      WHERE s.state = 'live' GROUP BY s.segment_id, s.name ORDER BY s.name, s.segment_id`),
  );
  return rows.map(({ segment_id, name, accounts }) => ({ value: String(segment_id), name, accounts }));
}

const HealthRow = z.object({ health: z.string().nullable(), accounts: z.coerce.number() });

/** Each health that accounts have, with how many that pass the filter have it. */
export async function healthOptions(
  sqlPort: SqlPort,
  filter: Omit<AccountFilter, 'accountIds'>,
): Promise<{ readonly value: string | null; readonly accounts: number }[]> {
  const rows = z.array(HealthRow).parse(
    await sqlPort.query(sql`
      SELECT o.health, SUM(CASE WHEN a.account_id IS NULL THEN 0 ELSE 1 END) AS accounts
      FROM account b LEFT JOIN account_outlook o ON o.account_id = b.account_id
      LEFT JOIN (SELECT account_id FROM account WHERE 1 = 1${andAccountIn(sql`account_id`, filter)}) a ON a.account_id = b.account_id
      GROUP BY o.health`),
  );
  return rows.map(({ health, accounts }) => ({ value: health, accounts }));
}

/** An absent value is a value like the others; of no values, none is one. */
function oneOf(column: Sql, values: readonly (string | null)[]): Sql {
  const given = values.filter((value) => value !== null);
  const parts = [
    ...(given.length === 0 ? [] : [sql`${column} IN (${given})`]),
    ...(given.length === values.length ? [] : [sql`${column} IS NULL`]),
  ];
  return parts.length === 0 ? sql`1 = 0` : sql`(${joinSql(parts, ' OR ')})`;
}

const KindRow = z.object({
  app: z.string(),
  edition: z.string().nullable(),
  hosting: z.string().nullable(),
  plan: z.string().nullable(),
  region: z.string().nullable(),
  stage: z.string().nullable(),
  accounts: z.coerce.number(),
});
/** Accounts that no filter can tell apart. */
export type AccountKind = z.infer<typeof KindRow>;

/** Each combination of attributes that there is, with how many accounts, or accounts of the filter, have it: some hundreds, however many accounts there are. */
export async function accountKinds(sqlPort: SqlPort, filter: VendorsFilter = {}): Promise<AccountKind[]> {
  return z.array(KindRow).parse(
    await sqlPort.query(sql`
      SELECT fa.app_key AS app, fs.edition, fs.hosting, fs.tier AS plan, fs.region, fs.stage, COUNT(*) AS accounts
      FROM ${ACCOUNTS} WHERE 1 = 1${andVendors(sql`fa.account_id`, filter)}
      GROUP BY fa.app_key, fs.edition, fs.hosting, fs.tier, fs.region, fs.stage`),
  );
}
