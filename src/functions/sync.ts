import { z } from 'zod';
import type { JobOutcome } from './consumer';
import { runSlice } from '../marketplace/slice';
import { SyncSlice } from '../marketplace/sync-slice';
import { clockPort, sqlPort } from '../platform/forge-ports';
import { refreshAccounts } from '../profiles/refresh-accounts';
import { vendorMigrations } from '../store/migrations/vendor';
import { isTyped } from '../store/queries/sync-feed';
import { consumer } from './consumer';
import { withSchema } from './schema';
import { pushPlanned, pushSync, syncPorts } from './sync-ports';

const SyncJob = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slice'), slice: SyncSlice }),
  z.object({ kind: z.literal('refresh'), afterId: z.number().int().min(0) }),
]);

const migrated = withSchema(vendorMigrations);

/** Hourly: decides what to read, and puts it on the queue in slices. */
export async function syncPlan(): Promise<void> {
  await migrated(pushPlanned);
}

/** The consumer of queue `sync`: one bounded slice, then the next one is queued. */
export const syncSlice = consumer(SyncJob, (job) =>
  migrated(() => (job.kind === 'slice' ? runAndContinue(job.slice) : refreshAndContinue(job.afterId))),
);

async function runAndContinue(slice: SyncSlice): Promise<JobOutcome> {
  const outcome = await runSlice(syncPorts, slice);
  switch (outcome.kind) {
    case 'next':
      await pushSync([{ kind: 'slice', slice: outcome.slice }], outcome.delayInSeconds);
      return { kind: 'done' };
    case 'done':
      if (isTyped(outcome.feed)) await pushSync([{ kind: 'refresh', afterId: 0 }]);
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
  if (next !== null) await pushSync([{ kind: 'refresh', afterId: next }]);
  return { kind: 'done' };
}
