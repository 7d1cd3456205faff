import type { SqlPort } from '../../platform/ports';
import { type Engine, newEngine } from '../../segments/engine';
import { addAccount, addMembership, addUser, columnFor, type Facts, newFacts, setValue } from '../../segments/facts';
import type { FactValue } from '../../segments/facts';
import type { SubjectKind } from '../../segments/value';
import { pairName, valuesIn } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { DUE_UNIT } from '../../store/segment-members';
import { neighbourhood } from '../../store/segment-neighbourhood';
import type { NeighbourhoodRow } from '../../store/neighbourhood-row';
import type { Asked } from '../../store/segment-neighbourhood';
import { rankStateIn } from '../../store/segment-ranks';
import type { RankState, TopAsked } from '../../store/segment-ranks';
import { tellingIn } from '../../store/segment-told';
import type { Telling } from '../../store/segment-told';
import { readFigures } from '../../store/day-figures';
import { BLOCK_DAYS } from '../../store/member-days';
import type { StoredPlan } from './plan-in-store';
import { columnsOf, needsOf } from './plan-needs';
import { setUses } from './set-uses';
import { accountValues, membershipValues, outlookValues, stageValues, storedValue, userValues } from './subject-values';
import type { SeenDays } from './subject-values';

/**
 * Some subjects with all that is asked of them, and their relatives, of whom only memberships of units are known. By index of the engine;
 * `indexOf` by name of the pair.
 */
export type World = {
  readonly engine: Engine;
  readonly pairs: Readonly<Record<SubjectKind, readonly Pair[]>>;
  readonly indexOf: Readonly<Record<SubjectKind, ReadonlyMap<string, number>>>;
  /** When somebody is due, of those of whom it is known. */
  readonly due: ReadonlyMap<string, number>;
  /** Kept places of the subjects in units that rank them, by `rankName`; null for one that cannot be known. */
  readonly ranks: ReadonlyMap<string, number | null>;
  /** How units stand of which that was asked, by their numbers; null where that is too much to be asked beside. */
  readonly tops: ReadonlyMap<number, RankState | null>;
  readonly telling: readonly Telling[];
  /** Stages are others now than when the plan was read. */
  readonly isOutdated: boolean;
};

export const rankName = (unitId: number, pair: Pair): string => `${unitId} ${pairName(pair)}`;

export function kindOf({ accountId, userId }: Pair): SubjectKind {
  return userId === 0 ? 'account' : accountId === 0 ? 'user' : 'membership';
}

/** What else is asked by the same statement: what destinations know of some of the subjects, and how units stand. */
export type Beside = { readonly told: readonly Pair[]; readonly tops: readonly TopAsked[] };
const NOTHING_BESIDE: Beside = { told: [], tops: [] };

/** Facts of these subjects, and kept members of them and of whom they ask about. */
export async function loadWorld(
  sqlPort: SqlPort,
  stored: StoredPlan,
  subjects: readonly Pair[],
  today: number,
  beside: Beside = NOTHING_BESIDE,
): Promise<World> {
  const asked = {
    accounts: subjects.filter((pair) => kindOf(pair) === 'account').map(({ accountId }) => accountId),
    users: subjects.filter((pair) => kindOf(pair) === 'user').map(({ userId }) => userId),
    memberships: subjects.filter((pair) => kindOf(pair) === 'membership'),
    ...beside,
  };
  const needs = needsOf(stored.plan, { events: stored.sources.events, unitIds: stored.unitIds, today });
  return worldOf(stored, asked, withUses(await neighbourhood(sqlPort, asked, needs), today), today);
}

/** With the uses of accounts in the 30 days up to today: what comes of them is some blocks of days. */
function withUses(rows: readonly NeighbourhoodRow[], today: number): readonly NeighbourhoodRow[] {
  const uses = new Map<number, number>();
  for (const row of rows) {
    if (row.what !== 'uses') continue;
    const ofDays = readFigures(row.t).filter((_, place) => isLately(row.a * BLOCK_DAYS + place, today));
    uses.set(row.account_id, (uses.get(row.account_id) ?? 0) + ofDays.reduce((sum, each) => sum + each, 0));
  }
  return rows.map((row) => (row.what === 'account' ? { ...row, j: uses.get(row.account_id) ?? null } : row));
}

const isLately = (day: number, today: number): boolean => day > today - 30 && day <= today;

type Member = Pair & { erased: boolean; first: number | null; last: number | null; hasRow: boolean };
type RowsBy = { readonly [What in NeighbourhoodRow['what']]: Extract<NeighbourhoodRow, { what: What }>[] };

function worldOf(stored: StoredPlan, asked: Asked & Beside, all: readonly NeighbourhoodRow[], today: number): World {
  const rows: RowsBy = {
    account: [],
    user: [],
    member: [],
    profile: [],
    uses: [],
    stage: [],
    outlook: [],
    use: [],
    kept: [],
    rank: [],
    stages: [],
    first: [],
    doubt: [],
    among: [],
    ranked: [],
    told: [],
    name: [],
  };
  for (const row of all) (rows[row.what] as NeighbourhoodRow[]).push(row);
  const members = membersIn(rows.member, asked);
  const erased = new Set([
    ...rows.user.filter(({ a }) => a === 1).map(({ user_id }) => user_id),
    ...members.filter((member) => member.erased).map(({ userId }) => userId),
  ]);
  const known = new Set([
    ...rows.user.map(({ user_id }) => user_id),
    ...members.filter(({ hasRow }) => hasRow).map(({ userId }) => userId),
  ]);
  const accountIds = inOrder([...asked.accounts, ...members.map(({ accountId }) => accountId)]);
  const userIds = inOrder([...asked.users, ...members.map(({ userId }) => userId)]);

  const facts = newFacts({
    accounts: accountIds.length,
    users: userIds.length,
    memberships: members.length + asked.accounts.length,
    rows: rows.use.length * 2,
  });
  const accountIndex = new Map(accountIds.map((id) => [id, addAccount(facts)]));
  const userIndex = new Map(userIds.map((id) => [id, addUser(facts)]));
  for (const [id, index] of userIndex) if (erased.has(id) || !known.has(id)) facts.user.alive[index] = 0;
  const memberIndex = new Map(
    members.map((member) => {
      const index = addMembership(facts, accountIndex.get(member.accountId) ?? 0, userIndex.get(member.userId) ?? 0);
      if (!member.hasRow || erased.has(member.userId)) facts.membership.alive[index] = 0;
      return [pairName(member), index];
    }),
  );
  setValues(stored, facts, { rows, members, erased, accountIndex, userIndex, memberIndex });
  setUses(stored, facts, rows.use, { accountIndex, memberIndex, accounts: asked.accounts });

  const engine = newEngine(stored.plan, facts, today);
  const pairs: Record<SubjectKind, Pair[]> = {
    account: accountIds.map((accountId) => ({ accountId, userId: 0 })),
    user: userIds.map((userId) => ({ accountId: 0, userId })),
    membership: members.map(({ accountId, userId }) => ({ accountId, userId })),
  };
  const indexOf = {
    account: new Map(pairs.account.map((pair, index) => [pairName(pair), index])),
    user: new Map(pairs.user.map((pair, index) => [pairName(pair), index])),
    membership: memberIndex,
  };
  const due = new Map<string, number>();
  const unitOf = new Map(stored.unitIds.map((id, unit) => [id, unit]));
  for (const { account_id, user_id, a: unitId, b: day } of rows.kept) {
    const pair = { accountId: account_id, userId: user_id };
    if (unitId === DUE_UNIT) due.set(pairName(pair), day);
    const index = indexOf[kindOf(pair)].get(pairName(pair));
    const column = engine.members[unitOf.get(unitId) ?? -1];
    if (index !== undefined && column !== undefined) column[index] = day;
  }
  const ranks = new Map(
    rows.rank.map(({ account_id, user_id, a: unitId, b: key }) => [rankName(unitId, { accountId: account_id, userId: user_id }), key]),
  );
  const ofTops = [...rows.first, ...rows.doubt, ...rows.among, ...rows.ranked];
  const tops = new Map(asked.tops.map((top) => [top.unitId, rankStateIn(ofTops, top)]));
  const isOutdated = (rows.stages[0]?.a ?? 0) !== stored.sources.stages.version;
  return { engine, pairs, indexOf, due, ranks, tops, telling: tellingIn([...rows.told, ...rows.name]), isOutdated };
}

const inOrder = (ids: readonly number[]): number[] => [...new Set(ids)].sort((a, b) => a - b);

/** One of each, by (account, user). Those asked about that are not there are kept, to be found gone. */
function membersIn(rows: RowsBy['member'], asked: Asked): Member[] {
  const members = new Map<string, Member>();
  for (const { account_id, user_id, a, b, c } of rows) {
    const pair = { accountId: account_id, userId: user_id };
    const member = members.get(pairName(pair));
    if (member === undefined) members.set(pairName(pair), { ...pair, erased: a === 1, first: b, last: c, hasRow: true });
    else Object.assign(member, { first: member.first ?? b, last: member.last ?? c });
  }
  for (const pair of asked.memberships) {
    if (!members.has(pairName(pair))) members.set(pairName(pair), { ...pair, erased: false, first: null, last: null, hasRow: false });
  }
  return [...members.values()].sort((a, b) => a.accountId - b.accountId || a.userId - b.userId);
}

type Places = {
  readonly rows: RowsBy;
  readonly members: readonly Member[];
  readonly erased: ReadonlySet<number>;
  readonly accountIndex: ReadonlyMap<number, number>;
  readonly userIndex: ReadonlyMap<number, number>;
  readonly memberIndex: ReadonlyMap<string, number>;
};

/** Properties of those asked about; what is said of people who were erased is not taken in. */
function setValues(stored: StoredPlan, facts: Facts, places: Places): void {
  const { rows, members, erased, accountIndex, userIndex, memberIndex } = places;
  const columns = columnsOf(stored.plan);
  const set = (kind: SubjectKind, index: number | undefined, valueOf: (key: string) => FactValue | undefined): void => {
    if (index === undefined) return;
    for (const [key, type] of columns[kind]) {
      const value = valueOf(key);
      if (value !== undefined) setValue(columnFor(facts, kind, key, type), index, value);
    }
  };
  for (const row of rows.profile) {
    if (erased.has(row.user_id)) continue;
    const values = valuesIn(row.t);
    const pair = { accountId: row.account_id, userId: row.user_id };
    const kind = kindOf(pair);
    const index =
      kind === 'account'
        ? accountIndex.get(row.account_id)
        : kind === 'user'
          ? userIndex.get(row.user_id)
          : memberIndex.get(pairName(pair));
    set(kind, index, (key) => {
      const type = columns[kind].get(key);
      return type === undefined || !Object.hasOwn(values, key) ? undefined : storedValue(type, values[key]);
    });
  }
  for (const row of rows.account) {
    const values = accountValues(row);
    set('account', accountIndex.get(row.account_id), (key) => values.get(key));
  }
  for (const row of rows.outlook) {
    const values = outlookValues(row);
    set('account', accountIndex.get(row.account_id), (key) => values.get(key));
  }
  const stages = new Map<number, { stage: string; day: number }[]>();
  for (const { account_id, t, a } of rows.stage) stages.set(account_id, [...(stages.get(account_id) ?? []), { stage: t, day: a }]);
  for (const [accountId, entries] of stages) {
    const values = stageValues(entries);
    set('account', accountIndex.get(accountId), (key) => values.get(key));
  }
  const seen = new Map<number, { days: SeenDays; accounts: number }>();
  for (const { accountId, userId, first, last } of members) {
    if (erased.has(userId)) continue;
    const values = membershipValues({ first, last });
    set('membership', memberIndex.get(pairName({ accountId, userId })), (key) => values.get(key));
    const known = seen.get(userId);
    seen.set(userId, {
      days: { first: least(known?.days.first, first), last: most(known?.days.last, last) },
      accounts: (known?.accounts ?? 0) + (first === null ? 0 : 1),
    });
  }
  for (const { user_id } of rows.user) {
    if (erased.has(user_id)) continue;
    const values = userValues(seen.get(user_id)?.days ?? { first: null, last: null }, seen.get(user_id)?.accounts ?? 0);
    set('user', userIndex.get(user_id), (key) => values.get(key));
  }
}

const least = (one: number | null | undefined, other: number | null): number | null =>
  one === null || one === undefined ? other : other === null ? one : Math.min(one, other);
const most = (one: number | null | undefined, other: number | null): number | null =>
  one === null || one === undefined ? other : other === null ? one : Math.max(one, other);
