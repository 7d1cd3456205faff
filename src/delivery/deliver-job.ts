import { z } from 'zod';
import type { KvsPort, LogPort, QueuePort } from '../platform/ports';
import { stateOf } from './audit';
import type { AuditPort, AuditRow } from './audit';
import { batchIdOf } from './batch-id';
import type { DestinationKey, HttpDestinationKey } from './destinations';
import { QUEUES } from './enqueue';
import { SegmentCall } from './envelope';
import { HEALTH_KEY, readHealth } from './health';
import { backoffSeconds } from './outcome';
import type { DeliveryOutcome } from './outcome';
import { tryDestinations } from './try-destinations';
import type { TryPorts } from './try-destinations';

/** What the queue `events` carries: one batch, and the destinations that still lack it. */
export const DeliveryJob = z.object({
  to: z.array(z.enum(['segment', 'journy', 'intake', 'store'])).min(1),
  /** When the batch was captured, in milliseconds: the books count it on that day. */
  receivedAt: z.number(),
  /** Since when it is on its way, if not since then: a batch that is too long on its way is given up. */
  queuedAt: z.number().optional(),
  /** Tries before this one. */
  attempt: z.number().int().min(0).default(0),
  /** Tries whose fate nobody knows, so that the next one may be a repeat. */
  repeats: z.number().int().min(0).default(0),
  /** What the batch is called in the books; by default the name that its calls give it. */
  batch: z.string().min(1).max(40).optional(),
  calls: z.array(SegmentCall).min(1),
});
export type DeliveryJob = z.infer<typeof DeliveryJob>;

/** A batch that waits for a replay (`parked`) or was given up (`dead`). */
export type Letter = {
  readonly batch: string;
  readonly destination: DestinationKey;
  readonly state: 'parked' | 'dead';
  readonly reason: string;
  readonly calls: readonly SegmentCall[];
  /** When the batch was captured. */
  readonly at: number;
  readonly attempts: number;
};

export type DeliveryPorts = TryPorts & {
  readonly kvs: KvsPort;
  readonly queue: QueuePort;
  readonly log: LogPort;
  /** The own store as a destination: idempotent by `messageId`. */
  readonly store: (calls: readonly SegmentCall[], receivedAt: number) => Promise<void>;
  /** Keeps what a destination finally or for now refused; a repeat of the same batch overwrites its own row. */
  readonly keepLetter: (letter: Letter) => Promise<void>;
  readonly audit?: AuditPort;
};

/** The platform drops a queue event after 24 h; ours is kept as a dead letter before that. */
const MAX_AGE_MS = 20 * 3_600_000;
const TIMEOUT_MS = 20_000;

type Settled = { readonly key: DestinationKey; readonly outcome: DeliveryOutcome };

/**
 * Delivers one job to every destination it still lacks. Each destination is on its own: those that ask for a later try are
 * queued again alone, so the success of one is not repeated for the failure of another. `redeliveries`: how often the platform
 * brought this very event before, because the run was cut short; whether that run sent anything is not known.
 */
export async function deliverJob(ports: DeliveryPorts, job: DeliveryJob, redeliveries: number): Promise<void> {
  const batch = job.batch ?? batchIdOf(job.calls);
  const settled = (await ports.audit?.settled(batch)) ?? [];
  const to = job.to.filter((key) => !settled.includes(key));
  if (to.length === 0) return;
  const attempt = job.attempt + redeliveries;
  const now = ports.clock();
  const outcomes: readonly Settled[] = [
    ...(await tryDestinations(ports, {
      calls: job.calls,
      to: to.filter((key): key is HttpDestinationKey => key !== 'store'),
      health: readHealth(await ports.kvs.get(HEALTH_KEY)),
      attempt,
      timeoutMs: TIMEOUT_MS,
    })),
    ...(to.includes('store') ? [{ key: 'store' as const, outcome: await store(ports, job, attempt) }] : []),
  ];

  const rows: AuditRow[] = [];
  const again: DeliveryJob[] = [];
  const delays: number[] = [];
  for (const { key, outcome: first } of outcomes) {
    const outcome: DeliveryOutcome =
      first.kind === 'retry' && now - (job.queuedAt ?? job.receivedAt) > MAX_AGE_MS ? { kind: 'drop', reason: 'too-old' } : first;
    const repeats = job.repeats + redeliveries;
    const row = { batch, destination: key, at: job.receivedAt, events: job.calls.length, attempts: attempt + 1, repeats };
    rows.push({ ...row, state: stateOf(outcome), reason: outcome.kind === 'done' ? null : outcome.reason });
    if (outcome.kind === 'done') continue;
    ports.log('warn', 'delivery', { destination: key, outcome: outcome.kind, reason: outcome.reason, events: job.calls.length, attempt });
    if (outcome.kind === 'retry') {
      again.push({ ...job, batch, to: [key], attempt: attempt + 1, repeats: repeats + (outcome.unknown === true ? 1 : 0) });
      delays.push(outcome.afterSeconds);
    } else if (outcome.kind !== 'refused') {
      const state = outcome.kind === 'park' ? 'parked' : 'dead';
      await ports.keepLetter({
        batch,
        destination: key,
        state,
        reason: outcome.reason,
        calls: job.calls,
        at: job.receivedAt,
        attempts: attempt + 1,
      });
    }
  }
  // What waits is on the queue before the books say so, and a lost row is written again by the repeat.
  if (again.length > 0)
    await ports.queue(
      QUEUES.events,
      again.map((body, index) => ({ body, delayInSeconds: delays[index] ?? 0 })),
    );
  await ports.audit?.note(rows);
}

async function store(ports: DeliveryPorts, job: DeliveryJob, attempt: number): Promise<DeliveryOutcome> {
  try {
    await ports.store(job.calls, job.receivedAt);
    return { kind: 'done' };
  } catch (error) {
    // A database that is away must not make the other destinations take the batch twice.
    ports.log('error', 'store-failed', { error: error instanceof Error ? error.name : 'unknown' });
    return { kind: 'retry', afterSeconds: backoffSeconds(attempt, ports.spread()), reason: 'store-failed' };
  }
}
