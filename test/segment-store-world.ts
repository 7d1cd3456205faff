import fc from 'fast-check';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SegmentCall } from '../src/delivery/envelope';
import { erasePerson } from '../src/erasure/erase-person';
import { storeBatch } from '../src/intake/store-batch';
import { storeEventProperties } from '../src/intake/store-event-properties';
import { dayFromNumber, dayNumberOf } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { rowsSql, sql } from '../src/platform/sql';
import { publishOutlooks } from '../src/profiles/predictions/publish-outlooks';
import { walkComputed } from '../src/profiles/computed/walk-computed';
import { followChanges } from '../src/profiles/follow-changes';
import { sweepDue, workOffTouched } from '../src/profiles/segments/work-off';
import { TAGS_COLUMN } from '../src/segments/catalogue';
import type { Condition, Segment } from '../src/segments/condition';
import { isValueOf } from '../src/segments/value';
import type { PropertyType, PropertyValue, SubjectKind } from '../src/segments/value';
import { VARIANTS } from '../src/store/counted';
import { freezeReceipts } from '../src/store/freeze-receipts';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { saveHealth, saveScores } from '../src/store/predictions';
import { changeProfiles } from '../src/store/profiles';
import { addProperties } from '../src/store/properties';
import { noteTouched } from '../src/store/segment-touched';
import { segmentLists } from './segments-world';
import { memoryKvs } from './memory-kvs';
import { accountOfSql, subjectsOfKind, userOfSql } from '../src/store/profile-subject';

const DAY_MS = 86_400_000;
const START = Date.parse('2024-02-20T09:00:00Z');
export const EVENTS = { 'Item Ticked': true, 'List Made': true, 'Board Opened': false } as const;
const STAGES = { trial: 'Evaluation', paying: 'Paying', gone: 'Lapsed' } as const;
const STORED: Readonly<Record<SubjectKind, Readonly<Record<string, PropertyType>>>> = {
  account: { plan: 'text', since: 'day', labels: 'list', paid: 'boolean' },
  user: { mood: 'text', score: 'number', joined: 'day' },
  membership: { Role: 'text', weight: 'number' },
};

/** A vendor's empty store with properties to be asked about, and a clock that is moved by hand. */
export async function openStore() {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  const time = { now: START };
  await addProperties(
    ports.sql,
    (['account', 'user', 'membership'] as const).flatMap((kind) =>
      Object.entries(STORED[kind]).map(([key, type]) => ({ kind, key, type, origin: 'kit' as const, lastSeenDay: null })),
    ),
  );
  // Events are known before anybody did them, so that conditions may name them.
  await ports.sql.write(
    sql`INSERT INTO event_name (name, feature) VALUES ${rowsSql(Object.entries(EVENTS).map(([name, feature]) => [name, feature ? 1 : 0]))}`,
  );
  return { sql: ports.sql, ddl: ports.ddl, time, clock: () => time.now, close: () => engine.close() };
}
export type Store = Awaited<ReturnType<typeof openStore>>;

/** Ticked an item so many times in the last days. */
export const ticked = (least: number, days = 7): Condition => ({
  type: 'event',
  event: 'Item Ticked',
  where: [],
  measure: 'times',
  count: { test: 'atLeast', n: least },
  within: { type: 'lastDays', days },
});

/** Definitions over what this store has: its stages, and figures of use beside the properties. */
const extras: Readonly<Record<SubjectKind, fc.Arbitrary<Condition>>> = {
  account: fc.oneof(
    figure('users-7', 'number'),
    figure('users-30', 'number'),
    figure('uses-30', 'number'),
    figure('users-ever', 'number'),
    figure('first-seen', 'day'),
    figure('last-active', 'day'),
    figure('churn-score', 'number'),
    fc.constantFrom<Condition[]>(
      { type: 'property', property: 'account-health', operator: 'is', value: 'bad' },
      { type: 'property', property: 'churn-signals', operator: 'includesAny', value: ['Users below 3', 'another'] },
      { type: 'property', property: 'expansion-score', operator: 'hasNoValue', value: null },
    ),
  ),
  user: fc.oneof(figure('accounts', 'number'), figure('last-seen', 'day')),
  membership: fc.oneof(figure('first-seen', 'day'), figure('last-seen', 'day')),
};

function figure(property: string, type: 'number' | 'day'): fc.Arbitrary<Condition> {
  return type === 'number'
    ? fc.record({
        type: fc.constant('property' as const),
        property: fc.constant(property),
        operator: fc.constantFrom('isAtLeast', 'isLessThan', 'is'),
        value: fc.nat(3),
      })
    : fc.record({
        type: fc.constant('property' as const),
        property: fc.constant(property),
        operator: fc.constantFrom('isWithin', 'isNotWithin'),
        value: fc.record({ type: fc.constant('lastDays' as const), days: fc.integer({ min: 1, max: 9 }) }),
      });
}

export const definitions: fc.Arbitrary<readonly Segment[]> = segmentLists.chain((segments) =>
  fc.tuple(...segments.map(({ kind }) => fc.option(extras[kind]))).map((own) =>
    segments.map((segment, index): Segment => {
      const extra = own[index] ?? null;
      const condition = inStore(segment.condition) as Condition;
      return {
        ...segment,
        id: String(index + 1),
        condition: extra === null ? condition : { type: index % 2 === 0 ? 'all' : 'any', of: [condition, extra] },
      };
    }),
  ),
);

/** Segments go by number, stages by their names, and only an event of the plan has properties. */
function inStore(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(inStore);
  if (typeof node !== 'object' || node === null) return node;
  const hasProperties = 'event' in node && node.event === 'Item Ticked';
  return Object.fromEntries(
    Object.entries(node).map(([key, value]: [string, unknown]) => {
      if (key === 'where' && Array.isArray(value)) return [key, hasProperties ? value : []];
      if (key === 'stage' && typeof value === 'string') return [key, STAGES[value as keyof typeof STAGES]];
      if (key === 'stages') return [key, (value as (keyof typeof STAGES)[]).map((stage) => STAGES[stage])];
      if (key === 'segment' && typeof value === 'string') return [key, String(Number(value.slice(1)) + 1)];
      return [key, inStore(value)];
    }),
  );
}

type StoreCall = { account: number; user: number; event: number; daysAgo: number; place?: unknown };
/** Something that happens. Numbers are taken modulo how many there are. */
export type StoreStep =
  | { readonly type: 'batch'; readonly calls: readonly StoreCall[] }
  | { readonly type: 'profile'; readonly kind: SubjectKind; account: number; user: number; name: number; value: PropertyValue | null }
  | { readonly type: 'state'; account: number; seats: number | null; mrr: number; stage: keyof typeof STAGES; daysAgo: number }
  | {
      readonly type: 'scores';
      account: number;
      churn: number | null;
      expansion: number | null;
      health: string | null;
      signals: readonly string[];
    }
  | { readonly type: 'tags'; account: number; tags: readonly string[] }
  | { readonly type: 'erase'; user: number }
  | { readonly type: 'days'; readonly days: number };

const place = fc.nat(3);
export const storeSteps: fc.Arbitrary<StoreStep> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('batch' as const),
      calls: fc.array(
        fc.record({
          account: place,
          user: place,
          event: fc.nat(2),
          daysAgo: fc.oneof(fc.constant(0), fc.nat(20)),
          place: fc.constantFrom('issue', 'page', null, 7),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('profile' as const),
      kind: fc.constantFrom<SubjectKind[]>('account', 'user', 'membership'),
      account: place,
      user: place,
      name: fc.nat(3),
      value: fc.oneof(
        fc.constant(null),
        fc.constantFrom<PropertyValue[]>('a', 'b', 'c'),
        fc.nat(3),
        fc.boolean(),
        fc.integer({ min: -30, max: 12 }).map((offset) => dayFromNumber(dayNumberOf(START) + offset)),
        fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('state' as const),
      account: place,
      seats: fc.option(fc.nat(3)),
      mrr: fc.nat(3),
      stage: fc.constantFrom<(keyof typeof STAGES)[]>('trial', 'paying', 'gone'),
      daysAgo: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('scores' as const),
      account: place,
      churn: fc.option(fc.nat(3)),
      expansion: fc.option(fc.nat(3)),
      health: fc.option(fc.constantFrom('good', 'bad')),
      signals: fc.subarray(['Users below 3', 'No admin']),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('tags' as const), account: place, tags: fc.subarray(['vip', 'beta']) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('erase' as const), user: place }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('days' as const), days: fc.integer({ min: 1, max: 9 }) }) },
);

let serial = 0;
const SCORE = { since_day: null, base: 0, parts: '[]' };

/** Does it as the product does, and has computed properties and segments follow. */
export async function happen(store: Store, step: StoreStep): Promise<void> {
  const today = dayNumberOf(store.time.now);
  switch (step.type) {
    case 'batch': {
      const calls = step.calls.map(({ account, user, event, daysAgo, place: where }): SegmentCall => {
        serial += 1;
        const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: event !== 2 };
        return {
          type: 'track',
          messageId: `m${serial}`,
          ...(user === 0 ? { anonymousId: 'x' } : { userId: `user-${user}` }),
          event: Object.keys(EVENTS)[event] ?? '',
          properties: where === undefined || where === null ? {} : { place: where },
          timestamp: new Date(store.time.now - daysAgo * DAY_MS).toISOString(),
          context: { groupId: `E-${account}`, forge },
        };
      });
      const { touched, counted } = await storeBatch(store.sql, calls, store.time.now);
      await storeEventProperties(store.sql, counted);
      await followChanges(store, touched, today);
      break;
    }
    case 'profile': {
      const subject = await someSubject(store.sql, step.kind, step.account, step.user);
      const names = Object.entries(STORED[step.kind]);
      const [key, type] = names[step.name % names.length] ?? ['', 'text'];
      if (subject === null || (step.value !== null && !isValueOf(type, step.value))) return;
      const { changed } = await changeProfiles(store.sql, [{ ...subject, set: { [key]: step.value } }]);
      // A user in an account may be new to both.
      const around = changed.flatMap(({ accountId, userId }) =>
        step.kind === 'membership'
          ? [
              { accountId, userId: 0 },
              { accountId: 0, userId },
            ]
          : [],
      );
      await followChanges(store, [...changed, ...around], today);
      break;
    }
    case 'state': {
      const subject = await someSubject(store.sql, 'account', step.account, 0);
      if (subject === null) return;
      const stage = STAGES[step.stage];
      const values = [subject.accountId, step.seats, 'active', step.mrr, stage];
      await store.sql.write(sql`
        INSERT INTO account_state (account_id, seats, status, mrr_cents, stage) VALUES ${rowsSql([values])}
        ON DUPLICATE KEY UPDATE seats = VALUES(seats), mrr_cents = VALUES(mrr_cents), stage = VALUES(stage)`);
      await store.sql.write(sql`
        INSERT INTO stage_entry (account_id, entered_day, stage) VALUES (${subject.accountId}, ${today - step.daysAgo}, ${stage})
        ON DUPLICATE KEY UPDATE stage = VALUES(stage)`);
      await noteTouched(store.sql, [subject]);
      await workOffTouched(store, Infinity);
      break;
    }
    case 'scores': {
      const subject = await someSubject(store.sql, 'account', step.account, 0);
      if (subject === null) return;
      const { accountId } = subject;
      await store.sql.write(sql`DELETE FROM account_score WHERE account_id = ${accountId}`);
      await store.sql.write(sql`DELETE FROM account_health WHERE account_id = ${accountId}`);
      const scores = (['churn', 'expansion'] as const).flatMap((outcome) => {
        const points = step[outcome];
        return points === null ? [] : [{ ...SCORE, account_id: accountId, outcome, day: today, raw: points * 10, shown: points * 10 }];
      });
      await saveScores(store.sql, scores);
      if (step.health !== null)
        await saveHealth(store.sql, [{ account_id: accountId, health: step.health, day: today, asked: step.health, since_day: today }]);
      await publishOutlooks(store.sql, new Map([[accountId, { churn: [...step.signals] }]]));
      await workOffTouched(store, Infinity);
      break;
    }
    case 'tags': {
      const subject = await someSubject(store.sql, 'account', step.account, 0);
      if (subject === null) return;
      const { changed } = await changeProfiles(store.sql, [{ ...subject, set: { [TAGS_COLUMN]: step.tags } }]);
      await followChanges(store, changed, today);
      break;
    }
    case 'erase': {
      const name = `user-${step.user}`;
      const pairs = await store.sql.query(sql`
        SELECT u.user_id, m.account_id FROM app_user u LEFT JOIN membership m ON m.user_id = u.user_id WHERE u.short_id = ${name}
        UNION SELECT u.user_id, ${accountOfSql(sql`p.subject`)} FROM app_user u JOIN profile_told p ON ${userOfSql(sql`p.subject`)} = u.user_id
        WHERE u.short_id = ${name} AND ${subjectsOfKind('membership', sql`p.subject`)}`);
      await noteTouched(
        store.sql,
        pairs.flatMap((row) => {
          const [userId, accountId] = [Number(row.user_id), Number(row.account_id ?? 0)];
          return [
            { accountId: 0, userId },
            ...(accountId === 0
              ? []
              : [
                  { accountId, userId },
                  { accountId, userId: 0 },
                ]),
          ];
        }),
      );
      serial += 1;
      const randomId = () => `gone-${serial}`;
      await erasePerson({ sql: store.sql, kvs: memoryKvs(), randomId }, { accountId: null, names: [name], keepsChoice: false });
      await workOffTouched(store, Infinity);
      break;
    }
    case 'days':
      store.time.now += step.days * DAY_MS;
      for (const counted of [undefined, VARIANTS]) await freezeReceipts(store.sql, dayNumberOf(store.time.now), counted);
      await walkComputed(store, null, Infinity);
      await sweepDue(store, Infinity);
      await workOffTouched(store, Infinity);
      break;
  }
}

async function someSubject(port: SqlPort, kind: SubjectKind, account: number, user: number) {
  const accounts = (await port.query(sql`SELECT account_id FROM account ORDER BY account_id`)).map((row) => Number(row.account_id));
  const users = (await port.query(sql`SELECT user_id FROM app_user WHERE short_id NOT LIKE 'erased:%' ORDER BY user_id`)).map((row) =>
    Number(row.user_id),
  );
  const accountId = kind === 'user' ? 0 : accounts[account % Math.max(1, accounts.length)];
  const userId = kind === 'account' ? 0 : users[user % Math.max(1, users.length)];
  return accountId === undefined || userId === undefined ? null : { accountId, userId };
}
