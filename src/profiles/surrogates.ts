import type { AccountIdentity } from '../delivery/envelope';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import { accountKeyHash } from '../store/account-key';
import { chunkedToFit } from '../store/chunks';
import { shortId } from '../store/short-id';
import { isOwn, keysOf, placeIdentities } from './account-places';
import type { KnownAccount, Place } from './account-places';
import { storedNames } from './stored-names';

export type Named = {
  readonly identities: readonly AccountIdentity[];
  /** By the ids that destinations know them by. */
  readonly users: readonly string[];
  /** Whether each is a feature, which is kept when it is first seen. */
  readonly events: ReadonlyMap<string, boolean>;
};

export type Surrogates = {
  readonly accountIdOf: (identity: AccountIdentity) => number | null;
  readonly users: ReadonlyMap<string, number>;
  readonly events: ReadonlyMap<string, number>;
};

/**
 * The numbers that the store has for accounts, users and events: all are looked up at once, those that are missing are written, and these are looked up at
 * once. Every id of an account is kept. Two runs at once agree because the unique keys decide, not who came first.
 */
export async function surrogates(sqlPort: SqlPort, { identities, users, events }: Named): Promise<Surrogates> {
  const distinct = [...new Map(identities.map((identity) => [nameOf(identity), identity])).values()];
  const known = await storedNames(sqlPort, { keys: distinct.flatMap(keysOf), users, events: [...events.keys()] });
  const places = placeIdentities(distinct, known.keys);
  const missing = {
    places: places.filter(({ accountId }) => accountId === null),
    users: users.filter((user) => !known.users.has(user)),
    events: [...events].filter(([name]) => !known.events.has(name)),
  };
  await writeAccounts(sqlPort, missing.places);
  await writeUsers(sqlPort, missing.users);
  await writeEvents(sqlPort, missing.events);
  const written = await storedNames(sqlPort, {
    naturalKeys: missing.places.map(({ naturalKey }) => naturalKey),
    users: missing.users,
    events: missing.events.map(([name]) => name),
  });
  const { found, lost } = foundAt(places, written.naturalKeys);
  await keepKeys(sqlPort, found, known.keys);
  // Another run made the account of the site the first of another entitlement meanwhile.
  const others = lost.length === 0 ? null : await surrogates(sqlPort, { identities: lost, users: [], events: new Map() });
  const accountIds = new Map(found.map(({ identity, accountId }) => [nameOf(identity), accountId]));
  return {
    accountIdOf: (identity) => accountIds.get(nameOf(identity)) ?? others?.accountIdOf(identity) ?? null,
    users: new Map([...known.users, ...written.users]),
    events: new Map([...known.events, ...written.events]),
  };
}

const nameOf = (identity: AccountIdentity): string =>
  `${identity.appKey}\n${identity.cloudId ?? ''}\n${identity.entitlementId ?? ''}\n${identity.entitlementNumber ?? ''}`;

type Found = { readonly identity: AccountIdentity; readonly accountId: number };

function foundAt(
  places: readonly Place[],
  written: ReadonlyMap<string, KnownAccount>,
): { readonly found: Found[]; readonly lost: AccountIdentity[] } {
  const found: Found[] = [];
  const lost: AccountIdentity[] = [];
  for (const { identity, accountId } of places) if (accountId !== null) found.push({ identity, accountId });
  for (const { identity, accountId, naturalKey } of places) {
    const account = accountId === null ? written.get(naturalKey) : undefined;
    if (account === undefined) continue;
    if (isOwn(account, identity)) found.push({ identity, accountId: account.accountId });
    else lost.push(identity);
  }
  return { found, lost };
}

/** Creates accounts, and fills in what the row of one did not know; an id that is there is never overwritten. */
async function writeAccounts(sqlPort: SqlPort, places: readonly Place[]): Promise<void> {
  for (const chunk of chunkedToFit(places, ({ naturalKey, identity }) => naturalKey + Object.values(identity).join(''))) {
    const rows = chunk.map(({ naturalKey, identity: { appKey, cloudId, entitlementId, entitlementNumber } }) => [
      naturalKey,
      appKey,
      cloudId,
      entitlementId,
      entitlementNumber,
    ]);
    await sqlPort.write(sql`
      INSERT INTO account (natural_key, app_key, cloud_id, entitlement_id, entitlement_number) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE entitlement_id = COALESCE(entitlement_id, VALUES(entitlement_id)),
        entitlement_number = COALESCE(entitlement_number, VALUES(entitlement_number))`);
  }
}

async function writeUsers(sqlPort: SqlPort, users: readonly string[]): Promise<void> {
  for (const chunk of chunkedToFit([...new Set(users)], (user) => user))
    await sqlPort.write(sql`INSERT IGNORE INTO app_user (short_id) VALUES ${rowsSql(chunk.map((user) => [shortId(user)]))}`);
}

async function writeEvents(sqlPort: SqlPort, events: readonly (readonly [name: string, isFeature: boolean])[]): Promise<void> {
  for (const chunk of chunkedToFit(events, ([name]) => name)) {
    const rows = chunk.map(([name, isFeature]) => sql`(${name}, ${isFeature ? 1 : 0})`);
    await sqlPort.write(sql`INSERT IGNORE INTO event_name (name, feature) VALUES ${joinSql(rows)}`);
  }
}

async function keepKeys(sqlPort: SqlPort, found: readonly Found[], known: ReadonlyMap<string, KnownAccount>): Promise<void> {
  const learned = new Map<string, number>();
  for (const { identity, accountId } of found)
    for (const key of keysOf(identity)) if (!known.has(key) && !learned.has(key)) learned.set(key, accountId);
  const rows = [...learned].map(([key, accountId]) => [accountKeyHash(key), accountId] as const);
  for (const chunk of chunkedToFit(rows, ([hash]) => hash))
    await sqlPort.write(sql`INSERT IGNORE INTO account_key (key_hash, account_id) VALUES ${rowsSql(chunk)}`);
}
