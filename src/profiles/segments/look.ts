import type { SqlPort } from '../../platform/ports';
import { type Asking, dependentsOf } from '../../segments/dependents';
import { nextDueDay } from '../../segments/due';
import { type Engine, newEngine, NO, type Outcome, UNKNOWN, UNKNOWN_MEMBER, YES } from '../../segments/engine';
import { outcomeOf } from '../../segments/evaluate';
import { newFacts } from '../../segments/facts';
import type { SubjectKind } from '../../segments/value';
import { FOREVER } from '../../segments/window';
import { chunked } from '../../store/chunks';
import { pairName } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { DUE_UNIT, pairsAround } from '../../store/segment-members';
import type { MemberRow, SegmentTurn } from '../../store/segment-members';
import type { TopAsked } from '../../store/segment-ranks';
import type { Telling } from '../../store/segment-told';
import { listedId } from '../stage-rules/rules';
import { kindOf, loadWorld, rankName } from './load-facts';
import type { World } from './load-facts';
import type { StoredPlan } from './plan-in-store';
import { columnsOf } from './plan-needs';
import { settleTop } from './settle-top';
import type { TopChange } from './settle-top';
import { MOVING_COLUMNS } from './subject-values';
import { knownTop, mirroredBy, mirrorsOf, topsBeside } from './tops-beside';

/** What is to be written. `unit`: by the plan. `later`: those of whom there were too many; they have to be looked at again. */
export type Looked = {
  readonly members: readonly (MemberRow & { readonly unit: number })[];
  readonly turns: readonly SegmentTurn[];
  readonly due: readonly MemberRow[];
  readonly ranks: readonly (Pair & { readonly unit: number; readonly unitId: number; readonly key: number | null | undefined })[];
  readonly later: readonly Pair[];
  /** What there is to tell of those of whom that was asked. */
  readonly telling: readonly Telling[];
  /** The plan is read anew before anything of this is kept: stages are others now. */
  readonly isOutdated: boolean;
};

export type LookOptions = {
  readonly today: number;
  /** Units that are asked, by the plan. */
  readonly units: readonly boolean[];
  /** Everybody comes by: nobody is looked for, and a change reaches nobody else. */
  readonly walk: boolean;
  /** Numbers under which units are kept whose first are looked for although nobody’s place has changed. */
  readonly rankAgain: ReadonlySet<number>;
  /** Of which subjects also is asked what destinations know of them. */
  readonly tell: readonly Pair[];
};

/** Subjects that are read together. */
const SUBJECTS_PER_WORLD = 150;
const MAX_RELATIVES = 5_000;
const DUE_ROUNDS = 3;

/**
 * Asks subjects, in the order of units: whoever changes has those asked again who build on it, so that nobody is asked before what they
 * build on is settled. Writes nothing.
 */
export async function look(sqlPort: SqlPort, stored: StoredPlan, touched: readonly Pair[], options: LookOptions): Promise<Looked> {
  const { plan } = stored;
  const { today, walk } = options;
  const dependents = dependentsOf(newEngine(plan, newFacts({ accounts: 0, users: 0, memberships: 0, rows: 0 }), today));
  const worlds: World[] = [];
  const worldOf = new Map<string, World>();
  const changed = new Map<string, { readonly unit: number; readonly pair: Pair; readonly before: number; readonly after: number }>();
  const later: Pair[] = [];
  const tell = new Set(options.tell.map(pairName));

  const load = async (pairs: readonly Pair[], tops: readonly TopAsked[] = []): Promise<void> => {
    const missing = [...new Map(pairs.map((pair) => [pairName(pair), pair])).values()].filter((pair) => !worldOf.has(pairName(pair)));
    for (const [at, chunk] of chunked(missing, SUBJECTS_PER_WORLD).entries()) {
      const told = chunk.filter((pair) => tell.has(pairName(pair)));
      const world = await loadWorld(sqlPort, stored, chunk, today, { told, tops: at === 0 ? tops : [] });
      // What was settled meanwhile is not in the store yet.
      for (const { unit, pair, after } of changed.values()) place(world, unit, pair, after);
      worlds.push(world);
      for (const pair of chunk) worldOf.set(pairName(pair), world);
    }
  };
  const place = ({ engine, indexOf }: World, unit: number, pair: Pair, day: number): void => {
    const index = indexOf[kindOf(pair)].get(pairName(pair));
    const column = engine.members[unit];
    if (index !== undefined && column !== undefined) column[index] = day;
  };
  const settle = (unit: number, pair: Pair, before: number, after: number): void => {
    changed.set(`${unit} ${pairName(pair)}`, { unit, pair, before, after });
    for (const world of worlds) place(world, unit, pair, after);
  };

  const tops = walk ? [] : topsBeside(stored, touched, options);
  await load(touched, tops);
  const everything = new Map(touched.map((pair) => [pairName(pair), pair]));
  if (!walk) await loadDue(worlds, everything, today, load);

  const extra: Map<string, Pair>[] = plan.units.map(() => new Map<string, Pair>());
  const ranks: Looked['ranks'][number][] = [];
  const keptIn = new Map<string, number>();
  for (const [unit, { kind, rule }] of plan.units.entries()) {
    const unitId = stored.unitIds[unit] ?? null;
    if (options.units[unit] !== true || unitId === null) continue;
    const own = [...everything.values()].filter((pair) => kindOf(pair) === kind);
    const pending = [
      ...new Map([...own, ...(extra[unit] ?? new Map<string, Pair>()).values()].map((pair) => [pairName(pair), pair])).values(),
    ];
    const mirrored = mirroredBy(plan, unit);
    const reflected = pending.filter(
      (pair) => mirrored !== null && changed.has(`${mirrored} ${pairName(pair)}`) && !worldOf.has(pairName(pair)),
    );
    await load(pending.filter((pair) => !reflected.includes(pair)));
    for (const { engine } of worlds) for (const meter of engine.meters) meter.subject = -1;
    const news: { readonly pair: Pair; readonly before: number; readonly after: number }[] = [];
    if (rule.type === 'top') {
      const settled = await settleTop(sqlPort, {
        unitId,
        unit,
        mirrors: mirrorsOf(stored, unit),
        known: knownTop(worlds, tops, unitId),
        subjects: pending.flatMap((pair) => {
          const world = worldOf.get(pairName(pair));
          const index = world?.indexOf[kind].get(pairName(pair));
          return world === undefined || index === undefined
            ? []
            : [{ pair, engine: world.engine, index, known: world.ranks.get(rankName(unitId, pair)) }];
        }),
        rule,
        isForced: options.rankAgain.has(unitId),
        onlyRanks: walk,
      });
      ranks.push(...settled.ranks.map((rank) => ({ ...rank, unit, unitId })));
      news.push(...settled.changes.map((change) => topNews(change, today)));
      for (const row of settled.kept) keptIn.set(rankName(row.unitId, row), row.kept);
    } else {
      for (const pair of reflected) {
        const before = keptIn.get(rankName(unitId, pair)) ?? 0;
        const after = dayOf(outcomeOfDay(changed.get(`${mirrored} ${pairName(pair)}`)?.after ?? 0), before, today);
        if (after !== before) news.push({ pair, before, after });
      }
      for (const pair of pending) {
        const found = askOne(worldOf.get(pairName(pair)), unit, kind, pair, today);
        if (found !== null) news.push({ pair, ...found });
      }
    }
    for (const { pair, before, after } of news) settle(unit, pair, before, after);
    if (walk || news.length === 0) continue;
    for (const dependent of dependents.sameSubject[unit] ?? []) {
      for (const { pair } of news) if (!everything.has(pairName(pair))) extra[dependent]?.set(pairName(pair), pair);
    }
    const asking = (dependents.askingUnit[unit] ?? []).filter((each) => options.units[each.unit] === true);
    if (asking.length === 0) continue;
    const changedPairs = news.map(({ pair }) => pair);
    const relatives = relativesOf(asking, await pairsOf(sqlPort, kind, changedPairs, worldOf));
    for (const [index, each] of asking.entries()) {
      for (const pair of relatives[index] ?? []) {
        if (everything.has(pairName(pair))) continue;
        const room = extra[each.unit];
        if (room === undefined) continue;
        if (room.size < MAX_RELATIVES) room.set(pairName(pair), pair);
        else later.push(pair);
      }
    }
  }

  const segmentIds = plan.units.map(({ segment }) => listedId(segment));
  const all = [...changed.values()].filter(({ before, after }) => before !== after);
  return {
    members: all.map(({ unit, pair, after }) => ({ ...pair, unit, unitId: stored.unitIds[unit] ?? 0, enteredDay: after })),
    turns: all.flatMap(({ unit, pair, before, after }) => {
      const segmentId = segmentIds[unit] ?? null;
      return segmentId === null || isIn(before) === isIn(after) ? [] : [{ ...pair, segmentId, entered: isIn(after) }];
    }),
    due: [...everything.values()].flatMap((pair) => dueRow(stored, worldOf.get(pairName(pair)), pair, today)),
    ranks,
    later,
    telling: worlds.flatMap((world) => world.telling),
    isOutdated: worlds.some((world) => world.isOutdated),
  };
}

const isIn = (day: number): boolean => day !== 0 && day !== UNKNOWN_MEMBER;

/** Relatives whose day has come are asked first, or they would count as what they were yesterday. */
async function loadDue(
  worlds: readonly World[],
  everything: Map<string, Pair>,
  today: number,
  load: (pairs: readonly Pair[]) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < DUE_ROUNDS; round += 1) {
    const due = new Map<string, Pair>();
    for (const world of worlds) {
      for (const pair of Object.values(world.pairs).flat()) {
        const name = pairName(pair);
        if (due.size < MAX_RELATIVES && !everything.has(name) && (world.due.get(name) ?? FOREVER) <= today) due.set(name, pair);
      }
    }
    if (due.size === 0) return;
    for (const [name, pair] of due) everything.set(name, pair);
    await load([...due.values()]);
  }
}

/** Null where the subject stands as it stood. */
function askOne(world: World | undefined, unit: number, kind: SubjectKind, pair: Pair, today: number) {
  const index = world?.indexOf[kind].get(pairName(pair));
  const rule = world?.engine.units[unit];
  if (world === undefined || index === undefined || rule?.type !== 'where') return null;
  const { engine } = world;
  const before = engine.members[unit]?.[index] ?? 0;
  const outcome = engine.facts[kind].alive[index] === 0 ? NO : outcomeOf(engine, rule.expression, kind, index);
  const after = dayOf(outcome, before, today);
  return after === before ? null : { before, after };
}

function dayOf(outcome: Outcome, before: number, today: number): number {
  if (outcome === YES) return isIn(before) ? before : today;
  return outcome === UNKNOWN ? UNKNOWN_MEMBER : 0;
}

const outcomeOfDay = (day: number): Outcome => (day === UNKNOWN_MEMBER ? UNKNOWN : isIn(day) ? YES : NO);

const topNews = ({ pair, before, outcome }: TopChange, today: number) => ({ pair, before, after: dayOf(outcome, before, today) });

/** For each of those who ask: from those who changed, by way of the pairs that they are in, back to them. */
const relativesOf = (asking: readonly Asking[], pairs: readonly Pair[]): readonly (readonly Pair[])[] =>
  asking.map((each) =>
    pairs.map(({ accountId, userId }) => ({
      accountId: each.kind === 'user' ? 0 : accountId,
      userId: each.kind === 'account' ? 0 : userId,
    })),
  );

/** Users in accounts around those who changed. A user who was looked at came with all accounts that they are in. */
async function pairsOf(
  sqlPort: SqlPort,
  kind: SubjectKind,
  changed: readonly Pair[],
  worldOf: ReadonlyMap<string, World>,
): Promise<readonly Pair[]> {
  if (kind === 'membership') return changed;
  const looked = kind === 'user' ? changed.filter((pair) => worldOf.has(pairName(pair))) : [];
  const users = new Set(looked.map(({ userId }) => userId));
  const worlds = new Set(looked.flatMap((pair) => worldOf.get(pairName(pair)) ?? []));
  const found = [...worlds].flatMap(({ pairs }) => pairs.membership.filter(({ userId }) => users.has(userId)));
  const rest = changed.filter(({ userId }) => !users.has(userId));
  for (const chunk of chunked(rest, SUBJECTS_PER_WORLD)) {
    const ids = chunk.map(({ accountId, userId }) => (kind === 'account' ? accountId : userId));
    const around = kind === 'account' ? { accounts: ids, users: [] } : { accounts: [], users: ids };
    found.push(...(await pairsAround(sqlPort, around, 4 * MAX_RELATIVES)));
  }
  return found;
}

/** The day on which somebody has to be looked at again. A day that is too early does no harm, so that one stays. */
function dueRow(stored: StoredPlan, world: World | undefined, pair: Pair, today: number): MemberRow[] {
  const kind = kindOf(pair);
  const index = world?.indexOf[kind].get(pairName(pair));
  if (world === undefined || index === undefined) return [];
  const due = Math.min(nextDueDay(world.engine, kind, index), movesTomorrow(stored, world.engine, kind, index, today));
  const kept = world.due.get(pairName(pair));
  const isNew = kept === undefined ? due < FOREVER : kept <= today || due < kept;
  return isNew && due !== kept ? [{ ...pair, unitId: DUE_UNIT, enteredDay: due }] : [];
}

function movesTomorrow(stored: StoredPlan, { facts }: Engine, kind: SubjectKind, index: number, today: number): number {
  if (kind !== 'account') return FOREVER;
  const used = columnsOf(stored.plan).account;
  const moves = MOVING_COLUMNS.some((name) => {
    const column = used.has(name) ? facts.account.columns.get(name) : undefined;
    return column?.by === 'range' && (column.values[index] ?? 0) > 0;
  });
  return moves ? today + 1 : FOREVER;
}
