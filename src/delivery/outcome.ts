/**
 * What becomes of a batch at one destination.
 * `done`: accepted. `retry`: later, after so many seconds. `park`: kept for a replay by hand, the destination pauses.
 * `drop`: will never be accepted, kept as a dead letter. `refused`: the site's admin does not let it leave; it is not kept.
 */
export type DeliveryOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string }
  | { readonly kind: 'park'; readonly reason: string }
  | { readonly kind: 'drop'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: 'egress-off' };

/** Forge's queue takes a delay of at most 900 s. */
const MAX_DELAY_SECONDS = 900;
const FIRST_BACKOFF_SECONDS = 5;

/** Exponential, 5 s doubling to 15 min. `attempt` counts from 0; `spread` in [0, 1) shortens it by up to a half so that sites do not retry in step. */
export function backoffSeconds(attempt: number, spread: number): number {
  const full = Math.min(MAX_DELAY_SECONDS, FIRST_BACKOFF_SECONDS * 2 ** Math.min(attempt, 10));
  return Math.max(1, Math.round(full * (1 - spread / 2)));
}

const RETRYABLE = new Set([408, 410, 429, 460]);
const FINAL_SERVER_ERRORS = new Set([501, 505]);

/**
 * Reads an HTTP status as Segment's own libraries do, with two differences that queues make possible: a refused key parks
 * the events instead of losing them, and a redirect, which no destination of ours sends, is parked too.
 */
export function outcomeOfStatus(status: number, retryAfterHeader: string | undefined, attempt: number, spread: number): DeliveryOutcome {
  if (status >= 200 && status < 300) return { kind: 'done' };
  if (status >= 300 && status < 400) return { kind: 'park', reason: `redirected-${status}` };
  if (status === 401 || status === 403) return { kind: 'park', reason: `key-refused-${status}` };
  if (RETRYABLE.has(status)) {
    return {
      kind: 'retry',
      afterSeconds: retryAfterSeconds(retryAfterHeader) ?? backoffSeconds(attempt, spread),
      reason: `status-${status}`,
    };
  }
  if (status >= 500 && !FINAL_SERVER_ERRORS.has(status))
    return { kind: 'retry', afterSeconds: backoffSeconds(attempt, spread), reason: `status-${status}` };
  return { kind: 'drop', reason: `status-${status}` };
}

/** Whole seconds only, between 1 s and 15 min; anything else is as if the header were absent. */
export function retryAfterSeconds(header: string | undefined): number | null {
  if (header === undefined || !/^\d{1,6}$/.test(header.trim())) return null;
  return Math.min(MAX_DELAY_SECONDS, Math.max(1, Number(header)));
}
