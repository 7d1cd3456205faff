import { createHash } from 'node:crypto';
import type { SinkEvent } from '../api';
import type { DropReason, Message } from './accept';
import { SeenMessages, type Sight } from './seen-messages';

/** `duplicates` are all repeats of an id; `changed` are those of them that came with other bytes. */
export type SourceCounts = { accepted: number; duplicates: number; changed: number; dropped: Partial<Record<DropReason, number>> };
/** The last events are kept whole; what is older only counts. */
const KEPT_EVENTS = 50_000;

/** Who sent how much, and what became of it. */
export class Ledger {
  private readonly seen = new SeenMessages();
  private readonly kept: SinkEvent[] = [];
  private readonly counts = new Map<string, SourceCounts>();
  private readonly tracked = new Map<string, number>();

  /** Takes a message in, unless its id was taken within 24 hours; says which it was. */
  accept(source: string, message: Message, nowMs: number): Sight {
    const counts = this.of(source);
    const sight = this.seen.see(message.messageId, printOf(message), nowMs);
    if (sight !== 'new') {
      counts.duplicates += 1;
      if (sight === 'changed') counts.changed += 1;
      return sight;
    }
    counts.accepted += 1;
    if (message.type === 'track') this.tracked.set(source, this.trackedOf(source) + 1);
    this.kept.push(rendered(source, message));
    if (this.kept.length > KEPT_EVENTS * 1.1) this.kept.splice(0, this.kept.length - KEPT_EVENTS);
    return sight;
  }

  drop(source: string, reason: DropReason, times = 1): void {
    const { dropped } = this.of(source);
    dropped[reason] = (dropped[reason] ?? 0) + times;
  }

  /** Newest first, at most `limit`. */
  events(limit = KEPT_EVENTS): SinkEvent[] {
    return this.kept.slice(-limit).reverse();
  }

  /** How many of a source's accepted messages were events (`track`), not descriptions of users and accounts. */
  trackedOf(source: string): number {
    return this.tracked.get(source) ?? 0;
  }

  bySource(): Record<string, SourceCounts> {
    return Object.fromEntries([...this.counts].map(([source, counts]) => [source, { ...counts, dropped: { ...counts.dropped } }]));
  }

  private of(source: string): SourceCounts {
    const counts = this.counts.get(source) ?? { accepted: 0, duplicates: 0, changed: 0, dropped: {} };
    this.counts.set(source, counts);
    return counts;
  }
}

/** Of what the sender wrote: the time of sending differs between tries, and what the server adds is not the sender's. */
function printOf({ sentAt: _sentAt, receivedAt: _receivedAt, timestamp: _corrected, ...written }: Message): string {
  return createHash('sha256').update(JSON.stringify(written)).digest('base64url').slice(0, 16);
}

/** A message as the host shows it. */
export function rendered(source: string, message: Message): SinkEvent {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const context = message.context as Record<string, unknown> | undefined;
  return {
    at: message.receivedAt,
    source,
    type: message.type,
    event: text(message.event),
    userId: text(message.userId),
    anonymousId: text(message.anonymousId),
    groupId: text(message.groupId) ?? text(context?.groupId),
    messageId: message.messageId,
    raw: message,
  };
}
