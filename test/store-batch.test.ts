import fc from 'fast-check';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SegmentCall } from '../src/delivery/envelope';
import { storeBatch } from '../src/intake/store-batch';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { freezeReceipts } from '../src/store/freeze-receipts';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { noteRecount } from '../src/store/stale-accounts';
import { dyingAt } from './dying-at';
import { storedDays } from './stored-days';

async function freshStore() {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, customerMigrations);
  return { ...ports, close: () => engine.close() };
}
type Store = Awaited<ReturnType<typeof freshStore>>;

const RECEIVED = Date.parse('2024-03-01T12:00:00Z');

function tick(messageId: string, userId: string, account: string, timestamp: string, event = 'Item Ticked'): SegmentCall {
  const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: event !== 'Site Observed' };
  return { type: 'track', messageId, userId, event, timestamp, context: { groupId: `E-${account}`, forge } };
}

/** Everything that a page may read, in an order that does not depend on surrogate keys. */
async function contents(store: Store) {
  const activity = await store.sql.query(sql`
    SELECT acc.natural_key, a.day, COALESCE(u.short_id, '') AS user, e.name, a.count FROM activity a
    JOIN account acc ON acc.account_id = a.account_id JOIN event_name e ON e.event_id = a.event_id
    LEFT JOIN app_user u ON u.user_id = a.user_id ORDER BY 1, 2, 3, 4`);
  const known = await store.sql.query(sql`SELECT account_id, natural_key FROM account ORDER BY natural_key`);
  const stored = await storedDays(store.sql);
  const days = known.flatMap(({ account_id: id, natural_key }) =>
    stored.filter(({ account_id }) => account_id === id).map(({ account_id: _, ...day }) => ({ natural_key, ...day })),
  );
  const accounts = await store.sql.query(
    sql`SELECT natural_key, entitlement_id, entitlement_number, last_event_day, last_active_day FROM account ORDER BY 1`,
  );
  const keys = await store.sql.query(
    sql`SELECT k.key_hash, acc.natural_key FROM account_key k JOIN account acc ON acc.account_id = k.account_id ORDER BY 1`,
  );
  return { activity, days, accounts, keys };
}

const batch = [
  tick('m1', 'ann', 'A', '2024-02-28T23:59:59Z'),
  tick('m2', 'ann', 'A', '2024-02-29T00:00:00Z'),
  tick('m3', 'ann', 'A', '2024-02-29T08:00:00Z'),
  tick('m4', 'bob', 'A', '2024-02-29T09:00:00Z'),
  tick('m5', 'ann', 'B', '2024-03-01T09:00:00Z'),
  tick('m6', 'ann', 'B', '2024-03-01T09:00:01Z', 'Site Observed'),
];

test('a clock from before 1970 is taken for the first day: packs of activity lie where earlier ones would', async () => {
  const store = await freshStore();
  await storeBatch(store.sql, [tick('m1', 'ann', 'A', '1969-12-31T12:00:00Z'), tick('m2', 'ann', 'A', '2024-02-29T12:00:00Z')], RECEIVED);
  const { activity, days, accounts } = await contents(store);
  expect(activity.map(({ day, count }) => [day, count])).toEqual([
    [0, 1],
    [dayNumber('2024-02-29'), 1],
  ]);
  expect(days.filter(({ users1 }) => users1 > 0).map(({ day }) => day)).toEqual([0, dayNumber('2024-02-29')]);
  expect(accounts).toMatchObject([{ last_active_day: dayNumber('2024-02-29') }]);
  await store.close();
});

test('counts by UTC day across a leap day, by hand', async () => {
  const store = await freshStore();
  await expect(storeBatch(store.sql, batch, RECEIVED)).resolves.toMatchObject({ stored: 6, passedOver: 0, withoutAccount: 0 });
  const { days, accounts } = await contents(store);
  const leapDay = dayNumber('2024-02-29');
  expect(days.filter((row) => row.natural_key === 'id:id-A' && row.day <= leapDay)).toEqual([
    { natural_key: 'id:id-A', day: leapDay - 1, users1: 1, users7: 1, users30: 1, events: 1 },
    { natural_key: 'id:id-A', day: leapDay, users1: 2, users7: 2, users30: 2, events: 3 },
  ]);
  expect(accounts).toContainEqual({
    natural_key: 'id:id-B',
    entitlement_id: 'id-B',
    entitlement_number: 'E-B',
    last_event_day: leapDay + 1,
    last_active_day: leapDay + 1,
  });
  await store.close();
});

test('the same batch again, or three times at once, changes nothing', async () => {
  const store = await freshStore();
  await storeBatch(store.sql, batch, RECEIVED);
  const once = await contents(store);
  await Promise.all([
    storeBatch(store.sql, batch, RECEIVED),
    storeBatch(store.sql, batch, RECEIVED),
    storeBatch(store.sql, batch, RECEIVED),
  ]);
  expect(await contents(store)).toEqual(once);
  await store.close();
});

test('another batch of the same account at any statement is counted as if it had come before or after', async () => {
  const other = [tick('o1', 'cid', 'A', '2024-02-29T10:00:00Z'), tick('o2', 'ann', 'A', '2024-02-02T10:00:00Z')];
  const oneByOne = await freshStore();
  await storeBatch(oneByOne.sql, batch, RECEIVED);
  await storeBatch(oneByOne.sql, other, RECEIVED);
  let statements = 1;
  for (let k = 1; k <= statements; k += 1) {
    const store = await freshStore();
    statements = 0;
    const before = async (): Promise<void> => {
      statements += 1;
      if (statements === k) await storeBatch(store.sql, other, RECEIVED);
    };
    const interrupted: SqlPort = {
      query: async (statement) => (await before(), await store.sql.query(statement)),
      write: async (statement) => (await before(), await store.sql.write(statement)),
    };
    await storeBatch(interrupted, batch, RECEIVED);
    if (statements < k) await storeBatch(store.sql, other, RECEIVED);
    expect({ k, ...(await contents(store)) }).toEqual({ k, ...(await contents(oneByOne)) });
    await store.close();
  }
  expect(statements).toBeGreaterThan(12);
  await oneByOne.close();
});

test('killed at any statement and run again, it ends as if nothing had happened', async () => {
  const whole = await freshStore();
  await storeBatch(whole.sql, batch, RECEIVED);
  const expected = await contents(whole);
  let deaths = 0;
  for (let k = 1; ; k += 1) {
    const store = await freshStore();
    const died = await storeBatch(dyingAt(store.sql, k), batch, RECEIVED).then(
      () => false,
      () => true,
    );
    await storeBatch(store.sql, batch, RECEIVED);
    expect(await contents(store)).toEqual(expected);
    await store.close();
    if (!died) break;
    deaths += 1;
  }
  expect(deaths).toBeGreaterThan(8);
  await whole.close();
});

test('in any split and order, the days equal those of one batch', async () => {
  const calls = fc.array(
    fc.record({ user: fc.constantFrom('ann', 'bob', 'cy'), account: fc.constantFrom('A', 'B'), day: fc.integer({ min: 0, max: 45 }) }),
    { minLength: 1, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(calls, fc.integer({ min: 1, max: 7 }), async (specs, size) => {
      const all = specs.map((spec, index) =>
        tick(`m${index}`, spec.user, spec.account, new Date(Date.parse('2024-01-10T05:00:00Z') + spec.day * 86_400_000).toISOString()),
      );
      const [one, many] = [await freshStore(), await freshStore()];
      await storeBatch(one.sql, all, RECEIVED);
      for (let start = 0; start < all.length; start += size) await storeBatch(many.sql, all.slice(start, start + size), RECEIVED);
      expect(await contents(many)).toEqual(await contents(one));
      await one.close();
      await many.close();
    }),
    { numRuns: 25 },
  );
});

test('freezing receipts keeps every count, and later receipts add to it', async () => {
  const store = await freshStore();
  await storeBatch(store.sql, batch, RECEIVED);
  const before = await contents(store);
  const later = dayNumber('2024-03-20');
  expect(await freezeReceipts(store.sql, later)).toBe(6);
  expect(await freezeReceipts(store.sql, later)).toBe(0);
  expect(await contents(store)).toEqual(before);
  await storeBatch(store.sql, [tick('late', 'ann', 'A', '2024-02-29T10:00:00Z')], Date.parse('2024-03-20T12:00:00Z'));
  const { activity } = await contents(store);
  expect(activity).toContainEqual({ natural_key: 'id:id-A', day: dayNumber('2024-02-29'), user: 'ann', name: 'Item Ticked', count: 3 });
  await store.close();
});

test('a site without a licence becomes the first entitlement of that site; the second is an account of its own', async () => {
  const store = await freshStore();
  const bySite = (messageId: string, entitlement: string | null): SegmentCall => ({
    type: 'track',
    messageId,
    userId: 'ann',
    event: 'Item Ticked',
    timestamp: '2024-02-29T10:00:00Z',
    context: {
      groupId: entitlement ?? 'cloud-1',
      forge: { appKey: 'app', cloudId: 'cloud-1', entitlementId: entitlement === null ? null : `id-${entitlement}`, feature: true },
    },
  });
  await storeBatch(store.sql, [bySite('m1', null)], RECEIVED);
  await storeBatch(store.sql, [bySite('m2', 'E-1')], RECEIVED);
  await storeBatch(store.sql, [bySite('m3', 'E-2')], RECEIVED);
  await storeBatch(store.sql, [bySite('m4', null)], RECEIVED);
  const { accounts, activity } = await contents(store);
  expect(accounts.map((row) => [row.natural_key, row.entitlement_number])).toEqual([
    ['id:id-E-2', 'E-2'],
    ['site:cloud-1:app', 'E-1'],
  ]);
  expect(activity.map((row) => [row.natural_key, row.count])).toEqual([
    ['id:id-E-2', 1],
    ['site:cloud-1:app', 3],
  ]);
  await store.close();
});

test('a thousand new events take few statements: of known accounts, and of new accounts, users, events and versions of which some are counted anew', async () => {
  const store = await freshStore();
  const calls = (day: string, names = 'known') =>
    Array.from({ length: 1000 }, (_, index) => {
      const call = tick(
        `${day} ${String(index)}`,
        `${names} user ${String(index)}`,
        `${names} ${String(index)}`,
        `2024-02-${day}T10:00:00Z`,
      );
      return {
        ...call,
        event: `Item Ticked ${names}`,
        context: { ...call.context, app: { name: 'app', version: `${String(names.length)}.0.0` } },
      };
    });
  let statements = 0;
  const counting: Store['sql'] = {
    query: (statement) => ((statements += 1), store.sql.query(statement)),
    write: (statement) => ((statements += 1), store.sql.write(statement)),
  };
  const countedFor = async (batch: readonly SegmentCall[]): Promise<number> => {
    statements = 0;
    await storeBatch(counting, batch, RECEIVED);
    return statements;
  };
  for (const day of ['12', '20']) await storeBatch(store.sql, calls(day), RECEIVED);
  expect(await countedFor(calls('27'))).toBeLessThanOrEqual(15);
  const known = (await storedDays(store.sql)).filter(({ day }) => day === dayNumber('2024-02-27'));
  const sumOf = (figure: 'users1' | 'users30' | 'events') => known.reduce((sum, day) => sum + day[figure], 0);
  expect([known.length, sumOf('users1'), sumOf('users30'), sumOf('events')]).toEqual([1000, 1000, 1000, 1000]);

  // Sites of which some are to learn of their first entitlement.
  const ofSite = (call: SegmentCall): SegmentCall => ({
    ...call,
    context: { ...call.context, groupId: call.context?.forge?.cloudId, forge: { ...call.context?.forge, entitlementId: null } },
  });
  await storeBatch(store.sql, calls('26', 'sites').slice(0, 100).map(ofSite), RECEIVED);
  await noteRecount(store.sql, [1, 2, 3]);
  const all = [...calls('28').slice(0, 300), ...calls('29', 'sites').slice(0, 100), ...calls('29', 'new ones').slice(0, 600)];
  expect(await countedFor(all)).toBeLessThanOrEqual(20);
  const [row] = await store.sql.query(sql`
    SELECT COUNT(*) AS accounts, SUM(entitlement_id IS NULL) AS without, (SELECT SUM(recount) FROM account_stale) AS recounts FROM account`);
  expect(row).toEqual({ accounts: 1700, without: 0, recounts: 3 });
  expect(await countedFor(calls('29', 'newer ones'))).toBeLessThanOrEqual(20);
});

test('two entitlements of a site that was known without one are two accounts, whichever comes first, and also where one was cut', async () => {
  const used = (messageId: string, entitlement: string): SegmentCall => ({
    ...tick(messageId, 'ann', entitlement, '2024-02-29T10:00:00Z'),
    context: { groupId: `E-${entitlement}`, forge: { appKey: 'app', cloudId: 'site', entitlementId: `id-${entitlement}`, feature: true } },
  });
  const known = { ...used('m0', ''), context: { groupId: 'site', forge: { appKey: 'app', cloudId: 'site', feature: true } } };
  for (let k = 1, isOver = false; !isOver; k += 1) {
    for (const happens of ['cut', 'beside']) {
      const store = await freshStore();
      await storeBatch(store.sql, [known], RECEIVED);
      let statements = 0;
      const before = async (): Promise<void> => {
        statements += 1;
        if (statements !== k) return;
        if (happens === 'cut') throw new Error('cut');
        await storeBatch(store.sql, [used('m2', 'B')], RECEIVED);
      };
      const interrupted: SqlPort = {
        query: async (statement) => (await before(), await store.sql.query(statement)),
        write: async (statement) => (await before(), await store.sql.write(statement)),
      };
      await storeBatch(interrupted, [used('m1', 'A')], RECEIVED).catch(() => undefined);
      isOver = statements < k;
      await storeBatch(store.sql, [used('m1', 'A')], RECEIVED);
      await storeBatch(store.sql, [used('m2', 'B')], RECEIVED);
      const { accounts, activity, keys } = await contents(store);
      expect({ k, happens, accounts: accounts.map((row) => row.entitlement_id).sort() }).toEqual({
        k,
        happens,
        accounts: ['id-A', 'id-B'],
      });
      const ofSite = accounts.find(({ natural_key }) => natural_key === 'site:site:app')?.entitlement_number;
      expect(activity.map((row) => [row.natural_key, row.count]).sort()).toEqual([
        [ofSite === 'E-A' ? 'id:id-B' : 'id:id-A', 1],
        ['site:site:app', 2],
      ]);
      expect(keys).toHaveLength(5);
      await store.close();
    }
  }
});

test('what comes late, over a year, brings in the days that it reaches and not those between', async () => {
  const store = await freshStore();
  const today = dayNumber('2024-02-28');
  const late = (index: number): number => (index % 10 === 0 ? 300 - (index % 290) : index % 5 === 0 ? 2 + (index % 58) : index % 2);
  const calls = (name: string) =>
    Array.from({ length: 1000 }, (_, index) => {
      const at = `${dayFromNumber(today - late(index))}T10:00:00Z`;
      return tick(`${name} ${String(index)}`, `user${String(index % 700)}`, String(index % 300), at);
    });
  const receivedAt = Date.parse('2024-02-28T12:00:00Z');
  await storeBatch(store.sql, calls('known'), receivedAt);
  const users = async () => (await storedDays(store.sql)).map(({ account_id, day, users7, users30 }) => [account_id, day, users7, users30]);
  const before = await users();
  let statements = 0;
  let rows = 0;
  const counting: Store['sql'] = {
    query: async (statement) => {
      const answer = await store.sql.query(statement);
      statements += 1;
      rows += answer.length;
      return answer;
    },
    write: (statement) => ((statements += 1), store.sql.write(statement)),
  };
  await storeBatch(counting, calls('again'), receivedAt);
  expect(statements).toBeLessThanOrEqual(20);
  expect(rows).toBeLessThan(6_000);
  // The same users on the same days: nothing but the events is another number, whatever else was written anew.
  expect(await users()).toEqual(before);
});
