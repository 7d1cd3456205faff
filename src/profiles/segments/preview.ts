import { dayNumberOf } from '../../platform/days';
import type { Condition } from '../../segments/condition';
import { NO, UNKNOWN, YES } from '../../segments/engine';
import type { SubjectKind } from '../../segments/value';
import { pairName } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { subjectsAfter } from '../../store/segment-members';
import { segmentSources } from '../../store/segment-sources';
import { askSubjects, SUBJECTS_AT_ONCE } from './ask-subjects';
import { planOf } from './plan-in-store';
import type { SegmentPorts } from './update-segments';

/** Who would be in a segment. `asked` of all subjects of the kind were looked at, in the order of their ids; `isWhole`: all of them. */
export type SegmentPreview = {
  readonly members: number;
  /** Of whom it cannot be said. */
  readonly unknown: number;
  readonly asked: number;
  readonly isWhole: boolean;
  /** Some of the members. */
  readonly sample: readonly Pair[];
};

const SAMPLE = 20;
/** To know the first, all have to be looked at together. */
const RANKED_AT_ONCE = 3_000;

/** A condition that was parsed, asked of as many subjects as there is time for: `deadline` in milliseconds. Writes nothing. Null where it cannot be evaluated. */
export async function previewCondition(
  ports: SegmentPorts,
  draft: { readonly segmentId: number | null; readonly kind: SubjectKind; readonly condition: Condition },
  deadline: number,
): Promise<SegmentPreview | null> {
  const today = dayNumberOf(ports.clock());
  const id = draft.segmentId === null ? 'draft' : String(draft.segmentId);
  const stored = planOf(await segmentSources(ports.sql), [{ id, name: '', kind: draft.kind, condition: draft.condition }]);
  const unit = stored.plan.unitOf.get(id);
  if (unit === undefined) return null;
  const hasTop = stored.plan.units.slice(0, unit).some(({ rule }, index) => rule.type === 'top' && stored.ready[index] === false);
  const atOnce = hasTop ? RANKED_AT_ONCE : SUBJECTS_AT_ONCE;
  let [members, unknown, asked] = [0, 0, 0];
  const sample: Pair[] = [];
  let after: Pair = { accountId: 0, userId: 0 };
  for (;;) {
    const subjects = await subjectsAfter(ports.sql, draft.kind, after, atOnce);
    const outcomes = (await askSubjects(ports.sql, stored, [unit], subjects, today)).outcomes.get(unit);
    for (const pair of subjects) {
      const outcome = outcomes?.get(pairName(pair)) ?? NO;
      if (outcome === UNKNOWN) unknown += 1;
      if (outcome !== YES) continue;
      members += 1;
      if (sample.length < SAMPLE) sample.push(pair);
    }
    asked += subjects.length;
    const last = subjects.at(-1);
    if (last === undefined || subjects.length < atOnce) return { members, unknown, asked, isWhole: true, sample };
    if (hasTop || ports.clock() >= deadline) return { members, unknown, asked, isWhole: false, sample };
    after = last;
  }
}
