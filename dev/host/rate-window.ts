import type { Now } from '../services';

/** Counts per key in the last minute of the host's clock. `take` is false when `amount` more would exceed `limit`. */
export type RateWindow = { take(key: string, amount?: number): boolean; reset(): void };

const MINUTE_MS = 60_000;

export function createRateWindow(options: { now: Now; limit: number }): RateWindow {
  const taken = new Map<string, { at: number; amount: number }[]>();
  return {
    take(key, amount = 1) {
      const now = options.now();
      const recent = (taken.get(key) ?? []).filter((entry) => entry.at > now - MINUTE_MS);
      const used = recent.reduce((sum, entry) => sum + entry.amount, 0);
      const fits = used + amount <= options.limit;
      const last = recent.at(-1);
      if (fits && last?.at === now) last.amount += amount;
      else if (fits) recent.push({ at: now, amount });
      taken.set(key, recent);
      return fits;
    },
    reset: () => {
      taken.clear();
    },
  };
}
