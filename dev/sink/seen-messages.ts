const REMEMBERED_MS = 24 * 3_600_000;

/** Message ids of the last 24 hours: by id alone, across all sources, as Segment keeps them. */
export class SeenMessages {
  /** In order of arrival, so the oldest are first. */
  private readonly arrivals = new Map<string, number>();

  /** True the first time within 24 hours. */
  isNew(messageId: string, nowMs: number): boolean {
    for (const [id, at] of this.arrivals) {
      if (nowMs - at < REMEMBERED_MS) break;
      this.arrivals.delete(id);
    }
    if (this.arrivals.has(messageId)) return false;
    this.arrivals.set(messageId, nowMs);
    return true;
  }
}
