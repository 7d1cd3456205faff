import { currentInvocation } from '../platform/invocation';
import { licenseFacts } from '../tracking/identity';
import type { InvocationFacts } from '../tracking/identity';
import { appKey } from './variables';

type ContextLike = { readonly accountId?: unknown; readonly cloudId?: unknown; readonly license?: unknown };

/** What the platform vouches for about this invocation. `context` is a resolver's context or a function's second argument. */
export function invocationFacts(context: ContextLike): InvocationFacts {
  const invocation = currentInvocation();
  return {
    appKey: appKey(),
    appVersion: invocation.appVersion,
    environmentType: invocation.environmentType,
    cloudId: typeof context.cloudId === 'string' ? context.cloudId : (invocation.cloudId ?? 'unknown'),
    accountId: typeof context.accountId === 'string' && context.accountId !== '' ? context.accountId : null,
    license: licenseFacts(context.license ?? invocation.license),
  };
}
