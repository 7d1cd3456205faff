import type { SegmentCall } from '../delivery/envelope';
import { EXAMPLE_PREFIX } from '../delivery/ledger-entry';
import { dayNumberOf } from '../platform/days';
import type { KvsPort } from '../platform/ports';
import { EXAMPLES_KEY } from './notes';
import type { Notes } from './notes';

/** A plan has a few dozen names; whoever has more sees the first of them. */
const MAX_NAMES = 200;

/**
 * Keeps one call of each event name and day, so that an admin can see what is sent. Names first seen twice at once keep two
 * examples for a moment; the database keeps one.
 */
export async function examplesOf(kvs: Pick<KvsPort, 'set'>, calls: readonly SegmentCall[], notes: Notes, now: number): Promise<void> {
  const day = dayNumberOf(now);
  const seen = new Set(notes.examples);
  const fresh = new Map<string, SegmentCall>();
  for (const call of calls) {
    const name = call.event ?? call.type;
    if (!seen.has(name) && !fresh.has(name) && seen.size + fresh.size < MAX_NAMES) fresh.set(name, call);
  }
  if (fresh.size === 0) return;
  await kvs.set(`${EXAMPLE_PREFIX}${String(day)}:${[...fresh.values()][0]?.messageId ?? ''}`, { at: now, calls: [...fresh.values()] });
  await kvs.set(EXAMPLES_KEY, { day, events: [...seen, ...fresh.keys()] });
}
