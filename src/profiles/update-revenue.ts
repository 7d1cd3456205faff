import { z } from 'zod';
import type { ClockPort, KvsPort, SqlPort } from '../platform/ports';
import { computeMarked } from './compute-revenue';
import { readGraceDays } from './revenue-settings';
import { RevenuePlace, firstPlace, takeInChanges } from './take-in-revenue';

/** Of the fifteen minutes of an invocation. */
const SLICE_MS = 120_000;

export type UpdatePorts = { readonly sql: SqlPort; readonly kvs: Pick<KvsPort, 'get'>; readonly clock: ClockPort };
/** Where the next slice goes on: with rows that changed, or with the accounts that they marked. */
export const UpdatePlace = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('take-in'), place: RevenuePlace.nullable() }),
  z.strictObject({ step: z.literal('compute') }),
]);
export type UpdatePlace = z.infer<typeof UpdatePlace>;

/**
 * One slice of bringing revenue up to date with the reports: first all that changed is taken in, then the accounts that it touches are
 * computed. Returns the place to go on, null at the end. May be repeated, run twice at once and cut anywhere.
 */
export async function updateRevenue(ports: UpdatePorts, from: UpdatePlace): Promise<UpdatePlace | null> {
  const until = ports.clock() + SLICE_MS;
  if (from.step === 'take-in') {
    let place: RevenuePlace | null = from.place ?? (await firstPlace(ports.sql));
    while (place !== null) {
      place = await takeInChanges(ports, place);
      if (place !== null && ports.clock() >= until) return { step: 'take-in', place };
    }
  }
  const graceDays = await readGraceDays(ports.kvs);
  while (await computeMarked(ports, { graceDays })) if (ports.clock() >= until) return { step: 'compute' };
  return null;
}
