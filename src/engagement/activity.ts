import type { Span } from './calendar';
import { indexOf } from './id-table';
import type { IdTable } from './id-table';

/**
 * Who did what on which day, how often: parallel columns in any order. Ids are whole numbers below 2^31, user 0 is nobody in
 * particular; days count from 1970-01-01. `count` is what is known of its key so far: counts only grow, so of two rows with one key the larger is
 * the later, whatever the order in which they come and however often.
 */
export type ActivityColumns = {
  readonly account: Int32Array;
  readonly user: Int32Array;
  readonly event: Int32Array;
  readonly day: Int32Array;
  readonly count: Int32Array;
};

export type ActivityRow = {
  readonly account: number;
  readonly user: number;
  readonly event: number;
  readonly day: number;
  readonly count: number;
};

/** A feature is an event that shows value was got. */
export type KnownEvent = { readonly id: number; readonly feature: boolean };

/** Rows that could not be taken, by reason: never dropped in silence. */
export type SetAside = { outsideSpan: number; unknownEvent: number; withoutCount: number };

/**
 * All activity of a span of days: per membership (a user in an account) its rows in the order of day and event. Memberships hang in
 * two lists, of their account and of their user. Typed arrays are longer than what is used of them and are replaced as they fill up.
 */
export type Activity = {
  readonly span: Span;
  readonly events: readonly KnownEvent[];
  readonly eventIndex: ReadonlyMap<number, number>;
  readonly accounts: IdTable;
  readonly users: IdTable;
  readonly setAside: SetAside;
  /** First membership, -1 for none. */
  accountHead: Int32Array;
  userHead: Int32Array;
  memberships: number;
  account: Int32Array;
  user: Int32Array;
  nextOfAccount: Int32Array;
  nextOfUser: Int32Array;
  rowStart: Int32Array;
  rowLength: Int32Array;
  /** Places that are kept for the rows of each, and those that all take. */
  rowRoom: Int32Array;
  rowsUsed: number;
  /** `offset of the day << EVENT_BITS | index of the event`. */
  keys: Uint32Array;
  counts: Uint32Array;
};

export const NOBODY = 0;
export const NONE = -1;

export const EVENT_BITS = 9;
export const EVENT_MASK = (1 << EVENT_BITS) - 1;
/** A key and a count of 32 bits fit a double together. */
const MAX_DAYS = 1 << (21 - EVENT_BITS);

/** What can be counted: 512 events, 4,096 days. Throws RangeError beyond, and on an event that is listed twice. */
export function newEventIndex(events: readonly KnownEvent[], span: Span): ReadonlyMap<number, number> {
  if (events.length > EVENT_MASK + 1) throw new RangeError(`At most ${EVENT_MASK + 1} events`);
  if (!Number.isInteger(span.days) || span.days < 1 || span.days > MAX_DAYS) throw new RangeError(`From 1 to ${MAX_DAYS} days`);
  const index = new Map(events.map(({ id }, position) => [id, position]));
  if (index.size !== events.length) throw new RangeError('An event is listed twice');
  return index;
}

export function isNobodysIndex({ users }: Activity, user: number): boolean {
  return user === indexOf(users, NOBODY);
}

/** The same numbers in a longer array; beyond them `fill`. */
export function longer(array: Int32Array, length: number, fill = 0): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length).fill(fill, array.length);
  copy.set(array);
  return copy;
}

/** Rows as columns. */
export function columnsOf(rows: readonly ActivityRow[]): ActivityColumns {
  const column = (name: keyof ActivityRow) => Int32Array.from(rows, (row) => row[name]);
  return { account: column('account'), user: column('user'), event: column('event'), day: column('day'), count: column('count') };
}
