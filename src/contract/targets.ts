import { z } from 'zod';

/** The headline figures, in the order in which they are shown. */
export const TILE_NAMES = [
  'activeAccounts',
  'dau',
  'wau',
  'mau',
  'stickiness',
  'weeklyReturn',
  'newUsers',
  'uses',
  'usesPerUser',
  'mrr',
  'nrr',
  'mrrAtRisk',
  'trials',
] as const;
export const TileName = z.enum(TILE_NAMES);
export type TileName = z.infer<typeof TileName>;

/** Where a figure stands on its way from what it was when the target was set. Values are in the figure's unit, days are UTC. */
export const Target = z.object({
  value: z.number(),
  byDay: z.string(),
  startValue: z.number(),
  startDay: z.string(),
  /** Share of the way: 0 at the start, 1 at the target, beyond either on the other side. */
  progress: z.number(),
  /** What a straight way from start to target comes to today. */
  expected: z.number(),
  state: z.enum(['reached', 'onTrack', 'offTrack', 'missed']),
});
export type Target = z.infer<typeof Target>;

export const TargetChange = z.strictObject({ tile: TileName, value: z.number().min(0).max(1e13), byDay: z.iso.date() });
export type TargetChange = z.infer<typeof TargetChange>;

/** `past`: its day is not after today. `there`: the figure is there already. `no-figure`: there is nothing to start from. */
export const TargetOutcome = z.enum(['saved', 'past', 'there', 'no-figure']);
export type TargetOutcome = z.infer<typeof TargetOutcome>;

/** Only an admin may. */
export const targetCalls = {
  setTarget: { input: TargetChange, output: z.object({ outcome: TargetOutcome }) },
  removeTarget: { input: z.strictObject({ tile: TileName }), output: z.object({}) },
} as const;
