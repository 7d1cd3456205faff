import type { Plan } from '../../segments/test-tree';
import type { Pair } from '../../store/profiles';
import type { TopAsked } from '../../store/segment-ranks';
import { kindOf } from './load-facts';
import type { World } from './load-facts';
import type { StoredPlan } from './plan-in-store';
import { firstWanted } from './settle-top';
import type { TopQuestion } from './settle-top';

/** So many rows of how units stand are few beside the facts of subjects. */
const ROWS_BESIDE = 2_000;

/** `units`: those that are asked, by the plan. `rankAgain`: numbers of those that alone are looked at again; none: all of them are looked at. */
type Asking = { readonly units: readonly boolean[]; readonly rankAgain: ReadonlySet<number> };

/** The unit of the first that a unit is nothing else than; null for none. */
export function mirroredBy({ units }: Plan, unit: number): number | null {
  const rule = units[unit]?.rule;
  if (rule?.type !== 'where' || rule.test.type !== 'member') return null;
  return units[rule.test.unit]?.rule.type === 'top' ? rule.test.unit : null;
}

/** Numbers under which units are kept that are nothing else than this one: who comes among the first without being looked at is in them, too. */
export const mirrorsOf = ({ plan, unitIds }: StoredPlan, unit: number): number[] =>
  plan.units.flatMap((_, other) => (mirroredBy(plan, other) === unit ? (unitIds[other] ?? []) : []));

/** Units whose first may be others now, as many as fit beside what else is asked of the subjects. */
export function topsBeside(stored: StoredPlan, subjects: readonly Pair[], { units, rankAgain }: Asking): TopAsked[] {
  const asked: TopAsked[] = [];
  let room = ROWS_BESIDE;
  for (const [unit, { kind, rule }] of stored.plan.units.entries()) {
    const unitId = stored.unitIds[unit] ?? null;
    const own = subjects.filter((pair) => kindOf(pair) === kind).length;
    const isAsked = units[unit] === true && unitId !== null && own > 0 && (rankAgain.size === 0 || rankAgain.has(unitId));
    if (!isAsked || rule.type !== 'top') continue;
    const [mirrors, first] = [mirrorsOf(stored, unit), firstWanted(rule.keep, own)];
    const most = firstWanted(rule.keep, 0) * (1 + mirrors.length);
    if (first + most > room) continue;
    room -= first + most;
    asked.push({ unitId, mirrors, first, most, counted: 'percent' in rule.keep });
  }
  return asked;
}

export function knownTop([world]: readonly World[], tops: readonly TopAsked[], unitId: number): TopQuestion['known'] {
  const [asked, state] = [tops.find((top) => top.unitId === unitId), world?.tops.get(unitId) ?? null];
  return asked === undefined || state === null ? null : { state, first: asked.first };
}
