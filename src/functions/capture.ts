import { randomUUID } from 'node:crypto';
import { checklistProperties, inventory } from '../checklist/inventory';
import { forgeChecklistStore } from '../platform/checklist-store';
import { pseudonymOf } from '../platform/forge-ports';
import { currentInvocation } from '../platform/invocation';
import { plan } from '../plan';
import { trackingBackend } from '../tracking/backend';
import { deliveryPorts } from './delivery-ports';
import { membersToTell } from './members-to-tell';
import { appKey, identityMode } from './variables';

/** The kit in this app, with this installation's books. Variables are read when it is used: they belong to the invocation. */
function backend() {
  const { audit, store, keepLetter, ...ports } = deliveryPorts;
  return trackingBackend(
    {
      plan,
      appKey: appKey(),
      identity: identityMode(),
      keepLetter,
      snapshot: { properties: checklistProperties, count: () => inventory(forgeChecklistStore()) },
      members: membersToTell,
      ...(audit === undefined ? {} : { books: { audit, store } }),
    },
    { ...ports, pseudonymOf, invocation: currentInvocation, newId: randomUUID },
  );
}

/** The resolver function `track` of the end-user pages. */
export const track: ReturnType<typeof backend>['track'] = (request) => backend().track(request);

/** Tells what is new of the account. */
export const observe: ReturnType<typeof backend>['observe'] = (context, occasion) => backend().observe(context, occasion);
