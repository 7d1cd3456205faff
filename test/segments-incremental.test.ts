import fc from 'fast-check';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import type { Segment } from '../src/segments/condition';
import { dependentsOf } from '../src/segments/dependents';
import { advanceTo, applyTouches, newSchedule } from '../src/segments/due';
import { type Engine, makeRoom, newEngine, setDay, UNKNOWN_MEMBER } from '../src/segments/engine';
import { evaluateAll } from '../src/segments/evaluate-all';
import { parseCondition } from '../src/segments/parse-condition';
import { planSegments } from '../src/segments/plan';
import { answers, type Entries, type World } from './segments-oracle';
import { apply, CATALOGUE, emptyWorld, segmentLists, type Step, steps } from './segments-world';

/** More for a longer look: SEGMENTS_RUNS=3000. */
const RUNS = Number(process.env.SEGMENTS_RUNS ?? 25);

/** By segment, each subject as “no”, “unknown” or the day of entry. */
function membersOf(engine: Engine, segments: readonly Segment[]): Record<string, string[]> {
  return Object.fromEntries(
    segments.map(({ id, kind }) => {
      const members = engine.members[engine.plan.unitOf.get(id)!]!;
      const shown = Array.from(members.subarray(0, engine.facts[kind].count), (day) =>
        day === 0 ? 'no' : day === UNKNOWN_MEMBER ? 'unknown' : dayFromNumber(day),
      );
      return [id, shown];
    }),
  );
}

function expected(segments: readonly Segment[], world: World, entries: Entries): Record<string, string[]> {
  const all = answers(segments, world, entries);
  return Object.fromEntries(
    segments.map(({ id }) => [id, all.get(id)!.map((answer, subject) => (answer === 'yes' ? entries.get(id)!.get(subject)! : answer))]),
  );
}

/** Some of everything, so that there is something to be in. */
const start: readonly Step[] = [
  ...Array.from({ length: 3 }, () => ({ type: 'account' }) as const),
  ...Array.from({ length: 4 }, () => ({ type: 'user' }) as const),
  ...[0, 1, 2, 3, 4].map((index) => ({ type: 'membership', account: index, user: index * 3 }) as const),
];

function live(segments: readonly Segment[], history: readonly Step[]): void {
  const both = emptyWorld();
  for (const step of start) apply(both, step);
  const plan = planSegments(segments, CATALOGUE);
  expect([...plan.broken]).toEqual([]);
  const today = () => dayNumber(both.world.today);
  const changed = newEngine(plan, both.facts, today());
  const full = newEngine(plan, both.facts, today());
  const entries: Entries = new Map();
  evaluateAll(changed);
  evaluateAll(full);
  const dependents = dependentsOf(changed);
  const schedule = newSchedule(changed);
  expect(membersOf(full, segments)).toEqual(expected(segments, both.world, entries));
  const told = new Map(segments.map(({ id }) => [id, membersOf(changed, segments)[id]!.map((each) => each.startsWith('2'))]));
  const tell = (unit: number, subject: number, entered: boolean): void => {
    const id = plan.units[unit]!.segment;
    if (id === null) return;
    expect(told.get(id)![subject] ?? false).toBe(!entered);
    told.get(id)![subject] = entered;
  };
  for (const step of history) {
    const touches = apply(both, step);
    if (step.type === 'days') {
      advanceTo(changed, dependents, schedule, today(), tell);
      setDay(full, today());
    } else {
      applyTouches(changed, dependents, schedule, touches, tell);
    }
    makeRoom(full);
    evaluateAll(full);
    const truth = expected(segments, both.world, entries);
    expect(membersOf(full, segments)).toEqual(truth);
    expect(membersOf(changed, segments)).toEqual(truth);
  }
  for (const { id } of segments) {
    expect(membersOf(changed, segments)[id]!.map((each) => each.startsWith('2'))).toEqual(
      membersOf(changed, segments)[id]!.map((_, subject) => told.get(id)![subject] ?? false),
    );
  }
}

test('members after every step are those of a full evaluation, which are those of the definitions', () => {
  fc.assert(
    fc.property(segmentLists, fc.array(steps, { minLength: 5, maxLength: 25 }), (segments, history) => {
      live(segments, history);
    }),
    { numRuns: RUNS },
  );
});

test('every random condition is taken as it is written', () => {
  fc.assert(
    fc.property(segmentLists, (segments) => {
      const known = new Map(segments.map((segment) => [segment.id, segment]));
      for (const { kind, condition } of segments) {
        const parsed = parseCondition(JSON.parse(JSON.stringify(condition)), kind, CATALOGUE, known);
        expect(parsed).toEqual({ ok: true, condition });
      }
    }),
    { numRuns: 25 },
  );
});
