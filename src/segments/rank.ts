import { type Engine, type EngineUnit, NO, type Outcome, type Ranking, UNKNOWN, UNKNOWN_MEMBER, YES } from './engine';
import type { Keep } from './condition';
import { measure } from './meter';

type TopUnit = EngineUnit & { type: 'top' };

/** From `sure` on it cannot be said, from `end` on it is no: because of `unknown` that may be anywhere among them. */
export function borders(keep: Keep, ranked: number, unknown: number): { readonly sure: number; readonly end: number } {
  // Rounded to a millionth first: 7 % of 100 is 7, not the 8 that binary fractions make of it.
  const wanted = 'count' in keep ? keep.count : Math.ceil(Number((((ranked + unknown) * keep.percent) / 100).toFixed(6)));
  const end = Math.min(wanted, ranked);
  return { sure: Math.max(0, Math.min(wanted - unknown, ranked)), end };
}

/** Outcomes of all subjects. `values`: what they are ranked by; NaN for none, Infinity for what cannot be known. */
export function rankAll(engine: Engine, unit: TopUnit, values: Float64Array): Uint8Array {
  const { count } = engine.facts[unit.kind];
  const ranking = newRanking(engine, unit, (subject) => values[subject] ?? NaN);
  const out = new Uint8Array(count);
  const { sure, end } = borders(unit.rule.keep, ranking.ranked, ranking.unknown);
  for (let at = 0; at < end; at += 1) out[ranking.order[at] ?? 0] = at < sure ? YES : UNKNOWN;
  if (ranking.unknown > 0) for (let subject = 0; subject < count; subject += 1) if (ranking.unknowns[subject] === 1) out[subject] = UNKNOWN;
  return out;
}

/** Smaller is better. NaN: not ranked; Infinity: nobody knows whether, or where. */
function keyOf(engine: Engine, unit: TopUnit, subject: number, value: number): number {
  if (engine.facts[unit.kind].alive[subject] === 0) return NaN;
  const base = unit.rule.base === null ? 1 : (engine.members[unit.rule.base]?.[subject] ?? 0);
  if (base === 0 || Number.isNaN(value)) return NaN;
  if (base === UNKNOWN_MEMBER || value === Infinity) return Infinity;
  return unit.rule.order === 'highest' ? -value : value;
}

/** What somebody is ranked by, as `keyOf` says it; facts and members of units before this one stand. */
export function rankKeyOf(engine: Engine, unit: TopUnit, subject: number): number {
  return keyOf(engine, unit, subject, valueOf(engine, unit, subject));
}

function newRanking(engine: Engine, unit: TopUnit, valueOf: (subject: number) => number): Ranking {
  const { alive, count } = engine.facts[unit.kind];
  const keys = new Float64Array(alive.length).fill(NaN);
  const unknowns = new Uint8Array(alive.length);
  const order = new Int32Array(alive.length);
  let [ranked, unknown] = [0, 0];
  for (let subject = 0; subject < count; subject += 1) {
    const key = keyOf(engine, unit, subject, valueOf(subject));
    if (key === Infinity) {
      unknowns[subject] = 1;
      unknown += 1;
    } else if (!Number.isNaN(key)) {
      keys[subject] = key;
      order[ranked] = subject;
      ranked += 1;
    }
  }
  order.subarray(0, ranked).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  return { keys, order, ranked, unknown, unknowns };
}

/** Takes over what has changed of some subjects, and tells whose outcome may differ. The first call makes the ranking from what is there. */
export function rankAgain(
  engine: Engine,
  unit: TopUnit,
  touched: Iterable<number>,
  settle: (subject: number, outcome: Outcome) => void,
): void {
  const subjects = new Set(touched);
  const before = unit.ranking;
  unit.ranking ??= newRanking(engine, unit, (subject) => valueOf(engine, unit, subject));
  const ranking = unit.ranking;
  makeRoom(ranking, engine.facts[unit.kind].alive.length);
  const unknownBefore = ranking.unknown;
  for (const subject of subjects) place(ranking, subject, keyOf(engine, unit, subject, valueOf(engine, unit, subject)));
  const { sure, end } = borders(unit.rule.keep, ranking.ranked, ranking.unknown);
  if (before === null || unknownBefore > 0 || ranking.unknown > 0) {
    // Rare: everybody is asked.
    const { count } = engine.facts[unit.kind];
    const out = new Uint8Array(count);
    for (let at = 0; at < end; at += 1) out[ranking.order[at] ?? 0] = at < sure ? YES : UNKNOWN;
    for (let subject = 0; subject < count; subject += 1) {
      settle(subject, ranking.unknowns[subject] === 1 ? UNKNOWN : ((out[subject] ?? NO) as Outcome));
    }
    return;
  }
  for (const subject of subjects) {
    const key = ranking.keys[subject] ?? NaN;
    settle(subject, !Number.isNaN(key) && positionOf(ranking, subject, key) < end ? YES : NO);
  }
  // Who was not touched keeps the order among themselves: only those next to the border change sides.
  const members = engine.members[engine.units.indexOf(unit)] ?? new Uint16Array();
  for (let at = end - 1; at >= 0; at -= 1) {
    const subject = ranking.order[at] ?? 0;
    if (subjects.has(subject)) continue;
    if (members[subject] !== 0) break;
    settle(subject, YES);
  }
  for (let at = end; at < ranking.ranked; at += 1) {
    const subject = ranking.order[at] ?? 0;
    if (subjects.has(subject)) continue;
    if (members[subject] === 0) break;
    settle(subject, NO);
  }
}

function valueOf(engine: Engine, { key, rule }: TopUnit, subject: number): number {
  if (key.type === 'column') return key.column.values[subject] ?? NaN;
  measure(engine.facts, key.meter, subject);
  return countAsValue(rule.order, key.meter.values[key.slot] ?? 0);
}

/** Who did nothing is not among those who did most. A count of NaN says that nobody knows since when to count. */
export function countAsValue(order: 'highest' | 'lowest', count: number): number {
  if (Number.isNaN(count)) return Infinity;
  return count === 0 && order === 'highest' ? NaN : count;
}

function makeRoom(ranking: Ranking, room: number): void {
  if (ranking.keys.length >= room) return;
  const [keys, order, unknowns] = [new Float64Array(room).fill(NaN), new Int32Array(room), new Uint8Array(room)];
  keys.set(ranking.keys);
  order.set(ranking.order);
  unknowns.set(ranking.unknowns);
  Object.assign(ranking, { keys, order, unknowns });
}

function place(ranking: Ranking, subject: number, key: number): void {
  const { keys, order, unknowns } = ranking;
  const old = keys[subject] ?? NaN;
  const unknown = key === Infinity ? 1 : 0;
  ranking.unknown += unknown - (unknowns[subject] ?? 0);
  unknowns[subject] = unknown;
  const next = unknown === 1 ? NaN : key;
  if (old === next || (Number.isNaN(old) && Number.isNaN(next))) return;
  if (!Number.isNaN(old)) {
    const at = positionOf(ranking, subject, old);
    order.copyWithin(at, at + 1, ranking.ranked);
    ranking.ranked -= 1;
  }
  keys[subject] = next;
  if (Number.isNaN(next)) return;
  const at = positionOf(ranking, subject, next);
  order.copyWithin(at + 1, at, ranking.ranked);
  order[at] = subject;
  ranking.ranked += 1;
}

/** Where somebody with this key stands, or would. */
function positionOf({ keys, order, ranked }: Ranking, subject: number, key: number): number {
  let [low, high] = [0, ranked];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = order[middle] ?? 0;
    const otherKey = keys[other] ?? 0;
    if (otherKey < key || (otherKey === key && other < subject)) low = middle + 1;
    else high = middle;
  }
  return low;
}
