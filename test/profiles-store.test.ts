import fc from 'fast-check';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SegmentCall } from '../src/delivery/envelope';
import { erasePerson } from '../src/erasure/erase-person';
import { storeProfiles } from '../src/intake/store-profiles';
import { sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { changeProfiles, pairName, readProfiles } from '../src/store/profiles';
import type { Pair, ProfileChange } from '../src/store/profiles';
import { storedProperties } from '../src/store/properties';
import { dyingAt } from './dying-at';
import { memoryKvs } from './memory-kvs';
import { profilesIn } from './stored-profiles';

const NOW = Date.parse('2024-03-01T12:00:00Z');
const ASKED = { relationshipKey: 'traits', receivedAt: NOW };

async function freshStore() {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  return { ...ports, close: () => engine.close() };
}
type Store = Awaited<ReturnType<typeof freshStore>>;

const profileOf = async (store: Store, pair: Pair) =>
  Object.fromEntries((await readProfiles(store.sql, [pair])).get(pairName(pair)) ?? new Map<string, unknown>()) as Record<string, unknown>;

const contents = (store: Store) => profilesIn(store.sql);

const context = { groupId: 'E-1', forge: { appKey: 'app', cloudId: 'cloud-1', entitlementId: 'ent-1' } };
const at = (time: string) => ({ timestamp: `2024-03-01T${time}Z`, messageId: `m-${time}` });
const group = (time: string, traits: Record<string, unknown>): SegmentCall => ({
  type: 'group',
  ...at(time),
  anonymousId: 'E-1',
  groupId: 'E-1',
  traits,
  context,
});
const member = (time: string, userId: string, traits: unknown): SegmentCall => ({
  ...group(time, {}),
  userId,
  context: { ...context, traits },
});
const identify = (time: string, userId: string, traits: Record<string, unknown>): SegmentCall => ({
  type: 'identify',
  ...at(time),
  userId,
  traits,
  context,
});

const ACCOUNT: Pair = { accountId: 1, userId: 0 };
const USER: Pair = { accountId: 0, userId: 1 };
const MEMBER: Pair = { accountId: 1, userId: 1 };

test('traits of accounts, users and users in accounts are kept apart, each with the type it was first seen with', async () => {
  const store = await freshStore();
  const calls = [
    group('09:00:00', { lists: 12, siteKind: 'production', isEvaluation: false, trialEndsDay: '2024-04-01', company: 'Not from here' }),
    identify('09:00:01', 'ann', { accountType: 'licensed', name: 'Ann', email: 'ann@example.com', note: 'write ann@example.com' }),
    member('09:00:02', 'ann', { role: 'licensed', firstSeenDay: '2024-03-01' }),
  ];
  const { changed, notKept } = await storeProfiles(store.sql, calls, ASKED);
  expect(changed).toEqual([ACCOUNT, USER, MEMBER]);
  expect(notKept).toBe(1);
  expect(await profileOf(store, ACCOUNT)).toEqual({ lists: 12, siteKind: 'production', isEvaluation: false, trialEndsDay: '2024-04-01' });
  expect(await profileOf(store, USER)).toEqual({ accountType: 'licensed' });
  expect(await profileOf(store, MEMBER)).toEqual({ Role: 'licensed', firstSeenDay: '2024-03-01' });
  expect((await storedProperties(store.sql)).map(({ kind, key, type }) => `${kind} ${key}: ${type}`)).toEqual([
    'account isEvaluation: boolean',
    'account lists: number',
    'account siteKind: text',
    'account trialEndsDay: day',
    'user accountType: text',
    'membership Role: text',
    'membership firstSeenDay: day',
  ]);

  // A number that becomes a text is not kept, and counted; a value of nobody takes the old one away.
  const later = [group('10:00:00', { lists: 'many', siteKind: null })];
  expect(await storeProfiles(store.sql, later, ASKED)).toEqual({ changed: [ACCOUNT], notKept: 1 });
  expect(await profileOf(store, ACCOUNT)).toEqual({ lists: 12, isEvaluation: false, trialEndsDay: '2024-04-01' });
  expect(await store.sql.query(sql`SELECT property_key, misfits FROM property WHERE misfits > 0`)).toEqual([
    { property_key: 'lists', misfits: 1 },
  ]);
  await store.close();
});

test('said again, nothing changes; said late, only gaps are filled', async () => {
  const store = await freshStore();
  const calls = [group('10:00:00', { lists: 2 }), group('09:00:00', { lists: 1, cards: 5 })];
  await storeProfiles(store.sql, calls, ASKED);
  expect(await profileOf(store, ACCOUNT)).toEqual({ lists: 2, cards: 5 });
  const before = await contents(store);
  expect(await storeProfiles(store.sql, calls, ASKED)).toEqual({ changed: [], notKept: 0 });
  expect(await contents(store)).toEqual(before);
  expect((await storeProfiles(store.sql, [group('08:00:00', { lists: 0, boards: 1 })], ASKED)).changed).toEqual([ACCOUNT]);
  expect(await profileOf(store, ACCOUNT)).toEqual({ lists: 2, cards: 5, boards: 1 });
  await store.close();
});

test('what a person set stays until a person takes it away', async () => {
  const store = await freshStore();
  await storeProfiles(store.sql, [member('09:00:00', 'ann', { role: 'licensed' })], ASKED);
  await changeProfiles(store.sql, [{ ...MEMBER, set: { Role: 'Owner' } }]);
  await storeProfiles(store.sql, [member('10:00:00', 'ann', { role: 'customer' })], ASKED);
  expect(await profileOf(store, MEMBER)).toEqual({ Role: 'Owner' });
  await changeProfiles(store.sql, [{ ...MEMBER, set: { Role: null } }]);
  await storeProfiles(store.sql, [member('11:00:00', 'ann', { role: 'customer' })], ASKED);
  expect(await profileOf(store, MEMBER)).toEqual({ Role: 'customer' });
  await store.close();
});

test('without a key for them, properties of the pair are nowhere', async () => {
  const store = await freshStore();
  const told = await storeProfiles(store.sql, [member('09:00:00', 'ann', { role: 'licensed' })], { ...ASKED, relationshipKey: null });
  expect(told).toEqual({ changed: [], notKept: 0 });
  await store.close();
});

test('two who change the same profile at once both get their way', async () => {
  const store = await freshStore();
  const changes = Array.from({ length: 6 }, (_, index): ProfileChange => ({ ...ACCOUNT, set: { [`p${String(index)}`]: index } }));
  await Promise.all(changes.map((change) => changeProfiles(store.sql, [change])));
  expect(Object.keys(await profileOf(store, ACCOUNT))).toHaveLength(6);
  await store.close();
});

test('killed at any statement and run again, it ends as if nothing had happened', async () => {
  const calls = [
    group('09:00:00', { lists: 1 }),
    identify('09:00:01', 'ann', { seat: true }),
    member('09:00:02', 'ann', { role: 'licensed' }),
  ];
  const whole = await freshStore();
  await storeProfiles(whole.sql, calls, ASKED);
  const expected = [await contents(whole), await storedProperties(whole.sql)];
  let deaths = 0;
  for (let k = 1; ; k += 1) {
    const store = await freshStore();
    const died = await storeProfiles(dyingAt(store.sql, k), calls, ASKED).then(
      () => false,
      () => true,
    );
    await storeProfiles(store.sql, calls, ASKED);
    expect([await contents(store), await storedProperties(store.sql)]).toEqual(expected);
    await store.close();
    if (!died) break;
    deaths += 1;
  }
  expect(deaths).toBeGreaterThan(6);
  await whole.close();
});

test('merging is by key: any order of writers of different keys ends in the same profiles, twice as once', async () => {
  const change = fc.record({
    accountId: fc.integer({ min: 1, max: 3 }),
    userId: fc.integer({ min: 0, max: 2 }),
    set: fc.dictionary(fc.constantFrom('a', 'b', 'toString', 'constructor'), fc.option(fc.oneof(fc.integer(), fc.string(), fc.boolean()))),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
      const store = await freshStore();
      const expected = new Map<string, Record<string, unknown>>();
      for (const { set, ...pair } of changes) {
        const own = expected.get(pairName(pair)) ?? {};
        for (const [key, value] of Object.entries(set)) own[key] = value;
        expected.set(pairName(pair), own);
      }
      await changeProfiles(store.sql, changes);
      await changeProfiles(store.sql, changes);
      for (const { accountId, userId } of changes) {
        const own = expected.get(pairName({ accountId, userId })) ?? {};
        const known = Object.entries(own).filter(([, value]) => value !== null);
        expect(Object.entries(await profileOf(store, { accountId, userId })).sort()).toEqual(known.sort());
      }
      await store.close();
    }),
    { numRuns: 25 },
  );
});

test('a profile that is full takes nothing more in, and says so', async () => {
  const store = await freshStore();
  const texts = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`t${String(index)}`, 'x'.repeat(500)]));
  expect(await changeProfiles(store.sql, [{ ...ACCOUNT, set: texts }])).toEqual({ changed: [], full: [ACCOUNT] });
  expect(await contents(store)).toEqual([]);
  await store.close();
});

test('hostile traits are values or nothing', async () => {
  const store = await freshStore();
  const traits = {
    '<b>html</b>': '<img src=x onerror=alert(1)>',
    '‮rtl': '‮txt.exe',
    long: 'x'.repeat(501),
    ':tags': ['vip'],
    ['__proto__']: 'x',
    formula: '=HYPERLINK("http://example.com")',
    nested: { a: 1 },
    endless: Infinity,
    '': 'x',
  };
  const { notKept } = await storeProfiles(store.sql, [group('09:00:00', traits)], ASKED);
  expect(notKept).toBe(3);
  expect(await profileOf(store, ACCOUNT)).toEqual({
    '<b>html</b>': '<img src=x onerror=alert(1)>',
    '‮rtl': '‮txt.exe',
    formula: '=HYPERLINK("http://example.com")',
  });
  await store.close();
});

test('a sender of ever new names is stopped at some hundred properties', async () => {
  const store = await freshStore();
  for (let part = 0; part < 12; part += 1) {
    const traits = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${String(part)}-${String(index)}`, 1]));
    await storeProfiles(store.sql, [group(`09:00:${String(10 + part)}`, traits)], ASKED);
  }
  expect(await storedProperties(store.sql)).toHaveLength(500);
  await store.close();
});

test('nothing of an erased person stays in any profile; the account’s stays', async () => {
  const store = await freshStore();
  await storeProfiles(
    store.sql,
    [group('09:00:00', { lists: 1 }), identify('09:00:01', 'ann', { seat: true }), member('09:00:02', 'ann', { role: 'licensed' })],
    ASKED,
  );
  await erasePerson(
    { sql: store.sql, kvs: memoryKvs(), randomId: () => 'nobody' },
    { accountId: 'ann', names: ['ann'], keepsChoice: false },
  );
  expect(await profilesIn(store.sql)).toMatchObject([{ account_id: 1, user_id: 0 }]);
  await store.close();
});
