import { type Engine, type EngineUnit, type Expression, NO, outcomesOf, UNKNOWN, UNKNOWN_MEMBER, YES } from './engine';
import { countOutcome } from './evaluate';
import { type Meter, measure } from './meter';
import { countAsValue, rankAll } from './rank';
import type { SubjectKind } from './value';

/** Who came into a unit or left it. Who can no longer be evaluated left. */
export type Turn = (unit: number, subject: number, entered: boolean) => void;

/**
 * Everybody in everything, from facts alone: what membership means. Who was a member and still is keeps the day of entry; the rest enters today.
 * Works a column at a time.
 */
export function evaluateAll(engine: Engine, tell: Turn = () => undefined): void {
  for (const meter of engine.meters) meter.subject = -1;
  const counted = new Map<Meter, Float64Array[]>();
  engine.units.forEach((unit, index) => {
    const outcomes = unit.type === 'where' ? vectorOf(engine, unit.expression, unit.kind, counted) : topOf(engine, unit, counted);
    settle(engine, index, unit.kind, outcomes, tell);
  });
}

function topOf(engine: Engine, unit: EngineUnit & { type: 'top' }, counted: Map<Meter, Float64Array[]>): Uint8Array {
  unit.ranking = null;
  if (unit.key.type === 'column') return rankAll(engine, unit, unit.key.column.values);
  const values = countAll(engine, unit.key.meter, counted)[unit.key.slot] ?? new Float64Array();
  return rankAll(
    engine,
    unit,
    values.map((value) => countAsValue(unit.rule.order, value)),
  );
}

/** Takes the outcomes over into the members. */
function settle(engine: Engine, index: number, kind: SubjectKind, outcomes: Uint8Array, tell: Turn): void {
  const members = engine.members[index] ?? new Uint16Array();
  const { alive, count } = engine.facts[kind];
  const { today } = engine;
  for (let subject = 0; subject < count; subject += 1) {
    const before = members[subject] ?? 0;
    const outcome = alive[subject] === 0 ? NO : (outcomes[subject] ?? NO);
    const was = before !== 0 && before !== UNKNOWN_MEMBER;
    if (outcome === YES) {
      if (was) continue;
      members[subject] = today;
      tell(index, subject, true);
    } else {
      members[subject] = outcome === UNKNOWN ? UNKNOWN_MEMBER : 0;
      if (was) tell(index, subject, false);
    }
  }
}

function vectorOf(engine: Engine, expression: Expression, kind: SubjectKind, counted: Map<Meter, Float64Array[]>): Uint8Array {
  const { count } = engine.facts[kind];
  switch (expression.op) {
    case 'all':
    case 'any': {
      const [first, ...others] = expression.of.map((child) => vectorOf(engine, child, kind, counted));
      if (first === undefined) throw new TypeError('An empty group');
      for (const other of others) {
        if (expression.op === 'all') for (let at = 0; at < count; at += 1) first[at] = Math.min(first[at] ?? 0, other[at] ?? 0);
        else for (let at = 0; at < count; at += 1) first[at] = Math.max(first[at] ?? 0, other[at] ?? 0);
      }
      return first;
    }
    case 'not': {
      const of = vectorOf(engine, expression.of, kind, counted);
      for (let at = 0; at < count; at += 1) of[at] = YES - (of[at] ?? 0);
      return of;
    }
    case 'range':
      return rangeVector(expression, count);
    case 'value': {
      const outcomes = outcomesOf(expression);
      const { codes } = expression.column;
      const out = new Uint8Array(count);
      for (let at = 0; at < count; at += 1) out[at] = outcomes[codes[at] ?? 0] ?? 0;
      return out;
    }
    case 'event': {
      const columns = countAll(engine, expression.meter, counted);
      const values = columns[expression.slot] ?? new Float64Array();
      const { least, most, doubt } = expression;
      const out = new Uint8Array(count);
      if (doubt !== null) {
        const possible = columns[doubt] ?? values;
        for (let at = 0; at < count; at += 1) out[at] = countOutcome(values[at] ?? 0, (possible[at] ?? 0) - (values[at] ?? 0), least, most);
        return out;
      }
      for (let at = 0; at < count; at += 1) {
        const value = values[at] ?? 0;
        out[at] = value >= least && value <= most ? YES : Number.isNaN(value) ? UNKNOWN : NO;
      }
      return out;
    }
    case 'member': {
      const members = engine.members[expression.unit] ?? new Uint16Array();
      const out = new Uint8Array(count);
      for (let at = 0; at < count; at += 1) {
        const member = members[at] ?? 0;
        out[at] = member === 0 ? NO : member === UNKNOWN_MEMBER ? UNKNOWN : YES;
      }
      return out;
    }
    case 'related':
      return relatedVector(engine, expression, kind);
  }
}

function rangeVector({ column, low, high, outside, absent }: Expression & { op: 'range' }, count: number): Uint8Array {
  const { values } = column;
  const out = new Uint8Array(count);
  if (!outside && absent === NO) {
    for (let at = 0; at < count; at += 1) {
      const value = values[at] ?? NaN;
      out[at] = value >= low && value <= high ? YES : value === Infinity ? UNKNOWN : NO;
    }
    return out;
  }
  for (let at = 0; at < count; at += 1) {
    const value = values[at] ?? NaN;
    if (Number.isNaN(value)) out[at] = absent;
    else if (value === Infinity) out[at] = UNKNOWN;
    else out[at] = (value >= low && value <= high) !== outside ? YES : NO;
  }
  return out;
}

/** Counted membership by membership, which are more, but lie together. */
function relatedVector(engine: Engine, expression: Expression & { op: 'related' }, kind: SubjectKind): Uint8Array {
  const { facts } = engine;
  const { memberAccount, memberUser, membership } = facts;
  const { relation, least, most } = expression;
  const subjects = facts[kind].count;
  const [yes, unknown] = [new Int32Array(subjects), new Int32Array(subjects)];
  const members = expression.unit === null ? null : engine.members[expression.unit];
  const aliveAccount = facts.account.alive;
  const aliveUser = facts.user.alive;
  for (let each = 0; each < membership.count; each += 1) {
    if (membership.alive[each] === 0) continue;
    const account = memberAccount[each] ?? 0;
    const user = memberUser[each] ?? 0;
    const subject = kind === 'account' ? account : kind === 'user' ? user : each;
    const toUser = relation === 'users' || relation === 'user';
    const toAccount = relation === 'accounts' || relation === 'account';
    if ((toUser && aliveUser[user] === 0) || (toAccount && aliveAccount[account] === 0)) continue;
    const member = members === null ? 1 : (members?.[toUser ? user : toAccount ? account : each] ?? 0);
    if (member === 0) continue;
    if (member === UNKNOWN_MEMBER) unknown[subject] = (unknown[subject] ?? 0) + 1;
    else yes[subject] = (yes[subject] ?? 0) + 1;
  }
  return Uint8Array.from(yes, (count, subject) => countOutcome(count, unknown[subject] ?? 0, least, most));
}

/** The values of every slot of a meter for every subject, once for all units. */
function countAll(engine: Engine, meter: Meter, counted: Map<Meter, Float64Array[]>): Float64Array[] {
  const known = counted.get(meter);
  if (known !== undefined) return known;
  const { facts } = engine;
  const { count } = facts[meter.kind];
  const columns = meter.slots.map(() => new Float64Array(count));
  const take = (subject: number): void => {
    measure(facts, meter, subject);
    for (let slot = 0; slot < columns.length; slot += 1) {
      const column = columns[slot];
      if (column !== undefined) column[subject] = meter.values[slot] ?? 0;
    }
  };
  if (meter.kind === 'user') {
    // In the order in which activity lies: each user where the list of their memberships begins, and then those without one.
    for (let each = 0; each < facts.membership.count; each += 1) {
      const user = facts.memberUser[each] ?? -1;
      if (user >= 0 && facts.userHead[user] === each) take(user);
    }
    if (meter.hasSince) for (let user = 0; user < count; user += 1) if ((facts.userHead[user] ?? -1) < 0) take(user);
  } else {
    for (let subject = 0; subject < count; subject += 1) take(subject);
  }
  counted.set(meter, columns);
  return columns;
}
