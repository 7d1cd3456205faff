import type { Traits } from './define-plan';
import { accountIdentity, groupIdOf, licenceStateOf } from './identity';
import type { InvocationFacts } from './identity';
import { traitSchemas, type TraitValue } from './properties-schema';
import { siteKindOf } from './site-kind';

export type AccountValues = Readonly<Record<string, TraitValue>>;

/** What the platform says of the account now. `internalSites`: cloud ids of the vendor's own sites. */
export function runTimeTraits(
  facts: InvocationFacts,
  { internalSites, installed }: { readonly internalSites: ReadonlySet<string>; readonly installed: boolean },
): AccountValues {
  const terms = facts.license?.terms;
  return {
    ...nameOf(facts),
    cloudId: facts.cloudId,
    siteKind: siteKindOf(facts, internalSites),
    environmentType: ENVIRONMENTS.get(facts.environmentType.toUpperCase()) ?? 'other',
    appVersion: facts.appVersion,
    installed,
    licenceState: licenceStateOf(facts.license),
    isEvaluation: facts.license?.isEvaluation ?? false,
    installedEdition: terms?.edition ?? 'none',
    billingPeriod: terms?.billingPeriod ?? 'none',
    trialEndsDay: terms?.trialEndsDay ?? null,
    subscriptionEndsDay: terms?.subscriptionEndsDay ?? null,
  };
}

const ENVIRONMENTS: ReadonlyMap<string, string> = new Map(
  ['production', 'staging', 'development'].map((name) => [name.toUpperCase(), name]),
);

/**
 * Destinations show accounts by name and may merge those with the same one. An account with an entitlement has its name from the
 * Marketplace, and it must not be overwritten; one that is known by its site alone has none unless it is given here.
 */
function nameOf(facts: InvocationFacts): AccountValues {
  const identity = accountIdentity(facts);
  if (identity.entitlementNumber !== null || identity.entitlementId !== null) return {};
  return { name: `${groupIdOf(identity)}:${facts.appKey}`.replaceAll(/[^A-Za-z0-9_:.-]/g, '-').slice(0, 64) };
}

/** `refused`: names of values that the plan lacks, or that are not of its type. They are left out and cost no other. */
export function checkedValues(traits: Traits, values: unknown): { readonly values: AccountValues; readonly refused: readonly string[] } {
  if (typeof values !== 'object' || values === null) return { values: {}, refused: ['(all)'] };
  const schemas = traitSchemas(traits);
  const kept: Record<string, TraitValue> = {};
  const refused: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    const checked = schemas.get(name)?.safeParse(value);
    if (checked?.success === true) kept[name] = checked.data;
    else refused.push(name);
  }
  return { values: kept, refused };
}
