import { z } from 'zod';
import { eventBytes, takeBatch, type HeldEvent } from './bridge-batch';

/** Events of one call to the resolver are at most so many and so large; the same figures trigger a call. */
export const FLUSH_AT_EVENTS = 20;
export const FLUSH_AT_BYTES = 50_000;
export const MAX_HELD_EVENTS = 200;
const FLUSH_AFTER_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
/** After so many failures in a row only a new event or a hidden page tries again: a broken backend is not asked all night. */
const MAX_RETRIES_IN_A_ROW = 8;

export type Properties = Readonly<Record<string, string | number | boolean>>;
export type CapturedEvent = {
  readonly event: string;
  readonly properties: Properties;
  readonly messageId?: string;
  readonly timestamp?: string;
};

/** Runs `callback` once after `delayMs`; the answer takes it back. */
export type Schedule = (callback: () => void, delayMs: number) => () => void;
/** Calls `callback` whenever the page is hidden or goes away; the answer stops that. */
export type WatchHidden = (callback: () => void) => () => void;
export type Invoke = (functionKey: string, payload: Record<string, unknown>) => Promise<unknown>;
export type AskConsent = () => Promise<{ readonly analytics: boolean } | null>;

export type BridgePorts = {
  readonly invoke: Invoke;
  /** Milliseconds since the epoch by the browser's clock. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly schedule?: Schedule;
  readonly page?: WatchHidden;
  /** Asked once. `analytics: false` means do not track; null, or a failure, means that nobody expressed a preference. */
  readonly consent?: AskConsent;
  readonly flushAfterMs?: number;
};

/** Events since the page opened. `dropped`: too many held, or too large. `declined`: the user wants no tracking. `swallowed`: errors of the ports. */
export type BridgeStats = {
  readonly enqueued: number;
  readonly accepted: number;
  readonly refused: number;
  readonly dropped: number;
  readonly declined: number;
  readonly swallowed: number;
  readonly failedCalls: number;
  readonly held: number;
};

export type BridgeClient = {
  /** Takes an event; never throws and never waits. */
  readonly enqueue: (event: CapturedEvent) => void;
  /** Sends all that is held now, one call after the other; resolves when that is done, or at the first call that fails. */
  readonly flush: () => Promise<void>;
  readonly stats: () => BridgeStats;
  readonly close: () => void;
};

const Answer = z.object({ accepted: z.number(), refused: z.array(z.object({ messageId: z.string().nullable(), reason: z.string() })) });

const timeout: Schedule = (callback, delayMs) => {
  const timer = setTimeout(callback, delayMs);
  return () => {
    clearTimeout(timer);
  };
};

/**
 * Collects events and hands them to the app's resolver in small batches. Ids and timestamps are minted at once and stay
 * with an event through every retry, so the receiver can drop repeats. The host page must not notice any of this:
 * nothing is thrown, and everything that gets lost is counted.
 */
export function createBridgeClient(ports: BridgePorts): BridgeClient {
  const schedule = ports.schedule ?? timeout;
  const flushAfterMs = ports.flushAfterMs ?? FLUSH_AFTER_MS;
  const counts = { enqueued: 0, accepted: 0, refused: 0, dropped: 0, declined: 0, swallowed: 0, failedCalls: 0 };
  let held: HeldEvent[] = [];
  let heldBytes = 0;
  let unreportedDrops = 0;
  let flight: Promise<void> | null = null;
  let failuresInARow = 0;
  let cancelTimer: (() => void) | null = null;
  let consent: 'unasked' | 'asking' | 'given' | 'unknown' | 'declined' = ports.consent === undefined ? 'unknown' : 'unasked';

  /** Whatever a port throws stays here. */
  const guarded = <T>(run: () => T): T | undefined => {
    try {
      return run();
    } catch {
      counts.swallowed += 1;
      return undefined;
    }
  };

  const drop = (events: number) => {
    counts.dropped += events;
    unreportedDrops += events;
  };

  const hold = (events: readonly HeldEvent[]) => {
    const excess = Math.max(0, events.length - MAX_HELD_EVENTS);
    if (excess > 0) drop(excess);
    held = events.slice(excess);
    heldBytes = held.reduce((sum, event) => sum + event.bytes, 0);
  };

  const stopTimer = () => {
    const cancel = cancelTimer;
    cancelTimer = null;
    if (cancel !== null) guarded(cancel);
  };

  const startTimer = (delayMs: number) => {
    if (cancelTimer !== null) return;
    cancelTimer =
      guarded(() =>
        schedule(() => {
          cancelTimer = null;
          void flush();
        }, delayMs),
      ) ?? null;
  };

  const full = () => held.length >= FLUSH_AT_EVENTS || heldBytes >= FLUSH_AT_BYTES;

  /** What comes next once a call is over, or an event came in. */
  const carryOn = () => {
    if (held.length === 0 || flight !== null) return;
    if (failuresInARow === 0) {
      if (full()) void flush();
      else startTimer(flushAfterMs);
    } else if (failuresInARow <= MAX_RETRIES_IN_A_ROW) {
      startTimer(Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** (failuresInARow - 1)));
    }
  };

  const askConsent = async (ask: AskConsent) => {
    consent = 'asking';
    const preferences = await ask().catch(() => {
      counts.swallowed += 1;
      return null;
    });
    if (preferences?.analytics !== false) {
      consent = preferences === null ? 'unknown' : 'given';
      return;
    }
    consent = 'declined';
    counts.declined += held.length;
    hold([]);
    stopTimer();
  };

  const send = async (batch: readonly HeldEvent[]): Promise<void> => {
    const dropped = unreportedDrops;
    const answer = Answer.parse(
      await ports.invoke('track', {
        sentAt: new Date(ports.now()).toISOString(),
        events: batch.map(({ event, properties, messageId, timestamp }) => ({ messageId, event, properties, timestamp })),
        ...(dropped > 0 ? { dropped } : {}),
        ...(consent === 'given' ? { consent: true } : {}),
      }),
    );
    unreportedDrops -= dropped;
    counts.accepted += answer.accepted;
    counts.refused += answer.refused.length;
    failuresInARow = 0;
  };

  /** A batch that failed goes back to where it was. */
  const delivered = async (batch: readonly HeldEvent[]): Promise<boolean> => {
    try {
      await send(batch);
      return true;
    } catch {
      counts.failedCalls += 1;
      failuresInARow += 1;
      hold([...batch, ...held]);
      return false;
    }
  };

  const fly = async (): Promise<void> => {
    try {
      if (ports.consent !== undefined && consent === 'unasked') await askConsent(ports.consent);
      for (let remaining = held.length; remaining > 0;) {
        const batch = takeBatch(held.slice(0, remaining), FLUSH_AT_EVENTS, FLUSH_AT_BYTES);
        remaining -= batch.length;
        hold(held.slice(batch.length));
        if (!(await delivered(batch))) break;
      }
    } catch {
      counts.swallowed += 1;
    } finally {
      flight = null;
      carryOn();
    }
  };

  /** One call at a time: a second wish waits for the call that is under way. */
  const flush = (): Promise<void> => {
    stopTimer();
    if (held.length === 0 && flight === null) return Promise.resolve();
    flight ??= fly();
    return flight;
  };

  const enqueue = ({ event, properties, messageId, timestamp }: CapturedEvent): void => {
    guarded(() => {
      counts.enqueued += 1;
      if (consent === 'declined') {
        counts.declined += 1;
        return;
      }
      const minted = {
        event,
        properties: { ...properties },
        messageId: messageId ?? ports.newId(),
        timestamp: timestamp ?? new Date(ports.now()).toISOString(),
      };
      const bytes = eventBytes(minted);
      if (bytes > FLUSH_AT_BYTES) {
        drop(1);
        return;
      }
      hold([...held, { ...minted, bytes }]);
      // A fresh event is the sign of life that a client which gave up waits for.
      if (failuresInARow > MAX_RETRIES_IN_A_ROW) failuresInARow = MAX_RETRIES_IN_A_ROW;
      carryOn();
    });
  };

  /** A hidden page may never come back: what is held goes at once, and again right after the call under way. */
  const onHidden = () => {
    const before = flight;
    if (before === null) void flush();
    else void before.then(flush);
  };
  const stopWatching = guarded(() => ports.page?.(onHidden)) ?? null;

  return {
    enqueue,
    flush,
    stats: () => ({ ...counts, held: held.length }),
    close: () => {
      stopTimer();
      if (stopWatching !== null) guarded(stopWatching);
    },
  };
}
