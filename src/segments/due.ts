import type { Dependents } from './dependents';
import { type Engine, type Expression, setDay } from './engine';
import type { Turn } from './evaluate-all';
import { VARIANT_BITS, VARIANT_MASK } from './facts';
import { type Meter, slotsFor } from './meter';
import { type Touch, updateMembers } from './update';
import type { SubjectKind } from './value';
import { FOREVER, nextTurn } from './window';

/** For each subject the first day on which a window may move past something of theirs, although nothing happens; FOREVER for never. */
export type Schedule = Record<SubjectKind, Int32Array>;

const KINDS = ['account', 'user', 'membership'] as const;

export function newSchedule(engine: Engine): Schedule {
  const dates = (kind: SubjectKind) =>
    Int32Array.from({ length: engine.facts[kind].count }, (_, subject) => nextDueDay(engine, kind, subject));
  return { account: dates('account'), user: dates('user'), membership: dates('membership') };
}

/** As of the day of the engine. Never later than the first change; at times earlier. What others are and do counts for them. */
export function nextDueDay(engine: Engine, kind: SubjectKind, subject: number): number {
  if (engine.facts[kind].alive[subject] === 0) return FOREVER;
  let due = FOREVER;
  const take = (day: number): void => {
    if (day < due) due = day;
  };
  for (const unit of engine.units) if (unit.kind === kind && unit.type === 'where') takeDays(unit.expression, subject, engine.today, take);
  for (const meter of engine.meters) if (meter.kind === kind) takeRows(engine, meter, subject, take);
  return due;
}

function takeDays(expression: Expression, subject: number, today: number, take: (day: number) => void): void {
  switch (expression.op) {
    case 'all':
    case 'any':
      for (const child of expression.of) takeDays(child, subject, today, take);
      break;
    case 'not':
      takeDays(expression.of, subject, today, take);
      break;
    case 'range': {
      const value = expression.column.values[subject] ?? NaN;
      if (expression.test.type === 'range' && Number.isFinite(value)) take(expression.test.nextTurn(today, value));
      break;
    }
    case 'value':
    case 'event':
    case 'member':
    case 'related':
      break;
  }
}

function takeRows(engine: Engine, meter: Meter, subject: number, take: (day: number) => void): void {
  const { facts, today } = engine;
  const ofMembership = (membership: number): void => {
    const start = facts.rowStart[membership] ?? 0;
    for (let at = start + (facts.rowLength[membership] ?? 0) - 1; at >= start; at -= 1) {
      const key = facts.keys[at] ?? 0;
      const day = key >>> VARIANT_BITS;
      if (day < meter.floor) return;
      for (const slot of slotsFor(facts, meter, key & VARIANT_MASK)) take(turnOf(meter, slot, today, day));
    }
  };
  if (meter.kind === 'membership') {
    ofMembership(subject);
    return;
  }
  const ofAccount = meter.kind === 'account';
  const next = ofAccount ? facts.nextOfAccount : facts.nextOfUser;
  for (let each = (ofAccount ? facts.accountHead : facts.userHead)[subject] ?? -1; each >= 0; each = next[each] ?? -1) ofMembership(each);
}

/** As `nextTurn`, with the borders that were computed for the day. */
function turnOf(meter: Meter, slot: number, today: number, day: number): number {
  const window = meter.slots[slot]?.window;
  if (window === undefined) return FOREVER;
  if (day > today) return nextTurn(window, today, day);
  if (window.type === 'lastDays') return day + window.days > today ? day + window.days : FOREVER;
  return day >= (meter.turnFrom[slot] ?? 0) ? (meter.turnDay[slot] ?? FOREVER) : FOREVER;
}

/** Members and schedule after changes of facts. */
export function applyTouches(engine: Engine, dependents: Dependents, schedule: Schedule, touches: readonly Touch[], tell: Turn): void {
  updateMembers(engine, dependents, touches, tell);
  for (const touch of touches) {
    if (touch.type !== 'event') {
      const kind = touch.type === 'membership' ? 'membership' : touch.kind;
      reschedule(engine, schedule, kind, touch.type === 'membership' ? touch.membership : touch.subject);
      continue;
    }
    const { membership } = touch;
    reschedule(engine, schedule, 'membership', membership);
    reschedule(engine, schedule, 'account', engine.facts.memberAccount[membership] ?? 0);
    const user = engine.facts.memberUser[membership] ?? -1;
    if (user >= 0) reschedule(engine, schedule, 'user', user);
  }
}

function reschedule(engine: Engine, schedule: Schedule, kind: SubjectKind, subject: number): void {
  if (subject >= schedule[kind].length) {
    const grown = new Int32Array(engine.facts[kind].alive.length).fill(FOREVER);
    grown.set(schedule[kind]);
    schedule[kind] = grown;
  }
  schedule[kind][subject] = nextDueDay(engine, kind, subject);
}

/** The day has come: only those are asked whose windows move on it, or moved since. */
export function advanceTo(engine: Engine, dependents: Dependents, schedule: Schedule, today: number, tell: Turn): void {
  setDay(engine, today);
  const touches: Touch[] = [];
  for (const kind of KINDS) {
    schedule[kind].forEach((day, subject) => {
      if (day <= today) touches.push({ type: 'due', kind, subject });
    });
  }
  applyTouches(engine, dependents, schedule, touches, tell);
}
