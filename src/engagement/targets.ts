/** A figure to be reached by a day. Days count from 1970-01-01. */
export type Target = {
  readonly startDay: number;
  readonly startValue: number;
  readonly byDay: number;
  readonly value: number;
};

export type TargetProgress = {
  /** Share of the way from the start to the target: 0 at the start, 1 at the target, beyond either on the other side. */
  readonly progress: number;
  /** The value that a straight line from the start would have today. */
  readonly expected: number;
  readonly state: 'reached' | 'onTrack' | 'offTrack' | 'missed';
};

/** Where a figure stands on its way. Targets may lie below the start, as churn does. Throws RangeError for a target without a way or a time. */
export function targetProgress(target: Target, day: number, current: number): TargetProgress {
  const way = target.value - target.startValue;
  const time = target.byDay - target.startDay;
  if (way === 0 || time <= 0) throw new RangeError('A target lies in the future and is not where it starts');
  const passed = Math.min(1, Math.max(0, (day - target.startDay) / time));
  const progress = (current - target.startValue) / way;
  const state = progress >= 1 ? 'reached' : day > target.byDay ? 'missed' : progress >= passed ? 'onTrack' : 'offTrack';
  return { progress, expected: target.startValue + way * passed, state };
}
