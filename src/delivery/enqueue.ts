import type { QueuePort } from '../platform/ports';
import { batchIdOf } from './batch-id';
import type { AuditPort } from './audit';
import type { DestinationKey } from './destinations';
import { MAX_EVENT_BYTES, MAX_INTAKE_EVENT_BYTES, MAX_QUEUE_EVENT_BYTES } from './envelope';
import type { SegmentCall } from './envelope';
import { packByBytes } from './packing';

/** Names of the app's queues; each has its consumer in the manifest. */
export const QUEUES = { events: 'events', intake: 'intake', sync: 'sync', learning: 'learning' } as const;

/** Forge takes at most 50 queue events and 200 KB in one push. */
const MAX_PUSH_BYTES = 190_000;
const MAX_PUSH_EVENTS = 50;
const ENVELOPE_BYTES = 400;

export type Enqueued = { readonly pushed: number; readonly tooLarge: readonly SegmentCall[] };

/** What is on the queue and nowhere else yet. */
function pendingRows(pack: readonly SegmentCall[], job: { readonly to?: readonly DestinationKey[]; readonly receivedAt: number }) {
  const row = {
    batch: batchIdOf(pack),
    at: job.receivedAt,
    events: pack.length,
    state: 'pending',
    reason: 'queued',
    attempts: 0,
    repeats: 0,
  } as const;
  return (job.to ?? []).map((destination) => ({ ...row, destination }));
}

/**
 * Puts calls on a queue in as few queue events as their bytes allow. When a push fails after an earlier one went through,
 * the error reaches the caller, who repeats the whole: `messageId` makes the repeat harmless. `audit`: books that hear of each
 * batch before it is on its way.
 */
export async function enqueueCalls(
  queue: QueuePort,
  name: (typeof QUEUES)['events' | 'intake'],
  calls: readonly SegmentCall[],
  job: { readonly to?: readonly DestinationKey[]; readonly receivedAt: number },
  audit?: AuditPort,
): Promise<Enqueued> {
  const { packs, tooLarge } = packByBytes(calls, {
    maxItemBytes: name === QUEUES.intake ? MAX_INTAKE_EVENT_BYTES : MAX_EVENT_BYTES,
    maxPackBytes: MAX_QUEUE_EVENT_BYTES - ENVELOPE_BYTES,
    maxItems: 500,
  });
  if (audit !== undefined) await audit.note(packs.flatMap((pack) => pendingRows(pack, job)));
  const bodies = packs.map((pack) => ({ body: { ...job, calls: pack } }));
  const pushes = packByBytes(bodies, { maxItemBytes: Infinity, maxPackBytes: MAX_PUSH_BYTES, maxItems: MAX_PUSH_EVENTS });
  for (const push of pushes.packs) await queue(name, push);
  return { pushed: calls.length - tooLarge.length, tooLarge };
}
