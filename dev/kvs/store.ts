/** A stored value; instants in ms. An expired value is gone for every request (the cloud may take two days to drop it). */
export type KeptValue = {
  readonly value: unknown;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number | null;
};

/** One space of keys: plain values, secrets, or the values of one entity, of one installation. */
export type Space = {
  get(key: string): KeptValue | undefined;
  set(key: string, kept: KeptValue): void;
  delete(key: string): boolean;
  entries(): IterableIterator<[string, KeptValue]>;
};

/** JSON-safe: name of a space → its entries. */
export type KvsDump = Readonly<Record<string, readonly (readonly [string, KeptValue])[]>>;

export type SpaceKind = 'plain' | 'secret' | { readonly entity: string };

/** All values of all installations, in memory. */
export function createStore(now: () => number) {
  const spaces = new Map<string, Map<string, KeptValue>>();
  const spaceName = (installationId: string, kind: SpaceKind) =>
    JSON.stringify(typeof kind === 'string' ? [installationId, kind] : [installationId, 'entity', kind.entity]);
  return {
    space(installationId: string, kind: SpaceKind): Space {
      const name = spaceName(installationId, kind);
      const values = spaces.get(name) ?? new Map<string, KeptValue>();
      spaces.set(name, values);
      const isGone = (kept: KeptValue) => kept.expiresAt !== null && kept.expiresAt <= now();
      const get = (key: string) => {
        const kept = values.get(key);
        if (!kept || !isGone(kept)) return kept;
        values.delete(key);
        return undefined;
      };
      return {
        get,
        set: (key, kept) => values.set(key, kept),
        delete: (key) => get(key) !== undefined && values.delete(key),
        *entries() {
          for (const entry of values) if (!isGone(entry[1])) yield entry;
        },
      };
    },
    dump: (): KvsDump => Object.fromEntries([...spaces].map(([name, values]) => [name, [...values]])),
    load(dump: KvsDump): void {
      spaces.clear();
      for (const [name, entries] of Object.entries(dump)) spaces.set(name, new Map(entries));
    },
    reset: () => {
      spaces.clear();
    },
  };
}
