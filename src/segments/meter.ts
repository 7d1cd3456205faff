import { type Facts, VARIANT_BITS, VARIANT_MASK } from './facts';
import type { Slot } from './test-tree';
import type { SubjectKind } from './value';
import { FOREVER, nextTurn, type Window, windowBounds } from './window';

/**
 * Counts all slots of a kind of subject in one walk over the activity of a subject, newest first. Keeps the values of the subject that it
 * counted last: `subject` is -1 where facts have changed since.
 */
export type Meter = {
  readonly kind: SubjectKind;
  readonly slots: readonly Slot[];
  /** Where the windows of this meter begin, for slots with a beginning of their own per subject. NaN: not known. */
  readonly sinceOf: (slot: number, subject: number) => number;
  readonly hasSince: boolean;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly measures: Uint8Array;
  /** Something done from this day on changes sides on that day, where a window moves with the calendar. */
  readonly turnFrom: Int32Array;
  readonly turnDay: Int32Array;
  readonly slotsOfVariant: (Int32Array | undefined)[];
  /** For different days: when each was last seen, by day after `stampFrom`. */
  readonly stamps: (Int32Array | undefined)[];
  readonly stampFrom: Int32Array;
  serial: number;
  /** No slot looks further back. */
  floor: number;
  subject: number;
  readonly values: Float64Array;
};

const TIMES = 0;
const DAYS = 1;
const FIRST = 2;
const MEASURES = { times: TIMES, days: DAYS, first: FIRST } as const;

export function newMeter(kind: SubjectKind, slots: readonly Slot[], sinceOf: Meter['sinceOf'], today: number): Meter {
  const meter: Meter = {
    kind,
    slots,
    sinceOf,
    hasSince: slots.some((slot) => slot.since !== null),
    low: new Float64Array(slots.length),
    high: new Float64Array(slots.length),
    measures: Uint8Array.from(slots, (slot) => MEASURES[slot.measure]),
    turnFrom: new Int32Array(slots.length),
    turnDay: new Int32Array(slots.length),
    slotsOfVariant: [],
    stamps: [],
    stampFrom: new Int32Array(slots.length),
    serial: 0,
    floor: 0,
    subject: -1,
    values: new Float64Array(slots.length),
  };
  setMeterDay(meter, today);
  return meter;
}

export function setMeterDay(meter: Meter, today: number): void {
  meter.subject = -1;
  meter.serial = 0;
  meter.floor = FOREVER;
  meter.slots.forEach((slot, index) => {
    const bounds = windowBounds(slot.window, today);
    meter.low[index] = Math.max(0, bounds.from);
    meter.high[index] = Math.min(FOREVER, bounds.through);
    if (slot.measure === 'days') {
      const from = Math.max(0, bounds.from);
      meter.stampFrom[index] = from;
      meter.stamps[index] = new Int32Array(Math.max(0, Math.min(FOREVER, bounds.through) - from + 1));
    }
    meter.turnFrom[index] = bounds.from;
    meter.turnDay[index] = movesWithCalendar(slot.window) ? nextTurn(slot.window, today, today) : FOREVER;
    meter.floor = Math.min(meter.floor, slot.measure === 'first' ? 0 : bounds.from);
  });
}

const movesWithCalendar = ({ type }: Window): boolean => type === 'today' || type === 'yesterday' || type === 'this' || type === 'last';

/** The values of all slots for a subject, in `meter.values`; NaN for what cannot be known. */
export function measure(facts: Facts, meter: Meter, subject: number): void {
  if (meter.subject === subject) return;
  meter.subject = subject;
  meter.serial += 1;
  meter.values.fill(0);
  if (meter.hasSince) setBeginnings(meter, subject);
  switch (meter.kind) {
    case 'membership':
      countRows(facts, meter, subject);
      break;
    case 'account': {
      const next = facts.nextOfAccount;
      for (let each = facts.accountHead[subject] ?? -1; each >= 0; each = next[each] ?? -1) countRows(facts, meter, each);
      break;
    }
    case 'user': {
      const next = facts.nextOfUser;
      for (let each = facts.userHead[subject] ?? -1; each >= 0; each = next[each] ?? -1) countRows(facts, meter, each);
      break;
    }
  }
  finish(meter);
}

function setBeginnings(meter: Meter, subject: number): void {
  for (let slot = 0; slot < meter.slots.length; slot += 1) {
    if (meter.slots[slot]?.since === null) continue;
    meter.low[slot] = meter.sinceOf(slot, subject);
  }
}

function countRows(facts: Facts, meter: Meter, membership: number): void {
  const { keys, counts } = facts;
  const { low, high, measures, values, slotsOfVariant, floor } = meter;
  const start = facts.rowStart[membership] ?? 0;
  for (let at = start + (facts.rowLength[membership] ?? 0) - 1; at >= start; at -= 1) {
    const key = keys[at] ?? 0;
    const day = key >>> VARIANT_BITS;
    if (day < floor) return;
    const slots = slotsOfVariant[key & VARIANT_MASK] ?? slotsFor(facts, meter, key & VARIANT_MASK);
    for (const slot of slots) {
      const what = measures[slot];
      if (what === FIRST) {
        const firstPlusOne = values[slot] ?? 0;
        if (firstPlusOne === 0 || day < firstPlusOne) values[slot] = day + 1;
      } else if (day >= (low[slot] ?? 0) && day <= (high[slot] ?? 0)) {
        if (what === TIMES) values[slot] = (values[slot] ?? 0) + (counts[at] ?? 0);
        else countDay(meter, slot, day);
      }
    }
  }
}

function countDay(meter: Meter, slot: number, day: number): void {
  const stamps = meter.stamps[slot];
  const at = day - (meter.stampFrom[slot] ?? 0);
  if (stamps === undefined || stamps[at] === meter.serial) return;
  stamps[at] = meter.serial;
  meter.values[slot] = (meter.values[slot] ?? 0) + 1;
}

/** Slots that a kind of event counts for. */
export function slotsFor(facts: Facts, meter: Meter, variant: number): Int32Array {
  const known = meter.slotsOfVariant[variant];
  if (known !== undefined) return known;
  const event = facts.variants[variant];
  const slots = event === undefined ? [] : meter.slots.flatMap((slot, index) => (slot.matches(event) ? [index] : []));
  const made = Int32Array.from(slots);
  meter.slotsOfVariant[variant] = made;
  return made;
}

function finish(meter: Meter): void {
  const { values, measures, low, high } = meter;
  for (let slot = 0; slot < measures.length; slot += 1) {
    const value = values[slot] ?? 0;
    if (measures[slot] === FIRST) values[slot] = value > 0 && value - 1 >= (low[slot] ?? 0) && value - 1 <= (high[slot] ?? 0) ? 1 : 0;
    if (meter.hasSince && Number.isNaN(low[slot] ?? 0)) values[slot] = NaN;
  }
}
