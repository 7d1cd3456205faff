import type { SqlPort } from './ports';

export type PaceOptions = {
  readonly perSecond: number;
  /** Milliseconds of a clock that nobody sets: by one that is set back, or stands still, turns would come later and later. */
  readonly elapsed: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

/** So much may be made up for at once after a statement that took long, or after something else was done. */
const BURST_MS = 200;

/**
 * The same database, asked at most so often a second, and no longer than half of the time: for work that nobody waits for, so that others find
 * room. What takes longer than its turn leaves as much time to others as it took.
 */
export function paced(sql: SqlPort, { perSecond, elapsed, sleep }: PaceOptions): SqlPort {
  const apartMs = 1_000 / perSecond;
  let nextAt = -Infinity;
  const inTurn = async <T>(ask: () => Promise<T>): Promise<T> => {
    const now = elapsed();
    const at = Math.max(nextAt, now - BURST_MS);
    nextAt = at + apartMs;
    if (at > now) await sleep(at - now);
    const askedAt = elapsed();
    try {
      return await ask();
    } finally {
      const took = elapsed() - askedAt;
      if (took > apartMs) nextAt = Math.max(nextAt, elapsed() + took);
    }
  };
  return {
    query: async (statement) => await inTurn(() => sql.query(statement)),
    write: async (statement) => await inTurn(() => sql.write(statement)),
  };
}
