import { z } from 'zod';
import type { AccountIdentity } from '../delivery/envelope';
import type { SqlPort } from '../platform/ports';
import { joinSql, sql } from '../platform/sql';
import { chunked, SMALL_ROWS_PER_STATEMENT } from '../store/chunks';

/** Keys that lead to an account, best first: entitlement id, entitlement number, site and app. */
export function accountKeys(identity: AccountIdentity): { readonly entitlement: readonly string[]; readonly site: string | null } {
  const entitlement: string[] = [];
  if (identity.entitlementId !== null) entitlement.push(`id:${identity.entitlementId}`);
  if (identity.entitlementNumber !== null) entitlement.push(`number:${identity.entitlementNumber}`);
  return { entitlement, site: identity.cloudId === null ? null : `site:${identity.cloudId}:${identity.appKey}` };
}

const identityKey = (identity: AccountIdentity): string =>
  `${identity.appKey}\n${identity.cloudId ?? ''}\n${identity.entitlementId ?? ''}\n${identity.entitlementNumber ?? ''}`;

/**
 * The account of each identity, created when no known id leads to one. Returns a lookup from identity to account id.
 * An account that was known only by its site becomes the first entitlement of that site and app; a later entitlement of
 * the same site is an account of its own. Every id is kept, and two runs at once end with the same accounts: the natural
 * key decides, not who came first.
 */
export async function resolveAccounts(
  sqlPort: SqlPort,
  identities: readonly AccountIdentity[],
): Promise<(identity: AccountIdentity) => number | null> {
  const distinct = new Map(identities.map((identity) => [identityKey(identity), identity]));
  const known = await knownKeys(sqlPort, [...distinct.values()]);
  const found = new Map<string, number>();
  const missing: [string, AccountIdentity][] = [];
  const learned: { key: string; accountId: number }[] = [];

  const entitled = await entitledAccounts(sqlPort, [...distinct.values()], known);
  for (const [key, identity] of distinct) {
    const { entitlement, site } = accountKeys(identity);
    let accountId = firstKnown(known, entitlement);
    if (accountId === null && site !== null) {
      const bySite = known.get(site) ?? null;
      const isFree = bySite !== null && (entitlement.length === 0 || !entitled.has(bySite));
      if (isFree) accountId = bySite;
      if (isFree && entitlement.length > 0) entitled.add(bySite);
    }
    if (accountId === null) {
      missing.push([key, identity]);
      continue;
    }
    found.set(key, accountId);
    for (const each of [...entitlement, ...(site === null ? [] : [site])]) {
      if (!known.has(each)) learned.push({ key: each, accountId });
      known.set(each, known.get(each) ?? accountId);
    }
    if (entitlement.length > 0) await adoptEntitlement(sqlPort, accountId, identity, entitled);
  }

  for (const [key, accountId] of await createAccounts(sqlPort, missing, known, learned)) found.set(key, accountId);
  await keepKeys(sqlPort, learned);
  return (identity) => found.get(identityKey(identity)) ?? null;
}

function firstKnown(known: ReadonlyMap<string, number>, keys: readonly string[]): number | null {
  for (const key of keys) {
    const accountId = known.get(key);
    if (accountId !== undefined) return accountId;
  }
  return null;
}

const KeyRow = z.object({ account_key: z.string(), account_id: z.coerce.number() });

async function knownKeys(sqlPort: SqlPort, identities: readonly AccountIdentity[]): Promise<Map<string, number>> {
  const keys = new Set<string>();
  for (const identity of identities) {
    const { entitlement, site } = accountKeys(identity);
    for (const key of entitlement) keys.add(key);
    if (site !== null) keys.add(site);
  }
  const known = new Map<string, number>();
  for (const chunk of chunked([...keys], SMALL_ROWS_PER_STATEMENT)) {
    const rows = await sqlPort.query(sql`SELECT account_key, account_id FROM account_key WHERE account_key IN (${chunk})`);
    for (const row of z.array(KeyRow).parse(rows)) known.set(row.account_key, row.account_id);
  }
  return known;
}

const EntitledRow = z.object({ account_id: z.coerce.number() });

/** Accounts among those found by site that already have an entitlement of their own. */
async function entitledAccounts(
  sqlPort: SqlPort,
  identities: readonly AccountIdentity[],
  known: ReadonlyMap<string, number>,
): Promise<Set<number>> {
  const candidates = new Set<number>();
  for (const identity of identities) {
    const { entitlement, site } = accountKeys(identity);
    if (entitlement.length === 0 || site === null || firstKnown(known, entitlement) !== null) continue;
    const bySite = known.get(site);
    if (bySite !== undefined) candidates.add(bySite);
  }
  const entitled = new Set<number>();
  for (const chunk of chunked([...candidates])) {
    const rows = await sqlPort.query(
      sql`SELECT account_id FROM account WHERE account_id IN (${chunk}) AND (entitlement_id IS NOT NULL OR entitlement_number IS NOT NULL)`,
    );
    for (const row of z.array(EntitledRow).parse(rows)) entitled.add(row.account_id);
  }
  return entitled;
}

/** Fills in what the account's row did not know; an id that is there is never overwritten. */
async function adoptEntitlement(
  sqlPort: SqlPort,
  accountId: number,
  identity: AccountIdentity,
  entitled: ReadonlySet<number>,
): Promise<void> {
  if (!entitled.has(accountId)) return;
  await sqlPort.write(sql`
    UPDATE account SET
      entitlement_id = COALESCE(entitlement_id, ${identity.entitlementId}),
      entitlement_number = COALESCE(entitlement_number, ${identity.entitlementNumber})
    WHERE account_id = ${accountId}`);
}

const AccountIdRow = z.object({ account_id: z.coerce.number(), natural_key: z.string() });

async function createAccounts(
  sqlPort: SqlPort,
  missing: readonly (readonly [string, AccountIdentity])[],
  known: Map<string, number>,
  learned: { key: string; accountId: number }[],
): Promise<Map<string, number>> {
  const created = new Map<string, number>();
  for (const chunk of chunked(missing)) {
    const rows = chunk.map(([key, identity]) => ({ key, identity, natural: naturalKey(identity) }));
    const values = rows.map(
      ({ identity, natural }) =>
        sql`(${natural}, ${identity.appKey}, ${identity.cloudId}, ${identity.entitlementId}, ${identity.entitlementNumber})`,
    );
    await sqlPort.write(
      sql`INSERT IGNORE INTO account (natural_key, app_key, cloud_id, entitlement_id, entitlement_number) VALUES ${joinSql(values)}`,
    );
    const naturals = [...new Set(rows.map((row) => row.natural))];
    const ids = z
      .array(AccountIdRow)
      .parse(await sqlPort.query(sql`SELECT account_id, natural_key FROM account WHERE natural_key IN (${naturals})`));
    const byNatural = new Map(ids.map((row) => [row.natural_key, row.account_id]));
    for (const { key, identity, natural } of rows) {
      const accountId = byNatural.get(natural);
      if (accountId === undefined) continue;
      created.set(key, accountId);
      const { entitlement, site } = accountKeys(identity);
      for (const each of [...entitlement, ...(site === null ? [] : [site])]) {
        if (known.has(each)) continue;
        known.set(each, accountId);
        learned.push({ key: each, accountId });
      }
    }
  }
  return created;
}

/** The best id of an identity names its row, so that two runs at once create one account and not two. */
function naturalKey(identity: AccountIdentity): string {
  const { entitlement, site } = accountKeys(identity);
  return entitlement[0] ?? site ?? `app:${identity.appKey}`;
}

async function keepKeys(sqlPort: SqlPort, learned: readonly { key: string; accountId: number }[]): Promise<void> {
  for (const chunk of chunked(learned)) {
    const values = chunk.map(({ key, accountId }) => sql`(${key}, ${accountId})`);
    await sqlPort.write(sql`INSERT IGNORE INTO account_key (account_key, account_id) VALUES ${joinSql(values)}`);
  }
}
