import { EVENT_BITS, EVENT_MASK } from './activity';
import { add, moveStarts, REACH } from './unit-tally';

/**
 * Use of each event, summed over units of one kind. Flat: event × `width` days. What is true of a unit's days with any activity in
 * `UnitTally.starts` is true here of its days with the event.
 */
export type FeatureTally = {
  readonly width: number;
  readonly starts: readonly [Int32Array, Int32Array, Int32Array];
  /** Units that used it for the first time ever on that day. */
  readonly first: Int32Array;
  /** Units by the days from their first activity of any counted kind to the first use. */
  readonly delay: Int32Array;
  /** Working memory: the day of the last use by event. */
  readonly lastUse: Int32Array;
};

const NEVER = -1000;

export function newFeatureTally(events: number, days: number): FeatureTally {
  const width = days + REACH + 1;
  const flat = () => new Int32Array(events * width);
  return {
    width,
    starts: [flat(), flat(), flat()],
    first: flat(),
    delay: flat(),
    lastUse: new Int32Array(events).fill(NEVER),
  };
}

/** Puts a unit in (`sign` 1) or takes it out (-1): `length` keys from `from` on, ascending; `counted` says which events count. */
export function tallyFeatures(
  tally: FeatureTally,
  counted: Uint8Array,
  keys: Uint32Array,
  from: number,
  length: number,
  sign: 1 | -1,
): void {
  const { width, first, delay, lastUse } = tally;
  const [starts1, starts7, starts30] = tally.starts;
  let firstDay = -1;
  for (let row = from; row < from + length; row += 1) {
    const key = keys[row] ?? 0;
    const event = key & EVENT_MASK;
    if (counted[event] === 0) continue;
    const day = key >>> EVENT_BITS;
    if (firstDay < 0) firstDay = day;
    const base = event * width;
    const before = lastUse[event] ?? NEVER;
    lastUse[event] = day;
    add(starts1, base + day, sign);
    add(starts7, base + Math.max(day, before + 7), sign);
    add(starts30, base + Math.max(day, before + 30), sign);
    if (before === NEVER) {
      add(first, base + day, sign);
      add(delay, base + day - firstDay, sign);
    }
  }
  for (let row = from; row < from + length; row += 1) lastUse[(keys[row] ?? 0) & EVENT_MASK] = NEVER;
}

/** A unit used an event on one more day: between `before` and `after`, its neighbouring days of use. `unitFirst` is its first day of all, this one included. */
export function tallyMoreUse(
  tally: FeatureTally,
  event: number,
  day: number,
  near: { readonly before: number | null; readonly after: number | null; readonly unitFirst: number },
): void {
  const { width, first, delay } = tally;
  const base = event * width;
  moveStarts(tally.starts, base, near.before, day, near.after);
  if (near.before !== null) return;
  if (near.after !== null) {
    add(first, base + near.after, -1);
    add(delay, base + near.after - near.unitFirst, -1);
  }
  add(first, base + day, 1);
  add(delay, base + day - near.unitFirst, 1);
}

/** The unit's first day of all moved to an earlier one: everything that it adopted took so much longer. */
export function moveDelay(tally: FeatureTally, event: number, firstUse: number, oldFirst: number, newFirst: number): void {
  add(tally.delay, event * tally.width + firstUse - oldFirst, -1);
  add(tally.delay, event * tally.width + firstUse - newFirst, 1);
}
