/** What is to happen at which instant (ms), in order of time and then of entry. */
export type Agenda = {
  readonly now: () => number;
  /** The answer takes it back. What lies in the past happens next. */
  readonly at: (instant: number, run: () => void | Promise<void>) => () => void;
  /** Lives through everything, and what that adds, until nothing is left. */
  readonly live: () => Promise<void>;
};

type Entry = { readonly at: number; readonly run: () => void | Promise<void> };

export function createAgenda(startsAt: number): Agenda {
  const entries: Entry[] = [];
  let now = startsAt;
  return {
    now: () => now,
    at(instant, run) {
      const entry = { at: instant, run };
      entries.splice(placeFor(entries, instant), 0, entry);
      return () => {
        const index = entries.indexOf(entry);
        if (index >= 0) entries.splice(index, 1);
      };
    },
    async live() {
      for (let next = entries.shift(); next !== undefined; next = entries.shift()) {
        now = Math.max(now, next.at);
        await next.run();
        // Whoever waited for it goes on, and may enter what comes next.
        await turn();
      }
    },
  };
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** After every entry of the same instant or earlier. */
function placeFor(entries: readonly Entry[], instant: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.at ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
