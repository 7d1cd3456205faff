import type { Condition, Segment } from '../../segments/condition';
import { nodesOf, windowOf } from '../../segments/nodes';
import { carriersOf, type Carriers } from '../../segments/carriers';
import { segmentsNeeded } from '../../segments/plan';
import type { Problem } from '../../segments/problem';
import { plannedSegment } from '../segments/planned-segment';
import type { SegmentSources } from '../../store/segment-sources';
import type { RuledStage } from '../../store/stage-set';

/**
 * Rules are asked like segments of accounts that are listed nowhere. Their ids are below zero, where no segment's is.
 */
export const ruleSegments = (stages: readonly RuledStage[]): readonly Segment[] =>
  stages.map(({ name, ruleId, rule }) => ({ id: idOfRule(ruleId), name: `Stage ${name}`, kind: 'account', condition: rule }));
export const idOfRule = (ruleId: number): string => String(-ruleId);

export const isOfRule = (segment: string | null): boolean => Number(segment) < 0;

/** The number of a segment by its id in conditions; null for what is no segment that is listed. */
export function listedId(id: string | null): number | null {
  const number = Number(id);
  return id !== null && number > 0 ? number : null;
}

/** Rules that ask about stages, themselves or by way of segments: they would have to be decided before they are asked. */
export function circularRules(segments: readonly Segment[], rules: readonly Segment[]): ReadonlyMap<string, readonly Problem[]> {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const carriers = carriersOf(segments);
  const circular = new Map<string, readonly Problem[]>();
  for (const { id, condition } of rules) {
    const problems = [
      ...stageQuestions(condition).map((path) => ({ path, message: 'a rule of a stage cannot ask about stages' })),
      ...segmentsNeeded('account', condition, carriers).flatMap((named) => {
        const way = wayToStages(byId, carriers, named.id, new Set());
        return way === null
          ? []
          : [{ path: named.path, message: `a rule of a stage cannot ask about stages, and ${way} does: it would go round in a circle` }];
      }),
    ];
    if (problems.length > 0) circular.set(id, problems);
  }
  return circular;
}

/** The places at which stages are asked about. */
function stageQuestions(condition: Condition): readonly string[] {
  return nodesOf('account', condition).flatMap(({ node, path }) => (asksStages(node) ? [path] : []));
}

function asksStages(node: Condition): boolean {
  if (node.type === 'stage' || node.type === 'stageEntered') return true;
  return windowOf(node)?.type === 'sinceStage';
}

/** The segment, named here or by way of others, that asks about stages; null for none. */
function wayToStages(byId: ReadonlyMap<string, Segment>, carriers: Carriers, id: string, seen: Set<string>): string | null {
  const segment = byId.get(id);
  if (segment === undefined || seen.has(id)) return null;
  seen.add(id);
  if (stageQuestions(segment.condition).length > 0) return `the segment “${segment.name}”`;
  for (const named of segmentsNeeded(segment.kind, segment.condition, carriers)) {
    const way = wayToStages(byId, carriers, named.id, seen);
    if (way !== null) return way;
  }
  return null;
}

/** Rules that are asked now and could not be any more if a segment became this one: what it decides cannot be what it asks about. */
export function stagesLost(sources: SegmentSources, draft: Segment): readonly string[] {
  const rules = ruleSegments(sources.stages.stages ?? []);
  const saved = sources.segments.map(plannedSegment);
  const before = circularRules(saved, rules);
  const after = circularRules([...saved.filter(({ id }) => id !== draft.id), draft], rules);
  return rules.flatMap(({ id, name }) => (after.has(id) && !before.has(id) ? [name] : []));
}
