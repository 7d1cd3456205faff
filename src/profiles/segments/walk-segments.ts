import { z } from 'zod';
import { dayNumberOf } from '../../platform/days';
import { SubjectKind } from '../../segments/value';
import { UNKNOWN_MEMBER } from '../../segments/engine';
import { addUnits, dropUnit, keepMembers, keepTurns, setReady, someKept, subjectsAfter } from '../../store/segment-members';
import { computedFromEvents } from '../computed/plan-computed';
import { keepProperties } from '../../store/event-properties';
import { noteToTell } from '../../store/segment-told';
import { noteTouched } from '../../store/segment-touched';
import { noteAsked } from '../../store/stage-set';
import { isOfRule, listedId } from '../stage-rules/rules';
import { walkInSlices } from '../walk-in-slices';
import { look } from './look';
import { readPlan, storedKey } from './plan-in-store';
import type { StoredPlan } from './plan-in-store';
import { askedOfEvents, unitsNeeded } from './plan-needs';
import { keep } from './update-segments';
import type { SegmentPorts } from './update-segments';

/** Where a walk over everybody stands: which units it asks about, and after whom it goes on. */
export const WalkPlace = z.object({
  kind: SubjectKind,
  units: z.array(z.object({ key: z.string(), version: z.number().int() })),
  after: z.object({ accountId: z.number().int(), userId: z.number().int() }),
});
export type WalkPlace = z.infer<typeof WalkPlace>;

const SUBJECTS_AT_ONCE = 150;
const KEPT_AT_ONCE = 500;

/**
 * Asks everybody about segments that are new or others than they were, set by set, each after those that it builds on. `from` null begins, or
 * finds what is still to do. Returns where to go on, or null when every segment is ready. Any slice may run again, and two walks at once
 * do no harm.
 */
export async function walkSegments(ports: SegmentPorts, from: WalkPlace | null, deadline: number): Promise<WalkPlace | null> {
  return await walkInSlices(ports.clock, from, deadline, {
    begin: () => begin(ports),
    slice: (place) => slice(ports, place),
  });
}

async function begin(ports: SegmentPorts): Promise<WalkPlace | null> {
  let stored = await readPlan(ports.sql);
  await keepAskedOfEvents(ports, stored);
  const added = stored.plan.units.filter((_, unit) => stored.unitIds[unit] === null);
  if (added.length > 0) {
    await addUnits(
      ports.sql,
      added.map(({ key, segment }) => ({ key: storedKey(key), segmentId: listedId(segment) })),
    );
    stored = await readPlan(ports.sql);
  }
  for (const unit of leftUnits(stored)) await clear(ports, unit);
  // Once what they build on is ready again, nothing else says that they have to be asked: who only comes by reaches nobody’s relatives.
  for (const unit of stored.outdated) await setReady(ports.sql, storedKey(stored.plan.units[unit]?.key ?? ''), 0);
  return nextSet(stored);
}

/** From now on what comes in is counted by the properties that segments and computed properties ask about. */
async function keepAskedOfEvents(ports: SegmentPorts, { plan, sources, computed }: StoredPlan): Promise<void> {
  const asked = [...askedOfEvents(plan), ...computedFromEvents(computed)];
  const properties = sources.events.flatMap(({ eventId, name }) =>
    asked.filter(({ event }) => event === name).map(({ key }) => ({ eventId, key })),
  );
  const kept = sources.events.flatMap(({ eventId, kept: own }) => own.map(({ key }) => ({ eventId, key })));
  await keepProperties(ports.sql, properties, kept, dayNumberOf(ports.clock()));
}

/** Kept units that no segment needs any more, or whose segment cannot be evaluated. */
function leftUnits({ plan, sources }: StoredPlan) {
  const keys = new Set(plan.units.map(({ key }) => storedKey(key)));
  return sources.units.filter(({ key, segmentId, ready }) => !keys.has(key) && (segmentId === null || ready !== CLEARED));
}

/** Readiness of a segment that has no members because it cannot have any. */
const CLEARED = -1;

async function clear(
  ports: SegmentPorts,
  { unitId, segmentId, key }: { unitId: number; segmentId: number | null; key: string },
): Promise<void> {
  for (;;) {
    const kept = await someKept(ports.sql, unitId, KEPT_AT_ONCE);
    if (kept.length === 0) break;
    if (segmentId !== null) {
      const members = kept.filter(({ enteredDay }) => enteredDay !== UNKNOWN_MEMBER);
      const turns = members.map(({ accountId, userId }) => ({ accountId, userId, segmentId, entered: false }));
      await noteToTell(ports.sql, turns);
      await keepTurns(ports.sql, turns, dayNumberOf(ports.clock()), ports.clock());
    } else {
      // They may have stood in a stage by it.
      await noteTouched(
        ports.sql,
        kept.filter(({ userId }) => userId === 0),
      );
    }
    await keepMembers(
      ports.sql,
      kept.map((row) => ({ ...row, enteredDay: 0 })),
    );
  }
  await dropUnit(ports.sql, unitId, segmentId !== null);
  if (segmentId !== null) await setReady(ports.sql, key, CLEARED);
}

/** Units of one kind that can be asked now: those that they build on are ready, or are asked of the same subject just before. */
function nextSet(stored: StoredPlan): WalkPlace | null {
  const { plan } = stored;
  const needed = unitsNeeded(plan);
  const first = plan.units.findIndex((_, unit) => stored.ready[unit] === false);
  const kind = plan.units[first]?.kind;
  if (kind === undefined) return null;
  const chosen = new Set<number>();
  plan.units.forEach((unit, index) => {
    if (stored.ready[index] !== false || unit.kind !== kind) return;
    const isSettled = (needed[index] ?? []).every(
      ({ unit: need, relation }) =>
        stored.ready[need] === true || (relation === null && chosen.has(need) && plan.units[need]?.rule.type !== 'top'),
    );
    if (isSettled) chosen.add(index);
  });
  const units = [...chosen].flatMap((index) => {
    const unit = plan.units[index];
    return unit === undefined ? [] : [{ key: storedKey(unit.key), version: versionOf(stored, unit.segment) }];
  });
  return { kind, units, after: { accountId: 0, userId: 0 } };
}

function versionOf({ sources }: StoredPlan, segment: string | null): number {
  const id = listedId(segment);
  if (id === null) return 1;
  return sources.segments.find(({ segmentId }) => segmentId === id)?.definitionVersion ?? 0;
}

/** Null: this set is done, or is not what it was when the walk began. */
async function slice(ports: SegmentPorts, place: WalkPlace): Promise<WalkPlace | null> {
  const stored = await readPlan(ports.sql);
  const asked = new Set(place.units.map(({ key }) => key));
  const units = stored.plan.units.map(({ key }) => asked.has(storedKey(key)));
  const isSame = place.units.every(({ key, version }) =>
    stored.plan.units.some((unit) => storedKey(unit.key) === key && versionOf(stored, unit.segment) === version),
  );
  if (!isSame) return null;
  const today = dayNumberOf(ports.clock());
  const subjects = await subjectsAfter(ports.sql, place.kind, place.after, SUBJECTS_AT_ONCE);
  const last = subjects.at(-1);
  if (last !== undefined) {
    await keep(ports, stored, await look(ports.sql, stored, subjects, { today, units, walk: true, rankAgain: new Set() }), today);
    if (place.kind === 'account' && stored.plan.units.some((unit, index) => units[index] === true && isOfRule(unit.segment)))
      await noteAsked(ports.sql, stored.sources.stages.version, last.accountId);
    if (subjects.length === SUBJECTS_AT_ONCE) return { ...place, after: last };
  }
  // Everybody has a place: now there are first ones.
  const tops = stored.plan.units.flatMap(({ rule }, unit) => (rule.type === 'top' && units[unit] === true ? [unit] : []));
  if (tops.length > 0) {
    const settling = { today, units: units.map((_, unit) => tops.includes(unit)), walk: false, rankAgain: new Set(tops) };
    await keep(ports, stored, await look(ports.sql, stored, [], settling), today);
  }
  for (const { key, version } of place.units) await setReady(ports.sql, key, version);
  return null;
}
