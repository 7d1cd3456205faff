import type { KvsPort } from '../src/platform/ports';

/** Key-value storage in memory, with the form of the real one: values travel as JSON, keys keep their order. */
export function memoryKvs(): KvsPort & { readonly dump: () => Readonly<Record<string, unknown>> } {
  const values = new Map<string, string>();
  const read = (key: string): unknown => {
    const text = values.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  };
  const present = (keys: readonly string[]) => keys.filter((key) => values.has(key));
  return {
    get: (key) => Promise.resolve(read(key)),
    getMany: (keys) => Promise.resolve(new Map(present(keys).map((key) => [key, read(key)]))),
    set: (key, value) => {
      values.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
    delete: (key) => {
      values.delete(key);
      return Promise.resolve();
    },
    deleteMany: (keys) => {
      for (const key of keys) values.delete(key);
      return Promise.resolve();
    },
    list: (prefix, limit) => {
      const keys = [...values.keys()].filter((key) => key.startsWith(prefix)).sort();
      return Promise.resolve(keys.slice(0, Math.min(limit, 100)).map((key) => ({ key, value: read(key) })));
    },
    dump: () => Object.fromEntries([...values.keys()].sort().map((key) => [key, read(key)])),
  };
}
