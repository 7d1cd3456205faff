import type { Installation } from '../services';
import { FIRST_BACKOFF_MS, MAX_BACKOFF_MS, RETENTION_MS } from './limits';

/** One event in a queue of one installation. */
export type QueuedEvent = {
  readonly installation: Installation;
  readonly queue: string;
  readonly jobId: string;
  readonly eventId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly bytes: number;
  readonly concurrency: { readonly key: string; readonly limit: number } | null;
  /** The invocation that began the chain of pushes that this event belongs to. */
  readonly originId: string;
  readonly pushedAtMs: number;
  dueAtMs: number;
  /** Deliveries so far that did not succeed. */
  attempts: number;
  retry: { readonly reason: string; readonly data: unknown } | null;
};

/** How one delivery ended: what the consumer returned, or the platform's code for a function that failed. */
export type Delivery =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string; readonly data: unknown }
  | { readonly kind: 'failed'; readonly reason: string };

/** What the consumer's function receives. */
export function asyncEvent(event: QueuedEvent): Record<string, unknown> {
  const base = { body: event.body, queueName: event.queue, jobId: event.jobId, eventId: event.eventId };
  if (event.attempts === 0) return base;
  const retryContext = {
    retryCount: event.attempts,
    retryReason: event.retry?.reason,
    retryData: event.retry?.data,
    retentionWindow: {
      startTime: new Date(event.pushedAtMs).toISOString(),
      remainingTimeMs: Math.max(0, event.pushedAtMs + RETENTION_MS - event.dueAtMs),
    },
  };
  return { ...base, retryContext };
}

/** When a failed event is tried again, or null when its retention window ends before that. */
export function nextAttemptAt(event: QueuedEvent, delivery: Exclude<Delivery, { kind: 'done' }>, nowMs: number): number | null {
  const pauseMs =
    delivery.kind === 'retry' ? delivery.afterSeconds * 1000 : Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** event.attempts);
  const at = nowMs + pauseMs;
  return at <= event.pushedAtMs + RETENTION_MS ? at : null;
}
