import { z } from 'zod';
import type { JobOutcome } from './consumer';
import { enabledDestinations } from '../delivery/destinations';
import { enqueueCalls, QUEUES } from '../delivery/enqueue';
import { planSync } from '../marketplace/plan';
import { runSlice } from '../marketplace/slice';
import type { SyncPorts } from '../marketplace/slice-outcome';
import { SyncSlice } from '../marketplace/sync-slice';
import { clockPort, httpPort, logPort, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import { refreshAccounts } from '../profiles/refresh-accounts';
import { vendorMigrations } from '../store/migrations/vendor';
import { isTyped } from '../store/queries/sync-feed';
import { consumer } from './consumer';
import { deliveryPorts } from './delivery-ports';
import { withSchema } from './schema';

const SyncJob = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slice'), slice: SyncSlice }),
  z.object({ kind: z.literal('refresh'), afterId: z.number().int().min(0) }),
]);
type SyncJob = z.infer<typeof SyncJob>;

const migrated = withSchema(vendorMigrations);

/** Hourly: decides what to read, and puts it on the queue in slices. */
export async function syncPlan(): Promise<void> {
  await migrated(pushPlanned);
}

async function pushPlanned(): Promise<void> {
  const slices = await planSync({ sql: sqlPort }, { now: clockPort() });
  if (slices.length > 0) await push(slices.map((slice) => ({ kind: 'slice', slice })));
}

/** The consumer of queue `sync`: one bounded slice, then the next one is queued. */
export const syncSlice = consumer(SyncJob, (job) =>
  migrated(() => (job.kind === 'slice' ? runAndContinue(job.slice) : refreshAndContinue(job.afterId))),
);

async function runAndContinue(slice: SyncSlice): Promise<JobOutcome> {
  const outcome = await runSlice(syncPorts, slice);
  switch (outcome.kind) {
    case 'next':
      await push([{ kind: 'slice', slice: outcome.slice }], outcome.delayInSeconds);
      return { kind: 'done' };
    case 'done':
      if (isTyped(outcome.feed)) await push([{ kind: 'refresh', afterId: 0 }]);
      // Only so many reports are read at once: the next may begin.
      await pushPlanned();
      return { kind: 'done' };
    case 'let-go':
      return { kind: 'done' };
    case 'retry':
      return outcome;
    case 'failed':
      // The plan starts it again next hour; what went wrong stands in the sync's state for the console to show.
      return { kind: 'done' };
  }
}

async function refreshAndContinue(afterId: number): Promise<JobOutcome> {
  const next = await refreshAccounts({ sql: sqlPort, clock: clockPort }, afterId);
  if (next !== null) await push([{ kind: 'refresh', afterId: next }]);
  return { kind: 'done' };
}

const syncPorts: SyncPorts = {
  sql: sqlPort,
  http: httpPort,
  variables: variablesPort,
  clock: clockPort,
  log: logPort,
  emit: async (calls) => {
    // Licences and sales are no usage: they go to the tools that vendors look at, never into the activity store.
    const to = enabledDestinations(variablesPort).filter((key) => key !== 'store' && key !== 'intake');
    if (to.length > 0) await enqueueCalls(queuePort, QUEUES.events, calls, { to, receivedAt: clockPort() }, deliveryPorts.audit);
  },
};

async function push(jobs: readonly SyncJob[], delayInSeconds = 0): Promise<void> {
  await queuePort(
    QUEUES.sync,
    jobs.map((job) => ({ body: { ...job }, delayInSeconds })),
  );
}
