import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import type { HeldOut } from '../../prediction/evaluate';
import { partsOf, savePart } from '../../store/predictions';
import type { Outcome } from './outcomes';

/** `of`: the signals that it was learned from, in words; empty where it was learned from figures. */
export type HeldPart = HeldOut & { readonly of: readonly string[] };

const Remarks = z.array(z.object({ code: z.string(), sentence: z.string() }));
const Recipe = z.union([
  z.object({ kind: z.literal('ridge'), lambda: z.number() }),
  z.object({ kind: z.literal('trees'), depth: z.union([z.literal(1), z.literal(2), z.literal(3)]), rounds: z.number() }),
]);
const Part = z.object({
  fold: z.number(),
  rows: z.array(z.number()),
  logOdds: z.array(z.number()),
  recipe: Recipe.optional(),
  remarks: Remarks,
  of: z.array(z.string()).default([]),
});

/** Keeps what a model that never saw a part of the rows says of them, until all parts are there. */
export async function keepPart(port: SqlPort, outcome: Outcome, today: number, part: HeldPart): Promise<void> {
  await savePart(port, outcome, part.fold, today, JSON.stringify({ ...part, rows: [...part.rows], logOdds: [...part.logOdds] }));
}

export async function keptParts(port: SqlPort, outcome: Outcome, today: number): Promise<HeldPart[]> {
  return (await partsOf(port, outcome, today)).map(({ body }) => {
    const { fold, rows, logOdds, recipe, remarks, of } = Part.parse(JSON.parse(body));
    return { fold, rows: Int32Array.from(rows), logOdds: Float64Array.from(logOdds), recipe, remarks, of };
  });
}
