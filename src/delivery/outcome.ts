/**
 * What becomes of a batch at one destination.
 * `done`: accepted. `retry`: later, after so many seconds. `park`: kept for a replay by hand, the destination pauses.
 * `drop`: will never be accepted, kept as a dead letter. `refused`: the site's admin does not let it leave; it is not kept.
 */
export type DeliveryOutcome =
  | { readonly kind: 'done' }
  /** `asked`: the destination itself said how long to wait. `unknown`: it may have taken the batch, so the next try may be a repeat. */
  | { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string; readonly asked?: true; readonly unknown?: true }
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
/** Answers of a gateway in front of the destination: whether the batch went through is not known. */
const UNKNOWN_ACCEPTANCE = new Set([408, 502, 504]);

export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/**
 * Reads an HTTP answer as Segment's own libraries do, with the differences that queues make possible: a refused key parks the
 * events instead of losing them, and so does an answer that no destination of ours gives: a redirect, a web page, a 200 that
 * says it failed.
 */
export function outcomeOfAnswer(answer: Answer, attempt: number, spread: number): DeliveryOutcome {
  const { status } = answer;
  if (status >= 200 && status < 300) return outcomeOfSuccess(answer);
  if (status >= 300 && status < 400) return { kind: 'park', reason: `redirected-${status}` };
  if (status === 401 || status === 403) return { kind: 'park', reason: `key-refused-${status}` };
  if (RETRYABLE.has(status) || (status >= 500 && !FINAL_SERVER_ERRORS.has(status))) {
    const asked = status === 429 || status === 503 ? retryAfterSeconds(answer.headers['retry-after']) : null;
    return {
      kind: 'retry',
      afterSeconds: asked ?? backoffSeconds(attempt, spread),
      reason: `status-${status}`,
      ...(asked === null ? {} : { asked: true }),
      ...(UNKNOWN_ACCEPTANCE.has(status) ? { unknown: true } : {}),
    };
  }
  return { kind: 'drop', reason: `status-${status}` };
}

/** The network broke or nobody answered in time: the batch may have arrived. */
export function outcomeOfSilence(attempt: number, spread: number): DeliveryOutcome {
  return { kind: 'retry', afterSeconds: backoffSeconds(attempt, spread), reason: 'unreachable', unknown: true };
}

/** An empty body or `{success: true}` is a yes; a web page comes from something that stands in between. */
function outcomeOfSuccess({ headers, body }: Answer): DeliveryOutcome {
  const text = body.trimStart().slice(0, 2_000);
  if (/^text\/html/i.test(headers['content-type'] ?? '') || text.startsWith('<')) return { kind: 'park', reason: 'answered-html' };
  if (!text.startsWith('{')) return { kind: 'done' };
  try {
    const answer = JSON.parse(body) as { readonly success?: unknown; readonly error?: unknown; readonly errors?: unknown };
    const failed = answer.success === false || (answer.success === undefined && (isFilled(answer.error) || isFilled(answer.errors)));
    return failed ? { kind: 'park', reason: 'answered-error' } : { kind: 'done' };
  } catch {
    return { kind: 'done' };
  }
}

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== false && value !== '';

/** Whole seconds only, between 1 s and 15 min; anything else is as if the header were absent. */
export function retryAfterSeconds(header: string | undefined): number | null {
  if (header === undefined || !/^\d{1,6}$/.test(header.trim())) return null;
  return Math.min(MAX_DELAY_SECONDS, Math.max(1, Number(header)));
}
