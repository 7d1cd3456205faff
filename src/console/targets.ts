import { z } from 'zod';
import type { Target, TargetChange, TargetOutcome, TileName } from '../contract/targets';
import { targetProgress } from '../engagement/targets';
import { dayFromNumber, dayNumber } from '../platform/days';
import type { KvsPort } from '../platform/ports';

/** As it is kept. Days are day numbers. */
const KeptTarget = z
  .object({ value: z.number(), byDay: z.number().int(), startValue: z.number(), startDay: z.number().int() })
  .refine(({ value, byDay, startValue, startDay }) => value !== startValue && byDay > startDay);
export type KeptTarget = z.infer<typeof KeptTarget>;

/** One entry a figure, so that two people who set different ones do not undo each other. */
const keyOf = (tile: TileName): string => `target:${tile}`;

/** The targets of these figures that are set; one that cannot be read is not. */
export async function targetsOf(kvs: KvsPort, tiles: readonly TileName[]): Promise<ReadonlyMap<TileName, KeptTarget>> {
  if (tiles.length === 0) return new Map();
  const kept = await kvs.getMany(tiles.map(keyOf));
  return new Map(
    tiles.flatMap((tile) => {
      const target = KeptTarget.safeParse(kept.get(keyOf(tile)));
      return target.success ? [[tile, target.data] as const] : [];
    }),
  );
}

/**
 * Sets or changes a target. `current` is what the figure is today. A change moves the goal and not the start, unless the goal would be
 * where it starts. Running it again changes nothing.
 */
export async function setTarget(
  kvs: KvsPort,
  { tile, value, byDay }: TargetChange,
  { today, current }: { readonly today: number; readonly current: number | null },
): Promise<TargetOutcome> {
  if (current === null) return 'no-figure';
  const by = dayNumber(byDay);
  if (by <= today) return 'past';
  if (value === current) return 'there';
  const known = (await targetsOf(kvs, [tile])).get(tile);
  const start = known !== undefined && isBetween(current, known.startValue, value) ? known : { startValue: current, startDay: today };
  await kvs.set(keyOf(tile), { value, byDay: by, startValue: start.startValue, startDay: start.startDay } satisfies KeptTarget);
  return 'saved';
}

/** A start on the far side of today's figure still is one; else the figure would seem to have come there without any way. */
function isBetween(current: number, start: number, goal: number): boolean {
  return start !== goal && Math.sign(goal - current) === Math.sign(goal - start);
}

export async function removeTarget(kvs: KvsPort, tile: TileName): Promise<void> {
  await kvs.delete(keyOf(tile));
}

/** Where the figure stands today; null where it is not known. */
export function standingOf(target: KeptTarget, today: number, current: number | null): Target | null {
  if (current === null) return null;
  return {
    value: target.value,
    byDay: dayFromNumber(target.byDay),
    startValue: target.startValue,
    startDay: dayFromNumber(target.startDay),
    ...targetProgress(target, today, current),
  };
}
