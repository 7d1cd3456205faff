import { getAppContext } from '@forge/api';
import { licenseFacts } from '../tracking/identity';
import type { InvocationFacts } from '../tracking/identity';

/** Key of the manifest module that this invocation came through. */
export function invokedModule(): string {
  return getAppContext().moduleKey;
}

type ContextLike = { readonly accountId?: unknown; readonly cloudId?: unknown; readonly license?: unknown };

/** What the platform vouches for about this invocation. `context` is a resolver's context or a function's second argument. */
export function invocationFacts(context: ContextLike, appKey: string): InvocationFacts {
  const app = getAppContext();
  const contexts = app.installation?.contexts ?? [];
  const cloudId =
    typeof context.cloudId === 'string' ? context.cloudId : (contexts.find((each) => each.cloudId !== undefined)?.cloudId ?? 'unknown');
  return {
    appKey,
    appVersion: app.appVersion,
    environmentType: app.environmentType,
    cloudId,
    accountId: typeof context.accountId === 'string' && context.accountId !== '' ? context.accountId : null,
    license: licenseFacts(context.license ?? app.license),
  };
}
