import type { Invocation } from '../platform/invocation';
import { licenseFacts } from './identity';
import type { InvocationFacts } from './identity';

/** A resolver's context or a function's second argument: what of it is read. */
export type ContextLike = { readonly accountId?: unknown; readonly cloudId?: unknown; readonly license?: unknown };

/** What the platform vouches for about an invocation. */
export function factsOf(invocation: Omit<Invocation, 'moduleKey'>, context: ContextLike, appKey: string): InvocationFacts {
  return {
    appKey,
    appVersion: invocation.appVersion,
    environmentType: invocation.environmentType,
    cloudId: typeof context.cloudId === 'string' ? context.cloudId : (invocation.cloudId ?? 'unknown'),
    accountId: typeof context.accountId === 'string' && context.accountId !== '' ? context.accountId : null,
    license: licenseFacts(context.license ?? invocation.license),
  };
}
