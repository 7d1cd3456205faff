import type { InvocationFacts } from './identity';

/** What a site is to the vendor. Only `production` is a customer's own use; the rest is left out where customers are counted. */
export type SiteKind = 'production' | 'sandbox' | 'development' | 'internal';

/** `internalSites`: cloud ids of the vendor's own sites. A staging environment of the app is a sandbox; an unknown one never counts as production. */
export function siteKindOf(facts: Pick<InvocationFacts, 'cloudId' | 'environmentType'>, internalSites: ReadonlySet<string>): SiteKind {
  if (internalSites.has(facts.cloudId)) return 'internal';
  switch (facts.environmentType.toUpperCase()) {
    case 'PRODUCTION':
      return 'production';
    case 'STAGING':
      return 'sandbox';
    default:
      return 'development';
  }
}

/** Cloud ids, separated by commas, as the variable `INTERNAL_SITES` has them. */
export function internalSitesOf(variable: string | undefined): ReadonlySet<string> {
  return new Set((variable ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])));
}
