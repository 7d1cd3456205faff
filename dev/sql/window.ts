/** What was spent within the last `spanMs`, by the host's clock. Returns false, and books nothing, where `limit` would be passed. */
export type Window = { spend(amount: number, at: number): boolean; spent(at: number): number };

export function createWindow(limit: number, spanMs: number): Window {
  let entries: { at: number; amount: number }[] = [];
  const spent = (at: number) => {
    // A clock that was set back leaves entries in the future: they go, too.
    entries = entries.filter((entry) => entry.at > at - spanMs && entry.at <= at);
    return entries.reduce((sum, entry) => sum + entry.amount, 0);
  };
  return {
    spent,
    spend: (amount, at) => {
      if (spent(at) + amount > limit) return false;
      const last = entries.at(-1);
      if (last?.at === at) last.amount += amount;
      else entries.push({ at, amount });
      return true;
    },
  };
}
