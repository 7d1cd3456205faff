import fc from 'fast-check';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SegmentCall } from '../src/delivery/envelope';
import { accountRows } from '../src/engagement/account-rows';
import { columnsOf } from '../src/engagement/activity';
import { buildActivity } from '../src/engagement/build-activity';
import { buildSeries } from '../src/engagement/series';
import { storeBatch } from '../src/intake/store-batch';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { rowsSql, sql } from '../src/platform/sql';
import { saveEvent } from '../src/profiles/count-as-activity';
import { refreshEngagement } from '../src/store/engagement-rows';
import { refreshEventDays } from '../src/store/event-days';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { recountAccounts } from '../src/store/recount-accounts';
import { accountsToRecount, staleAccounts } from '../src/store/stale-accounts';
import { GRAINS } from './account-figures';
import { dyingAt } from './dying-at';
import { sumsIn } from './stored-sums';
import { storedDays } from './stored-days';
import { storedUnits } from './stored-units';

const TODAY = dayNumber('2028-03-05');
const RECEIVED = Date.parse('2028-03-05T12:00:00Z');
/** What their plan says. */
const PLAN = { 'Item Ticked': true, 'Item Added': true, 'Page Opened': false, 'Site Observed': false } as const;
const EVENTS = Object.keys(PLAN) as (keyof typeof PLAN)[];
const ACCOUNTS = ['A', 'B'];
const USERS = ['', 'ann', 'bob'];

/** Counts as the plan says unless `words` say otherwise. */
async function freshStore(words: Partial<Record<string, boolean>> = {}) {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  const rows = Object.entries({ ...PLAN, ...words }).map(([name, counts]) => [name, Number(counts)]);
  await ports.sql.write(sql`INSERT INTO event_name (name, feature) VALUES ${rowsSql(rows)}`);
  return { sql: ports.sql, close: () => engine.close() };
}
type Store = Awaited<ReturnType<typeof freshStore>>;

type Use = { readonly account: number; readonly user: number; readonly event: number; readonly day: number };

function callOf({ account, user, event, day }: Use, index: number): SegmentCall {
  const name = ACCOUNTS[account] ?? '';
  const forge = { appKey: 'app', cloudId: `site-${name}`, entitlementId: `id-${name}` };
  const who = user === 0 ? { anonymousId: name } : { userId: USERS[user] };
  const timestamp = `${dayFromNumber(day)}T10:00:00Z`;
  return {
    type: 'track',
    messageId: `m${String(index)}`,
    ...who,
    event: EVENTS[event] ?? '',
    timestamp,
    context: { groupId: name, forge },
  };
}

const turn = async (port: SqlPort, event: number, activity: boolean) =>
  await saveEvent(
    { sql: port, walk: () => Promise.resolve() },
    { eventId: event + 1, description: '', grouping: '', color: null, activity },
  );

async function recount(port: SqlPort): Promise<void> {
  const ports = { sql: port, clock: () => 0, counted: () => Promise.resolve() };
  while (!(await recountAccounts(ports, { today: TODAY, deadline: 1 })));
}

async function upkeep(port: SqlPort): Promise<void> {
  await recount(port);
  const ports = { sql: port, clock: () => 0 };
  await refreshEngagement(ports, { today: TODAY, deadline: 1 });
  await refreshEventDays(ports, { deadline: 1 });
}

/** By the engine: every activity at once, with events that count or do not. */
async function expectEngine(store: Store, uses: readonly Use[], counts: readonly boolean[]): Promise<void> {
  const rows = uses.map((use) => ({ ...use, account: use.account + 1, event: use.event + 1, count: 1 }));
  const events = counts.map((feature, index) => ({ id: index + 1, feature }));
  const series = buildSeries(buildActivity(columnsOf(rows), { fromDay: TODAY - 500, days: 600 }, events), { counted: 'features' });
  for (const [index, name] of ACCOUNTS.entries()) {
    const { days, periods } = accountRows(series, index + 1);
    const [account] = await store.sql.query(sql`SELECT account_id FROM account WHERE natural_key = ${`id:id-${name}`}`);
    const known = (await storedDays(store.sql)).filter(({ account_id, users30 }) => account_id === account?.account_id && users30 > 0);
    const expected = days.filter(({ users30 }) => users30 > 0).map(({ features: _, ...day }) => day);
    expect(known.map(({ day, users1, users7, users30 }) => ({ day, users1, users7, users30 }))).toEqual(expected);
    const stored = await storedUnits(store.sql);
    for (const grain of ['week', 'month'] as const) {
      const own = stored.periods.filter(({ account, series }) => account === `id:id-${name}` && series === GRAINS.indexOf(grain));
      expect(
        own.map(({ start_day, born, returned, resurrected, dormant }) => ({
          startDay: start_day,
          new: born,
          returning: returned,
          resurrected,
          dormant,
        })),
      ).toEqual(periods[grain]);
    }
  }
}

type Step =
  /** Some of the uses, by number: some come twice, some late. */
  | { readonly type: 'batch'; readonly uses: readonly number[]; readonly cut: number | null }
  | { readonly type: 'switch'; readonly event: number; readonly activity: boolean; readonly cut: number | null }
  | { readonly type: 'recount'; readonly cut: number | null }
  | { readonly type: 'upkeep' };

const MOST = 24;
const anyUse = fc.record({
  account: fc.nat(1),
  user: fc.nat(2),
  event: fc.nat(3),
  day: fc.oneof(fc.integer({ min: TODAY - 400, max: TODAY }), fc.integer({ min: TODAY - 40, max: TODAY })),
});
const cut = fc.option(fc.integer({ min: 1, max: 25 }));
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant('batch' as const), uses: fc.array(fc.nat(MOST - 1), { minLength: 1, maxLength: 12 }), cut }),
  fc.record({ type: fc.constant('switch' as const), event: fc.nat(3), activity: fc.boolean(), cut }),
  fc.record({ type: fc.constant('recount' as const), cut }),
  fc.constant({ type: 'upkeep' as const }),
);

async function happen(store: Store, step: Step, uses: readonly Use[]): Promise<void> {
  switch (step.type) {
    case 'batch': {
      const calls = uses.map(callOf);
      const some = step.uses.flatMap((number) => calls[number % calls.length] ?? []);
      if (step.cut !== null) await storeBatch(dyingAt(store.sql, step.cut), some, RECEIVED).catch(() => undefined);
      else await storeBatch(store.sql, some, RECEIVED);
      break;
    }
    case 'switch':
      // Cut, it is left to the next who turns one.
      if (step.cut !== null) await turn(dyingAt(store.sql, step.cut), step.event, step.activity).catch(() => undefined);
      else await turn(store.sql, step.event, step.activity);
      break;
    case 'recount':
      if (step.cut !== null) await recount(dyingAt(store.sql, step.cut)).catch(() => undefined);
      else await recount(store.sql);
      break;
    case 'upkeep':
      await upkeep(store.sql);
      break;
  }
}

const USES: Use[] = [0, 3, 31, 60].flatMap((back) => [
  { account: 0, user: 1, event: 0, day: TODAY - back },
  { account: 0, user: 2, event: 2, day: TODAY - back - 1 },
  { account: 1, user: 1, event: 1, day: TODAY - back },
]);

/** Nobody knows yet who did what, but activity itself. */
const NOT_PACKED: Step = { type: 'batch', uses: [0, 1, 2, 3], cut: null };

test('whatever begins or ceases to count, all sums are as if it had always been so', async () => {
  const histories = fc.array(anyStep, { minLength: 3, maxLength: 10 });
  const lastWords = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(anyUse, { minLength: 4, maxLength: MOST }), histories, lastWords, async (uses, history, counts) => {
      const store = await freshStore();
      for (const step of history) await happen(store, step, uses);
      for (const [event, activity] of counts.entries()) await turn(store.sql, event, activity);
      // A batch that was cut comes again.
      await storeBatch(store.sql, uses.map(callOf), RECEIVED);
      await upkeep(store.sql);
      const whole = await freshStore(Object.fromEntries(EVENTS.map((name, index) => [name, counts[index]])));
      await storeBatch(whole.sql, uses.map(callOf), RECEIVED);
      await upkeep(whole.sql);
      expect(await sumsIn(store.sql)).toEqual(await sumsIn(whole.sql));
      await expectEngine(store, uses, counts);
      expect([await accountsToRecount(store.sql, 0, 9), await staleAccounts(store.sql, 0, 9)]).toEqual([[], []]);
      await Promise.all([store.close(), whole.close()]);
    }),
    { numRuns: Number(process.env.SWITCH_RUNS ?? 12), examples: [[USES, [NOT_PACKED], [false, true, false, false]]] },
  );
});

test('killed at any statement of turning and counting, the next ends the same', async () => {
  const whole = await freshStore({ 'Item Ticked': false, 'Page Opened': true });
  await storeBatch(whole.sql, USES.map(callOf), RECEIVED);
  await upkeep(whole.sql);
  for (let at = 1; ; at += 1) {
    const store = await freshStore();
    await storeBatch(store.sql, USES.map(callOf), RECEIVED);
    await upkeep(store.sql);
    const both = async (port: SqlPort) => {
      await turn(port, 0, false);
      await turn(port, 2, true);
      await recount(port);
    };
    const wasCut = await both(dyingAt(store.sql, at)).then(
      () => false,
      () => true,
    );
    await both(store.sql);
    await upkeep(store.sql);
    expect(await sumsIn(store.sql)).toEqual(await sumsIn(whole.sql));
    await store.close();
    if (!wasCut) break;
  }
  await whole.close();
});

test('until an account is counted anew its rows stay as they were, whatever comes in; a batch that saw the word change has it counted again', async () => {
  const store = await freshStore();
  await storeBatch(store.sql, USES.map(callOf), RECEIVED);
  await upkeep(store.sql);
  const before = await sumsIn(store.sql);
  await turn(store.sql, 0, false);
  // As the plan says, and then as it counts: the same event.
  expect(await turn(store.sql, 0, false)).toMatchObject({ feature: true, activity: false });
  const late = callOf({ account: 0, user: 2, event: 1, day: TODAY }, 99);
  await storeBatch(store.sql, [late], RECEIVED);
  await refreshEngagement({ sql: store.sql, clock: () => 0 }, { today: TODAY, deadline: 1 });
  expect(await sumsIn(store.sql)).toEqual(before);
  await upkeep(store.sql);
  const whole = await freshStore({ 'Item Ticked': false });
  await storeBatch(whole.sql, [...USES.map(callOf), late], RECEIVED);
  await upkeep(whole.sql);
  expect(await sumsIn(store.sql)).toEqual(await sumsIn(whole.sql));

  let isTurned = false;
  const turning: SqlPort = {
    query: store.sql.query.bind(store.sql),
    write: async (statement) => {
      if (!isTurned && statement.text.includes('INSERT INTO membership ')) {
        isTurned = true;
        await turn(store.sql, 1, false);
        await recount(store.sql);
      }
      return await store.sql.write(statement);
    },
  };
  const last = callOf({ account: 0, user: 1, event: 1, day: TODAY - 5 }, 100);
  await storeBatch(turning, [last], RECEIVED);
  expect(isTurned).toBe(true);
  await upkeep(store.sql);
  const other = await freshStore({ 'Item Ticked': false, 'Item Added': false });
  await storeBatch(other.sql, [...USES.map(callOf), late, last], RECEIVED);
  await upkeep(other.sql);
  expect(await sumsIn(store.sql)).toEqual(await sumsIn(other.sql));
  await Promise.all([store.close(), whole.close(), other.close()]);
});
