import { z } from 'zod';
import type { ClockPort, HttpPort, LogPort, QueuePort, VariablesPort } from '../platform/ports';
import { httpDestination, sendBatch } from './destinations';
import type { DestinationKey } from './destinations';
import { QUEUES } from './enqueue';
import { SegmentCall } from './envelope';
import { backoffSeconds } from './outcome';
import type { DeliveryOutcome } from './outcome';

/** What the queue `events` carries: calls, and the destinations that still lack them. */
export const DeliveryJob = z.object({
  to: z.array(z.enum(['segment', 'journy', 'intake', 'store'])).min(1),
  receivedAt: z.number(),
  attempt: z.number().int().min(0).default(0),
  calls: z.array(SegmentCall).min(1),
});
export type DeliveryJob = z.infer<typeof DeliveryJob>;

export type DeliveryPorts = {
  readonly http: HttpPort;
  readonly queue: QueuePort;
  readonly variables: VariablesPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  /** In [0, 1): spreads retries. */
  readonly spread: () => number;
  readonly sign: (body: string, secret: string) => string;
  /** The own store as a destination: idempotent by `messageId`. */
  readonly store: (calls: readonly SegmentCall[], receivedAt: number) => Promise<void>;
  /** Keeps what a destination finally or for now refused; a repeat of the same batch overwrites its own row. */
  readonly keepLetter: (letter: Letter) => Promise<void>;
};

/** A batch that waits for a replay (`parked`), was given up (`dead`), or was not allowed to leave (`refused`, without its calls). */
export type Letter = {
  readonly destination: DestinationKey;
  readonly state: 'parked' | 'dead' | 'refused';
  readonly reason: string;
  readonly calls: readonly SegmentCall[];
  readonly at: number;
};

/** The platform drops a queue event after 24 h; ours is kept as a dead letter before that. */
const MAX_AGE_MS = 20 * 3_600_000;

export type JobOutcome = { readonly kind: 'done' } | { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string };

/**
 * Delivers one job to every destination it still lacks. Each destination is on its own: those that ask for a later try are
 * queued again alone, so the success of one is not repeated for the failure of another. When the only destination left
 * asks for a retry, the platform's own retry is used (`retry`).
 */
export async function deliverJob(ports: DeliveryPorts, job: DeliveryJob, redeliveries: number): Promise<JobOutcome> {
  const attempt = job.attempt + redeliveries;
  const outcomes: { key: DestinationKey; outcome: DeliveryOutcome }[] = [];
  for (const key of job.to) outcomes.push({ key, outcome: await deliverTo(ports, key, job, attempt) });

  const again: { key: DestinationKey; afterSeconds: number; reason: string }[] = [];
  for (const { key, outcome } of outcomes) {
    if (outcome.kind === 'done') continue;
    ports.log('warn', 'delivery', { destination: key, outcome: outcome.kind, reason: outcome.reason, events: job.calls.length, attempt });
    if (outcome.kind !== 'retry') await ports.keepLetter(letterOf(key, outcome, job, ports.clock()));
    else if (ports.clock() - job.receivedAt > MAX_AGE_MS)
      await ports.keepLetter(letterOf(key, { kind: 'drop', reason: 'too-old' }, job, ports.clock()));
    else again.push({ key, afterSeconds: outcome.afterSeconds, reason: outcome.reason });
  }

  const [only, ...others] = again;
  if (only === undefined) return { kind: 'done' };
  if (others.length === 0 && job.to.length === 1) return { kind: 'retry', afterSeconds: only.afterSeconds, reason: only.reason };
  await ports.queue(
    QUEUES.events,
    again.map(({ key, afterSeconds }) => ({ body: { ...job, to: [key], attempt: attempt + 1 }, delayInSeconds: afterSeconds })),
  );
  return { kind: 'done' };
}

async function deliverTo(ports: DeliveryPorts, key: DestinationKey, job: DeliveryJob, attempt: number): Promise<DeliveryOutcome> {
  if (key === 'store') {
    try {
      await ports.store(job.calls, job.receivedAt);
      return { kind: 'done' };
    } catch (error) {
      // A database that is away must not make the other destinations take the batch twice.
      ports.log('error', 'store-failed', { error: error instanceof Error ? error.name : 'unknown' });
      return { kind: 'retry', afterSeconds: backoffSeconds(attempt, ports.spread()), reason: 'store-failed' };
    }
  }
  const target = httpDestination(key, ports.variables);
  if (target === null) return { kind: 'park', reason: 'switched-off' };
  return await sendBatch(ports.http, target, job.calls, { attempt, spread: ports.spread(), now: ports.clock(), sign: ports.sign });
}

function letterOf(
  destination: DestinationKey,
  outcome: Exclude<DeliveryOutcome, { kind: 'done' | 'retry' }>,
  job: DeliveryJob,
  at: number,
): Letter {
  switch (outcome.kind) {
    case 'park':
      return { destination, state: 'parked', reason: outcome.reason, calls: job.calls, at };
    case 'drop':
      return { destination, state: 'dead', reason: outcome.reason, calls: job.calls, at };
    case 'refused':
      return { destination, state: 'refused', reason: outcome.reason, calls: job.calls, at };
  }
}
