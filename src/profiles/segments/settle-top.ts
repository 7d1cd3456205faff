import type { SqlPort } from '../../platform/ports';
import { type Engine, NO, type Outcome, UNKNOWN, UNKNOWN_MEMBER, YES } from '../../segments/engine';
import type { Keep } from '../../segments/condition';
import { borders, rankKeyOf } from '../../segments/rank';
import type { Unit } from '../../segments/test-tree';
import { pairName } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { firstRanked, rankState } from '../../store/segment-ranks';
import type { RankedMember, RankState } from '../../store/segment-ranks';

/** Somebody who came among the first or dropped out; `before`: what was kept. */
export type TopChange = { readonly pair: Pair; readonly before: number; readonly outcome: Outcome };

export type TopQuestion = {
  readonly unitId: number;
  readonly unit: number;
  /** Units of exactly the same subjects. */
  readonly mirrors: readonly number[];
  /** How the unit stands, where that was asked already, with so many of the first. */
  readonly known: { readonly state: RankState; readonly first: number } | null;
  readonly rule: Unit['rule'] | undefined;
  /** Those whose place may be another one, with where they are. `known`: the place that was kept when they were read; undefined for none. */
  readonly subjects: readonly {
    readonly pair: Pair;
    readonly engine: Engine;
    readonly index: number;
    readonly known: number | null | undefined;
  }[];
  /** The first are looked for although nobody’s place has changed. */
  readonly isForced: boolean;
  /** Places alone: the first are looked for once everybody has one. */
  readonly onlyRanks: boolean;
};

type Settled = {
  readonly changes: readonly TopChange[];
  /** Places that are others now; undefined for none. */
  readonly ranks: readonly (Pair & { readonly key: number | null | undefined })[];
  /** Who was in the unit and in its mirrors. */
  readonly kept: readonly RankedMember[];
};

/** Who is among the first, from the places of everybody as they are kept and those of the subjects as they are now. */
export async function settleTop(sqlPort: SqlPort, question: TopQuestion): Promise<Settled> {
  const { unitId, rule, subjects } = question;
  if (rule?.type !== 'top') return { changes: [], ranks: [], kept: [] };
  const own = new Map(subjects.map(({ pair, known, ...at }) => [pairName(pair), { pair, known, key: keyNow(question.unit, at) }]));
  const moved = [...own.values()].filter(({ known, key }) => known !== key);
  if (question.onlyRanks || (moved.length === 0 && !question.isForced)) {
    return { changes: [], ranks: moved.map(({ pair, key }) => ({ ...pair, key })), kept: [] };
  }

  const { state, first } = knownEnough(question, own.size) ?? (await standing(sqlPort, question, rule.keep, own.size));
  const stored = new Map([...own].flatMap(([name, { known }]) => (known === undefined ? [] : [[name, known]])));
  const ranks = moved.map(({ pair, key }) => ({ ...pair, key }));
  const has = (keys: Iterable<number | null | undefined>, test: (key: number | null | undefined) => boolean) =>
    [...keys].filter(test).length;
  const isRanked = (key: number | null | undefined): boolean => typeof key === 'number';
  const isUnknown = (key: number | null | undefined): boolean => key === null;
  const now = [...own.values()].map(({ key }) => key);
  const unknowns = state.unknown.filter((row) => !own.has(pairName(row)));
  const ranked = state.ranked - has(stored.values(), isRanked) + has(now, isRanked);
  const unknown = unknowns.length + has(now, isUnknown);
  const { sure, end } = borders(rule.keep, ranked, unknown);

  const reached = end + stored.size;
  const isReached = state.first.length < first || first >= reached;
  const best = isReached ? state.first : await firstRanked(sqlPort, unitId, reached);
  const others = best.filter((row) => !own.has(pairName(row)));
  const leading = [...others, ...[...own.values()].map(({ pair, key }) => ({ ...pair, key }))]
    .flatMap((row) => (typeof row.key === 'number' ? [{ ...row, key: row.key }] : []))
    .sort((a, b) => a.key - b.key || a.accountId - b.accountId || a.userId - b.userId)
    .slice(0, end);
  const wanted = new Map<string, { pair: Pair; outcome: Outcome }>();
  leading.forEach(({ accountId, userId }, at) =>
    wanted.set(pairName({ accountId, userId }), { pair: { accountId, userId }, outcome: at < sure ? YES : UNKNOWN }),
  );
  for (const { accountId, userId } of unknowns)
    wanted.set(pairName({ accountId, userId }), { pair: { accountId, userId }, outcome: UNKNOWN });
  for (const [name, { pair, key }] of own) if (key === null) wanted.set(name, { pair, outcome: UNKNOWN });

  const members = state.kept.filter((row) => row.unitId === unitId);
  const kept = new Map(members.map(({ accountId, userId, kept: day }) => [pairName({ accountId, userId }), { accountId, userId, day }]));
  const changes: TopChange[] = [];
  for (const [name, { pair, outcome }] of wanted) {
    const before = kept.get(name)?.day ?? 0;
    const stood = before === 0 ? NO : before === UNKNOWN_MEMBER ? UNKNOWN : YES;
    if (stood !== outcome) changes.push({ pair, before, outcome });
  }
  for (const [name, { accountId, userId, day }] of kept) {
    if (!wanted.has(name)) changes.push({ pair: { accountId, userId }, before: day, outcome: NO });
  }
  return { changes, ranks, kept: state.kept };
}

/** A share that is no more than this is read at once; of a larger one it shows once it is known how many there are. */
const FEW = 200;

/** How many of the first are asked for where so many may have another place. */
export const firstWanted = (keep: Keep, subjects: number): number => ('count' in keep ? keep.count : FEW) + subjects;

async function standing(sqlPort: SqlPort, { unitId, mirrors }: TopQuestion, keep: Keep, subjects: number) {
  const first = firstWanted(keep, subjects);
  return { state: await rankState(sqlPort, { unitId, mirrors, first, most: Infinity, counted: true }), first };
}

/** Null where fewer of the first are known than it takes. */
function knownEnough({ known, rule }: TopQuestion, subjects: number): TopQuestion['known'] {
  if (known === null || rule?.type !== 'top' || 'percent' in rule.keep) return known;
  return known.first >= firstWanted(rule.keep, subjects) || known.state.first.length < known.first ? known : null;
}

/** Null for what cannot be known, undefined for who has no place. */
function keyNow(unit: number, { engine, index }: Pick<TopQuestion['subjects'][number], 'engine' | 'index'>): number | null | undefined {
  const ranked = engine.units[unit];
  if (ranked?.type !== 'top') return undefined;
  const key = rankKeyOf(engine, ranked, index);
  return Number.isNaN(key) ? undefined : key === Infinity ? null : key;
}
