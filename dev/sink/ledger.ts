import type { SinkEvent } from '../api';
import type { DropReason, Message } from './accept';
import { SeenMessages } from './seen-messages';

export type SourceCounts = { accepted: number; duplicates: number; dropped: Partial<Record<DropReason, number>> };
/** The last events are kept whole; what is older only counts. */
const KEPT_EVENTS = 50_000;

/** Who sent how much, and what became of it. */
export class Ledger {
  private readonly seen = new SeenMessages();
  private readonly kept: SinkEvent[] = [];
  private readonly counts = new Map<string, SourceCounts>();
  private readonly tracked = new Map<string, number>();

  /** Takes a message in; false if its id was taken within 24 hours. */
  accept(source: string, message: Message, nowMs: number): boolean {
    const counts = this.of(source);
    if (!this.seen.isNew(message.messageId, nowMs)) {
      counts.duplicates += 1;
      return false;
    }
    counts.accepted += 1;
    if (message.type === 'track') this.tracked.set(source, this.trackedOf(source) + 1);
    this.kept.push(rendered(source, message));
    if (this.kept.length > KEPT_EVENTS * 1.1) this.kept.splice(0, this.kept.length - KEPT_EVENTS);
    return true;
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
    const counts = this.counts.get(source) ?? { accepted: 0, duplicates: 0, dropped: {} };
    this.counts.set(source, counts);
    return counts;
  }
}

function rendered(source: string, message: Message): SinkEvent {
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
