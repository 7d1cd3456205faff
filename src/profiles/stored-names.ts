import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { accountKeyHash } from '../store/account-key';
import { chunkedToFit } from '../store/chunks';
import { fullId, shortId } from '../store/short-id';
import type { KnownAccount } from './account-places';

/** Names of which the store may know the numbers: keys that lead to accounts, natural keys of accounts, users, events. */
export type Names = {
  readonly keys?: readonly string[];
  readonly naturalKeys?: readonly string[];
  readonly users: readonly string[];
  readonly events: readonly string[];
};
export type StoredNames = {
  readonly keys: ReadonlyMap<string, KnownAccount>;
  readonly naturalKeys: ReadonlyMap<string, KnownAccount>;
  readonly users: ReadonlyMap<string, number>;
  readonly events: ReadonlyMap<string, number>;
};

/** So many rows are an answer below 4 MiB. */
const NAMES_PER_ANSWER = 6_000;

const Kind = z.enum(['key', 'natural', 'user', 'event']);
type Kind = z.infer<typeof Kind>;

const Row = z.object({
  kind: Kind,
  name: z.string(),
  id: z.coerce.number(),
  natural_key: z.string().nullable(),
  entitlement_id: z.string().nullable(),
  entitlement_number: z.string().nullable(),
});

const SELECTS: Readonly<Record<Kind, (names: readonly string[]) => Sql>> = {
  key: (names) => sql`
    SELECT 'key' AS kind, k.key_hash AS name, a.account_id AS id, a.natural_key, a.entitlement_id, a.entitlement_number
    FROM account_key k JOIN account a ON a.account_id = k.account_id WHERE k.key_hash IN (${names})`,
  natural: (names) => sql`
    SELECT 'natural' AS kind, natural_key AS name, account_id AS id, natural_key, entitlement_id, entitlement_number
    FROM account WHERE natural_key IN (${names})`,
  user: (names) => sql`
    SELECT 'user' AS kind, short_id AS name, user_id AS id, NULL AS natural_key, NULL AS entitlement_id, NULL AS entitlement_number
    FROM app_user WHERE short_id IN (${names.map(shortId)})`,
  event: (names) => sql`
    SELECT 'event' AS kind, name, event_id AS id, NULL AS natural_key, NULL AS entitlement_id, NULL AS entitlement_number
    FROM event_name WHERE name IN (${names})`,
};

/** What the store knows of these names: one statement for all that fit into one. */
export async function storedNames(sqlPort: SqlPort, { keys = [], naturalKeys = [], ...others }: Names): Promise<StoredNames> {
  const keyOf = new Map(keys.map((key) => [accountKeyHash(key), key]));
  const asked = Object.entries({ key: [...keyOf.keys()], natural: naturalKeys, user: others.users, event: others.events }).flatMap(
    ([kind, names]) => [...new Set(names)].map((name) => ({ kind: Kind.parse(kind), name })),
  );
  const rows: z.infer<typeof Row>[] = [];
  for (const chunk of chunkedToFit(asked, ({ name }) => name, NAMES_PER_ANSWER)) {
    const selects = Kind.options.flatMap((kind) => {
      const names = chunk.flatMap((each) => (each.kind === kind ? [each.name] : []));
      return names.length === 0 ? [] : [SELECTS[kind](names)];
    });
    rows.push(...z.array(Row).parse(await sqlPort.query(joinSql(selects, ' UNION ALL '))));
  }
  const accounts = (wanted: Kind) =>
    new Map(
      rows.flatMap(({ kind, name, id, natural_key, entitlement_id, entitlement_number }): [string, KnownAccount][] =>
        kind !== wanted || natural_key === null
          ? []
          : [[name, { accountId: id, naturalKey: natural_key, entitlementId: entitlement_id, entitlementNumber: entitlement_number }]],
      ),
    );
  const ids = (wanted: Kind) => new Map(rows.flatMap(({ kind, name, id }): [string, number][] => (kind === wanted ? [[name, id]] : [])));
  const users = new Map([...ids('user')].map(([name, id]) => [fullId(name), id]));
  const byKey = new Map([...accounts('key')].map(([hash, account]) => [keyOf.get(hash) ?? hash, account]));
  return { keys: byKey, naturalKeys: accounts('natural'), users, events: ids('event') };
}
