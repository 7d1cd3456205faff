import type { Now } from '../services';

export type Cancel = () => void;
/** What is to happen at an instant of the host's clock, in order of time and then of arrival. */
export type Timeline = {
  readonly at: (dueAtMs: number, run: () => void) => Cancel;
  /** Runs everything due now; true when anything ran. */
  readonly runDue: () => boolean;
  readonly nextDueAt: () => number | null;
  /** Nothing happens from now on, whatever is still asked for. */
  readonly stop: () => void;
};

type Entry = { readonly dueAtMs: number; readonly run: () => void };

/** Node's timers overflow beyond 2^31-1 ms; an hour is a comfortable nap. */
const MAX_NAP_MS = 3_600_000;

/** With `live`, real timers wake it; otherwise time only passes when somebody moves the clock and calls `runDue`. */
export function createTimeline(options: { now: Now; live: boolean }): Timeline {
  const entries: Entry[] = [];
  let nap: NodeJS.Timeout | null = null;
  let isStopped = false;

  const wakeLater = (): void => {
    if (!options.live) return;
    if (nap !== null) clearTimeout(nap);
    const first = entries[0];
    if (first === undefined) return;
    nap = setTimeout(
      () => {
        nap = null;
        runDue();
        wakeLater();
      },
      Math.min(MAX_NAP_MS, Math.max(0, first.dueAtMs - options.now())),
    );
  };

  const runDue = (): boolean => {
    let ran = false;
    for (let first = entries[0]; first !== undefined && first.dueAtMs <= options.now(); first = entries[0]) {
      entries.shift();
      first.run();
      ran = true;
    }
    return ran;
  };

  return {
    at(dueAtMs, run) {
      if (isStopped) return () => undefined;
      const entry: Entry = { dueAtMs, run };
      const index = placeFor(entries, dueAtMs);
      entries.splice(index, 0, entry);
      if (index === 0) wakeLater();
      return () => {
        const found = entries.indexOf(entry);
        if (found >= 0) entries.splice(found, 1);
      };
    },
    runDue,
    nextDueAt: () => entries[0]?.dueAtMs ?? null,
    stop() {
      isStopped = true;
      if (nap !== null) clearTimeout(nap);
      entries.length = 0;
    },
  };
}

/** Binary search: after every entry that is due at the same instant or earlier. */
function placeFor(entries: readonly Entry[], dueAtMs: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.dueAtMs ?? Infinity) <= dueAtMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
