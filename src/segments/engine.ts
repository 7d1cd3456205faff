import { columnFor, type CodeColumn, type Facts, type NumberColumn } from './facts';
import type { Relation } from './condition';
import { type Meter, newMeter, setMeterDay } from './meter';
import type { Plan, Slot, Test, TopRule } from './test-tree';
import type { PropertyType, SubjectKind } from './value';

/** What a condition says of a subject. Of what cannot be evaluated neither the condition nor its opposite holds. */
export const NO = 0;
export const UNKNOWN = 1;
export const YES = 2;
export type Outcome = typeof NO | typeof UNKNOWN | typeof YES;

/** In a column of members: 0 is out, this is “cannot be evaluated”, everything else the day of entry since 1970-01-01. */
export const UNKNOWN_MEMBER = 0xffff;

/** A test bound to the columns that it reads. */
export type Expression = { readonly test: Test } & (
  | { readonly op: 'all' | 'any'; readonly of: readonly Expression[] }
  | { readonly op: 'not'; readonly of: Expression }
  | RangeExpression
  | ValueExpression
  | EventExpression
  | { readonly op: 'member'; readonly unit: number }
  | { readonly op: 'related'; readonly relation: Relation; readonly unit: number | null; readonly least: number; readonly most: number }
);
/** `doubt` is a slot of the same meter. */
type EventExpression = {
  readonly op: 'event';
  readonly meter: Meter;
  readonly slot: number;
  readonly doubt: number | null;
  readonly least: number;
  readonly most: number;
};
export type RangeExpression = {
  readonly op: 'range';
  readonly column: NumberColumn;
  readonly absent: Outcome;
  low: number;
  high: number;
  outside: boolean;
};
/** `outcomes` by code; shorter than the dictionary where values came since. */
export type ValueExpression = { readonly op: 'value'; readonly column: CodeColumn; outcomes: Uint8Array };

/** How the members of a top unit stand: made when the first change comes. */
export type Ranking = { keys: Float64Array; order: Int32Array; ranked: number; unknown: number; unknowns: Uint8Array };
export type RankKey =
  { readonly type: 'column'; readonly column: NumberColumn } | { readonly type: 'slot'; readonly meter: Meter; readonly slot: number };

export type EngineUnit =
  | { readonly type: 'where'; readonly kind: SubjectKind; readonly segment: string | null; readonly expression: Expression }
  | {
      readonly type: 'top';
      readonly kind: SubjectKind;
      readonly segment: null;
      readonly rule: TopRule;
      readonly key: RankKey;
      ranking: Ranking | null;
    };

/** Segments over facts, as of a day. `members`: who is in each unit, by index of the subject. */
export type Engine = {
  readonly plan: Plan;
  readonly facts: Facts;
  today: number;
  readonly units: readonly EngineUnit[];
  readonly members: Uint16Array[];
  readonly meters: readonly Meter[];
  /** The meter of each slot of a kind, with its place in it. */
  readonly meterOf: Readonly<Record<SubjectKind, readonly { readonly meter: Meter; readonly slot: number }[]>>;
};

/** Nobody is a member yet: `evaluateAll` comes next, or members that were kept. Days from 1970-01-02 to 2149-06-05. */
export function newEngine(plan: Plan, facts: Facts, today: number): Engine {
  const meters: Meter[] = [];
  const members: Uint16Array[] = plan.units.map(({ kind }) => new Uint16Array(facts[kind].alive.length));
  const metersOf = (kind: SubjectKind) => newMeters(kind, plan.slots[kind], facts, members, today, meters);
  const meterOf = { account: metersOf('account'), user: metersOf('user'), membership: metersOf('membership') };
  const units = plan.units.map(({ kind, segment, rule }): EngineUnit => {
    if (rule.type === 'top')
      return { type: 'top', kind, segment: null, rule, key: rankKey(rule, facts, kind, meterOf[kind]), ranking: null };
    return { type: 'where', kind, segment, expression: bindTest(rule.test, facts, kind, meterOf[kind]) };
  });
  const engine: Engine = { plan, facts, today, units, members, meters, meterOf };
  setDay(engine, today);
  return engine;
}

/** One meter for all slots that only need facts, and one for each unit since whose entry something is counted: that has to be evaluated first. */
function newMeters(kind: SubjectKind, slots: readonly Slot[], facts: Facts, members: readonly Uint16Array[], today: number, all: Meter[]) {
  const groups = new Map<number, number[]>();
  slots.forEach(({ since }, index) => {
    const group = since?.type === 'unit' ? since.unit : -1;
    groups.set(group, [...(groups.get(group) ?? []), index]);
  });
  const found: { meter: Meter; slot: number }[] = [];
  for (const [, indices] of groups) {
    const own = indices.map((index) => slots[index]).filter((slot) => slot !== undefined);
    const beginnings = own.map(({ since }) => beginning(since, facts, kind, members));
    const meter = newMeter(kind, own, (slot, subject) => beginnings[slot]?.(subject) ?? 0, today);
    all.push(meter);
    indices.forEach((index, slot) => (found[index] = { meter, slot }));
  }
  return found;
}

function beginning(since: Slot['since'], facts: Facts, kind: SubjectKind, members: readonly Uint16Array[]): (subject: number) => number {
  if (since === null) return () => 0;
  if (since.type === 'unit') {
    return (subject) => {
      const day = members[since.unit]?.[subject] ?? 0;
      return day === 0 ? Infinity : day === UNKNOWN_MEMBER ? NaN : day;
    };
  }
  const column = numberColumn(facts, kind, since.column, 'day');
  return (subject) => {
    const day = column.values[subject] ?? NaN;
    return Number.isNaN(day) ? Infinity : day === Infinity ? NaN : day;
  };
}

function rankKey(rule: TopRule, facts: Facts, kind: SubjectKind, meterOf: readonly { meter: Meter; slot: number }[]): RankKey {
  if (rule.by.type === 'column') return { type: 'column', column: numberColumn(facts, kind, rule.by.column, rule.by.propertyType) };
  const found = meterOf[rule.by.slot];
  if (found === undefined) throw new TypeError('A slot without a meter');
  return { type: 'slot', ...found };
}

function bindTest(test: Test, facts: Facts, kind: SubjectKind, meterOf: readonly { meter: Meter; slot: number }[]): Expression {
  switch (test.type) {
    case 'all':
    case 'any':
      return { op: test.type, test, of: test.of.map((child) => bindTest(child, facts, kind, meterOf)) };
    case 'not':
      return { op: 'not', test, of: bindTest(test.of, facts, kind, meterOf) };
    case 'range': {
      const column = numberColumn(facts, kind, test.column, test.propertyType);
      return { op: 'range', test, column, absent: test.absent ? YES : NO, low: 0, high: 0, outside: false };
    }
    case 'value': {
      const column = columnFor(facts, kind, test.column, test.propertyType);
      if (column.by !== 'value') throw new TypeError('A column of another type');
      return { op: 'value', test, column, outcomes: Uint8Array.of(test.absent ? YES : NO, UNKNOWN) };
    }
    case 'event': {
      const found = meterOf[test.slot];
      if (found === undefined) throw new TypeError('A slot without a meter');
      const doubt = test.doubt === null ? null : (meterOf[test.doubt]?.slot ?? null);
      return { op: 'event', test, meter: found.meter, slot: found.slot, doubt, least: test.least, most: test.most };
    }
    case 'member':
      return { op: 'member', test, unit: test.unit };
    case 'related':
      return { op: 'related', test, relation: test.relation, unit: test.unit, least: test.least, most: test.most };
  }
}

function numberColumn(facts: Facts, kind: SubjectKind, name: string, type: PropertyType): NumberColumn {
  const column = columnFor(facts, kind, name, type);
  if (column.by !== 'range') throw new TypeError('A column of another type');
  return column;
}

/** Windows move to this day; who is a member stays until somebody evaluates. */
export function setDay(engine: Engine, today: number): void {
  if (!Number.isInteger(today) || today < 1 || today >= UNKNOWN_MEMBER) throw new RangeError('Not a day that members can be kept by');
  engine.today = today;
  for (const meter of engine.meters) setMeterDay(meter, today);
  for (const unit of engine.units) if (unit.type === 'where') setRanges(unit.expression, today);
}

function setRanges(expression: Expression, today: number): void {
  if (expression.op === 'all' || expression.op === 'any') for (const child of expression.of) setRanges(child, today);
  if (expression.op === 'not') setRanges(expression.of, today);
  if (expression.op === 'range' && expression.test.type === 'range') Object.assign(expression, expression.test.range(today));
}

/** After subjects were added: members of each unit reach as far as facts do. */
export function makeRoom(engine: Engine): void {
  engine.units.forEach(({ kind }, unit) => {
    const members = engine.members[unit];
    const room = engine.facts[kind].alive.length;
    if (members === undefined || members.length >= room) return;
    const grown = new Uint16Array(room);
    grown.set(members);
    engine.members[unit] = grown;
  });
}

/** Outcomes of values that came into the dictionary since. */
export function outcomesOf(expression: ValueExpression & { readonly test: Test }): Uint8Array {
  const { column, outcomes, test } = expression;
  if (outcomes.length >= column.distinct.length || test.type !== 'value') return outcomes;
  const grown = new Uint8Array(column.distinct.length);
  grown.set(outcomes);
  for (let code = outcomes.length; code < grown.length; code += 1) {
    const value = column.distinct[code];
    grown[code] = value !== null && value !== undefined && test.test(value) ? YES : NO;
  }
  expression.outcomes = grown;
  return grown;
}
