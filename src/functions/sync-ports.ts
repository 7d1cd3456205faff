import { enabledDestinations } from '../delivery/destinations';
import { enqueueCalls, QUEUES } from '../delivery/enqueue';
import { queueErasures } from '../erasure/asked-erasures';
import { planSync } from '../marketplace/plan';
import type { SyncPorts } from '../marketplace/slice-outcome';
import type { SyncSlice } from '../marketplace/sync-slice';
import { clockPort, httpPort, logPort, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import type { ComputedPlace } from '../profiles/computed/walk-computed';
import type { WalkPlace } from '../profiles/segments/walk-segments';
import type { UpdatePlace } from '../profiles/update-revenue';
import { deliveryPorts } from './delivery-ports';

export type SyncJob =
  | { readonly kind: 'slice'; readonly slice: SyncSlice }
  /** Revenue takes in what changed, then computes what that touches. */
  | { readonly kind: 'revenue'; readonly from: UpdatePlace }
  /** Accounts get what licences and sales say of them, from the licence after `afterId` on. */
  | { readonly kind: 'refresh'; readonly afterId: number }
  /** Destinations hear what changed sales amount to, from the licence after `afterId` on. */
  | { readonly kind: 'tell'; readonly afterId: number }
  /** Segments are brought up to date, from a place in the walk over everybody on. */
  | { readonly kind: 'segments'; readonly from: ComputedPlace | WalkPlace | null }
  /** Accounts are counted anew of which other events count now. */
  | { readonly kind: 'recount' };

/** The tools that vendors look at. */
export const vendorTools = () => enabledDestinations(variablesPort).filter((key) => key !== 'store' && key !== 'intake');

/** What the sync needs of this installation. */
export const syncPorts: SyncPorts = {
  sql: sqlPort,
  http: httpPort,
  variables: variablesPort,
  clock: clockPort,
  log: logPort,
  emit: async (calls) => {
    // Licences and sales are no usage: they go to the tools that vendors look at, never into the activity store.
    const to = vendorTools();
    if (to.length > 0) await enqueueCalls(queuePort, QUEUES.events, calls, { to, receivedAt: clockPort() }, deliveryPorts.audit);
  },
  eraseContacts: (ids) =>
    queueErasures(
      { queue: queuePort },
      ids.map((id) => ({ knownAs: id, cause: 'requested', messageId: `mp-erased-${id}` })),
      clockPort(),
    ),
};

export async function pushSync(jobs: readonly SyncJob[], delayInSeconds = 0): Promise<void> {
  await queuePort(
    QUEUES.sync,
    jobs.map((job) => ({ body: { ...job }, delayInSeconds })),
  );
}

/** Begins whatever is due or was asked for. */
export async function pushPlanned(): Promise<void> {
  const slices = await planSync({ sql: sqlPort }, { now: clockPort() });
  if (slices.length > 0) await pushSync(slices.map((slice) => ({ kind: 'slice', slice })));
}
