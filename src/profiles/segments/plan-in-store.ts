import { createHash } from 'node:crypto';
import type { SqlPort } from '../../platform/ports';
import { carriersOf } from '../../segments/carriers';
import type { SegmentCatalogue } from '../../segments/catalogue';
import type { Segment } from '../../segments/condition';
import { planSegments } from '../../segments/plan';
import type { Problem } from '../../segments/problem';
import type { Plan } from '../../segments/test-tree';
import { segmentSources } from '../../store/segment-sources';
import type { SegmentSources } from '../../store/segment-sources';
import type { PlannedComputed } from '../computed/plan-computed';
import { catalogueWithComputed } from '../segment-catalogue';
import { circularRules, listedId, ruleSegments } from '../stage-rules/rules';
import { madeName } from '../ways';
import type { Made } from '../ways';
import { unitsNeeded } from './plan-needs';
import { plannedSegment } from './planned-segment';

/** What is evaluated, and under which numbers it is kept. Lists go by the units of the plan. */
export type StoredPlan = {
  readonly sources: SegmentSources;
  readonly catalogue: SegmentCatalogue;
  /** Each behind those that it needs. */
  readonly computed: readonly PlannedComputed[];
  readonly segments: ReadonlyMap<string, Segment>;
  /** What conditions lead on to. */
  readonly made: Made;
  /** Rules of stages that would go round in a circle, by their ids. */
  readonly circular: ReadonlyMap<string, readonly Problem[]>;
  readonly plan: Plan;
  /** Null for a unit that nobody was asked about yet. */
  readonly unitIds: readonly (number | null)[];
  /** Who is in a unit that is not ready is still being looked for: of everybody, by whoever walks them. */
  readonly ready: readonly boolean[];
  /** Those that were ready before something that they build on was no longer. */
  readonly outdated: readonly number[];
};

export async function readPlan(sqlPort: SqlPort): Promise<StoredPlan> {
  return planOf(await segmentSources(sqlPort));
}

/** `drafts`: conditions that are not saved as segments, beside those that are, or instead of what is saved under the same id. */
export function planOf(sources: SegmentSources, drafts: readonly Segment[] = []): StoredPlan {
  const saved = sources.segments.map(plannedSegment);
  const replaced = new Set(drafts.map(({ id }) => id));
  const listed = [...saved.filter(({ id }) => !replaced.has(id)), ...drafts];
  const rules = ruleSegments(sources.stages.stages ?? []);
  const { catalogue, computed } = catalogueWithComputed({ ...sources, segments: [...listed, ...rules] });
  const made = madeOf(listed, computed);
  const circular = circularRules(rules, made);
  const segments = [...listed, ...rules.filter(({ id }) => !circular.has(id))];
  const planned = planSegments(segments, catalogue);
  const plan = { ...planned, broken: new Map([...planned.broken, ...circular]) };
  const known = new Map(sources.units.map((unit) => [unit.key, unit]));
  const stored = plan.units.map(({ key }) => known.get(storedKey(key)));
  const wanted = new Map(sources.segments.map(({ segmentId, definitionVersion }) => [String(segmentId), definitionVersion]));
  const own = plan.units.map(({ segment }, index) => stored[index]?.ready === (listedId(segment) === null ? 1 : wanted.get(segment ?? '')));
  const ready = withDependents(plan, own);
  return {
    sources,
    catalogue,
    computed,
    segments: new Map(segments.map((segment) => [segment.id, segment])),
    made,
    circular,
    plan,
    unitIds: stored.map((unit) => unit?.unitId ?? null),
    ready,
    outdated: own.flatMap((isReady, unit) => (isReady && ready[unit] === false ? [unit] : [])),
  };
}

function madeOf(segments: readonly Segment[], computed: readonly PlannedComputed[]): Made {
  return {
    segments: new Map(segments.map((segment) => [segment.id, segment])),
    carriers: carriersOf(segments),
    computed: new Map(computed.map((each) => [madeName(each), each])),
  };
}

/** Keys of units may be long: they hold whole conditions. */
export const storedKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Whoever builds on what is not ready is not ready: it could only be wrong. */
function withDependents(plan: Plan, own: readonly boolean[]): readonly boolean[] {
  const ready = [...own];
  unitsNeeded(plan).forEach((needs, index) => {
    if (needs.some(({ unit }) => ready[unit] === false)) ready[index] = false;
  });
  return ready;
}
