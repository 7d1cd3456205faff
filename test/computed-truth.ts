import { dayFromNumber, dayNumberOf } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { computeProperty } from '../src/profiles/computed/compute';
import type { RelatedFacts, SubjectFacts } from '../src/profiles/computed/compute';
import type { Use } from '../src/profiles/computed/measure-events';
import type { PlannedComputed } from '../src/profiles/computed/plan-computed';
import type { StoredPlan } from '../src/profiles/segments/plan-in-store';
import { relatedKind } from '../src/segments/condition';
import { isValueOf } from '../src/segments/value';
import type { PropertyValue, SubjectKind } from '../src/segments/value';
import { valuesIn } from '../src/store/profiles';
import type { Store } from './segment-store-world';
import { profilesIn } from './stored-profiles';

/** What cannot be told, in what is compared. */
const CANNOT = 'cannot be told';
type Values = Record<string, Record<string, PropertyValue>>;
type Subject = { readonly kind: SubjectKind; readonly account: number; readonly user: number };
/** Whether somebody related counts: the condition of a definition in plain code. */
export type Counts = (related: Subject, world: World) => boolean;

const nameOf = ({ account, user }: Subject): string => `${account}:${user}`;

/** Everything that the tables hold. */
type World = Awaited<ReturnType<typeof readWorld>>;

async function readWorld(store: Store) {
  const rows = async (table: 'account' | 'app_user' | 'membership' | 'activity' | 'account_state' | 'stage_entry') => {
    const name = {
      account: sql`account`,
      app_user: sql`app_user`,
      membership: sql`membership`,
      activity: sql`activity`,
      account_state: sql`account_state`,
      stage_entry: sql`stage_entry`,
    }[table];
    return await store.sql.query(sql`SELECT * FROM ${name} ORDER BY 1, 2`);
  };
  const events = new Map(
    (
      await store.sql.query(sql`
        SELECT e.event_id, e.name, COALESCE(d.activity, e.feature) AS activity
        FROM event_name e LEFT JOIN event_detail d ON d.event_id = e.event_id`)
    ).map((row) => [Number(row.event_id), { name: String(row.name), activity: Number(row.activity) === 1 }]),
  );
  return {
    today: dayNumberOf(store.time.now),
    accounts: (await rows('account')).map((row) => Number(row.account_id)),
    users: (await rows('app_user')).filter((row) => !String(row.short_id).startsWith('erased:')).map((row) => Number(row.user_id)),
    seen: (await rows('membership')).map((row) => ({
      account: Number(row.account_id),
      user: Number(row.user_id),
      first: Number(row.first_day),
    })),
    profiles: (await profilesIn(store.sql)).map((row) => ({
      account: row.account_id,
      user: row.user_id,
      values: valuesIn(row.properties),
    })),
    states: new Map((await rows('account_state')).map((row) => [Number(row.account_id), row])),
    stages: (await rows('stage_entry')).map((row) => ({
      account: Number(row.account_id),
      day: Number(row.entered_day),
      stage: String(row.stage),
    })),
    uses: (await rows('activity')).map((row) => {
      const event = events.get(Number(row.event_id));
      return {
        account: Number(row.account_id),
        user: Number(row.user_id),
        day: Number(row.day),
        times: Number(row.count),
        event: event?.name ?? '',
        activity: event?.activity ?? false,
      };
    }),
  };
}

/** Computed values of everybody, each from the tables alone, definition by definition. */
export async function computeStore(store: Store, plan: StoredPlan, counts: ReadonlyMap<string, Counts>): Promise<Values> {
  const world = await readWorld(store);
  const found: Values = {};
  for (const definition of plan.computed) {
    if (definition.problem !== null) continue;
    for (const subject of subjectsOf(world, definition.kind)) {
      const value = valueOf(world, plan, definition, subject, counts, found);
      if (value !== null) (found[nameOf(subject)] ??= {})[definition.key] = value;
    }
  }
  return found;
}

/** Computed values that the store keeps. */
export async function computedIn(store: Store, plan: StoredPlan): Promise<Values> {
  const kept: Values = {};
  for (const { account, user, values } of (await readWorld(store)).profiles) {
    const kind = user === 0 ? 'account' : account === 0 ? 'user' : 'membership';
    for (const each of plan.computed) {
      const value = each.kind === kind ? values[each.key] : undefined;
      if (value !== undefined) (kept[`${account}:${user}`] ??= {})[each.key] = isValueOf(each.type, value) ? value : CANNOT;
    }
  }
  return kept;
}

function subjectsOf(world: World, kind: SubjectKind): Subject[] {
  switch (kind) {
    case 'account':
      return world.accounts.map((account) => ({ kind, account, user: 0 }));
    case 'user':
      return world.users.map((user) => ({ kind, account: 0, user }));
    case 'membership': {
      const pairs = new Map<string, Subject>();
      for (const { account, user } of [...world.seen, ...world.profiles]) {
        if (account > 0 && world.users.includes(user)) pairs.set(`${account}:${user}`, { kind, account, user });
      }
      return [...pairs.values()];
    }
  }
}

export const usesOf = (world: World, { account, user }: Pick<Subject, 'account' | 'user'>) =>
  world.uses.filter((use) => (account === 0 || use.account === account) && (user === 0 || use.user === user));

function valueOf(
  world: World,
  plan: StoredPlan,
  definition: PlannedComputed,
  subject: Subject,
  counts: ReadonlyMap<string, Counts>,
  computed: Values,
): PropertyValue | null {
  const { kind, account, user } = subject;
  const asUse = ({ day, event, times, activity, ...by }: World['uses'][number]): Use => ({
    day,
    event,
    times,
    activity,
    other: kind === 'user' ? by.account : by.user,
  });
  const ownOf = (of: Subject, key: string) => propertyOf(world, plan, computed, of, key);
  const needed = neededBy(definition).map((key) => ownOf(subject, key));
  if (needed.includes(CANNOT)) return CANNOT;
  const facts: SubjectFacts = {
    today: world.today,
    uses: usesOf(world, subject).map(asUse),
    usesOfAccount: usesOf(world, { account, user: 0 }).map(asUse),
    property: (key) => ownOf(subject, key),
    sinceDay: (window) => {
      const entries = world.stages.filter(
        (each) => each.account === account && (window.type !== 'sinceStage' || each.stage === window.stage),
      );
      return kind === 'account' && entries.length > 0 ? Math.max(...entries.map(({ day }) => day)) : null;
    },
    priceOf: (tier) => definition.stored.prices.find(([name]) => name === tier)?.[1] ?? null,
    related: (relation) => {
      const related = relatedKind(kind, relation);
      const found: RelatedFacts[] = [];
      for (const member of subjectsOf(world, 'membership')) {
        if ((account !== 0 && member.account !== account) || (user !== 0 && member.user !== user)) continue;
        const other: Subject =
          related === 'account'
            ? { kind: 'account', account: member.account, user: 0 }
            : related === 'user'
              ? { kind: 'user', account: 0, user: member.user }
              : member;
        if (counts.get(definition.key)?.(other, world) === false) continue;
        const day = world.seen.find((seen) => seen.account === member.account && seen.user === member.user)?.first ?? 0;
        found.push({ day, property: (key) => ownOf(other, key) });
      }
      const { property } = definition.definition as { property?: string | null };
      return typeof property === 'string' && found.some((each) => each.property(property) === CANNOT) ? { cannot: 'of one' } : found;
    },
  };
  const result = computeProperty(definition.definition, definition.type, facts);
  return 'cannot' in result ? CANNOT : result.value;
}

function neededBy({ definition }: PlannedComputed): string[] {
  if (definition.type === 'ratio') return [definition.of, definition.to];
  return definition.type === 'formula'
    ? [...definition.formula.matchAll(/\[([^\]]+)\]|\b(seats|plan)\b/g)].map((match) => match[1] ?? match[2] ?? '')
    : [];
}

function propertyOf(world: World, plan: StoredPlan, computed: Values, subject: Subject, key: string): PropertyValue | null {
  if (plan.computed.some((each) => each.kind === subject.kind && each.key === key)) return computed[nameOf(subject)]?.[key] ?? null;
  const seats = world.states.get(subject.account)?.seats;
  if (key === 'seats') return seats === null || seats === undefined ? null : Number(seats);
  if (key === 'users-ever') return world.seen.filter(({ account }) => account === subject.account).length;
  if (key === 'first-seen') {
    const first = world.seen.find(({ account, user }) => account === subject.account && user === subject.user)?.first;
    return first === undefined ? null : dayFromNumber(first);
  }
  const type = plan.catalogue.properties[subject.kind].get(key)?.type;
  const value = world.profiles.find(({ account, user }) => account === subject.account && user === subject.user)?.values[key];
  return type !== undefined && value !== undefined && isValueOf(type, value) ? value : null;
}
