import { batchLength, isFull, MAX_BATCH_BYTES, weigh, type HeldEvent, type WireEvent } from './bridge-batch';
import type { Leftovers } from './leftovers';

const MAX_HELD_EVENTS = 200;
/** A call costs the vendor money, and a visit rarely lasts longer: one call a visit is the aim. */
export const FLUSH_AFTER_MS = 45_000;
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
  readonly consent?: AskConsent | undefined;
  /** Where events wait for the next visit; undefined where nothing can. Asked for only where the user expressed a preference. */
  readonly leftovers?: (() => Promise<Leftovers | undefined>) | undefined;
  readonly flushAfterMs?: number;
};

/** Events since the page opened, with those that an earlier visit left over. `dropped`: too many held, or too large. `declined`: the user wants no tracking. `swallowed`: errors of the ports. */
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

const timeout: Schedule = (callback, delayMs) => {
  const timer = setTimeout(callback, delayMs);
  return () => {
    clearTimeout(timer);
  };
};

type Batch = { readonly events: readonly WireEvent[]; readonly dropped: number; readonly consent: boolean | undefined };

const wires = (events: readonly HeldEvent[]) => events.map(({ wire }) => wire);

/**
 * Collects events and hands them to the app's resolver in small batches. Ids and timestamps are minted at once and stay
 * with an event through every retry, so the receiver can drop repeats. The host page must not notice any of this:
 * nothing is thrown, and everything that gets lost is counted.
 */
export function createBridgeClient(ports: BridgePorts): BridgeClient {
  const { schedule = timeout, flushAfterMs = FLUSH_AFTER_MS } = ports;
  const counts = { enqueued: 0, accepted: 0, refused: 0, dropped: 0, declined: 0, swallowed: 0, failedCalls: 0 };
  /** The oldest first; those of `batch` stay at the head until it is accepted. */
  const held: HeldEvent[] = [];
  /** What is under way, or failed. It is repeated as it was, since the receiver knows a repeat by all its ids together. */
  let batch: Batch | undefined;
  let reportedDrops = 0;
  let flight: Promise<void> | undefined;
  let failuresInARow = 0;
  let cancelTimer: (() => void) | undefined;
  let analytics: boolean | undefined;
  let asking: Promise<void> | undefined;
  let leftovers: Leftovers | undefined;

  const timeNow = () => new Date(ports.now()).toISOString();

  /** Whatever a port throws stays here. */
  const guarded = <T>(run: () => T): T | undefined => {
    try {
      return run();
    } catch {
      counts.swallowed += 1;
    }
    return undefined;
  };

  const stopTimer = () => {
    guarded(() => cancelTimer?.());
    cancelTimer = undefined;
  };

  /** What comes next once a call is over, or an event came in. */
  const carryOn = () => {
    if (!held.length) return;
    if (!flight && !failuresInARow && isFull(held)) {
      void flush();
    } else if (!cancelTimer && failuresInARow <= MAX_RETRIES_IN_A_ROW) {
      const delayMs = failuresInARow && !flight ? Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** (failuresInARow - 1)) : flushAfterMs;
      cancelTimer = guarded(() => schedule(() => void flush(), delayMs));
    }
  };

  /** One call with the oldest events; they stay held if it fails. */
  const send = async (): Promise<number> => {
    batch ??= { events: wires(held.slice(0, batchLength(held))), dropped: counts.dropped - reportedDrops, consent: analytics };
    const { events, dropped } = batch;
    const { accepted, refused } = (await ports.invoke('track', { sentAt: timeNow(), ...batch })) as { accepted: unknown; refused: unknown };
    // Whatever else came back, it was not the resolver that counted the events.
    if (typeof accepted !== 'number' || !Array.isArray(refused)) throw new TypeError();
    reportedDrops += dropped;
    counts.accepted += accepted;
    counts.refused += refused.length;
    failuresInARow = 0;
    held.splice(0, events.length);
    batch = undefined;
    guarded(() => leftovers?.update(events, false));
    return events.length;
  };

  const fly = async (): Promise<void> => {
    try {
      if (asking) await asking;
      // What comes in meanwhile waits for its own turn: many small calls would cost more than one.
      for (let remaining = held.length; remaining > 0 && held.length;) remaining -= await send();
    } catch {
      counts.failedCalls += 1;
      failuresInARow += 1;
      stopTimer();
    }
    flight = undefined;
    carryOn();
  };

  /** One call at a time: what is held goes after the call that is under way. */
  const flush = async (): Promise<void> => {
    if (flight) await flight;
    stopTimer();
    if (held.length) flight ??= fly();
    await flight;
  };

  const enqueue = (captured: CapturedEvent): void => {
    guarded(() => {
      counts.enqueued += 1;
      if (analytics === false) {
        counts.declined += 1;
        return;
      }
      const { event, properties, messageId = ports.newId(), timestamp = timeNow() } = captured;
      const weighed = weigh({ messageId, event, properties: { ...properties }, timestamp });
      if (weighed.bytes > MAX_BATCH_BYTES) {
        counts.dropped += 1;
        return;
      }
      if (held.length >= MAX_HELD_EVENTS) {
        // The oldest goes, but none of the batch: it may have arrived all the same.
        held.splice(batch?.events.length ?? 0, 1);
        counts.dropped += 1;
      }
      held.push(weighed);
      // A fresh event is the sign of life that a client which gave up waits for.
      failuresInARow = Math.min(failuresInARow, MAX_RETRIES_IN_A_ROW);
      carryOn();
    });
  };

  /**
   * Nothing is kept in the browser unless the user said yes to analytics: the list serves analytics alone, so a yes to
   * functional storage does not cover it, and where nobody was asked nobody agreed. A no also clears what a former yes left.
   */
  const askConsent = async () => {
    try {
      analytics = (await ports.consent?.())?.analytics;
      if (analytics === false) {
        counts.declined += held.splice(0).length;
        stopTimer();
      }
      if (analytics !== undefined) leftovers = await ports.leftovers?.();
      if (analytics) leftovers?.read().forEach(enqueue);
      else leftovers?.clear();
    } catch {
      counts.swallowed += 1;
    }
    asking = undefined;
  };
  asking = askConsent();

  /**
   * A hidden page may never come back: what is held goes at once, or right after the call under way, and waits in the
   * browser until it is accepted.
   */
  const onHidden = () => {
    void flush();
    if (held.length) guarded(() => leftovers?.update(wires(held), true));
  };
  const stopWatching = guarded(() => ports.page?.(onHidden));

  return {
    enqueue,
    flush,
    stats: () => ({ ...counts, held: held.length }),
    close: () => {
      stopTimer();
      guarded(() => stopWatching?.());
    },
  };
}
