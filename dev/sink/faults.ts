/**
 * What befalls a request. `reset` cuts the line before anything is taken. `silence`, `slow` and `reset-after` take the events
 * and leave the sender without an answer, or with one that comes too late, so that it cannot know. `html` and `error-body`
 * answer 200 and take nothing.
 */
export type Fault =
  /** Null: a 429 that does not say when. */
  | { readonly kind: '429'; readonly retryAfterSeconds: number | null }
  | { readonly kind: '500' }
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 307 | 308; readonly location: string }
  | { readonly kind: 'html' }
  | { readonly kind: 'error-body' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'reset-after' }
  | { readonly kind: 'silence' }
  /** In milliseconds of real time, whatever the sink's clock says. */
  | { readonly kind: 'slow'; readonly answersAfterMs: number };

/** Faults for the next requests, one each, in order; the requests after those meet the weather, if there is any. */
export type Faults = {
  inject(...faults: readonly Fault[]): void;
  /** Asked for every request that no injected fault befalls; null is fair weather. */
  weather(decide: (() => Fault | undefined) | null): void;
  clear(): void;
  waiting(): number;
  /** How many requests each kind has befallen so far. */
  befallen(): Readonly<Partial<Record<Fault['kind'], number>>>;
};

export function faultQueue(): Faults & { next(): Fault | undefined } {
  const queue: Fault[] = [];
  const befallen: Partial<Record<Fault['kind'], number>> = {};
  let weather: (() => Fault | undefined) | null = null;
  return {
    inject: (...faults) => {
      queue.push(...faults);
    },
    weather: (decide) => {
      weather = decide;
    },
    clear: () => {
      queue.length = 0;
      weather = null;
    },
    waiting: () => queue.length,
    befallen: () => ({ ...befallen }),
    next: () => {
      const fault = queue.shift() ?? weather?.();
      if (fault !== undefined) befallen[fault.kind] = (befallen[fault.kind] ?? 0) + 1;
      return fault;
    },
  };
}

export type Reply = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };
/** `takes`: the events are taken in first. `then`: what the sender gets; `own` is the answer that they earn themselves. */
export type Behaviour = {
  readonly takes: boolean;
  readonly then: 'own' | 'cut' | 'nothing' | Reply;
  readonly afterMs: number;
};

const JSON_TYPE = { 'content-type': 'application/json' };
const answers = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Behaviour => ({
  takes: false,
  then: { status, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) },
  afterMs: 0,
});
const REFUSED = { success: false };

export function behaviourOf(fault: Fault | undefined): Behaviour {
  switch (fault?.kind) {
    case undefined:
      return { takes: true, then: 'own', afterMs: 0 };
    case '429': {
      const { retryAfterSeconds } = fault;
      const seconds = String(retryAfterSeconds);
      return answers(429, REFUSED, retryAfterSeconds === null ? {} : { 'retry-after': seconds, 'x-ratelimit-reset': seconds });
    }
    case '500':
      return answers(500, REFUSED);
    case 'redirect':
      return answers(fault.status, {}, { location: fault.location });
    case 'html':
      return {
        takes: false,
        then: {
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: '<!doctype html><title>Sign in</title><p>Please sign in.</p>',
        },
        afterMs: 0,
      };
    case 'error-body':
      return answers(200, { success: false, message: 'The events were not taken' });
    case 'reset':
      return { takes: false, then: 'cut', afterMs: 0 };
    case 'reset-after':
      return { takes: true, then: 'cut', afterMs: 0 };
    case 'silence':
      return { takes: true, then: 'nothing', afterMs: 0 };
    case 'slow':
      return { takes: true, then: 'own', afterMs: fault.answersAfterMs };
  }
}
