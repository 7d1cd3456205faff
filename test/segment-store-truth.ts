import { dayFromNumber, dayNumberOf } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { storedKey } from '../src/profiles/segments/plan-in-store';
import type { StoredPlan } from '../src/profiles/segments/plan-in-store';
import { STAGE_COLUMN, STAGE_SINCE_COLUMN, stageEnteredColumn, TAGS_COLUMN } from '../src/segments/catalogue';
import { setActivity } from '../src/segments/change-facts';
import { newEngine } from '../src/segments/engine';
import { evaluateAll } from '../src/segments/evaluate-all';
import { addAccount, addMembership, addUser, columnFor, FAILED, newFacts, setValue, variantFor } from '../src/segments/facts';
import type { Facts } from '../src/segments/facts';
import { isValueOf } from '../src/segments/value';
import type { SubjectKind } from '../src/segments/value';
import { valuesIn } from '../src/store/profiles';
import type { Store } from './segment-store-world';
import { storedDays } from './stored-days';
import { profilesIn } from './stored-profiles';

/** Days of entry by unit and subject, as a full evaluation after each step has them. */
export type Entries = Map<string, Map<string, number>>;

/**
 * Members of every unit by its key, each by the pair: evaluated for everybody, on everything that the tables hold, read table by table.
 * `entries` is what the evaluation before said, and is brought up to date.
 */
export async function evaluateStore(store: Store, stored: StoredPlan, entries: Entries): Promise<Record<string, Record<string, number>>> {
  const { facts, pairs } = await wholeFacts(store, stored);
  const engine = newEngine(stored.plan, facts, dayNumberOf(store.time.now));
  stored.plan.units.forEach(({ key, kind }, unit) => {
    const known = entries.get(key);
    pairs[kind].forEach((pair, index) => (engine.members[unit]![index] = known?.get(pair) ?? 0));
  });
  evaluateAll(engine);
  const found: Record<string, Record<string, number>> = {};
  stored.plan.units.forEach(({ key, kind }, unit) => {
    const members = new Map(
      pairs[kind].flatMap((pair, index): [string, number][] => {
        const day = engine.members[unit]![index]!;
        return day === 0 ? [] : [[pair, day]];
      }),
    );
    entries.set(key, members);
    found[key] = Object.fromEntries([...members].sort());
  });
  return found;
}

/** What the store keeps. */
export async function keptIn(store: Store, stored: StoredPlan): Promise<Record<string, Record<string, number>>> {
  const rows = await store.sql.query(sql`
    SELECT u.unit_key, m.account_id, m.user_id, m.entered_day FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id
    WHERE m.entered_day > 0 ORDER BY m.account_id, m.user_id`);
  return Object.fromEntries(
    stored.plan.units.map(({ key }) => [
      key,
      Object.fromEntries(
        rows
          .filter((row) => row.unit_key === storedKey(key))
          .map((row): [string, number] => [`${Number(row.account_id)}:${Number(row.user_id)}`, Number(row.entered_day)])
          .sort(),
      ),
    ]),
  );
}

async function wholeFacts(store: Store, stored: StoredPlan): Promise<{ facts: Facts; pairs: Record<SubjectKind, string[]> }> {
  const today = dayNumberOf(store.time.now);
  const all = async (
    table:
      | 'account'
      | 'account_health'
      | 'account_outlook'
      | 'account_score'
      | 'app_user'
      | 'membership'
      | 'activity'
      | 'account_state'
      | 'stage_entry'
      | 'event_name',
  ) => {
    const name = {
      account: sql`account`,
      account_health: sql`account_health`,
      account_outlook: sql`account_outlook`,
      account_score: sql`account_score`,
      app_user: sql`app_user`,
      membership: sql`membership`,
      activity: sql`activity`,
      account_state: sql`account_state`,
      stage_entry: sql`stage_entry`,
      event_name: sql`event_name`,
    }[table];
    return await store.sql.query(sql`SELECT * FROM ${name} ORDER BY 1, 2`);
  };
  const facts = newFacts({ accounts: 0, users: 0, memberships: 0, rows: 0 });
  const pairs: Record<SubjectKind, string[]> = { account: [], user: [], membership: [] };
  const set = (kind: SubjectKind, index: number, key: string, value: unknown) => {
    const type = key.startsWith(':')
      ? key === TAGS_COLUMN
        ? 'list'
        : key === STAGE_COLUMN
          ? 'text'
          : 'day'
      : stored.catalogue.properties[kind].get(key)?.type;
    if (type === undefined) return;
    setValue(columnFor(facts, kind, key, type), index, value === null ? null : isValueOf(type, value) ? value : FAILED);
  };
  const day = (value: unknown) => (value === null || value === undefined ? null : dayFromNumber(Number(value)));
  const erased = new Set<number>();
  const accounts = new Map<number, number>();
  const users = new Map<number, number>();
  const nobody = new Map<number, number>();
  for (const row of await all('account')) {
    accounts.set(Number(row.account_id), addAccount(facts));
    pairs.account.push(`${Number(row.account_id)}:0`);
  }
  for (const row of await all('app_user')) {
    const index = addUser(facts);
    users.set(Number(row.user_id), index);
    pairs.user.push(`0:${Number(row.user_id)}`);
    if (String(row.short_id).startsWith('erased:')) {
      erased.add(Number(row.user_id));
      facts.user.alive[index] = 0;
    }
  }
  const seen = (await all('membership')).map((row) => ({
    account: Number(row.account_id),
    user: Number(row.user_id),
    first: Number(row.first_day),
    last: Number(row.last_day),
  }));
  const profiles = (await profilesIn(store.sql)).map((row) => ({
    account: row.account_id,
    user: row.user_id,
    values: valuesIn(row.properties),
  }));
  const memberPairs = new Map<string, { account: number; user: number }>();
  for (const { account, user } of [...seen, ...profiles])
    if (account > 0 && user > 0) memberPairs.set(`${account}:${user}`, { account, user });
  const members = new Map<string, number>();
  for (const [name, { account, user }] of [...memberPairs].sort(([, a], [, b]) => a.account - b.account || a.user - b.user)) {
    const index = addMembership(facts, accounts.get(account)!, users.get(user)!);
    members.set(name, index);
    pairs.membership.push(name);
    if (erased.has(user)) facts.membership.alive[index] = 0;
  }
  for (const [account, index] of accounts) nobody.set(account, addMembership(facts, index, -1));

  for (const { account, user, values } of profiles) {
    if (erased.has(user)) continue;
    const kind = user === 0 ? 'account' : account === 0 ? 'user' : 'membership';
    const index = kind === 'account' ? accounts.get(account)! : kind === 'user' ? users.get(user)! : members.get(`${account}:${user}`)!;
    for (const [key, value] of Object.entries(values)) set(kind, index, key, value);
  }
  const days = (await storedDays(store.sql)).map((row) => ({ ...row, account: row.account_id }));
  for (const row of await all('account')) {
    const account = Number(row.account_id);
    const index = accounts.get(account)!;
    const own = days.filter((each) => each.account === account);
    const now = own.find((each) => each.day === today);
    const active = own.filter(({ events }) => events > 0).map((each) => each.day);
    set('account', index, 'users-7', now?.users7 ?? 0);
    set('account', index, 'users-30', now?.users30 ?? 0);
    set(
      'account',
      index,
      'uses-30',
      own.filter((each) => each.day <= today && each.day > today - 30).reduce((sum, { events }) => sum + events, 0),
    );
    set('account', index, 'users-ever', seen.filter((each) => each.account === account).length);
    set('account', index, 'first-seen', active.length === 0 ? null : day(Math.min(...active)));
    set('account', index, 'last-active', day(row.last_active_day));
  }
  for (const row of await all('account_state')) {
    const index = accounts.get(Number(row.account_id))!;
    set('account', index, 'seats', row.seats === null ? null : Number(row.seats));
    set('account', index, 'mrr', Number(row.mrr_cents));
    set('account', index, STAGE_COLUMN, row.stage);
    set('account', index, 'licence-stage', row.licence_stage);
  }
  for (const row of await all('account_score'))
    set('account', accounts.get(Number(row.account_id))!, `${String(row.outcome)}-score`, Number(row.shown) / 10);
  for (const row of await all('account_health')) set('account', accounts.get(Number(row.account_id))!, 'account-health', row.health);
  // Which signals fire is kept nowhere else.
  for (const row of await all('account_outlook')) {
    const signals = typeof row.signals === 'string' ? (JSON.parse(row.signals) as Record<string, string[]>) : {};
    for (const [outcome, words] of Object.entries(signals))
      set('account', accounts.get(Number(row.account_id))!, `${outcome}-signals`, words);
  }
  for (const row of await all('stage_entry')) {
    const index = accounts.get(Number(row.account_id))!;
    // In the order of days, so that the last one stays.
    const isNowhere = row.stage === '';
    if (!isNowhere) set('account', index, stageEnteredColumn(String(row.stage)), day(row.entered_day));
    set('account', index, STAGE_SINCE_COLUMN, isNowhere ? null : day(row.entered_day));
  }
  for (const [id, index] of users) {
    if (erased.has(id)) continue;
    const own = seen.filter(({ user }) => user === id);
    set('user', index, 'accounts', own.length);
    set('user', index, 'last-seen', own.length === 0 ? null : day(Math.max(...own.map(({ last }) => last))));
  }
  for (const { account, user, first, last } of seen) {
    if (erased.has(user)) continue;
    set('membership', members.get(`${account}:${user}`)!, 'first-seen', day(first));
    set('membership', members.get(`${account}:${user}`)!, 'last-seen', day(last));
  }
  const names = new Map((await all('event_name')).map((row) => [Number(row.event_id), String(row.name)]));
  const variants = (
    await store.sql.query(
      sql`SELECT a.*, v.event_id, v.properties FROM variant_activity a JOIN event_variant v ON v.variant_id = a.variant_id`,
    )
  ).map((row) => ({
    account: Number(row.account_id),
    user: Number(row.user_id),
    day: Number(row.day),
    event: Number(row.event_id),
    count: Number(row.count),
    properties: new Map(Object.entries(JSON.parse(String(row.properties)) as Record<string, string>)),
  }));
  for (const row of await all('activity')) {
    const [account, user] = [Number(row.account_id), Number(row.user_id)];
    const index = user === 0 ? nobody.get(account)! : members.get(`${account}:${user}`)!;
    const [day, event, count] = [Number(row.day), Number(row.event_id), Number(row.count)];
    // What is not counted by its properties has properties that nobody knows.
    let unknown = count;
    for (const variant of variants.filter(
      (each) => each.event === event && each.account === account && each.user === user && each.day === day,
    )) {
      unknown -= variant.count;
      setActivity(facts, index, variantFor(facts, names.get(event)!, variant.properties, true), day, variant.count);
    }
    setActivity(facts, index, variantFor(facts, names.get(event)!, new Map(), true), day, unknown);
  }
  return { facts, pairs };
}
