import { dayNumberOf } from '../../platform/days';
import { explain } from '../../segments/why';
import type { Explained } from '../../segments/why';
import { pairName } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { kindOf, loadWorld } from './load-facts';
import { readPlan } from './plan-in-store';
import type { SegmentPorts } from './update-segments';

/** Why somebody is in a segment or not, condition by condition; null for somebody of another kind, or a segment that cannot be evaluated. */
export async function whyOf(ports: SegmentPorts, segmentId: number, pair: Pair): Promise<Explained | null> {
  const stored = await readPlan(ports.sql);
  const id = String(segmentId);
  if (stored.segments.get(id)?.kind !== kindOf(pair)) return null;
  const world = await loadWorld(ports.sql, stored, [pair], dayNumberOf(ports.clock()));
  const index = world.indexOf[kindOf(pair)].get(pairName(pair));
  return index === undefined ? null : (explain(world.engine, stored.segments, stored.catalogue, id, index) ?? null);
}
