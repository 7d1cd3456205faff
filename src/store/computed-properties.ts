import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { PropertyType } from '../segments/value';
import { activitySql } from './activity-packs';
import { kindCode } from './properties';
import type { PropertyName } from './properties';

type ToSave = PropertyName & {
  readonly type: PropertyType;
  readonly label: string;
  readonly description: string;
  readonly grouping: string | null;
  readonly definition: string;
};

/** Adds a computed property. False where there is a property of that name already. */
export async function addComputed(
  sqlPort: SqlPort,
  { kind, key, type, label, description, grouping, definition }: ToSave,
): Promise<boolean> {
  const row = [kindCode(kind), key, type, 'computed', label, description, grouping, definition];
  const added = await sqlPort.write(sql`
    INSERT IGNORE INTO property (kind, property_key, type, origin, label, description, belongs_to, definition) VALUES ${rowsSql([row])}`);
  return added > 0;
}

/** False where somebody else has changed the definition since `before` was read. */
export async function changeComputed(
  sqlPort: SqlPort,
  { kind, key, type, label, description, definition }: ToSave,
  before: string,
): Promise<boolean> {
  const written = await sqlPort.write(sql`
    UPDATE property SET type = ${type}, label = ${label}, description = ${description}, definition = ${definition}, filled = NULL, examples = NULL
    WHERE kind = ${kindCode(kind)} AND property_key = ${key} AND definition = ${before}`);
  return written > 0;
}

/** How far a definition is. A definition that somebody has changed meanwhile stays as it is. */
export async function noteComputed(sqlPort: SqlPort, { kind, key }: PropertyName, before: string, definition: string): Promise<void> {
  await sqlPort.write(sql`
    UPDATE property SET definition = ${definition} WHERE kind = ${kindCode(kind)} AND property_key = ${key} AND definition = ${before}`);
}

export async function dropComputed(sqlPort: SqlPort, { kind, key }: PropertyName, before: string): Promise<void> {
  await sqlPort.write(sql`DELETE FROM property WHERE kind = ${kindCode(kind)} AND property_key = ${key} AND definition = ${before}`);
}

const Paid = z.object({ tier: z.string(), cents: z.coerce.number(), seats: z.coerce.number() });

/** What a seat costs a month in each tier, in cents: over all accounts that pay for it. In the order of tiers. */
export async function pricesOfTiers(sqlPort: SqlPort): Promise<[string, number][]> {
  const rows = await sqlPort.query(sql`
    SELECT tier, SUM(mrr_cents) AS cents, SUM(seats) AS seats FROM account_state
    WHERE tier IS NOT NULL AND mrr_cents > 0 AND seats > 0 GROUP BY tier`);
  return z
    .array(Paid)
    .parse(rows)
    .map(({ tier, cents, seats }): [string, number] => [tier, cents / seats])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whose users are counted: of accounts, who did any of these events on these days. */
export type UsersAsked = {
  readonly accounts: readonly number[];
  readonly from: number;
  readonly through: number;
  readonly events: readonly number[];
};

const Users = z.object({ nr: z.coerce.number(), account_id: z.coerce.number(), users: z.coerce.number() });

/** How many different users, by account, in the order asked. Accounts in which nobody did it are left out. One statement. */
export async function usersWhoDid(sqlPort: SqlPort, asked: readonly UsersAsked[]): Promise<ReadonlyMap<number, number>[]> {
  const parts = asked.flatMap(({ accounts, from, through, events }, nr) =>
    accounts.length === 0 || events.length === 0
      ? []
      : [
          sql`
      SELECT ${nr} AS nr, a.account_id, COUNT(DISTINCT a.user_id) AS users FROM ${activitySql({ accounts, from, to: through + 1 })} a
      WHERE a.user_id > 0 AND a.event_id IN (${events}) GROUP BY a.account_id`,
        ],
  );
  const found = asked.map(() => new Map<number, number>());
  if (parts.length === 0) return found;
  for (const { nr, account_id, users } of z.array(Users).parse(await sqlPort.query(joinSql(parts, ' UNION ALL '))))
    found[nr]?.set(account_id, users);
  return found;
}
