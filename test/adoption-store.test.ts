import fc from 'fast-check';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { adoptionAnswer } from '../src/console/adoption';
import { AdoptionRequest } from '../src/contract/engagement';
import type { SegmentCall } from '../src/delivery/envelope';
import { storeBatch } from '../src/intake/store-batch';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { refreshEngagement } from '../src/store/engagement-rows';
import { refreshEventDays } from '../src/store/event-days';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { noteStaleBlocks } from '../src/store/stale-blocks';

/** A leap day, a turn of the year and the edges of packed blocks lie in the days before. */
const TODAY = dayNumber('2028-03-05');
const NOW = Date.parse('2028-03-05T12:00:00Z');
const EVENTS = ['Item Added', 'Item Ticked'] as const;

type Use = { readonly account: number; readonly user: number; readonly day: number; readonly event: (typeof EVENTS)[number] };

function callOf({ account, user, day, event }: Use, index: number): SegmentCall {
  const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: true };
  const who = user === 0 ? { anonymousId: `E-${account}` } : { userId: `user-${user}` };
  const timestamp = `${dayFromNumber(day)}T10:00:00Z`;
  return { type: 'track', messageId: `m${index}`, ...who, event, timestamp, context: { groupId: `E-${account}`, forge } };
}

async function storeOf(uses: readonly Use[]) {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  const store = { sql: ports.sql, clock: () => NOW };
  await storeBatch(ports.sql, uses.map(callOf), NOW);
  const pack = () => refreshEventDays(store, { deadline: Infinity });
  await refreshEngagement(store, { today: TODAY, deadline: Infinity });
  await pack();
  const ask = (request: object) => adoptionAnswer(store, 'vendor', AdoptionRequest.parse(request));
  return { ...store, ask, pack, close: () => engine.close() };
}

/** By the definition: every use of the days looked at. */
function expected(uses: readonly Use[], event: string, from: number, to: number) {
  const within = uses.filter(({ day }) => day >= from && day <= to);
  const own = within.filter((use) => use.event === event);
  const distinct = (of: (use: Use) => string, among = own) => new Set(among.map(of)).size;
  const named = own.filter(({ user }) => user !== 0);
  const users = distinct(({ account, user }) => `${account}:${user}`, named);
  const userDays = distinct(({ account, user, day }) => `${account}:${user}:${day}`, named);
  const active = distinct(({ account }) => String(account), within);
  const accounts = distinct(({ account }) => String(account));
  return {
    accounts,
    share: active === 0 ? null : accounts / active,
    users,
    frequency: users === 0 ? null : userDays / users,
    depth: users === 0 ? null : own.length / users,
  };
}

const anyUse: fc.Arbitrary<Use> = fc.record({
  account: fc.constantFrom(1, 2, 3),
  user: fc.constantFrom(0, 1, 2),
  day: fc.oneof(fc.integer({ min: TODAY - 200, max: TODAY }), fc.integer({ min: TODAY - 40, max: TODAY })),
  event: fc.constantFrom(...EVENTS),
});
const anyRange = fc
  .tuple(fc.integer({ min: TODAY - 150, max: TODAY }), fc.nat(120))
  .map(([from, length]) => ({ from, to: Math.min(TODAY, from + length) }));

test('reach, frequency and depth of any range, and of the days before it, are what their definitions say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyUse, { minLength: 1, maxLength: 60 }), anyRange, async (uses, { from, to }) => {
      const store = await storeOf(uses);
      const answer = await store.ask({ range: { from: dayFromNumber(from), to: dayFromNumber(to) }, compare: true });
      const back = Math.ceil((to - from + 1) / 7) * 7;
      expect(answer.before).toMatchObject({ fromDay: dayFromNumber(from - back), toDay: dayFromNumber(to - back) });
      const happened = new Set(uses.map(({ event }) => event));
      expect(new Set(answer.features.map(({ event }) => event))).toEqual(happened);
      for (const { event, before, uses: times, newAccounts, mrrCents, ...now } of answer.features) {
        expect({ ...now }).toEqual(expected(uses, event, from, to));
        expect(before).toEqual(expected(uses, event, from - back, to - back));
        const own = uses.filter((use) => use.event === event);
        expect(times).toBe(own.filter(({ day }) => day >= from && day <= to).length);
        const firsts = [1, 2, 3].map((account) => Math.min(...own.filter((use) => use.account === account).map(({ day }) => day)));
        expect([newAccounts, mrrCents]).toEqual([firsts.filter((day) => day >= from && day <= to).length, 0]);
      }
      await store.close();
    }),
    { numRuns: 10 },
  );
});

const SOME: readonly Use[] = [0, 3, 29, 30, 40].flatMap((back): Use[] => [
  { account: 1, user: 1, day: TODAY - back, event: 'Item Added' },
  { account: 2, user: back, day: TODAY - back, event: 'Item Ticked' },
]);

test('the sums of 30 days say what the days say', async () => {
  const store = await storeOf(SOME);
  const { features } = await store.ask({});
  const { from, to } = { from: dayFromNumber(TODAY - 29), to: dayFromNumber(TODAY) };
  const byDays = await store.ask({ range: { from, to } });
  expect(features).toEqual(byDays.features);
  expect(await store.ask({})).toMatchObject({ fromDay: from, toDay: to, before: null });
  await store.close();
});

test('what is not packed or not counted yet has no figure, and whoever asks is told how many accounts wait', async () => {
  const store = await storeOf(SOME);
  const whole = await store.ask({ range: 'last-7-days' });
  await store.sql.write(sql`DELETE FROM event_use`);
  await noteStaleBlocks(
    store.sql,
    SOME.map(({ account, day }) => ({ accountId: account, day })),
  );
  await store.sql.write(sql`UPDATE account_feature SET days30 = NULL`);
  const early = await store.ask({ range: 'last-7-days' });
  expect(early.features.map(({ uses, depth, accounts }) => [uses, depth, accounts])).toEqual(whole.features.map(() => [0, null, 0]));
  expect(whole.features.map(({ accounts }) => accounts)).toEqual([1, 1]);
  expect(early.waiting).toBe(2);
  expect((await store.ask({})).features.map(({ frequency }) => frequency)).toEqual([null, null]);
  await store.pack();
  expect(await store.ask({ range: 'last-7-days' })).toEqual(whole);
  await store.close();
});

test('a range ends today at the latest, and more than a year is not read', async () => {
  const store = await storeOf(SOME);
  const asked = await store.ask({ range: { from: '2020-01-01', to: '2029-01-01' }, compare: true });
  expect([asked.fromDay, asked.toDay]).toEqual([dayFromNumber(TODAY - 365), dayFromNumber(TODAY)]);
  const ahead = await store.ask({ range: { from: '2029-01-01', to: '2029-02-01' } });
  expect([ahead.fromDay, ahead.toDay]).toEqual([dayFromNumber(TODAY), dayFromNumber(TODAY)]);
  await store.close();
});
