import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import type { Sql } from '../src/platform/sql';
import { blocksIn } from '../src/store/member-days';
import { storedUnits } from './stored-units';

/** Whose rows, by names instead of surrogate keys, which depend on what came first. */
const byAccount = (table: Sql): Sql => sql`FROM ${table} x JOIN account a ON a.account_id = x.account_id`;

const MEMBERS = sql`(SELECT account_id, user_id, days FROM membership WHERE days IS NOT NULL UNION ALL SELECT account_id, 0, days FROM nobody_days)`;

/** All that is stored of use beside activity itself. */
export async function sumsIn(port: SqlPort) {
  const accounts = await port.query(sql`SELECT natural_key, last_active_day FROM account ORDER BY 1`);
  const members = (
    await port.query(sql`
      SELECT a.natural_key, COALESCE(u.short_id, '') AS user, x.days
      ${byAccount(MEMBERS)} LEFT JOIN app_user u ON u.user_id = x.user_id ORDER BY 1, 2`)
  ).map(({ days, ...member }) => ({ ...member, blocks: blocksIn(String(days)).sort((a, b) => a.block - b.block) }));
  const days = await port.query(sql`
    SELECT a.natural_key, x.block, x.days, x.users1, x.users7, x.users30, x.events ${byAccount(sql`account_days`)} ORDER BY 1, 2`);
  const { periods, cohorts } = await storedUnits(port);
  const features = await port.query(sql`
    SELECT a.natural_key, e.name, x.as_of_day, x.first_day, x.last_day, x.users7, x.uses7, x.users30, x.uses30, x.days30, x.users90, x.uses90
    ${byAccount(sql`account_feature`)} JOIN event_name e ON e.event_id = x.event_id ORDER BY 1, 2`);
  const starts = await port.query(
    sql`SELECT a.natural_key, x.first_day, x.kept, x.early, x.used ${byAccount(sql`account_start`)} ORDER BY 1`,
  );
  return { accounts, members, days, periods, cohorts, features, starts };
}
