import { createHmac } from 'node:crypto';
import type { Message } from './accept';

/** A Webhooks destination: every event of a source goes there by itself, signed with the shared secret. */
export type Webhook = { readonly url: string; readonly writeKey: string; readonly secret: string };
export type ForwardingPolicy = {
  readonly timeoutMs: number;
  /** Doubles with each attempt, up to the largest. */
  readonly firstDelayMs: number;
  readonly largestDelayMs: number;
  readonly attempts: number;
  /** Requests in flight at a time. */
  readonly concurrency: number;
};
export const SEGMENT_POLICY: ForwardingPolicy = {
  timeoutMs: 5_000,
  firstDelayMs: 500,
  largestDelayMs: 60_000,
  attempts: 10,
  concurrency: 4,
};

/** `refused`: an answer that no retry will change. `exhausted`: every attempt failed. */
export type ForwardCounts = { delivered: number; retried: number; refused: number; exhausted: number; waiting: number };
export type Forwarder = {
  send(message: Message): void;
  counts(): ForwardCounts;
  /** Resolves when nothing is waiting or in flight. */
  idle(): Promise<void>;
  stop(): void;
};

type Job = { readonly body: string; attempt: number };
type Outcome = { readonly kind: 'delivered' | 'refused' } | { readonly kind: 'again'; readonly afterMs: number | null };

/** Events leave in the order they came, a few at a time; one that must wait for a retry lets the others pass. */
export function startForwarder(webhook: Webhook, policy: ForwardingPolicy): Forwarder {
  const queue: Job[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const idlers: (() => void)[] = [];
  const stopping = new AbortController();
  const counts = { delivered: 0, retried: 0, refused: 0, exhausted: 0 };
  let inFlight = 0;

  const pump = (): void => {
    while (!stopping.signal.aborted && inFlight < policy.concurrency) {
      const job = queue.shift();
      if (job === undefined) break;
      inFlight += 1;
      void post(webhook, job.body, policy.timeoutMs, stopping.signal).then((outcome) => {
        inFlight -= 1;
        settle(job, outcome);
        pump();
      });
    }
    if (queue.length + timers.size + inFlight === 0 || stopping.signal.aborted) for (const resolve of idlers.splice(0)) resolve();
  };
  const settle = (job: Job, outcome: Outcome): void => {
    if (outcome.kind !== 'again') {
      counts[outcome.kind] += 1;
      return;
    }
    if (stopping.signal.aborted) return;
    job.attempt += 1;
    if (job.attempt >= policy.attempts) {
      counts.exhausted += 1;
      return;
    }
    counts.retried += 1;
    const backoffMs = Math.min(policy.largestDelayMs, policy.firstDelayMs * 2 ** (job.attempt - 1));
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        queue.push(job);
        pump();
      },
      Math.min(policy.largestDelayMs, outcome.afterMs ?? backoffMs),
    );
    timers.add(timer);
  };
  return {
    send: (message) => {
      queue.push({ body: JSON.stringify(message), attempt: 0 });
      pump();
    },
    counts: () => ({ ...counts, waiting: queue.length + timers.size + inFlight }),
    idle: () =>
      new Promise((resolve) => {
        idlers.push(resolve);
        pump();
      }),
    stop: () => {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      queue.length = 0;
      pump();
    },
  };
}

export function signatureOf(body: string, secret: string): string {
  return createHmac('sha1', secret).update(body).digest('hex');
}

async function post({ url, writeKey, secret }: Webhook, body: string, timeoutMs: number, stopping: AbortSignal): Promise<Outcome> {
  const headers = {
    'content-type': 'application/json',
    'x-signature': signatureOf(body, secret),
    authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
  };
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]) });
    await answer.arrayBuffer();
    if (answer.ok) return { kind: 'delivered' };
    if (answer.status !== 429 && answer.status < 500) return { kind: 'refused' };
    const seconds = Number(answer.headers.get('retry-after') ?? NaN);
    return { kind: 'again', afterMs: Number.isNaN(seconds) ? null : seconds * 1_000 };
  } catch {
    // A timeout, a reset or a host that is not there: whether it arrived is unknown, so it goes again.
    return { kind: 'again', afterMs: null };
  }
}
