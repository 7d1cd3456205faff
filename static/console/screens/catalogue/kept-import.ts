import { z } from 'zod';
import { SubjectKind } from '../../../../src/segments/value';
import type { TextFile } from './file-text';

/** How far an import came, as the browser keeps it: whoever comes back after a closed tab is told, and can go on. Nothing of the rows is in it. */
export const KeptImport = z.object({
  file: z.object({ name: z.string(), size: z.number(), lastModified: z.number() }),
  kind: SubjectKind,
  rows: z.number().int(),
  /** The last line of the file that was taken in, or stayed out. */
  throughLine: z.number().int(),
  /** Rows up to it. */
  read: z.number().int(),
  at: z.string(),
});
export type KeptImport = z.infer<typeof KeptImport>;

const KEY = 'tidemark:profile-import';

/** Where it is kept; a browser may keep nothing, or not let us ask. */
export type ImportNotes = {
  readonly read: () => KeptImport | null;
  readonly keep: (kept: KeptImport) => void;
  readonly forget: () => void;
};

export function importNotesIn(storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): ImportNotes {
  const quietly = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch {
      return null;
    }
  };
  return {
    read: () => quietly(() => KeptImport.safeParse(JSON.parse(storage().getItem(KEY) ?? 'null')).data ?? null),
    keep: (kept) => quietly(() => storage().setItem(KEY, JSON.stringify(kept))),
    forget: () => quietly(() => storage().removeItem(KEY)),
  };
}

/** Whether it is, by all that a browser tells of a file, the one that was being imported. */
export function isSameFile({ file }: Pick<KeptImport, 'file'>, { name, size, lastModified }: Omit<TextFile, 'stream'>): boolean {
  return file.name === name && file.size === size && file.lastModified === lastModified;
}
