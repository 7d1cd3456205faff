import { dayNumberOf } from '../../platform/days';
import type { SqlPort } from '../../platform/ports';
import type { Condition } from '../../segments/condition';
import { NO, type Outcome, UNKNOWN, UNKNOWN_MEMBER, YES } from '../../segments/engine';
import { outcomeOf } from '../../segments/evaluate';
import { borders, rankKeyOf } from '../../segments/rank';
import type { SubjectKind } from '../../segments/value';
import { chunked } from '../../store/chunks';
import { pairName } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { pairsAround, subjectsAfter } from '../../store/segment-members';
import { segmentSources } from '../../store/segment-sources';
import { kindOf, loadWorld } from './load-facts';
import type { World } from './load-facts';
import { planOf } from './plan-in-store';
import type { StoredPlan } from './plan-in-store';
import { unitsNeeded } from './plan-needs';
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
const SUBJECTS_AT_ONCE = 300;
/** To know the first, all have to be looked at together. */
const RANKED_AT_ONCE = 3_000;
const MAX_RELATIVES = 20_000;

/** A condition that was parsed, asked of as many subjects as there is time for: `deadline` in milliseconds. Writes nothing. Null where it cannot be evaluated. */
export async function previewCondition(
  ports: SegmentPorts,
  draft: { readonly segmentId: number | null; readonly kind: SubjectKind; readonly condition: Condition },
  deadline: number,
): Promise<SegmentPreview | null> {
  const today = dayNumberOf(ports.clock());
  const id = draft.segmentId === null ? 'draft' : String(draft.segmentId);
  const stored = planOf(await segmentSources(ports.sql), { id, name: '', kind: draft.kind, condition: draft.condition });
  const unit = stored.plan.unitOf.get(id);
  if (unit === undefined) return null;
  const hasTop = stored.plan.units.slice(0, unit).some(({ rule }, index) => rule.type === 'top' && stored.ready[index] === false);
  const atOnce = hasTop ? RANKED_AT_ONCE : SUBJECTS_AT_ONCE;
  let [members, unknown, asked] = [0, 0, 0];
  const sample: Pair[] = [];
  let after: Pair = { accountId: 0, userId: 0 };
  for (;;) {
    const subjects = await subjectsAfter(ports.sql, draft.kind, after, atOnce);
    const outcomes = await askSubjects(ports.sql, stored, unit, subjects, today);
    for (const pair of subjects) {
      const outcome = outcomes.get(pairName(pair)) ?? NO;
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

/** What a unit says of each subject, by name of the pair. What it builds on and nobody keeps is asked of whom it takes. */
async function askSubjects(
  sqlPort: SqlPort,
  stored: StoredPlan,
  wanted: number,
  subjects: readonly Pair[],
  today: number,
): Promise<ReadonlyMap<string, Outcome>> {
  const { plan } = stored;
  const needed = unitsNeeded(plan);
  const asked = new Map<number, Map<string, Pair>>([[wanted, new Map(subjects.map((pair) => [pairName(pair), pair]))]]);
  for (let unit = wanted; unit >= 0; unit -= 1) {
    const own = asked.get(unit);
    const kind = plan.units[unit]?.kind;
    if (own === undefined || kind === undefined) continue;
    for (const need of needed[unit] ?? []) {
      if (stored.ready[need.unit] === true) continue;
      const relatives =
        need.relation === null
          ? [...own.values()]
          : await relativesOf(sqlPort, [...own.values()], kind, plan.units[need.unit]?.kind ?? kind);
      const known = asked.get(need.unit) ?? new Map<string, Pair>();
      for (const pair of relatives) known.set(pairName(pair), pair);
      asked.set(need.unit, known);
    }
  }
  const worlds = new Map<string, World>();
  const outcomes = new Map<number, Map<string, Outcome>>();
  for (const unit of [...asked.keys()].sort((a, b) => a - b)) {
    const pairs = [...(asked.get(unit) ?? new Map<string, Pair>()).values()];
    const missing = pairs.filter((pair) => !worlds.has(pairName(pair)));
    for (const chunk of chunked(missing, SUBJECTS_AT_ONCE)) {
      const world = await loadWorld(sqlPort, stored, chunk, today);
      for (const [settled, of] of outcomes) place(world, stored, settled, of, today);
      for (const pair of chunk) worlds.set(pairName(pair), world);
    }
    const found = answersOf(stored, unit, pairs, worlds);
    outcomes.set(unit, found);
    for (const world of new Set(worlds.values())) place(world, stored, unit, found, today);
  }
  return outcomes.get(wanted) ?? new Map<string, Outcome>();
}

function place({ engine, pairs }: World, { plan }: StoredPlan, unit: number, outcomes: ReadonlyMap<string, Outcome>, today: number): void {
  const column = engine.members[unit];
  const kind = plan.units[unit]?.kind;
  if (column === undefined || kind === undefined) return;
  pairs[kind].forEach((pair, index) => {
    const outcome = outcomes.get(pairName(pair));
    if (outcome !== undefined)
      column[index] =
        outcome === YES
          ? column[index] === 0 || column[index] === UNKNOWN_MEMBER
            ? today
            : (column[index] ?? today)
          : outcome === UNKNOWN
            ? UNKNOWN_MEMBER
            : 0;
  });
  for (const meter of engine.meters) meter.subject = -1;
}

function answersOf(stored: StoredPlan, unit: number, pairs: readonly Pair[], worlds: ReadonlyMap<string, World>): Map<string, Outcome> {
  const found = new Map<string, Outcome>();
  const keys: { readonly name: string; readonly pair: Pair; readonly key: number }[] = [];
  let unknown = 0;
  for (const pair of pairs) {
    const name = pairName(pair);
    const world = worlds.get(name);
    const kind = kindOf(pair);
    const index = world?.indexOf[kind].get(name);
    const asked = world?.engine.units[unit];
    if (world === undefined || index === undefined || asked === undefined) continue;
    if (asked.type === 'where') {
      found.set(name, world.engine.facts[kind].alive[index] === 0 ? NO : outcomeOf(world.engine, asked.expression, kind, index));
      continue;
    }
    const key = rankKeyOf(world.engine, asked, index);
    found.set(name, key === Infinity ? UNKNOWN : NO);
    if (key === Infinity) unknown += 1;
    else if (!Number.isNaN(key)) keys.push({ name, pair, key });
  }
  const rule = stored.plan.units[unit]?.rule;
  if (rule?.type === 'top') {
    keys.sort((a, b) => a.key - b.key || a.pair.accountId - b.pair.accountId || a.pair.userId - b.pair.userId);
    const { sure, end } = borders(rule.keep, keys.length, unknown);
    keys.slice(0, end).forEach(({ name }, at) => found.set(name, at < sure ? YES : UNKNOWN));
  }
  return found;
}

async function relativesOf(sqlPort: SqlPort, pairs: readonly Pair[], kind: SubjectKind, to: SubjectKind): Promise<readonly Pair[]> {
  const around: Pair[] = kind === 'membership' ? [...pairs] : [];
  if (kind !== 'membership') {
    for (const chunk of chunked(pairs, SUBJECTS_AT_ONCE)) {
      const ids = chunk.map(({ accountId, userId }) => (kind === 'account' ? accountId : userId));
      const ask = kind === 'account' ? { accounts: ids, users: [] } : { accounts: [], users: ids };
      around.push(...(await pairsAround(sqlPort, ask, MAX_RELATIVES)));
    }
  }
  const found = around.map(({ accountId, userId }) => ({
    accountId: to === 'user' ? 0 : accountId,
    userId: to === 'account' ? 0 : userId,
  }));
  return [...new Map(found.map((pair) => [pairName(pair), pair])).values()];
}
