import fc from 'fast-check';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { activationAnswer } from '../src/console/activation';
import { seatUseAnswer } from '../src/console/seat-use';
import { ActivationRequest } from '../src/contract/activation';
import { SeatUseRequest } from '../src/contract/seat-use';
import type { SegmentCall } from '../src/delivery/envelope';
import { activation } from '../src/engagement/activation';
import { columnsOf, type ActivityRow } from '../src/engagement/activity';
import { buildActivity } from '../src/engagement/build-activity';
import { buildSeries } from '../src/engagement/series';
import { storeBatch } from '../src/intake/store-batch';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { refreshEngagement } from '../src/store/engagement-rows';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';

/** The leap day and a turn of the year lie in the 200 days before. */
const TODAY = dayNumber('2028-03-05');
const NOW = Date.parse('2028-03-05T12:00:00Z');
const clock = () => NOW;
const EVENTS = ['Item Added', 'Item Ticked', 'Site Observed'] as const;

async function freshStore() {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, customerMigrations);
  return { sql: ports.sql, clock, close: () => engine.close() };
}
type Use = { readonly account: number; readonly user: number; readonly day: number; readonly event: (typeof EVENTS)[number] };

function callOf({ account, user, day, event }: Use, index: number): SegmentCall {
  const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: event !== 'Site Observed' };
  const who = user === 0 ? { anonymousId: `E-${account}` } : { userId: `user-${user}` };
  const timestamp = `${dayFromNumber(day)}T10:00:00Z`;
  return { type: 'track', messageId: `m${index}`, ...who, event, timestamp, context: { groupId: `E-${account}`, forge } };
}

const anyUse: fc.Arbitrary<Use> = fc.record({
  account: fc.integer({ min: 1, max: 5 }),
  user: fc.constantFrom(0, 1, 2),
  day: fc.oneof(fc.integer({ min: TODAY - 130, max: TODAY - 110 }), fc.integer({ min: TODAY - 130, max: TODAY })),
  event: fc.constantFrom(...EVENTS),
});

test('early actions from the store are those of the pass over all activity, however it comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyUse, { minLength: 1, maxLength: 60 }), fc.nat(60), async (uses, cut) => {
      const store = await freshStore();
      const calls = uses.map(callOf);
      // The later piece first: an account may turn out to have begun earlier.
      for (const piece of [calls.slice(cut), calls.slice(0, cut), calls]) {
        await storeBatch(store.sql, piece, NOW);
        await refreshEngagement(store, { today: TODAY, deadline: Infinity });
      }
      const counts = new Map<string, ActivityRow>();
      for (const { event, ...use } of uses) {
        const name = `${use.account}:${use.user}:${use.day}:${event}`;
        counts.set(name, { ...use, event: EVENTS.indexOf(event) + 1, count: (counts.get(name)?.count ?? 0) + 1 });
      }
      const known = EVENTS.map((event, index) => ({ id: index + 1, feature: event !== 'Site Observed' }));
      const span = { fromDay: TODAY - 130, days: 131 };
      const series = buildSeries(buildActivity(columnsOf([...counts.values()]), span, known), { counted: 'features' });
      for (const [earlyDays, keptFrom, retainedTo] of [
        [1, 60, 90],
        [7, 14, 28],
        [14, 30, 60],
      ] as const) {
        const full = activation(series, { earlyDays, retainedFrom: keptFrom, retainedTo, atLeast: [1, 3, 10], asOfDay: TODAY });
        const answer = await activationAnswer(store, ActivationRequest.parse({ earlyDays, keptFrom }));
        expect(answer.accounts).toBe(full.accounts);
        const named = new Map(
          full.candidates.map(({ eventIds, did, didNot, ...each }) => [
            `${eventIds
              .map((id) => EVENTS[id - 1])
              .sort()
              .join()}:${each.atLeast}`,
            { did, didNot, score: each.score },
          ]),
        );
        expect(
          new Map(
            answer.actions.map(({ events, atLeast, did, didNot, score }) => [
              `${[...events].sort().join()}:${atLeast}`,
              { did, didNot, score },
            ]),
          ),
        ).toEqual(named);
      }
      await store.close();
    }),
    { numRuns: 10 },
  );
});

test('users seen of seats paid, by hand; who does not report, pays nothing or has no number of seats stands aside', async () => {
  const store = await freshStore();
  const use = (account: number, user: number, day = TODAY): Use => ({ account, user, day, event: 'Item Ticked' });
  const uses = [
    use(1, 1),
    use(1, 2, dayNumber('2028-02-29')),
    // Thirty days end today: 5 February is in them by a day, 4 February is not.
    use(1, 3, dayNumber('2028-02-05')),
    use(1, 4, dayNumber('2028-02-04')),
    { ...use(2, 0), event: 'Site Observed' as const },
    use(3, 1),
    use(3, 2),
    use(4, 1),
    use(5, 1, TODAY - 20),
    use(6, 1),
  ];
  await storeBatch(store.sql, uses.map(callOf), NOW);
  const states = [
    [1, 10, 5_000],
    [2, 50, 7_000],
    [3, 1, 1_000],
    [4, 100, 0],
    [5, 100, 9_000],
    [6, null, 2_000],
  ] as const;
  for (const [account, seats, cents] of states)
    await store.sql.write(sql`
      INSERT INTO account_state (account_id, company, seats, status, mrr_cents)
      SELECT account_id, ${`Company ${account}`}, ${seats}, 'active', ${cents} FROM account WHERE entitlement_id = ${`id-${account}`}`);
  const answer = await seatUseAnswer(store, 'vendor', SeatUseRequest.parse({}));
  expect(answer.seats).toMatchObject({ accounts: 3, seats: 61, usersSeen: 5, share: 5 / 61, notObserved: 1, withoutSeats: 1 });
  expect(answer.seats?.bands.filter(({ accounts }) => accounts > 0)).toEqual([
    { band: 'none', accounts: 1, seats: 50, mrrCents: 7_000 },
    { band: 'under50', accounts: 1, seats: 10, mrrCents: 5_000 },
    { band: 'over100', accounts: 1, seats: 1, mrrCents: 1_000 },
  ]);
  expect(answer.seats?.rows.map(({ company, seats, usersSeen }) => [company, seats, usersSeen])).toEqual([
    ['Company 2', 50, 0],
    ['Company 1', 10, 3],
  ]);
  expect(answer.days).toHaveLength(90);
  expect(answer.days.at(-1)).toEqual({ day: '2028-03-05', usersSeen: 8 });
  expect(answer.days.at(-2)).toEqual({ day: '2028-03-04', usersSeen: 4 });
  expect((await seatUseAnswer(store, 'site', SeatUseRequest.parse({}))).seats).toBeNull();
  expect((await seatUseAnswer(store, 'vendor', SeatUseRequest.parse({ filter: { app: ['other'] } }))).seats).toMatchObject({
    accounts: 0,
    share: null,
    rows: [],
  });
  await store.close();
});
