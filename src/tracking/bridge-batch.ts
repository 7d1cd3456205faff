/** Events of one call to the resolver are at most so many and so large; the same figures trigger a call. */
const MAX_BATCH_EVENTS = 20;
export const MAX_BATCH_BYTES = 50_000;

/** An event as the resolver takes it. */
export type WireEvent = {
  readonly event: string;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  readonly messageId: string;
  readonly timestamp: string;
};

/** An event that waits for its call, with the size of its JSON in UTF-8 bytes. */
export type HeldEvent = { readonly wire: WireEvent; readonly bytes: number };

export function weigh(wire: WireEvent): HeldEvent {
  return { wire, bytes: new TextEncoder().encode(JSON.stringify(wire)).length };
}

/** How many of the oldest events fit into one call. One event always does: a larger one is never held. */
export function batchLength(held: readonly HeldEvent[]): number {
  let total = 0;
  const end = held.findIndex(({ bytes }, index) => (total += bytes) > MAX_BATCH_BYTES || index >= MAX_BATCH_EVENTS);
  return end < 0 ? held.length : end;
}

/** Whether what is held fills a call. */
export function isFull(held: readonly HeldEvent[]): boolean {
  return held.length >= MAX_BATCH_EVENTS || batchLength(held) < held.length;
}
