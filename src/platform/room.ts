export type RoomOptions = {
  /** Whether it was refused because others asked for too much just now, and so was not done. */
  readonly isRefused: (error: unknown) => boolean;
  readonly sleep: (ms: number) => Promise<void>;
  /** In [0, 1): spreads those who wait. */
  readonly spread: () => number;
};

/**
 * Rates of statements are counted by the second, so that room comes bit by bit: short waits find it soon after it is there, and grow slowly for whoever
 * is refused again. Whoever is refused after all of them, one second and a half to five in all, leaves it to the caller.
 */
const WAITS = 8;
const FIRST_WAIT_MS = 80;
const FIRST_SPREAD_MS = 160;
const GROWTH = 1.25;

/** Does `work`, and again a moment later when there was no room for it. Only for what a refusal leaves undone. */
export async function whenThereIsRoom<T>(work: () => Promise<T>, { isRefused, sleep, spread }: RoomOptions): Promise<T> {
  for (let waited = 0; ; waited += 1) {
    try {
      return await work();
    } catch (error) {
      if (waited === WAITS || !isRefused(error)) throw error;
      await sleep((FIRST_WAIT_MS + spread() * FIRST_SPREAD_MS) * GROWTH ** waited);
    }
  }
}
