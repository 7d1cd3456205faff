import type { AccountIdentity } from '../delivery/envelope';

/** How people are named at destinations: as themselves, as a stable pseudonym, or not at all. */
export type IdentityMode = 'accountId' | 'pseudonym' | 'site';

/** What the backend knows of an invocation, from the platform alone; nothing of it comes from a payload. */
export type InvocationFacts = {
  readonly appKey: string;
  readonly appVersion: string;
  readonly environmentType: string;
  readonly cloudId: string;
  readonly accountId: string | null;
  readonly license: LicenseFacts | null;
};

/** The licence as the run time tells it. Absent for free apps and outside production. */
export type LicenseFacts = {
  readonly active: boolean;
  readonly isEvaluation: boolean;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
};

type RawLicense = {
  readonly active?: unknown;
  readonly isActive?: unknown;
  readonly isEvaluation?: unknown;
  readonly ccpEntitlementId?: unknown;
  readonly ccpEntitlementSlug?: unknown;
};

/** Reads the platform's licence object: older run times send `isActive`, and absent values may be the string "NULL". */
export function licenseFacts(raw: unknown): LicenseFacts | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const license = raw as RawLicense;
  return {
    active: isTrue(license.active ?? license.isActive),
    isEvaluation: isTrue(license.isEvaluation),
    entitlementId: present(license.ccpEntitlementId),
    entitlementNumber: present(license.ccpEntitlementSlug),
  };
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function present(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.toUpperCase() !== 'NULL' ? value : null;
}

export function accountIdentity(facts: InvocationFacts): AccountIdentity {
  return {
    appKey: facts.appKey,
    cloudId: facts.cloudId,
    entitlementId: facts.license?.entitlementId ?? null,
    entitlementNumber: facts.license?.entitlementNumber ?? null,
  };
}

/** The account's id at destinations: the entitlement number, else its id, else the site. */
export function groupIdOf(identity: AccountIdentity): string {
  return identity.entitlementNumber ?? identity.entitlementId ?? identity.cloudId ?? 'unknown';
}

/**
 * Who a call is about. Without a person (no account ID, or identity `site`) the account stands in as the anonymous id, so
 * that the call is still valid and still adds no person.
 */
export function subjectOf(
  facts: InvocationFacts,
  mode: IdentityMode,
  pseudonymOf: (accountId: string) => string,
): { readonly userId: string } | { readonly anonymousId: string } {
  const group = groupIdOf(accountIdentity(facts));
  if (facts.accountId === null || mode === 'site') return { anonymousId: group };
  return { userId: mode === 'pseudonym' ? pseudonymOf(facts.accountId) : facts.accountId };
}
