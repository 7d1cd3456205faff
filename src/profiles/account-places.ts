import type { AccountIdentity } from '../delivery/envelope';

/** An account of the store, with its entitlement as far as its row knows it. */
export type KnownAccount = {
  readonly accountId: number;
  readonly naturalKey: string;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
};

/** Where an identity belongs. Without an account, what it knows has to be written to the row of that natural key. */
export type Place = { readonly identity: AccountIdentity; readonly accountId: number | null; readonly naturalKey: string };

/** Keys that lead to an account, best first: entitlement id, entitlement number, site and app. */
function ownKeys(identity: AccountIdentity): { readonly entitlement: readonly string[]; readonly site: string | null } {
  const entitlement: string[] = [];
  if (identity.entitlementId !== null) entitlement.push(`id:${identity.entitlementId}`);
  if (identity.entitlementNumber !== null) entitlement.push(`number:${identity.entitlementNumber}`);
  return { entitlement, site: identity.cloudId === null ? null : `site:${identity.cloudId}:${identity.appKey}` };
}

export function keysOf(identity: AccountIdentity): readonly string[] {
  const { entitlement, site } = ownKeys(identity);
  return site === null ? entitlement : [...entitlement, site];
}

/** The best id of an identity names its row, so that two runs at once create one account and not two. */
const naturalKeyOf = (identity: AccountIdentity): string => keysOf(identity)[0] ?? `app:${identity.appKey}`;

const isFree = ({ entitlementId, entitlementNumber }: KnownAccount): boolean => entitlementId === null && entitlementNumber === null;

/** Whether an account may be that of an identity: it has the same entitlement, or the identity names none. */
export function isOwn(account: KnownAccount, { entitlementId, entitlementNumber }: AccountIdentity): boolean {
  if (entitlementId === null && entitlementNumber === null) return true;
  const isSameId = entitlementId !== null && account.entitlementId === entitlementId;
  return isSameId || (entitlementNumber !== null && account.entitlementNumber === entitlementNumber);
}

/**
 * Places each identity, by the accounts that keys lead to. An account that was known only by its site becomes the first entitlement of that
 * site and app; a later entitlement of the same site is an account of its own.
 */
export function placeIdentities(identities: readonly AccountIdentity[], known: ReadonlyMap<string, KnownAccount>): Place[] {
  const leads = new Map([...known].map(([key, { accountId }]) => [key, accountId]));
  const accounts = new Map([...known.values()].map((account) => [account.accountId, account]));
  const adopting = new Set<number>();
  const accountBy = (key: string | null): KnownAccount | undefined => accounts.get(leads.get(key ?? '') ?? 0);
  return identities.map((identity) => {
    const { entitlement, site } = ownKeys(identity);
    const bySite = accountBy(site);
    const ofSite = bySite !== undefined && (isFree(bySite) || isOwn(bySite, identity)) ? bySite : undefined;
    const account = entitlement.map(accountBy).find((each) => each !== undefined) ?? ofSite;
    if (account === undefined) return { identity, accountId: null, naturalKey: naturalKeyOf(identity) };
    const { accountId, naturalKey, entitlementId, entitlementNumber } = account;
    for (const key of keysOf(identity)) if (!leads.has(key)) leads.set(key, accountId);
    if (entitlement.length === 0 || !(isFree(account) || adopting.has(accountId))) return { identity, accountId, naturalKey };
    adopting.add(accountId);
    accounts.set(accountId, {
      accountId,
      naturalKey,
      entitlementId: entitlementId ?? identity.entitlementId,
      entitlementNumber: entitlementNumber ?? identity.entitlementNumber,
    });
    return { identity, accountId: null, naturalKey };
  });
}
