import type { SqlPort } from '../../platform/ports';
import { NO, type Outcome, UNKNOWN, UNKNOWN_MEMBER, YES } from '../../segments/engine';
import { outcomeOf } from '../../segments/evaluate';
import { borders, rankKeyOf } from '../../segments/rank';
import type { SubjectKind } from '../../segments/value';
import { chunked } from '../../store/chunks';
import { pairName } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { pairsAround } from '../../store/segment-members';
import { kindOf, loadWorld } from './load-facts';
import type { World } from './load-facts';
import type { StoredPlan } from './plan-in-store';
import { unitsNeeded } from './plan-needs';

export const SUBJECTS_AT_ONCE = 300;
const MAX_RELATIVES = 20_000;
const RELATIVES_OF_ONE = 200_000;

/** By unit and name of the pair. `worlds`: in which each subject was looked at, with all that its units build on. */
export type Answers = {
  readonly outcomes: ReadonlyMap<number, ReadonlyMap<string, Outcome>>;
  readonly worlds: ReadonlyMap<string, World>;
};

/** What units say of subjects. What they build on and nobody keeps is asked of whom it takes. */
export async function askSubjects(
  sqlPort: SqlPort,
  stored: StoredPlan,
  wanted: readonly number[],
  subjects: readonly Pair[],
  today: number,
): Promise<Answers> {
  const { plan } = stored;
  const needed = unitsNeeded(plan);
  const asked = new Map(wanted.map((unit) => [unit, new Map(subjects.map((pair) => [pairName(pair), pair]))]));
  for (let unit = plan.units.length - 1; unit >= 0; unit -= 1) {
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
  return { outcomes, worlds };
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
      around.push(...(await allAround(sqlPort, kind, ids)));
    }
  }
  const found = around.map(({ accountId, userId }) => ({
    accountId: to === 'user' ? 0 : accountId,
    userId: to === 'account' ? 0 : userId,
  }));
  return [...new Map(found.map((pair) => [pairName(pair), pair])).values()];
}

/** Of fewer at once where they are too many for one answer. */
async function allAround(sqlPort: SqlPort, kind: 'account' | 'user', ids: readonly number[]): Promise<readonly Pair[]> {
  const ask = kind === 'account' ? { accounts: ids, users: [] } : { accounts: [], users: ids };
  const found = await pairsAround(sqlPort, ask, ids.length === 1 ? RELATIVES_OF_ONE : MAX_RELATIVES);
  if (ids.length === 1 || found.length < MAX_RELATIVES) return found;
  const half = Math.ceil(ids.length / 2);
  return [...(await allAround(sqlPort, kind, ids.slice(0, half))), ...(await allAround(sqlPort, kind, ids.slice(half)))];
}
