import { z } from 'zod';
import type { KvsPort } from '../platform/ports';
import { ErasureCause } from '../store/queries/erasure-record';

/**
 * An erasure that is not over. It has to name the person until everybody who holds something of them was told, and for a day
 * longer, because what was on its way when they were erased arrives within a day; then it goes.
 */
export const OpenErasure = z.object({
  erasureId: z.string().regex(/^[\w-]{1,40}$/),
  cause: ErasureCause,
  /** Milliseconds. */
  requestedAt: z.number().int().min(0),
  /** Atlassian account ID, where this installation knows it. */
  accountId: z.string().max(150).nullable(),
  /** Every id that rows of this installation may have. */
  names: z.array(z.string().max(150)).max(10),
  /** The id by which destinations know the person; none when nothing was ever sent about them. */
  told: z.array(z.string().max(150)).max(1),
});
export type OpenErasure = z.infer<typeof OpenErasure>;

/** `here`: asked for on this site, the vendor has to be told. `asked`: the vendor was told, and deletes at their tools. */
export type ErasureKind = 'here' | 'asked';

const Stored = z.object({ erasure: OpenErasure, nextAt: z.number() });
const DAY_MS = 86_400_000;

/** The oldest first, because a listing is in the order of its keys. */
function keyOf(kind: ErasureKind, erasure: OpenErasure): string {
  return `erasure:${kind}:${String(erasure.requestedAt).padStart(15, '0')}:${erasure.erasureId}`;
}

/** Keeps an erasure, to be looked at again in a day. */
export async function keepOpen(kvs: Pick<KvsPort, 'set'>, kind: ErasureKind, erasure: OpenErasure, now: number): Promise<void> {
  await kvs.set(keyOf(kind, erasure), { erasure, nextAt: now + DAY_MS });
}

export async function closeErasure(kvs: Pick<KvsPort, 'delete'>, kind: ErasureKind, erasure: OpenErasure): Promise<void> {
  await kvs.delete(keyOf(kind, erasure));
}

/** The oldest 100 that are open. */
export async function openErasures(kvs: Pick<KvsPort, 'list'>, kind: ErasureKind): Promise<z.infer<typeof Stored>[]> {
  const entries = await kvs.list(`erasure:${kind}:`, 100);
  return entries.flatMap(({ value }) => {
    const stored = Stored.safeParse(value);
    return stored.success ? [stored.data] : [];
  });
}
