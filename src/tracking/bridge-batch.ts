/** An event on its way to the resolver, with the size of its JSON in UTF-8 bytes. */
export type HeldEvent = {
  readonly event: string;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  readonly messageId: string;
  readonly timestamp: string;
  readonly bytes: number;
};

export function eventBytes(event: Omit<HeldEvent, 'bytes'>): number {
  return new TextEncoder().encode(JSON.stringify(event)).byteLength;
}

/** The oldest events that fit into one call; at least one, if there is any. */
export function takeBatch(held: readonly HeldEvent[], maxEvents: number, maxBytes: number): readonly HeldEvent[] {
  let bytes = 0;
  const end = held.findIndex((event, index) => {
    bytes += event.bytes;
    return index > 0 && (index >= maxEvents || bytes > maxBytes);
  });
  return end === -1 ? held : held.slice(0, end);
}
