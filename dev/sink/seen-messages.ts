const REMEMBERED_MS = 24 * 3_600_000;

/** `same`: taken before, byte for byte; `changed`: the id was taken before with other bytes. */
export type Sight = 'new' | 'same' | 'changed';

/** Message ids of the last 24 hours: by id alone, across all sources, as Segment keeps them. */
export class SeenMessages {
  /** In order of arrival, so the oldest are first. */
  private readonly arrivals = new Map<string, { readonly at: number; readonly print: string }>();

  /** `print` tells the content of one message from another's. `new` the first time within 24 hours. */
  see(messageId: string, print: string, nowMs: number): Sight {
    for (const [id, { at }] of this.arrivals) {
      if (nowMs - at < REMEMBERED_MS) break;
      this.arrivals.delete(id);
    }
    const known = this.arrivals.get(messageId);
    if (known !== undefined) return known.print === print ? 'same' : 'changed';
    this.arrivals.set(messageId, { at: nowMs, print });
    return 'new';
  }
}
