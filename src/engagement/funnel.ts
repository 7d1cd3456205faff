import { EVENT_BITS, EVENT_MASK, isNobodysIndex } from './activity';
import type { Activity } from './activity';
import { ratio } from './active-units';
import type { Unit } from './active-units';
import type { Series } from './series';

/** From each step to the next, or from the first step to any: in so many days at most; 0 is the same day. */
export type FunnelLimit = { readonly perStepDays: number } | { readonly totalDays: number };

export type FunnelQuestion = {
  readonly unit: Unit;
  /** Two to eight events in their order, each once, counted in the series or not. */
  readonly eventIds: readonly number[];
  readonly limit: FunnelLimit;
  /** The first step is done in [fromDay, toDay), as days since 1970-01-01. */
  readonly fromDay: number;
  readonly toDay: number;
};

export type FunnelStep = {
  readonly eventId: number;
  /** Units that came this far, on whichever try. */
  readonly units: number;
  readonly ofPrevious: number | null;
  readonly ofFirst: number | null;
};

const MAX_STEPS = 8;
const NEVER = -100_000;

type Walk = {
  readonly limit: number;
  readonly isPerStep: boolean;
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  /** By step: the latest day on which it was reached, or of the latest first step from which it was. */
  readonly latest: Int32Array;
};

/**
 * How far units get. Activity is known by the day: events of one day count as done in the order asked for. Throws RangeError on
 * unknown or repeated events, and on fewer than two or more than eight.
 */
export function funnel(series: Series, question: FunnelQuestion): FunnelStep[] {
  const { activity } = series;
  const steps = question.eventIds.length;
  if (steps < 2 || steps > MAX_STEPS || new Set(question.eventIds).size !== steps)
    throw new RangeError('A funnel has two to eight different events');
  const bits = new Uint8Array(EVENT_MASK + 1);
  question.eventIds.forEach((id, step) => {
    const event = activity.eventIndex.get(id);
    if (event === undefined) throw new RangeError('A funnel is made of known events');
    bits[event] = 1 << step;
  });
  const { fromDay } = activity.span;
  const isPerStep = 'perStepDays' in question.limit;
  const walk: Walk = {
    limit: 'perStepDays' in question.limit ? question.limit.perStepDays : question.limit.totalDays,
    isPerStep,
    from: question.fromDay - fromDay,
    to: question.toDay - fromDay,
    steps,
    latest: new Int32Array(steps),
  };
  const done = new Uint8Array(activity.span.days);
  const reached = new Int32Array(steps + 1);
  const count = (members: readonly number[]): void => {
    const far = furthest(activity, bits, members, walk, done);
    reached[far] = (reached[far] ?? 0) + 1;
  };
  for (const members of unitsOf(series, question.unit)) count(members);
  const units = question.eventIds.map((_, step) => reached.subarray(step + 1).reduce((sum, each) => sum + each, 0));
  return question.eventIds.map((eventId, step) => ({
    eventId,
    units: units[step] ?? 0,
    ofPrevious: ratio(units[step] ?? 0, units[Math.max(0, step - 1)] ?? 0),
    ofFirst: ratio(units[step] ?? 0, units[0] ?? 0),
  }));
}

/** The memberships of each unit, in accounts of the view. One array serves all: it holds until the next is asked for. */
function* unitsOf(series: Series, unit: Unit): Generator<readonly number[]> {
  const { activity, included } = series;
  const own: number[] = [];
  const isIn = (member: number) => included[activity.account[member] ?? 0] === 1;
  if (unit === 'membership') {
    for (let member = 0; member < activity.memberships; member += 1) {
      if (!isIn(member) || isNobodysIndex(activity, activity.user[member] ?? 0)) continue;
      own[0] = member;
      yield own;
    }
    return;
  }
  const [heads, next, ids] =
    unit === 'user'
      ? [activity.userHead, activity.nextOfUser, activity.users.ids]
      : [activity.accountHead, activity.nextOfAccount, activity.accounts.ids];
  for (let index = 0; index < ids.length; index += 1) {
    if (unit === 'user' && isNobodysIndex(activity, index)) continue;
    own.length = 0;
    for (let member = heads[index] ?? -1; member >= 0; member = next[member] ?? -1) if (isIn(member)) own.push(member);
    if (own.length > 0) yield own;
  }
}

/** How many steps a unit did. `done` is working memory, all 0 before and after. */
function furthest(activity: Activity, bits: Uint8Array, members: readonly number[], walk: Walk, done: Uint8Array): number {
  const { keys, rowStart, rowLength } = activity;
  walk.latest.fill(NEVER);
  if (members.length === 1) return furthestOfOne(activity, bits, members[0] ?? 0, walk);
  let [low, high] = [done.length, -1];
  for (const member of members) {
    const from = rowStart[member] ?? 0;
    const to = from + (rowLength[member] ?? 0);
    for (let row = from; row < to; row += 1) {
      const key = keys[row] ?? 0;
      const bit = bits[key & EVENT_MASK] ?? 0;
      if (bit === 0) continue;
      const day = key >>> EVENT_BITS;
      done[day] = (done[day] ?? 0) | bit;
      if (day < low) low = day;
      if (day > high) high = day;
    }
  }
  let far = 0;
  for (let day = low; day <= high; day += 1) {
    const today = done[day] ?? 0;
    if (today === 0) continue;
    done[day] = 0;
    far = Math.max(far, walkDay(walk, day, today));
  }
  return far;
}

/** The same for one membership, whose rows are in the order of days. */
function furthestOfOne({ keys, rowStart, rowLength }: Activity, bits: Uint8Array, member: number, walk: Walk): number {
  const from = rowStart[member] ?? 0;
  const to = from + (rowLength[member] ?? 0);
  let [far, day, today] = [0, -1, 0];
  for (let row = from; row < to; row += 1) {
    const key = keys[row] ?? 0;
    const bit = bits[key & EVENT_MASK] ?? 0;
    if (bit === 0) continue;
    if (key >>> EVENT_BITS !== day) {
      if (today !== 0) far = Math.max(far, walkDay(walk, day, today));
      day = key >>> EVENT_BITS;
      today = 0;
    }
    today |= bit;
  }
  return today === 0 ? far : Math.max(far, walkDay(walk, day, today));
}

/** Takes one day's events. Returns the furthest step that was reached on it. */
function walkDay({ latest, limit, isPerStep, from, to, steps }: Walk, day: number, today: number): number {
  let far = 0;
  for (let step = 0; step < steps; step += 1) {
    if (((today >>> step) & 1) === 0) continue;
    if (step === 0) {
      if (day < from || day >= to) continue;
      latest[0] = day;
    } else {
      const before = latest[step - 1] ?? NEVER;
      if (day - before > limit) continue;
      latest[step] = isPerStep ? day : before;
    }
    far = step + 1;
  }
  return far;
}
