import type { WireEvent } from './bridge-batch';

/** Events that wait in the browser for the next visit; the newest stay. */
export const MAX_LEFTOVERS = 200;

export type Leftovers = {
  /** What waits, the oldest first; nothing where there is no storage, or what is stored cannot be read. */
  readonly read: () => readonly WireEvent[];
  /** Takes `events` out of storage and, if they still `wait`, puts them at its end. Throws where the storage is full or forbidden. */
  readonly update: (events: readonly WireEvent[], wait: boolean) => void;
  readonly clear: () => void;
};

/** The part of the browser's storage that is used; reaching for it may throw already, so it is reached for each time. */
export type OpenStorage = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Where a site's list stands: with the version of its form, so that no version reads what another wrote. `site` is the site's id. */
export const leftoversKey = (site: string) => `tracking-1:${site}`;

/**
 * One list for all tabs of one site: every tab adds and removes its own events by id and leaves the others alone. A list that
 * two tabs have read is sent twice with the same ids, which the receiver counts once.
 */
export function leftoversIn(storage: OpenStorage, key: string): Leftovers {
  const read = (): readonly WireEvent[] => {
    try {
      const events = JSON.parse(storage().getItem(key) ?? '') as WireEvent[];
      // The receiver checks each event; here it is enough that the list is one, and that each can be told from the others.
      return events.filter(({ messageId }) => messageId);
    } catch {
      return [];
    }
  };
  const clear = () => {
    storage().removeItem(key);
  };
  return {
    read,
    update: (events, wait) => {
      const ids = new Set(events.map(({ messageId }) => messageId));
      const all = read().filter(({ messageId }) => !ids.has(messageId));
      if (wait) all.push(...events);
      if (all.length) storage().setItem(key, JSON.stringify(all.slice(-MAX_LEFTOVERS)));
      else clear();
    },
    clear,
  };
}
