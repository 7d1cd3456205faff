import { z } from 'zod';
import type { JobOutcome } from './consumer';
import { runSlice } from '../marketplace/slice';
import { tellStandings } from '../marketplace/tell-standings';
import { SyncSlice } from '../marketplace/sync-slice';
import { backgroundSqlPort, clockPort, kvsPort, sqlPort } from '../platform/forge-ports';
import { needsRefresh, refreshAccounts } from '../profiles/refresh-accounts';
import { ComputedPlace } from '../profiles/computed/walk-computed';
import { WalkPlace } from '../profiles/segments/walk-segments';
import { UpdatePlace, updateRevenue } from '../profiles/update-revenue';
import { vendorMigrations } from '../store/migrations/vendor';
import { isTyped } from '../store/queries/sync-feed';
import { consumer } from './consumer';
import { withSchema } from './schema';
import { isRecountDue, recount } from './recount';
import { keepSegments } from './segments';
import type { KeepPlace } from './segments';
import { pushPlanned, pushSync, syncPorts } from './sync-ports';

const SyncJob = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slice'), slice: SyncSlice }),
  z.object({ kind: z.literal('revenue'), from: UpdatePlace }),
  z.object({ kind: z.literal('refresh'), afterId: z.number().int().min(0) }),
  z.object({ kind: z.literal('tell'), afterId: z.number().int().min(0) }),
  z.object({ kind: z.literal('segments'), from: z.union([ComputedPlace, WalkPlace]).nullable() }),
  z.object({ kind: z.literal('recount') }),
]);

const migrated = withSchema(vendorMigrations);
const RECOUNT_PAUSE_SECONDS = 30;

/** Hourly: decides what to read, and puts it on the queue in slices. What an older version wrote of accounts is written anew at once. */
export async function syncPlan(): Promise<void> {
  await migrated(async () => {
    await pushPlanned();
    if (await needsRefresh(sqlPort)) await pushSync([{ kind: 'refresh', afterId: 0 }]);
    if (await isRecountDue()) await pushSync([{ kind: 'recount' }]);
    await pushSync([{ kind: 'segments', from: null }]);
  });
}

/** The consumer of queue `sync`: one bounded slice, then the next one is queued. */
export const syncSlice = consumer(SyncJob, (job) =>
  migrated(() => {
    switch (job.kind) {
      case 'slice':
        return runAndContinue(job.slice);
      case 'revenue':
        return updateAndContinue(job.from);
      case 'refresh':
        return refreshAndContinue(job.afterId);
      case 'tell':
        return tellAndContinue(job.afterId);
      case 'segments':
        return keepSegmentsAndContinue(job.from);
      case 'recount':
        return recountAndContinue();
    }
  }),
);

async function runAndContinue(slice: SyncSlice): Promise<JobOutcome> {
  const outcome = await runSlice(syncPorts, slice);
  switch (outcome.kind) {
    case 'next':
      await pushSync([{ kind: 'slice', slice: outcome.slice }], outcome.delayInSeconds);
      return { kind: 'done' };
    case 'done':
      if (isTyped(outcome.feed)) await pushSync([{ kind: 'revenue', from: { step: 'take-in', place: null } }]);
      // Once both are in, or an account that pays would pass for free at first.
      if (outcome.feed === 'transactions') await pushSync([{ kind: 'tell', afterId: 0 }]);
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

/** Accounts say what revenue says, so they come after it. */
async function updateAndContinue(from: UpdatePlace): Promise<JobOutcome> {
  const next = await updateRevenue({ sql: sqlPort, kvs: kvsPort, clock: clockPort }, from);
  await pushSync([next === null ? { kind: 'refresh', afterId: 0 } : { kind: 'revenue', from: next }]);
  return { kind: 'done' };
}

async function refreshAndContinue(afterId: number): Promise<JobOutcome> {
  const next = await refreshAccounts({ sql: backgroundSqlPort(), clock: clockPort }, afterId);
  // Whoever is another account now may be in other segments.
  await pushSync([next === null ? { kind: 'segments', from: null } : { kind: 'refresh', afterId: next }]);
  return { kind: 'done' };
}

async function keepSegmentsAndContinue(from: KeepPlace | null): Promise<JobOutcome> {
  const next = await keepSegments(from);
  if (next !== undefined) await pushSync([{ kind: 'segments', from: next }]);
  return { kind: 'done' };
}

async function recountAndContinue(): Promise<JobOutcome> {
  // Segments may ask for the figures. Who was used while counted is left for a moment that may be calmer.
  if (await recount()) await pushSync([{ kind: 'segments', from: null }]);
  else await pushSync([{ kind: 'recount' }], RECOUNT_PAUSE_SECONDS);
  return { kind: 'done' };
}

async function tellAndContinue(afterId: number): Promise<JobOutcome> {
  const next = await tellStandings(syncPorts, afterId);
  if (next !== null) await pushSync([{ kind: 'tell', afterId: next }]);
  return { kind: 'done' };
}
