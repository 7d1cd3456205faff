import { z } from 'zod';
import { dayNumberOf } from '../../platform/days';
import { SubjectKind } from '../../segments/value';
import { UNKNOWN_MEMBER } from '../../segments/engine';
import { addUnits, dropUnit, keepMembers, keepTurns, setReady, someKept, subjectsAfter } from '../../store/segment-members';
import { computedFromEvents } from '../computed/plan-computed';
import { keepProperties } from '../../store/event-properties';
import { noteTouched } from '../../store/segment-touched';
import { noteAsked } from '../../store/stage-set';
import { isOfRule, listedId } from '../stage-rules/rules';
import { walkInSlices } from '../walk-in-slices';
import { look } from './look';
import { readPlan, storedKey } from './plan-in-store';
import type { StoredPlan } from './plan-in-store';
import { askedOfEvents, unitsNeeded } from './plan-needs';
import type { Need } from './plan-needs';
import { keep } from './update-segments';
import type { SegmentPorts } from './update-segments';

/** Where a walk over everybody stands: which units it asks about, and after whom it goes on. */
export const WalkPlace = z.object({
  kind: SubjectKind,
  units: z.array(z.object({ key: z.string(), version: z.number().int(), builtOn: z.string() })),
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
export async function walkSegments(
  ports: SegmentPorts,
  from: WalkPlace | null,
  deadline: number,
  atOnce = SUBJECTS_AT_ONCE,
): Promise<WalkPlace | null> {
  return await walkInSlices(ports.clock, from, deadline, {
    begin: () => begin(ports),
    slice: (place) => slice(ports, place, atOnce),
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
      segmentId === null ? [] : kept,
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
    if (canBeAsked(stored, needed[index] ?? [], (need) => chosen.has(need))) chosen.add(index);
  });
  return { kind, units: unitsToAsk(stored).filter((_, index) => chosen.has(index)), after: { accountId: 0, userId: 0 } };
}

/** Whether what a unit builds on is known of everybody, or asked of the same subject just before: in the same walk, and not by rank. */
function canBeAsked({ plan, ready }: StoredPlan, needs: readonly Need[], isBeside: (unit: number) => boolean): boolean {
  return needs.every(
    ({ unit, relation }) => ready[unit] === true || (relation === null && isBeside(unit) && plan.units[unit]?.rule.type !== 'top'),
  );
}

/** Every unit of the plan, as a walk knows it. */
function unitsToAsk({ plan, sources }: StoredPlan): WalkPlace['units'] {
  const versions = new Map(sources.segments.map(({ segmentId, definitionVersion }) => [segmentId, definitionVersion]));
  const builtOn: Set<string>[] = [];
  return unitsNeeded(plan).map((needs, index) => {
    const { key = '', segment = null } = plan.units[index] ?? {};
    const id = listedId(segment);
    const version = id === null ? 1 : (versions.get(id) ?? 0);
    const bases = new Set(needs.flatMap(({ unit }) => [...(builtOn[unit] ?? [])]));
    builtOn.push(id === null ? bases : new Set([...bases, `${id}:${version}`]));
    return { key: storedKey(key), version, builtOn: storedKey([...bases].sort().join()) };
  });
}

/** Null: this set is done, or is not what it was when the walk began. */
async function slice(ports: SegmentPorts, place: WalkPlace, atOnce: number): Promise<WalkPlace | null> {
  const stored = await readPlan(ports.sql);
  const placed = new Map(place.units.map((unit) => [unit.key, unit]));
  const now = unitsToAsk(stored);
  const units = now.map(({ key }) => placed.has(key));
  const same = now.filter(({ key, version, builtOn }) => placed.get(key)?.version === version && placed.get(key)?.builtOn === builtOn);
  const isAsked = (unit: number) => units[unit] === true;
  const canGoOn = unitsNeeded(stored.plan).every((needs, index) => !isAsked(index) || canBeAsked(stored, needs, isAsked));
  if (same.length < placed.size || !canGoOn) return null;
  const today = dayNumberOf(ports.clock());
  const subjects = await subjectsAfter(ports.sql, place.kind, place.after, atOnce);
  const last = subjects.at(-1);
  if (last !== undefined) {
    const looked = await look(ports.sql, stored, subjects, { today, units, walk: true, rankAgain: new Set(), tell: [] });
    if (looked.isOutdated) return null;
    await keep(ports, stored, looked, today);
    if (place.kind === 'account' && stored.plan.units.some((unit, index) => units[index] === true && isOfRule(unit.segment)))
      await noteAsked(ports.sql, stored.sources.stages.version, last.accountId);
    if (subjects.length === atOnce) return { ...place, after: last };
  }
  // Everybody has a place: now there are first ones.
  const tops = stored.plan.units.flatMap(({ rule }, unit) => (rule.type === 'top' && units[unit] === true ? [unit] : []));
  if (tops.length > 0) {
    const settling = {
      today,
      units: units.map((_, unit) => tops.includes(unit)),
      walk: false,
      rankAgain: new Set(tops.flatMap((unit) => stored.unitIds[unit] ?? [])),
      tell: [],
    };
    await keep(ports, stored, await look(ports.sql, stored, [], settling), today);
  }
  for (const { key, version } of place.units) await setReady(ports.sql, key, version);
  return null;
}
