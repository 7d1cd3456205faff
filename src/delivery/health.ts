import { z } from 'zod';
import type { KvsPort } from '../platform/ports';
import type { DeliveryOutcome } from './outcome';

/**
 * How a destination does, as far as anyone tried. `failing`: it asks for later tries, so nobody asks before `nextTryAt`.
 * `paused`: it refuses the key or answers nonsense; batches are parked until a try succeeds. `egress-off`: the platform lets
 * nothing leave, which is an admin's choice. Instants in milliseconds.
 */
export const DestinationHealth = z.object({
  state: z.enum(['on', 'failing', 'paused', 'egress-off']),
  /** Unsuccessful tries in a row. */
  failures: z.number().int().min(0),
  since: z.number().nullable(),
  reason: z.string().nullable(),
  nextTryAt: z.number().nullable(),
});
export type DestinationHealth = z.infer<typeof DestinationHealth>;

export const HEALTHY: DestinationHealth = { state: 'on', failures: 0, since: null, reason: null, nextTryAt: null };

/** So many failures in a row are bad luck; from then on the destination is left alone for a while. */
const FAILURES_BEFORE_BREAK = 3;
const FIRST_BREAK_MS = 30_000;
const LONGEST_BREAK_MS = 15 * 60_000;
const FIRST_PAUSE_MS = 15 * 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;
const EGRESS_PROBE_MS = 24 * 3_600_000;

/** What may be done with a batch now. */
export type Permission =
  | { readonly kind: 'send' }
  | { readonly kind: 'wait'; readonly afterSeconds: number; readonly reason: string }
  | { readonly kind: 'park'; readonly reason: string }
  | { readonly kind: 'refuse'; readonly reason: 'egress-off' };

/** `probe`: this batch may find out whether a blocked or paused destination works again. */
export function permissionOf(health: DestinationHealth, now: number, probe = false): Permission {
  const waitsMs = (health.nextTryAt ?? 0) - now;
  if (health.state === 'on' || waitsMs <= 0 || (probe && health.state !== 'failing')) return { kind: 'send' };
  switch (health.state) {
    case 'failing':
      return { kind: 'wait', afterSeconds: Math.ceil(waitsMs / 1000), reason: health.reason ?? 'failing' };
    case 'paused':
      return { kind: 'park', reason: health.reason ?? 'paused' };
    case 'egress-off':
      return { kind: 'refuse', reason: 'egress-off' };
  }
}

/** The health after a try. The same object when nothing changed, so that nothing need be written. */
export function healthAfter(health: DestinationHealth, outcome: DeliveryOutcome, now: number): DestinationHealth {
  // In a row and of one kind: what was a storm of errors says nothing about a key.
  const inARow = (kind: 'retry' | 'paused' | 'egress-off') =>
    1 + ((kind === 'retry' ? health.state === 'on' || health.state === 'failing' : health.state === kind) ? health.failures : 0);
  const bad = (state: 'failing' | 'paused' | 'egress-off', failures: number, reason: string, waitMs: number): DestinationHealth => ({
    state,
    failures,
    since: health.state === state ? health.since : now,
    reason,
    nextTryAt: now + waitMs,
  });
  switch (outcome.kind) {
    case 'done':
      return health.state === 'on' && health.failures === 0 ? health : HEALTHY;
    case 'drop':
      // The batch was at fault; and it was answered, so whatever was wrong before is over.
      return health.state === 'on' ? health : HEALTHY;
    case 'retry': {
      const failures = inARow('retry');
      const asked = outcome.asked === true ? outcome.afterSeconds * 1000 : 0;
      if (failures < FAILURES_BEFORE_BREAK && asked === 0)
        return { state: 'on', failures, since: health.since ?? now, reason: outcome.reason, nextTryAt: null };
      const breakMs = Math.min(LONGEST_BREAK_MS, FIRST_BREAK_MS * 2 ** Math.min(10, Math.max(0, failures - FAILURES_BEFORE_BREAK)));
      return bad('failing', failures, outcome.reason, Math.max(asked, asked > 0 && failures < FAILURES_BEFORE_BREAK ? 0 : breakMs));
    }
    case 'park': {
      const failures = inARow('paused');
      return bad('paused', failures, outcome.reason, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(10, failures - 1)));
    }
    case 'refused':
      return bad('egress-off', inARow('egress-off'), outcome.reason, EGRESS_PROBE_MS);
  }
}

/** Key-value key of the health of all destinations. */
export const HEALTH_KEY = 'delivery:health';

const HealthBook = z.record(z.string(), DestinationHealth);

/** Health by destination; what is not there, or cannot be read, is healthy until a try says otherwise. */
export type HealthBook = Readonly<Record<string, DestinationHealth>>;
export function readHealth(value: unknown): HealthBook {
  const parsed = HealthBook.safeParse(value ?? {});
  return parsed.success ? parsed.data : {};
}

/** Strikes out the destinations that are well, so that nobody looks after them any more. */
export async function forgetWell(kvs: Pick<KvsPort, 'get' | 'set' | 'delete'>): Promise<void> {
  const book = Object.entries(readHealth(await kvs.get(HEALTH_KEY)));
  const troubled = book.filter(([, { state, failures }]) => state !== 'on' || failures > 0);
  if (troubled.length === book.length) return;
  if (troubled.length === 0) await kvs.delete(HEALTH_KEY);
  else await kvs.set(HEALTH_KEY, Object.fromEntries(troubled));
}
