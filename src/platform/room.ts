export type RoomOptions = {
  /** Whether it was refused because others asked for too much just now, and so was not done. */
  readonly isRefused: (error: unknown) => boolean;
  readonly sleep: (ms: number) => Promise<void>;
  /** In [0, 1): spreads those who wait. */
  readonly spread: () => number;
};

/** Rates of statements are counted by the second; whoever is refused for the third second in a row leaves it to the caller. */
const WAITS = 3;
const SHORTEST_WAIT_MS = 300;
const SPREAD_MS = 900;

/** Does `work`, and again a moment later when there was no room for it. Only for what a refusal leaves undone. */
export async function whenThereIsRoom<T>(work: () => Promise<T>, { isRefused, sleep, spread }: RoomOptions): Promise<T> {
  for (let waited = 0; ; waited += 1) {
    try {
      return await work();
    } catch (error) {
      if (waited === WAITS || !isRefused(error)) throw error;
      await sleep(SHORTEST_WAIT_MS + spread() * SPREAD_MS);
    }
  }
}
