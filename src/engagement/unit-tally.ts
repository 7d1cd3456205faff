import { periodsOf } from './calendar';
import type { Grain, Periods, Span } from './calendar';

/**
 * What sums up over units of one kind (users, accounts or memberships). A unit is its days with activity; every figure is a sum
 * over units, so a unit can be taken out and put back without looking at the others.
 */
export type UnitTally = {
  /** By window: from which day on a unit counts once more, see `WINDOWS`. One active on days p and d counts again from max(d, p + window) on. */
  readonly starts: readonly [Int32Array, Int32Array, Int32Array];
  readonly day: PeriodTally;
  readonly week: PeriodTally;
  readonly month: PeriodTally;
};

export type PeriodTally = {
  readonly periods: Periods;
  /** By period: units active for the first time ever; also in the period before; not then but earlier; not now but then. */
  readonly born: Int32Array;
  readonly returning: Int32Array;
  readonly resurrected: Int32Array;
  readonly dormant: Int32Array;
  /** Width of the two triangles: period 0 and so many less one after it. */
  readonly columns: number;
  /** Cohort (period of first activity) × n: units active n periods later. */
  readonly on: Int32Array;
  /** Cohort × n: units whose last active period is n periods later; the last column holds all beyond. */
  readonly last: Int32Array;
  /** Period × number of active days in it, `DAYS_WIDTH` a period. Empty for days. */
  readonly activeDays: Int32Array;
};

/** Days that a window reaches ahead of the span. */
export const REACH = 30;
export const DAYS_WIDTH = 32;
/** A day's cohort is followed for a quarter, a week's for two years, a month's for five. */
const COLUMNS: Record<Grain, number> = { day: 92, week: 105, month: 61 };
/** A day before all, farther than a window. */
const NEVER = -1000;
const WEEK = 7;
const MONTH = 30;

export function newUnitTally(span: Span): UnitTally {
  const starts = () => new Int32Array(span.days + REACH + 1);
  const period = (grain: Grain): PeriodTally => {
    const periods = periodsOf(span, grain);
    const { count } = periods;
    const columns = Math.min(count, COLUMNS[grain]);
    const row = () => new Int32Array(count + 1);
    const triangle = () => new Int32Array(count * columns);
    return {
      periods,
      born: row(),
      returning: row(),
      resurrected: row(),
      dormant: row(),
      columns,
      on: triangle(),
      last: triangle(),
      activeDays: new Int32Array(grain === 'day' ? 0 : count * DAYS_WIDTH),
    };
  };
  return { starts: [starts(), starts(), starts()], day: period('day'), week: period('week'), month: period('month') };
}

/** For Int32Array alone: an array of another kind would slow every caller down. */
export function add(array: Int32Array, index: number, by: number): void {
  array[index] = (array[index] ?? 0) + by;
}

/** Puts a unit in (`sign` 1) or takes it out (-1): its first `length` of `days`, ascending offsets, each once. */
export function tallyUnit(tally: UnitTally, days: Int32Array, length: number, sign: 1 | -1): void {
  if (length === 0) return;
  const [starts1, starts7, starts30] = tally.starts;
  let previous = NEVER;
  for (let index = 0; index < length; index += 1) {
    const day = days[index] ?? 0;
    add(starts1, day, sign);
    add(starts7, Math.max(day, previous + WEEK), sign);
    add(starts30, Math.max(day, previous + MONTH), sign);
    previous = day;
  }
  tallyPeriods(tally.day, days, length, sign);
  tallyPeriods(tally.week, days, length, sign);
  tallyPeriods(tally.month, days, length, sign);
}

function tallyPeriods(tally: PeriodTally, days: Int32Array, length: number, sign: 1 | -1): void {
  const { columns, on, activeDays } = tally;
  const { of } = tally.periods;
  const countsDays = activeDays.length > 0;
  const first = of[days[0] ?? 0] ?? 0;
  let previous = -1;
  let inPeriod = 0;
  for (let index = 0; index < length; index += 1) {
    const period = of[days[index] ?? 0] ?? 0;
    if (period === previous) {
      inPeriod += 1;
      continue;
    }
    if (countsDays && previous >= 0) add(activeDays, previous * DAYS_WIDTH + inPeriod, sign);
    tallyStep(tally, previous, period, sign);
    if (period - first < columns) add(on, first * columns + period - first, sign);
    previous = period;
    inPeriod = 1;
  }
  if (countsDays) add(activeDays, previous * DAYS_WIDTH + inPeriod, sign);
  tallyEnd(tally, first, previous, sign);
}

/** What two neighbouring active periods say: `from` is -1 where `to` is the first ever. */
function tallyStep(tally: PeriodTally, from: number, to: number, sign: 1 | -1): void {
  if (from < 0) add(tally.born, to, sign);
  else if (to === from + 1) add(tally.returning, to, sign);
  else {
    add(tally.resurrected, to, sign);
    add(tally.dormant, from + 1, sign);
  }
}

function tallyEnd(tally: PeriodTally, first: number, last: number, sign: 1 | -1): void {
  add(tally.dormant, last + 1, sign);
  add(tally.last, first * tally.columns + Math.min(last - first, tally.columns - 1), sign);
}

/** Adds one more day to a unit that is in with the first `length` of `days`, before `place` among them, without walking through all of them. */
export function tallyMoreDay(tally: UnitTally, days: Int32Array, length: number, place: number, day: number): void {
  const before = place > 0 ? (days[place - 1] ?? 0) : NEVER;
  const after = place < length ? (days[place] ?? 0) : null;
  moveStarts(tally.starts, 0, before, day, after);
  morePeriods(tally.day, days, length, place, day);
  morePeriods(tally.week, days, length, place, day);
  morePeriods(tally.month, days, length, place, day);
}

/** `day` comes between `before` and `after`, which are neighbours so far. The unit's part of each array begins at `base`. */
export function moveStarts(
  [starts1, starts7, starts30]: UnitTally['starts'],
  base: number,
  before: number | null,
  day: number,
  after: number | null,
): void {
  moveStart(starts1, base, 1, before ?? NEVER, day, after);
  moveStart(starts7, base, WEEK, before ?? NEVER, day, after);
  moveStart(starts30, base, MONTH, before ?? NEVER, day, after);
}

function moveStart(starts: Int32Array, base: number, window: number, before: number, day: number, after: number | null): void {
  add(starts, base + Math.max(day, before + window), 1);
  if (after === null) return;
  add(starts, base + Math.max(after, before + window), -1);
  add(starts, base + Math.max(after, day + window), 1);
}

/** The period of one of the first `length` days; -1 before and after them. */
function periodAt(of: Int32Array, days: Int32Array, length: number, index: number): number {
  return index < 0 || index >= length ? -1 : (of[days[index] ?? 0] ?? 0);
}

function morePeriods(tally: PeriodTally, days: Int32Array, length: number, place: number, day: number): void {
  const { of } = tally.periods;
  const period = of[day] ?? 0;
  const before = periodAt(of, days, length, place - 1);
  const after = periodAt(of, days, length, place);
  if (tally.activeDays.length > 0) {
    let inPeriod = 0;
    for (let index = place - 1; periodAt(of, days, length, index) === period; index -= 1) inPeriod += 1;
    for (let index = place; periodAt(of, days, length, index) === period; index += 1) inPeriod += 1;
    if (inPeriod > 0) add(tally.activeDays, period * DAYS_WIDTH + inPeriod, -1);
    add(tally.activeDays, period * DAYS_WIDTH + inPeriod + 1, 1);
  }
  if (before === period || after === period) return;
  const first = periodAt(of, days, length, 0);
  const last = periodAt(of, days, length, length - 1);
  if (after >= 0) tallyStep(tally, before, after, -1);
  if (length > 0) tallyEnd(tally, first, last, -1);
  tallyStep(tally, before, period, 1);
  if (after >= 0) tallyStep(tally, period, after, 1);
  if (before >= 0) {
    if (period - first < tally.columns) add(tally.on, first * tally.columns + period - first, 1);
    tallyEnd(tally, first, Math.max(last, period), 1);
    return;
  }
  // Earlier than all: the unit belongs to another cohort now.
  for (let index = 0, previous = -1; index < length; index += 1) {
    const each = periodAt(of, days, length, index);
    if (each === previous) continue;
    previous = each;
    if (each - first < tally.columns) add(tally.on, first * tally.columns + each - first, -1);
    if (each - period < tally.columns) add(tally.on, period * tally.columns + each - period, 1);
  }
  add(tally.on, period * tally.columns, 1);
  tallyEnd(tally, period, Math.max(last, period), 1);
}
