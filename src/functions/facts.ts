import { currentInvocation } from '../platform/invocation';
import type { InvocationFacts } from '../tracking/identity';
import { factsOf, type ContextLike } from '../tracking/invocation-facts';
import { appKey } from './variables';

/** What the platform vouches for about this invocation. `context` is a resolver's context or a function's second argument. */
export function invocationFacts(context: ContextLike): InvocationFacts {
  return factsOf(currentInvocation(), context, appKey());
}
