import { z } from 'zod';
import { ACCOUNT_ATTRIBUTES } from '../../engagement/account-filter';
import type { AccountAttribute, AccountFilter } from '../../engagement/account-filter';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';

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
  const conditions = ACCOUNT_ATTRIBUTES.flatMap((name) => {
    const values = filter[name];
    return values === undefined ? [] : [oneOf(COLUMNS[name], values)];
  });
  if (conditions.length === 0) return sql``;
  return sql` AND ${column} IN (SELECT fa.account_id FROM ${ACCOUNTS} WHERE ${joinSql(conditions, ' AND ')})`;
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

/** Each combination of attributes that there is, with how many accounts have it: some hundreds, however many accounts there are. */
export async function accountKinds(sqlPort: SqlPort): Promise<AccountKind[]> {
  return z.array(KindRow).parse(
    await sqlPort.query(sql`
      SELECT fa.app_key AS app, fs.edition, fs.hosting, fs.tier AS plan, fs.region, fs.stage, COUNT(*) AS accounts
      FROM ${ACCOUNTS}
      GROUP BY fa.app_key, fs.edition, fs.hosting, fs.tier, fs.region, fs.stage`),
  );
}
