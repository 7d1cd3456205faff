import type { SegmentCall } from '../delivery/envelope';
import { pseudonymOf } from '../platform/forge-ports';
import { currentInvocation } from '../platform/invocation';
import { plan } from '../plan';
import { trackingBackend } from '../tracking/backend';
import type { InvocationFacts } from '../tracking/identity';
import { deliveryPorts } from './delivery-ports';
import { appKey, identityMode } from './variables';
import { randomUUID } from 'node:crypto';

/** The kit in this app, with this installation's books. Variables are read when it is used: they belong to the invocation. */
function backend() {
  const { audit, store, keepLetter, ...ports } = deliveryPorts;
  return trackingBackend(
    { plan, appKey: appKey(), identity: identityMode(), keepLetter, ...(audit === undefined ? {} : { books: { audit, store } }) },
    { ...ports, pseudonymOf, invocation: currentInvocation, newId: randomUUID },
  );
}

/** The resolver function `track` of the end-user pages. */
export const track: ReturnType<typeof backend>['track'] = (request) => backend().track(request);

/** The consumer of queue `events`. */
export const deliver: ReturnType<typeof backend>['deliver'] = (event) => backend().deliver(event);

/** Delivers calls about the account that this app made itself. `probe`: they may find out whether a blocked destination works again. */
export async function captureAccountCalls(
  facts: InvocationFacts,
  calls: readonly SegmentCall[],
  options: { readonly probe?: boolean } = {},
): Promise<void> {
  if (calls.length > 0) await backend().send({ ...facts, accountId: null }, calls, options);
}
