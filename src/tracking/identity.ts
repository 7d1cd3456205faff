import type { AccountIdentity } from '../delivery/envelope';
import { dayOf, isDay, type Day } from '../platform/days';

/** How people are named at destinations: as themselves, as a stable pseudonym, or not at all. */
export type IdentityMode = 'accountId' | 'pseudonym' | 'site';

/** How a user is admitted to the site. `customer` asks through a portal; `anonymous` has no account. */
export const ACCOUNT_TYPES = ['licensed', 'unlicensed', 'customer', 'anonymous'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** What the backend knows of an invocation, from the platform alone; nothing of it comes from a payload. */
export type InvocationFacts = {
  readonly appKey: string;
  readonly appVersion: string;
  readonly environmentType: string;
  readonly cloudId: string;
  readonly accountId: string | null;
  /** Absent where the platform does not say: triggers have no user. */
  readonly accountType?: AccountType;
  readonly license: LicenseFacts | null;
};

/** The licence as the run time tells it. Absent for free apps and outside production. */
export type LicenseFacts = {
  readonly active: boolean;
  readonly isEvaluation: boolean;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly terms?: LicenseTerms;
};

/** What was bought, in values that a machine gave. */
export type LicenseTerms = {
  readonly edition: 'standard' | 'advanced' | 'none';
  readonly billingPeriod: 'monthly' | 'annual' | 'other' | 'none';
  readonly trialEndsDay: Day | null;
  readonly subscriptionEndsDay: Day | null;
};

type RawLicense = {
  readonly active?: unknown;
  readonly isActive?: unknown;
  readonly isEvaluation?: unknown;
  readonly ccpEntitlementId?: unknown;
  readonly ccpEntitlementSlug?: unknown;
  readonly capabilitySet?: unknown;
  readonly billingPeriod?: unknown;
  readonly trialEndDate?: unknown;
  readonly subscriptionEndDate?: unknown;
};

/** Reads the platform's licence object: older run times send `isActive`, and absent values may be the string "NULL". */
export function licenseFacts(raw: unknown): LicenseFacts | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const license = raw as RawLicense;
  return {
    active: isTrue(license.active ?? license.isActive),
    isEvaluation: isTrue(license.isEvaluation),
    entitlementId: identifier(license.ccpEntitlementId),
    entitlementNumber: identifier(license.ccpEntitlementSlug),
    terms: {
      edition: EDITIONS.get(present(license.capabilitySet)?.toLowerCase() ?? '') ?? 'none',
      billingPeriod: billingPeriodOf(present(license.billingPeriod)),
      trialEndsDay: dayIn(license.trialEndDate),
      subscriptionEndsDay: dayIn(license.subscriptionEndDate),
    },
  };
}

export type LicenceState = 'active' | 'evaluation' | 'inactive' | 'none';

/** `none`: the platform names no licence, as of a free app. */
export function licenceStateOf(license: LicenseFacts | null): LicenceState {
  if (license === null) return 'none';
  if (!license.active) return 'inactive';
  return license.isEvaluation ? 'evaluation' : 'active';
}

const EDITIONS: ReadonlyMap<string, LicenseTerms['edition']> = new Map([
  ['capabilitystandard', 'standard'],
  ['capabilityadvanced', 'advanced'],
]);

function billingPeriodOf(text: string | null): LicenseTerms['billingPeriod'] {
  if (text === null) return 'none';
  const period = text.toLowerCase();
  return period === 'monthly' || period === 'annual' ? period : 'other';
}

/** The UTC day of a date that is ISO text, or milliseconds as a number or text; null for anything else. */
function dayIn(raw: unknown): Day | null {
  const text = present(typeof raw === 'number' ? String(raw) : raw);
  if (text === null) return null;
  const at = /^\d{9,15}$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(at)) return null;
  const day = dayOf(at);
  return isDay(day) ? day : null;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function present(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.toUpperCase() !== 'NULL' ? value : null;
}

/** What does not look like an id is none: it would become the account's name at destinations. */
function identifier(value: unknown): string | null {
  const text = present(value);
  return text !== null && /^[A-Za-z0-9_:.-]{1,64}$/.test(text) ? text : null;
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
