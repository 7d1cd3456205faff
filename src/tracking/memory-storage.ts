import type { OpenStorage } from './leftovers';

/** A browser's storage, for tests. */
export function memoryStorage(): ReturnType<OpenStorage> {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      items.set(key, value);
    },
    removeItem: (key) => {
      items.delete(key);
    },
  };
}
