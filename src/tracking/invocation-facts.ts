import type { Invocation } from '../platform/invocation';
import { ACCOUNT_TYPES, licenseFacts } from './identity';
import type { AccountType, InvocationFacts } from './identity';

/** A resolver's context or a function's second argument: what of it is read. */
export type ContextLike = {
  readonly accountId?: unknown;
  readonly accountType?: unknown;
  readonly cloudId?: unknown;
  readonly license?: unknown;
};

/** What the platform vouches for about an invocation. */
export function factsOf(invocation: Omit<Invocation, 'moduleKey'>, context: ContextLike, appKey: string): InvocationFacts {
  const accountType = accountTypeOf(context.accountType);
  // The platform may give an anonymous visitor an id that all of them share.
  const accountId =
    accountType !== 'anonymous' && typeof context.accountId === 'string' && context.accountId !== '' ? context.accountId : null;
  return {
    appKey,
    appVersion: invocation.appVersion,
    environmentType: invocation.environmentType,
    cloudId: typeof context.cloudId === 'string' ? context.cloudId : (invocation.cloudId ?? 'unknown'),
    accountId,
    ...(accountType === null ? {} : { accountType }),
    license: licenseFacts(context.license ?? invocation.license),
  };
}

function accountTypeOf(raw: unknown): AccountType | null {
  return ACCOUNT_TYPES.find((known) => known === raw) ?? null;
}
