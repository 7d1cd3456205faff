import type { SegmentCatalogue } from './catalogue';
import { carriersOf, type Carriers } from './carriers';
import { checkCondition } from './check-condition';
import type { Condition, Segment } from './condition';
import { lower } from './lower';
import { nodesOf } from './nodes';
import type { Problem } from './problem';
import type { Plan } from './test-tree';
import type { SubjectKind } from './value';

const MAX_SEGMENTS = 1000;

/**
 * Segments in the order in which they can be evaluated, and those that cannot, each with its reasons: what is missing, a circle, or that a
 * segment which it names cannot be evaluated. Such a segment has no members.
 */
export function planSegments(segments: readonly Segment[], catalogue: SegmentCatalogue): Plan {
  if (segments.length > MAX_SEGMENTS) throw new RangeError(`At most ${MAX_SEGMENTS} segments`);
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const broken = new Map<string, readonly Problem[]>();
  const plan: Plan = { units: [], unitOf: new Map(), broken, slots: { account: [], user: [], membership: [] } };
  const keys = new Map<string, number>();
  const state = new Map<string, 'open' | 'done'>();
  const carriers = carriersOf(segments);

  const visit = (segment: Segment, way: readonly string[]): void => {
    if (state.has(segment.id)) return;
    state.set(segment.id, 'open');
    const problems = [...checkCondition(segment.kind, segment.condition, catalogue, byId)];
    for (const { id, path } of segmentsNeeded(segment.kind, segment.condition, carriers)) {
      const named = byId.get(id);
      if (named === undefined) continue;
      if (state.get(id) === 'open') {
        const names = [...way, segment.id];
        const circle = [...names.slice(names.indexOf(id)), id].map((each) => `“${byId.get(each)?.name ?? each}”`);
        problems.push({ path, message: `goes round in a circle: ${circle.join(' → ')}` });
        continue;
      }
      visit(named, [...way, segment.id]);
      const [reason] = broken.get(id) ?? [];
      if (reason !== undefined) {
        problems.push({ path, message: `the segment “${named.name}” cannot be evaluated, because ${reason.message}` });
      }
    }
    state.set(segment.id, 'done');
    if (problems.length > 0) broken.set(segment.id, problems);
    else plan.unitOf.set(segment.id, lower(plan, keys, segment, catalogue, carriers));
  };
  for (const segment of segments) visit(segment, []);
  return plan;
}

/** Every segment that decides a condition, with the place: those that it names, and those whose members carry a tag that it asks about. */
export function segmentsNeeded(
  kind: SubjectKind,
  condition: Condition,
  carriers: Carriers,
): readonly { readonly id: string; readonly path: string }[] {
  const carrying = nodesOf(kind, condition).flatMap(({ kind: asked, node, path }) =>
    node.type === 'tag' ? node.tags.flatMap((tag) => carriers(asked, tag).map((id) => ({ id, path }))) : [],
  );
  return [...namedSegments(condition), ...carrying];
}

/** Every segment that a condition names, with the place. */
export function namedSegments(condition: Condition, path = ''): readonly { readonly id: string; readonly path: string }[] {
  const found: { id: string; path: string }[] = [];
  const walk = (node: Condition, here: string): void => {
    const below = (step: string) => (here === '' ? step : `${here}.${step}`);
    if (node.type === 'segment') found.push({ id: node.segment, path: below('segment') });
    if ('within' in node && node.within.type === 'sinceSegment') found.push({ id: node.within.segment, path: below('within.segment') });
    if (node.type === 'top' && node.by.type === 'event' && node.by.within.type === 'sinceSegment') {
      found.push({ id: node.by.within.segment, path: below('by.within.segment') });
    }
    if (node.type === 'all' || node.type === 'any') node.of.forEach((child, index) => walk(child, `${below('of')}[${index}]`));
    if (node.type === 'not') walk(node.of, below('of'));
    if (node.type === 'related' && node.where !== null) walk(node.where, below('where'));
    if (node.type === 'top' && node.of !== null) walk(node.of, below('of'));
  };
  walk(condition, path);
  return found;
}
