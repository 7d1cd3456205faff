import type { SegmentTurn } from '../store/segment-members';
import { distinctPairs } from '../store/profiles';
import type { Pair } from '../store/profiles';
import { updateComputed } from './computed/update-computed';
import { readPlan } from './segments/plan-in-store';
import type { StoredPlan } from './segments/plan-in-store';
import { updateSegments } from './segments/update-segments';
import type { FollowPorts } from './segments/update-segments';

/**
 * Everything that follows from what is stored of these subjects: first what is computed of them, then the segments that they are in. Says who
 * came and went; `today` is a day number. May run again and at once with another.
 */
export async function followChanges(
  ports: FollowPorts,
  touched: readonly Pair[],
  today: number,
  plan?: StoredPlan,
): Promise<readonly SegmentTurn[]> {
  if (touched.length === 0) return [];
  const stored = plan ?? (await readPlan(ports.sql));
  const computed = await updateComputed(ports.sql, stored, touched, today);
  return await updateSegments(ports, distinctPairs([...touched, ...computed]), today, stored);
}
