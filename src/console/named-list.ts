import { z } from 'zod';
import type { KvsPort } from '../platform/ports';

const MOST = 50;

type Changed<T> = { readonly list: T[] } | { readonly problem: string };

/**
 * Things that people saved under names of theirs, shared by all who open the console, in the order of the names. `key`: where they are
 * kept. What cannot be read any more is none.
 */
export function namedList<T extends { readonly name: string }>(shape: z.ZodType<T>, key: string) {
  const read = async (kvs: KvsPort): Promise<T[]> => {
    const stored = z.array(shape).safeParse(await kvs.get(key));
    return stored.success ? stored.data : [];
  };
  const write = async (kvs: KvsPort, things: readonly T[]): Promise<T[]> => {
    const list = things.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    await kvs.set(key, list);
    return list;
  };
  return {
    read,
    /** One of the same name is replaced. */
    save: async (kvs: KvsPort, thing: T): Promise<Changed<T>> => {
      const others = (await read(kvs)).filter(({ name }) => name !== thing.name);
      if (others.length >= MOST) return { problem: `No more than ${String(MOST)} are kept. Remove one first.` };
      return { list: await write(kvs, [...others, thing]) };
    },
    /** Again after it was done is refused like one that is gone, and changes nothing. */
    rename: async (kvs: KvsPort, { name, to }: { readonly name: string; readonly to: string }): Promise<Changed<T>> => {
      const all = await read(kvs);
      const thing = all.find((each) => each.name === name);
      if (thing === undefined) return { problem: `There is no “${name}” any more: somebody removed or renamed it.` };
      const others = all.filter((each) => each !== thing);
      if (others.some((each) => each.name === to)) return { problem: `There is a “${to}” already.` };
      return { list: await write(kvs, [...others, { ...thing, name: to }]) };
    },
    remove: async (kvs: KvsPort, name: string): Promise<Changed<T>> => ({
      list: await write(
        kvs,
        (await read(kvs)).filter((each) => each.name !== name),
      ),
    }),
  };
}
