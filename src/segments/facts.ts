import { dayNumber } from '../platform/days';
import type { PropertyType, PropertyValue, SubjectKind } from './value';

/** Why a value is not there although it should be, such as a division by zero. Who has it is neither in nor out. */
export const FAILED = Symbol('failed');
export type FactValue = PropertyValue | null | typeof FAILED;

/** What has an order: numbers, cents, days since 1970-01-01. NaN where there is none, Infinity where it failed. */
export type NumberColumn = { readonly by: 'range'; values: Float64Array };
/** Texts, lists, yes and no: a code into what is there, 0 for none and 1 for failed. */
export type CodeColumn = {
  readonly by: 'value';
  codes: Int32Array;
  readonly distinct: (PropertyValue | null)[];
  readonly codeOf: Map<string, number>;
};
export type Column = NumberColumn | CodeColumn;

/** All subjects of a kind, by index. Who is not alive is no member of anything and nobody's relative. */
export type Subjects = { count: number; alive: Uint8Array; readonly columns: Map<string, Column> };

/** Values by property; null for one that the event did not have. */
export type EventProperties = ReadonlyMap<string, PropertyValue | null>;
/** An event with the properties that are kept of it. Of those that are not among them it had none, unless it `isPart`: then nobody knows. */
export type EventVariant = { readonly event: string; readonly properties: EventProperties; readonly isPart: boolean };

/**
 * What segments are evaluated on, by index. A membership has its account and its user (-1 for use that nobody in particular did) and hangs in
 * the list of each; its activity lies together, in the order of days. Arrays are longer than what is used of them, and replaced as they fill up.
 */
export type Facts = {
  readonly account: Subjects;
  readonly user: Subjects;
  readonly membership: Subjects;
  memberAccount: Int32Array;
  memberUser: Int32Array;
  /** First membership, -1 for none. */
  accountHead: Int32Array;
  userHead: Int32Array;
  nextOfAccount: Int32Array;
  nextOfUser: Int32Array;
  readonly variants: EventVariant[];
  readonly variantOf: Map<string, number>;
  rowStart: Int32Array;
  rowLength: Int32Array;
  rowRoom: Int32Array;
  rowsUsed: number;
  /** `day << VARIANT_BITS | variant`. */
  keys: Uint32Array;
  counts: Uint32Array;
};

export const VARIANT_BITS = 12;
export const VARIANT_MASK = (1 << VARIANT_BITS) - 1;
export const MAX_EVENT_DAY = 2 ** (32 - VARIANT_BITS) - 1;

const newSubjects = (room: number): Subjects => ({ count: 0, alive: new Uint8Array(room), columns: new Map() });

/** Nothing yet. `room`: how many of each are expected, so that arrays need not grow. */
export function newFacts(room: { accounts: number; users: number; memberships: number; rows: number }): Facts {
  const ints = (length: number, fill = 0) => new Int32Array(Math.max(8, length)).fill(fill);
  return {
    account: newSubjects(Math.max(8, room.accounts)),
    user: newSubjects(Math.max(8, room.users)),
    membership: newSubjects(Math.max(8, room.memberships)),
    memberAccount: ints(room.memberships),
    memberUser: ints(room.memberships),
    accountHead: ints(room.accounts, -1),
    userHead: ints(room.users, -1),
    nextOfAccount: ints(room.memberships, -1),
    nextOfUser: ints(room.memberships, -1),
    variants: [],
    variantOf: new Map(),
    rowStart: ints(room.memberships),
    rowLength: ints(room.memberships),
    rowRoom: ints(room.memberships),
    rowsUsed: 0,
    keys: new Uint32Array(Math.max(8, room.rows)),
    counts: new Uint32Array(Math.max(8, room.rows)),
  };
}

export function addAccount(facts: Facts): number {
  const index = addSubject(facts.account);
  if (index >= facts.accountHead.length) facts.accountHead = longer(facts.accountHead, -1);
  facts.accountHead[index] = -1;
  return index;
}

export function addUser(facts: Facts): number {
  const index = addSubject(facts.user);
  if (index >= facts.userHead.length) facts.userHead = longer(facts.userHead, -1);
  facts.userHead[index] = -1;
  return index;
}

/** One per pair. `user` -1: what nobody in particular did in the account; such a membership is not alive. */
export function addMembership(facts: Facts, account: number, user: number): number {
  const index = addSubject(facts.membership);
  if (index >= facts.memberAccount.length) {
    for (const name of ['memberAccount', 'memberUser', 'nextOfAccount', 'nextOfUser', 'rowStart', 'rowLength', 'rowRoom'] as const) {
      facts[name] = longer(facts[name]);
    }
  }
  facts.memberAccount[index] = account;
  facts.memberUser[index] = user;
  facts.nextOfAccount[index] = facts.accountHead[account] ?? -1;
  facts.accountHead[account] = index;
  if (user >= 0) {
    facts.nextOfUser[index] = facts.userHead[user] ?? -1;
    facts.userHead[user] = index;
  } else {
    facts.nextOfUser[index] = -1;
    facts.membership.alive[index] = 0;
  }
  facts.rowStart[index] = facts.rowsUsed;
  facts.rowLength[index] = 0;
  facts.rowRoom[index] = 0;
  return index;
}

/** Throws RangeError beyond 4,096 events with different properties. */
export function variantFor(facts: Facts, event: string, properties: EventProperties = new Map(), isPart = false): number {
  const key = JSON.stringify([event, isPart, ...[...properties].sort(([a], [b]) => (a < b ? -1 : 1))]);
  const known = facts.variantOf.get(key);
  if (known !== undefined) return known;
  if (facts.variants.length > VARIANT_MASK) throw new RangeError(`At most ${VARIANT_MASK + 1} events with different properties`);
  facts.variants.push({ event, properties, isPart });
  facts.variantOf.set(key, facts.variants.length - 1);
  return facts.variants.length - 1;
}

/** The column of a property, made where there is none yet. */
export function columnFor(facts: Facts, kind: SubjectKind, name: string, type: PropertyType): Column {
  const subjects = facts[kind];
  const known = subjects.columns.get(name);
  const by = type === 'number' || type === 'money' || type === 'day' ? 'range' : 'value';
  if (known?.by === by) return known;
  const room = subjects.alive.length;
  const column: Column =
    by === 'range'
      ? { by, values: new Float64Array(room).fill(NaN) }
      : { by, codes: new Int32Array(room), distinct: [null, null], codeOf: new Map() };
  subjects.columns.set(name, column);
  return column;
}

/** A value in a column; null takes it away. A day is written `YYYY-MM-DD`. */
export function setValue(column: Column, subject: number, value: FactValue): void {
  if (column.by === 'range') column.values[subject] = numberFor(value);
  else column.codes[subject] = value === null ? 0 : value === FAILED ? 1 : codeFor(column, value);
}

function numberFor(value: FactValue): number {
  if (value === null) return NaN;
  if (typeof value === 'string') return dayNumber(value);
  // Money and days are never endless, and a number that became so has failed.
  return typeof value === 'number' && Number.isFinite(value) ? value : Infinity;
}

export function codeFor(column: CodeColumn, value: PropertyValue): number {
  const key = typeof value === 'string' ? value : JSON.stringify(value);
  const known = column.codeOf.get(key);
  if (known !== undefined) return known;
  column.distinct.push(value);
  column.codeOf.set(key, column.distinct.length - 1);
  return column.distinct.length - 1;
}

function addSubject(subjects: Subjects): number {
  const index = subjects.count;
  subjects.count += 1;
  if (index >= subjects.alive.length) {
    const alive = new Uint8Array(index * 2);
    alive.set(subjects.alive);
    subjects.alive = alive;
    for (const column of subjects.columns.values()) {
      if (column.by === 'value') {
        column.codes = longer(column.codes);
      } else {
        const values = new Float64Array(index * 2).fill(NaN, index);
        values.set(column.values.subarray(0, index));
        column.values = values;
      }
    }
  }
  subjects.alive[index] = 1;
  return index;
}

export function longer(array: Int32Array, fill = 0): Int32Array {
  const copy = new Int32Array(array.length * 2).fill(fill, array.length);
  copy.set(array);
  return copy;
}
