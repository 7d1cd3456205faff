import { z } from 'zod';

/** What people call the things that they save. */
export const SavedName = z.string().trim().min(1).max(60);

/** Calls about things that are saved under names, each answered with all of them in the order of the names, or with why nothing was changed. */
export function savedCalls<Shape extends z.ZodObject>(saved: Shape) {
  const List = z.object({ list: z.array(saved) });
  const Changed = z.union([List, z.object({ problem: z.string() })]);
  return {
    all: { input: z.strictObject({}), output: List },
    /** In place of one of the same name. */
    save: { input: saved, output: Changed },
    rename: { input: z.strictObject({ name: z.string().max(60), to: SavedName }), output: Changed },
    remove: { input: z.strictObject({ name: z.string().max(60) }), output: Changed },
  } as const;
}
