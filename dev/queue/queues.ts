import { randomUUID } from 'node:crypto';
import type { Timeline } from '../host/timeline';
import type { DeadLetter } from '../api';
import type { Installation, Now } from '../services';
import { nextAttemptAt, type Delivery, type QueuedEvent } from './event';
import { MAX_CONCURRENT_DELIVERIES } from './limits';
import type { PushedEvent } from './push-request';

/** What may be made to go wrong: every event delivered twice, the next n deliveries lost before the function runs, or a shuffled order. */
export type QueueFaults = { readonly duplicate?: boolean; readonly failNext?: number; readonly reorder?: boolean };
export type JobStats = { readonly success: number; readonly inProgress: number; readonly failed: number };
export type QueueStatus = {
  readonly installation: Installation;
  readonly queue: string;
  readonly waiting: number;
  readonly delayed: number;
  readonly inFlight: number;
  readonly dead: number;
};

export type Queues = {
  readonly push: (installation: Installation, queue: string, jobId: string, originId: string, events: readonly PushedEvent[]) => void;
  readonly setFaults: (faults: QueueFaults) => void;
  readonly jobStats: (installationId: string, queue: string, jobId: string) => JobStats | null;
  readonly cancel: (installationId: string, queue: string, jobId: string) => boolean;
  readonly deadLetters: () => readonly DeadLetter[];
  readonly status: () => QueueStatus[];
  /** Nothing runs and nothing is due. Events whose time has not come do not count. */
  readonly idle: () => boolean;
  readonly removeAll: (installationId: string) => void;
};

type Job = { success: number; failed: number; open: number };

/** At-least-once delivery: a failed event is tried again, with growing pauses, until its day is over. */
export function createQueues(options: { now: Now; timeline: Timeline; deliver(event: QueuedEvent): Promise<Delivery> }): Queues {
  const { now, timeline } = options;
  const ready: QueuedEvent[] = [];
  const delayed = new Set<QueuedEvent>();
  const inFlight = new Set<QueuedEvent>();
  const dead: { event: QueuedEvent; letter: DeadLetter }[] = [];
  const jobs = new Map<string, Job>();
  const faults = { duplicate: false, failNext: 0, reorder: false };
  const jobKey = (installationId: string, queue: string, jobId: string): string => `${installationId}/${queue}/${jobId}`;
  const jobOf = (event: QueuedEvent): Job | undefined => jobs.get(jobKey(event.installation.installationId, event.queue, event.jobId));

  const enqueue = (event: QueuedEvent): void => {
    if (event.dueAtMs <= now()) {
      ready.push(event);
      return;
    }
    delayed.add(event);
    timeline.at(event.dueAtMs, () => {
      if (!delayed.delete(event)) return;
      ready.push(event);
      dispatch();
    });
  };

  const mayStart = (event: QueuedEvent): boolean => {
    const running = [...inFlight].filter((other) => other.installation.appKey === event.installation.appKey);
    if (running.length >= MAX_CONCURRENT_DELIVERIES) return false;
    const { concurrency } = event;
    if (concurrency === null) return true;
    return (
      running.filter(
        (other) => other.installation.installationId === event.installation.installationId && other.concurrency?.key === concurrency.key,
      ).length < concurrency.limit
    );
  };

  const dispatch = (): void => {
    for (let index = nextIndex(); index >= 0; index = nextIndex()) {
      const [event] = ready.splice(index, 1);
      if (event !== undefined) void attempt(event);
    }
  };
  /** With `reorder`, the newest goes first: the order furthest from the one of arrival. */
  const nextIndex = (): number => (faults.reorder ? ready.findLastIndex(mayStart) : ready.findIndex(mayStart));

  const attempt = async (event: QueuedEvent): Promise<void> => {
    inFlight.add(event);
    const delivery = await deliverOnce(event);
    inFlight.delete(event);
    settle(event, delivery);
    dispatch();
  };

  const deliverOnce = async (event: QueuedEvent): Promise<Delivery> => {
    if (faults.failNext > 0) {
      faults.failNext -= 1;
      return { kind: 'failed', reason: 'FUNCTION_PLATFORM_UNKNOWN_ERROR' };
    }
    const first = await options.deliver(event).catch((error: unknown): Delivery => ({ kind: 'failed', reason: String(error) }));
    return faults.duplicate && first.kind === 'done' ? options.deliver(event) : first;
  };

  const settle = (event: QueuedEvent, delivery: Delivery): void => {
    const job = jobOf(event);
    if (delivery.kind === 'done') {
      if (job !== undefined) job.success += 1;
    } else {
      const retryAt = nextAttemptAt(event, delivery, now());
      event.attempts += 1;
      event.retry = { reason: delivery.reason, data: delivery.kind === 'retry' ? delivery.data : undefined };
      if (retryAt !== null) {
        event.dueAtMs = retryAt;
        enqueue(event);
        return;
      }
      if (job !== undefined) job.failed += 1;
      dead.push({ event, letter: letterOf(event, now()) });
    }
    if (job !== undefined) job.open -= 1;
  };

  const drop = (matches: (event: QueuedEvent) => boolean): number => {
    const kept = ready.filter((event) => !matches(event));
    const gone = [...ready.filter(matches), ...[...delayed].filter(matches)];
    ready.splice(0, ready.length, ...kept);
    for (const event of gone) delayed.delete(event);
    return gone.length;
  };

  return {
    push(installation, queue, jobId, originId, events) {
      const pushedAtMs = now();
      const job = jobs.get(jobKey(installation.installationId, queue, jobId)) ?? { success: 0, failed: 0, open: 0 };
      job.open += events.length;
      jobs.set(jobKey(installation.installationId, queue, jobId), job);
      for (const { body, delayInSeconds, concurrency, bytes } of events) {
        enqueue({
          installation,
          queue,
          jobId,
          eventId: randomUUID(),
          body,
          bytes,
          concurrency,
          originId,
          pushedAtMs,
          dueAtMs: pushedAtMs + delayInSeconds * 1000,
          attempts: 0,
          retry: null,
        });
      }
      dispatch();
    },
    setFaults(next) {
      Object.assign(faults, next);
    },
    jobStats(installationId, queue, jobId) {
      const job = jobs.get(jobKey(installationId, queue, jobId));
      return job === undefined ? null : { success: job.success, inProgress: job.open, failed: job.failed };
    },
    cancel(installationId, queue, jobId) {
      const key = jobKey(installationId, queue, jobId);
      const job = jobs.get(key);
      if (job === undefined) return false;
      job.open -= drop((event) => jobKey(event.installation.installationId, event.queue, event.jobId) === key);
      return true;
    },
    deadLetters: () => dead.map((entry) => entry.letter),
    status: () =>
      statusOf(
        ready,
        delayed,
        inFlight,
        dead.map((entry) => entry.event),
      ),
    idle: () => ready.length === 0 && inFlight.size === 0,
    removeAll(installationId) {
      drop((event) => event.installation.installationId === installationId);
    },
  };
}

function letterOf(event: QueuedEvent, nowMs: number): DeadLetter {
  return {
    appKey: event.installation.appKey,
    site: event.installation.site.slug,
    queue: event.queue,
    eventId: event.eventId,
    at: new Date(nowMs).toISOString(),
    attempts: event.attempts,
    reason: event.retry?.reason ?? '',
    bytes: event.bytes,
  };
}

function statusOf(
  ready: Iterable<QueuedEvent>,
  delayed: Iterable<QueuedEvent>,
  inFlight: Iterable<QueuedEvent>,
  dead: Iterable<QueuedEvent>,
): QueueStatus[] {
  const rows = new Map<
    string,
    { installation: Installation; queue: string; waiting: number; delayed: number; inFlight: number; dead: number }
  >();
  const count = (events: Iterable<QueuedEvent>, field: 'waiting' | 'delayed' | 'inFlight' | 'dead'): void => {
    for (const { installation, queue } of events) {
      const key = `${installation.installationId}/${queue}`;
      const row = rows.get(key) ?? { installation, queue, waiting: 0, delayed: 0, inFlight: 0, dead: 0 };
      row[field] += 1;
      rows.set(key, row);
    }
  };
  count(ready, 'waiting');
  count(delayed, 'delayed');
  count(inFlight, 'inFlight');
  count(dead, 'dead');
  return [...rows.values()];
}
