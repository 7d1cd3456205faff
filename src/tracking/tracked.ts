/** `durationMs`: whole milliseconds. `code`: `none` for what went well, a code of the plan, or `other`; never a message. */
export type CallProperties = {
  readonly call: string;
  readonly outcome: 'ok' | 'refused' | 'error';
  readonly durationMs: number;
  readonly code: string;
};

/** The code of what was thrown: its `code`, else its name, if the plan knows it; else `other`. Reads nothing else of it. */
export function trackedError(error: unknown, codes: readonly string[]): string {
  return [member(error, 'code'), member(error, 'name')].find((code) => code !== null && codes.includes(code)) ?? 'other';
}

export type TrackedOptions<R, T> = {
  readonly call: string;
  readonly codes: readonly string[];
  /** Sends the event. Whatever it throws, and whatever it makes wait beyond the limit, is given up. */
  readonly track: (properties: CallProperties, request: R) => Promise<void>;
  /** Whether an answer is a refusal, and with which code; null if it is none. By default `{ ok: false, code }` is one. */
  readonly refusal?: (result: T) => string | null;
  /** Told once for each event that could not be sent. */
  readonly onLost: () => void;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
  readonly limitMs?: number;
};

/** A call must not wait long for its own measuring. */
const LIMIT_MS = 1_000;

/**
 * The same function, each call of which becomes one event. Its answer and its error pass through as they are. The event is
 * sent before the answer, because the platform stops a function's work once it has answered.
 */
export function tracked<R, T>(handler: (request: R) => T | Promise<T>, options: TrackedOptions<R, T>): (request: R) => Promise<T> {
  const { call, codes, now = () => performance.now(), refusal = refusalCode, limitMs = LIMIT_MS } = options;
  const send = async (request: R, startedAt: number, ended: () => Pick<CallProperties, 'outcome' | 'code'>): Promise<void> => {
    try {
      const durationMs = Math.max(0, Math.round(now() - startedAt));
      await within(limitMs, options.track({ call, durationMs, ...ended() }, request));
    } catch {
      options.onLost();
    }
  };
  return async (request) => {
    const startedAt = now();
    let result: T;
    try {
      result = await handler(request);
    } catch (error) {
      await send(request, startedAt, () => ({ outcome: 'error', code: trackedError(error, codes) }));
      throw error;
    }
    await send(request, startedAt, () => {
      const code = refusal(result);
      return code === null ? { outcome: 'ok', code: 'none' } : { outcome: 'refused', code: codes.includes(code) ? code : 'other' };
    });
    return result;
  };
}

function refusalCode(result: unknown): string | null {
  if (typeof result !== 'object' || result === null || !('ok' in result) || result.ok !== false) return null;
  return member(result, 'code') ?? 'other';
}

function member(value: unknown, name: 'code' | 'name'): string | null {
  if (typeof value !== 'object' || value === null) return null;
  try {
    const found = (value as Readonly<Record<string, unknown>>)[name];
    return typeof found === 'string' ? found : null;
  } catch {
    // A getter may throw; then there is no code to read.
    return null;
  }
}

async function within(limitMs: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('Tracking took too long'));
    }, limitMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
