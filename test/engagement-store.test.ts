import fc from 'fast-check';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SegmentCall } from '../src/delivery/envelope';
import { storeBatch } from '../src/intake/store-batch';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import { rowsSql, sql } from '../src/platform/sql';
import { noteStartsWithoutDays } from '../src/store/account-starts';
import { refreshEngagement } from '../src/store/engagement-rows';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { packCohorts, packPeriods } from '../src/store/packed-units';
import { PARTS_PER_ANSWER } from '../src/store/packed-numbers';
import { activeDaySums, cohortSums, periodSums } from '../src/store/queries/engagement-sums';
import { noteMovedWindows, staleAccounts } from '../src/store/stale-accounts';
import { accountFigures, figuresOf, GRAINS } from './account-figures';
import type { Cohort, Period } from './account-figures';
import { storedUnits } from './stored-units';

/** A leap day and a year's end lie in the 430 days before. */
const TODAY = dayNumber('2028-03-05');
const RECEIVED = Date.parse('2028-03-05T12:00:00Z');

async function freshStore() {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, customerMigrations);
  let writes = 0;
  let killAt = Infinity;
  const counted = {
    query: ports.sql.query.bind(ports.sql),
    write: (statement: Parameters<typeof ports.sql.write>[0]) => {
      writes += 1;
      if (writes >= killAt) throw new Error('killed');
      return ports.sql.write(statement);
    },
  };
  return {
    sql: counted,
    kill: (atWrite: number) => {
      [writes, killAt] = [0, atWrite];
    },
    writes: () => writes,
    refresh: (today = TODAY) => refreshEngagement({ sql: counted, clock: () => 0 }, { today, deadline: 1 }),
    close: () => engine.close(),
  };
}
type Store = Awaited<ReturnType<typeof freshStore>>;
type Use = { readonly account: string; readonly user: string; readonly day: number; readonly event: string };

function callOf({ account, user, day, event }: Use, index: number): SegmentCall {
  const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: event !== 'Site Observed' };
  const timestamp = `${dayFromNumber(day)}T10:00:00Z`;
  const who = user === '' ? { anonymousId: `E-${account}` } : { userId: user };
  return { type: 'track', messageId: `m${String(index)}`, ...who, event, timestamp, context: { groupId: `E-${account}`, forge } };
}

/** Names instead of surrogate keys. */
async function contents({ sql: port }: Store) {
  const { periods, cohorts } = await storedUnits(port);
  const features = await port.query(sql`
    SELECT a.natural_key AS account, e.name, f.as_of_day, f.first_day, f.last_day, f.users7, f.uses7, f.users30, f.uses30, f.days30,
      f.users90, f.uses90
    FROM account_feature f JOIN account a ON a.account_id = f.account_id JOIN event_name e ON e.event_id = f.event_id ORDER BY 1, 2`);
  return { periods, cohorts, features };
}

const startOf = [
  (day: number) => day,
  (day: number) => Math.floor((day + 3) / 7) * 7 - 3,
  (day: number) => dayNumber(`${dayFromNumber(day).slice(0, 7)}-01`),
];
const nextOf = [(start: number) => start + 1, (start: number) => start + 7, (start: number) => startOf[2]?.(start + 31) ?? 0];

/** By the definition, slowly: sets of days of each user in each account. */
function expected(uses: readonly Use[]) {
  const featureUses = uses.filter(({ event }) => event !== 'Site Observed');
  const periods: Period[] = [];
  const cohorts: Cohort[] = [];
  const accounts = [...new Set(featureUses.map(({ account }) => account))].sort();
  for (const account of accounts) {
    const users = [...new Set(featureUses.filter((use) => use.account === account).map(({ user }) => user))];
    for (const series of [0, 1, 2, 3, 4, 5]) {
      const grain = series % 3;
      const start = startOf[grain] ?? ((day: number) => day);
      const next = nextOf[grain] ?? ((day: number) => day);
      const daysOf = (user: string) => [
        ...new Set(featureUses.filter((use) => use.account === account && use.user === user).map(({ day }) => day)),
      ];
      const byUser =
        series < 3
          ? users.filter((user) => user !== '').map((user) => daysOf(user))
          : [[...new Set(users.flatMap((user) => daysOf(user)))]];
      const activeIn = byUser.map((days) => new Set(days.map(start)));
      const firsts = activeIn.map((starts) => Math.min(...starts));
      const all = [...new Set(activeIn.flatMap((starts) => [...starts, ...[...starts].map(next)]))].sort((a, b) => a - b);
      for (const period of all) {
        const before = (starts: Set<number>) => [...starts].some((each) => next(each) === period);
        const isBorn = (index: number) => firsts[index] === period;
        const count = (test: (starts: Set<number>, index: number) => boolean) => activeIn.filter(test).length;
        const born = count((starts, index) => starts.has(period) && isBorn(index));
        const returned = count((starts) => starts.has(period) && before(starts));
        const resurrected = count((starts, index) => starts.has(period) && !before(starts) && !isBorn(index));
        const dormant = count((starts) => !starts.has(period) && before(starts));
        const histogram: number[] = [];
        for (const days of byUser) {
          const active = days.filter((day) => start(day) === period).length;
          if (active === 0 || grain === 0) continue;
          while (histogram.length < active) histogram.push(0);
          histogram[active - 1] = (histogram[active - 1] ?? 0) + 1;
        }
        if (grain > 0 || period > TODAY - 200)
          periods.push({
            account: `id:id-${account}`,
            series,
            start_day: period,
            born,
            returned,
            resurrected,
            dormant,
            active_days: histogram.join(','),
          });
      }
      for (const cohort of [...new Set(firsts)].sort((a, b) => a - b)) {
        const members = activeIn.filter((_, index) => firsts[index] === cohort);
        for (let age = 0, period = cohort; period <= TODAY; age += 1, period = next(period)) {
          const units = members.filter((starts) => starts.has(period)).length;
          const lastUnits = members.filter((starts) => Math.max(...starts) === period).length;
          const isKept = grain > 0 || (cohort > TODAY - 92 && age <= 31);
          if (isKept && units + lastUnits > 0)
            cohorts.push({ account: `id:id-${account}`, series, cohort_day: cohort, age, units, last_units: lastUnits });
        }
      }
    }
  }
  return { periods, cohorts };
}

const anyUse: fc.Arbitrary<Use> = fc.record({
  account: fc.constantFrom('A', 'B'),
  /** Nobody in particular, at times. */
  user: fc.constantFrom('ann', 'bob', 'cid', ''),
  day: fc.oneof(fc.integer({ min: TODAY - 430, max: TODAY }), fc.integer({ min: TODAY - 40, max: TODAY })),
  event: fc.constantFrom('Item Ticked', 'Item Added', 'Site Observed'),
});

test('prepared rows are what the definition says, in whatever order and pieces activity comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyUse, { minLength: 1, maxLength: 30 }), fc.array(fc.nat(30), { maxLength: 3 }), async (uses, cuts) => {
      const store = await freshStore();
      const calls = uses.map(callOf);
      const places = [0, ...cuts.map((cut) => Math.min(cut, calls.length)).sort((a, b) => a - b), calls.length];
      for (const [index, from] of places.slice(0, -1).entries()) {
        // The same piece twice, because a queue may deliver it again.
        for (let time = 0; time < 2; time += 1) await storeBatch(store.sql, calls.slice(from, places[index + 1]), RECEIVED);
        await expect(store.refresh()).resolves.toBe(true);
      }
      const { periods, cohorts, features } = await contents(store);
      const all = expected(uses);
      const ofUsers = ({ series }: { readonly series: number }) => series < GRAINS.length;
      expect({ periods, cohorts }).toEqual({ periods: all.periods.filter(ofUsers), cohorts: all.cohorts.filter(ofUsers) });
      expect(await accountFigures(store.sql, TODAY)).toEqual(figuresOf(all));
      const whole = await freshStore();
      await storeBatch(whole.sql, calls, RECEIVED);
      await whole.refresh();
      expect((await contents(whole)).features).toEqual(features);
      expect(await staleAccounts(store.sql, 0, 10)).toEqual([]);
      await Promise.all([store.close(), whole.close()]);
    }),
    { numRuns: 8 },
  );
});

test('a refresh that is killed at any statement is finished by the next', async () => {
  const uses = [0, 3, 31, 60].flatMap((back) => [
    { account: 'A', user: 'ann', day: TODAY - back, event: 'Item Ticked' },
    { account: 'B', user: 'bob', day: TODAY - back - 1, event: 'Item Added' },
  ]);
  const whole = await freshStore();
  await storeBatch(whole.sql, uses.map(callOf), RECEIVED);
  whole.kill(Infinity);
  await whole.refresh();
  const writes = whole.writes();
  expect(writes).toBeGreaterThan(3);
  for (let at = 1; at <= writes; at += 1) {
    const store = await freshStore();
    await storeBatch(store.sql, uses.map(callOf), RECEIVED);
    store.kill(at);
    await expect(store.refresh()).rejects.toThrow('killed');
    store.kill(Infinity);
    await store.refresh();
    expect(await contents(store)).toEqual(await contents(whole));
    await store.close();
  }
  await whole.close();
});

test('accounts whose days were not kept before get them with the next refresh', async () => {
  const store = await freshStore();
  const uses = [0, 8, 70].map((back) => ({ account: 'A', user: 'ann', day: TODAY - back, event: 'Item Ticked' }));
  await storeBatch(store.sql, uses.map(callOf), RECEIVED);
  await store.refresh();
  const before = await accountFigures(store.sql, TODAY);
  expect(Object.keys(before).length).toBeGreaterThan(5);
  await noteStartsWithoutDays(store.sql);
  expect(await staleAccounts(store.sql, 0, 10)).toEqual([]);
  await store.sql.write(sql`UPDATE account_start SET used = NULL`);
  expect(await accountFigures(store.sql, TODAY)).toEqual({});
  await noteStartsWithoutDays(store.sql);
  await store.refresh();
  expect(await accountFigures(store.sql, TODAY)).toEqual(before);
  await store.close();
});

test('sums of users go on from answer to answer, over accounts in several parts too', async () => {
  const store = await freshStore();
  const period = { startDay: 20_000, born: 1, returning: 2, resurrected: 0, dormant: 3, activeDays: [1, 0, 2] };
  const cohort = { cohortDay: 20_000, age: 1, units: 1, lastUnits: 2 };
  const [ofPeriod = '', ofCohort = ''] = [...packPeriods([period]), ...packCohorts([cohort])];
  const accounts = Array.from({ length: PARTS_PER_ANSWER - 1 }, (_, account) => account + 1);
  // The account in the middle lies in three parts, the first two of them in the first answer.
  const last = accounts.length;
  const parts = [...accounts.map((account) => [account, 0]), [last, 1], [last, 2], [last + 1, 0]];
  await store.sql.write(
    sql`INSERT INTO account_units (series, account_id, part, packed) VALUES ${rowsSql(
      parts.flatMap(([account = 0, part = 0]) => [
        [1, account, part, ofPeriod],
        [4, account, part, ofCohort],
      ]),
    )}`,
  );
  const asked = { filter: {}, unit: 'user', grain: 'week' } as const;
  const n = parts.length;
  expect(n).toBe(PARTS_PER_ANSWER + 2);
  expect(await periodSums(store.sql, asked, 20_000, 20_001)).toEqual([
    { start_day: 20_000, born: n, returned: 2 * n, resurrected: 0, dormant: 3 * n },
  ]);
  expect(await activeDaySums(store.sql, asked, 0, 20_001)).toEqual(new Map([[20_000, [n, 0, 2 * n]]]));
  expect(await cohortSums(store.sql, asked, 0, 20_001)).toEqual([{ cohort_day: 20_000, age: 1, units: n, last_units: 2 * n }]);
  expect(await periodSums(store.sql, { ...asked, grain: 'day' }, 0, 30_000)).toEqual([]);
  expect([...(await periodSums(store.sql, asked, 20_001, 30_000)), ...(await cohortSums(store.sql, asked, 0, 20_000))]).toEqual([]);
  await store.close();
});

test('windows that end today move with it; an event of a month ago and use by nobody in particular count where they belong', async () => {
  const store = await freshStore();
  const uses = [
    { account: 'A', user: 'ann', day: TODAY - 6, event: 'Item Ticked' },
    { account: 'A', user: 'ann', day: TODAY - 29, event: 'Item Ticked' },
    { account: 'A', user: 'bob', day: TODAY - 89, event: 'Item Ticked' },
  ];
  const nobody: SegmentCall = {
    ...callOf({ account: 'A', user: 'x', day: TODAY, event: 'Item Ticked' }, 9),
    userId: undefined,
    anonymousId: 'E-A',
  };
  await storeBatch(store.sql, [...uses.map(callOf), nobody], RECEIVED);
  await store.refresh();
  const row = { account: 'id:id-A', name: 'Item Ticked', first_day: TODAY - 89 };
  expect((await contents(store)).features).toEqual([
    { ...row, as_of_day: TODAY, last_day: TODAY, users7: 1, uses7: 2, users30: 1, uses30: 3, days30: 2, users90: 2, uses90: 4 },
  ]);
  await noteMovedWindows(store.sql, TODAY);
  expect(await staleAccounts(store.sql, 0, 10)).toEqual([]);
  await noteMovedWindows(store.sql, TODAY + 1);
  await store.refresh(TODAY + 1);
  expect((await contents(store)).features).toEqual([
    { ...row, as_of_day: TODAY + 1, last_day: TODAY, users7: 0, uses7: 1, users30: 1, uses30: 2, days30: 1, users90: 1, uses90: 3 },
  ]);
  await store.close();
});

test('a thousand events cost the store few statements', async () => {
  const store = await freshStore();
  const calls = Array.from({ length: 1_000 }, (_, index) =>
    callOf(
      {
        account: String(index % 30),
        user: `u${String(index % 200)}`,
        day: TODAY - (index % 2),
        event: index % 3 === 0 ? 'Item Added' : 'Item Ticked',
      },
      index,
    ),
  );
  let statements = 0;
  const counting = {
    query: (statement: Parameters<typeof store.sql.query>[0]) => ((statements += 1), store.sql.query(statement)),
    write: (statement: Parameters<typeof store.sql.write>[0]) => ((statements += 1), store.sql.write(statement)),
  };
  await storeBatch(counting, calls, RECEIVED);
  statements = 0;
  await storeBatch(
    counting,
    calls.map((call) => ({ ...call, messageId: `${call.messageId}-again` })),
    RECEIVED,
  );
  expect(statements).toBeLessThanOrEqual(20);
  await store.close();
});
