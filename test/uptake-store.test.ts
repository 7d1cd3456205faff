import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { uptakeAnswer } from '../src/console/uptake';
import { UptakeRequest } from '../src/contract/uptake';
import type { SegmentCall } from '../src/delivery/envelope';
import { shareDifference } from '../src/engagement/intervals';
import { storeBatch } from '../src/intake/store-batch';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { refreshEngagement } from '../src/store/engagement-rows';
import { refreshEventDays } from '../src/store/event-days';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';

const NOW = Date.parse('2028-03-05T12:00:00Z');
const TODAY = dayNumber('2028-03-05');
/** Days are packed in blocks of 90; the last that ended 60 days ago or more. A turn of the year and the leap day lie between it and today. */
const FROM = dayNumber('2027-08-30');
const TO = dayNumber('2027-11-28');

type Use = readonly [account: number, day: number, event: string, user?: string | null];

test('how features were taken up, and what became of accounts with and without them, by hand', async () => {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  const uses: Use[] = [
    // Accounts 1 to 3 export, 4 to 7 only tick; 1, 2 and 4 are still there, 5 reports and does nothing, 6 and 7 are heard of no more.
    ...[1, 2, 3].map((account): Use => [account, FROM + account, 'Item Exported']),
    ...[1, 4, 5, 6, 7].map((account): Use => [account, FROM, 'Item Ticked']),
    [1, TODAY, 'Item Ticked'],
    [2, TODAY - 29, 'Item Exported'],
    [3, TODAY - 30, 'Item Exported'],
    [3, TODAY - 7, 'Site Observed'],
    [4, TODAY, 'Item Ticked'],
    [5, TODAY, 'Site Observed'],
    // Two more days of another user, one of them with two uses, and a use by nobody in particular.
    [4, TODAY - 1, 'Item Ticked', 'bob'],
    [4, TODAY - 2, 'Item Ticked', 'bob'],
    [4, TODAY - 2, 'Item Ticked', 'bob'],
    [4, TODAY, 'Item Ticked', null],
    // Came later than the days that are looked at, 9 to this feature 58 days after the other.
    [8, TO, 'Item Exported'],
    [9, TO, 'Item Ticked'],
    [9, TO + 58, 'Item Exported'],
    // After 10 days, after 20, and after 400, of which all is known that it is more than a year.
    [1, FROM + 10, 'Item Shared'],
    [4, FROM + 20, 'Item Shared'],
    [10, TO - 401, 'Item Ticked'],
    [10, TO - 1, 'Item Shared'],
  ];
  const calls = uses.map(([account, day, event, user = 'ann'], index): SegmentCall => {
    const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: event !== 'Site Observed' };
    const timestamp = `${dayFromNumber(day)}T10:00:00Z`;
    const who = user === null ? { anonymousId: `E-${account}` } : { userId: user };
    return { type: 'track', messageId: `m${index}`, ...who, event, timestamp, context: { groupId: `E-${account}`, forge } };
  });
  await storeBatch(ports.sql, calls, NOW);
  const store = { sql: ports.sql, clock: () => NOW };
  await refreshEngagement(store, { today: TODAY, deadline: Infinity });
  await refreshEventDays(store, { deadline: Infinity });
  const movements = [
    [1, FROM, 'new', 1_000],
    [1, TO, 'expansion', 500],
    [2, FROM, 'new', 1_000],
    [4, FROM, 'new', 1_000],
    [4, TO - 1, 'expansion', 500],
    [6, FROM, 'new', 1_000],
    [6, TO + 5, 'churn', -1_000],
  ] as const;
  for (const [account, day, kind, cents] of movements)
    await ports.sql.write(sql`
      INSERT INTO revenue_movement (account_id, day, kind, month, customer_cents, net_cents, line_ids)
      SELECT account_id, ${day}, ${kind}, 0, ${cents}, ${cents}, '' FROM account WHERE entitlement_id = ${`id-${account}`}`);

  const answer = await uptakeAnswer(store, UptakeRequest.parse({}));
  // 8 and 9 came later.
  expect([answer.fromDay, answer.toDay, answer.accounts, answer.waiting]).toEqual([dayFromNumber(FROM), dayFromNumber(TO), 8, 0]);
  expect(answer.features.map(({ event, adopters }) => [event, adopters])).toEqual([
    ['Item Ticked', 7],
    ['Item Exported', 5],
    ['Item Shared', 3],
  ]);
  const [ticked, exported, shared] = answer.features;
  // Retained: 1 and 2 of 1, 2, 3; of the others 4, not 5, not 6, which stopped to pay; of 7 and 10 nothing is known.
  expect(exported).toEqual({
    event: 'Item Exported',
    adopters: 5,
    // 0 days for 2, 3 and 8, which began with it; 1 day for 1; 58 for 9.
    medianDaysToAdopt: 0,
    // Of 2, 30 days ago with today; 3 was a day too early.
    users: 1,
    frequency: 1,
    depth: 1,
    using: 3,
    retained: shareDifference(2, 3, 1, 3),
    // 1 of the payers 1 and 2; none of 4, whose expansion was before, and 6.
    expanded: shareDifference(1, 2, 0, 2),
    churned: shareDifference(0, 2, 1, 2),
  });
  // Ann in 1 and in 4 on one day, Bob on two: 4 days of 3 users. 6 uses, the one by nobody in particular among them.
  expect(ticked).toMatchObject({ medianDaysToAdopt: 0, users: 3, frequency: 4 / 3, depth: 2, using: 5 });
  expect(shared).toMatchObject({ medianDaysToAdopt: 20, users: 0, frequency: null, depth: null, using: 3 });

  // 90 days that end today; 9 exported for the first time 40 days before it.
  expect([answer.firstUse.days.length, answer.firstUse.days[0], answer.firstUse.days.at(-1)]).toEqual([
    90,
    dayFromNumber(TODAY - 89),
    '2028-03-05',
  ]);
  expect(TO + 58).toBe(TODAY - 40);
  expect(answer.firstUse.curves).toEqual([
    { event: 'Item Ticked', color: null, accounts: new Array<number>(90).fill(7) },
    { event: 'Item Exported', color: null, accounts: [...new Array<number>(49).fill(4), ...new Array<number>(41).fill(5)] },
    { event: 'Item Shared', color: null, accounts: new Array<number>(90).fill(3) },
  ]);

  const none = await uptakeAnswer(store, UptakeRequest.parse({ filter: { app: ['other'] } }));
  expect([none.accounts, none.features.map(({ retained }) => retained)]).toEqual([0, [null, null, null]]);
  expect(none.features.map(({ adopters, users, medianDaysToAdopt }) => [adopters, users, medianDaysToAdopt])).toEqual(
    none.features.map(() => [0, 0, null]),
  );
  await engine.close();
});
