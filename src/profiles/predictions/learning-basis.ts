import { z } from 'zod';
import { LearningBasis } from '../../contract/predictions';
import type { KvsPort } from '../../platform/ports';
import { OUTCOMES } from './outcomes';
import type { Outcome } from './outcomes';

/** KVS key of what each outcome is to be learned from. */
const BASIS_KEY = 'predictions:basis';
const Bases = z.partialRecord(z.enum(OUTCOMES), LearningBasis);

export async function readBases(kvs: KvsPort): Promise<Readonly<Record<Outcome, LearningBasis>>> {
  const chosen = Bases.safeParse(await kvs.get(BASIS_KEY)).data ?? {};
  return { conversion: 'all', expansion: 'all', churn: 'all', ...chosen };
}

export async function chooseBasis(kvs: KvsPort, outcome: Outcome, basis: LearningBasis): Promise<void> {
  await kvs.set(BASIS_KEY, { ...(await readBases(kvs)), [outcome]: basis });
}
