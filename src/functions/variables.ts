import type { IdentityMode } from '../tracking/identity';
import { variablesPort } from '../platform/forge-ports';

/** The app's Marketplace key: how licences, sales and usage name the same app. */
export function appKey(): string {
  return variablesPort('APP_KEY') ?? 'io.tidemark.checklist';
}

/** How people are named at destinations. An unknown value is the most careful one. */
export function identityMode(): IdentityMode {
  const mode = variablesPort('IDENTITY') ?? 'accountId';
  return mode === 'accountId' || mode === 'pseudonym' ? mode : 'site';
}
