import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { overview } from '../src/console/overview';
import { overviewDays } from '../src/console/overview-series';
import { setTarget } from '../src/console/targets';
import { weekChanges } from '../src/console/week-changes';
import { AccountsRequest } from '../src/contract/accounts';
import { OverviewRequest } from '../src/contract/overview';
import type { OverviewDays, OverviewDaysRequest, Tile } from '../src/contract/overview';
import type { SegmentCall } from '../src/delivery/envelope';
import { vendorHouse } from '../src/functions/vendor-house';
import { storeBatch } from '../src/intake/store-batch';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { Sql } from '../src/platform/sql';
import type { SqlValue } from '../src/platform/sql';
import { refreshEngagement } from '../src/store/engagement-rows';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { accountsPage, standingCounts } from '../src/store/queries/accounts';
import { activitySeries } from '../src/store/queries/activity-series';
import { mrrByDay, netRetentionOn, silentMrrOn, trialsOn } from '../src/store/queries/overview-money';
import { renewalList } from '../src/store/queries/revenue-renewals';
import { seatsAside } from '../src/store/queries/seat-use';
import { noteRecount } from '../src/store/stale-accounts';
import { memoryKvs } from './memory-kvs';
import { putDays } from './stored-days';

/** A Thursday; the week before it ends on 1 March of a leap year. */
const NOW = Date.parse('2028-03-02T12:00:00Z');
const clock = () => NOW;
const on = dayNumber;
const today = on('2028-03-02');
const lastDay = today - 1;

let port: SqlPort;
let close: () => Promise<void>;
beforeEach(async () => {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  port = ports.sql;
  close = () => Promise.resolve(engine.close());
});
afterEach(() => close());

/** Rows as the sync and the intake leave them: what is read is what a test wrote. */
async function put(table: string, columns: string, rows: readonly (readonly SqlValue[])[]): Promise<void> {
  for (const row of rows) await port.write(new Sql(`INSERT INTO ${table} (${columns}) VALUES (${row.map(() => '?').join(', ')})`, row));
}

type Story = {
  readonly id: number;
  readonly name: string;
  readonly cents?: number;
  readonly lastEvent?: number;
  readonly lastActive?: number;
  /** Users of seven days by the day that ends them. */
  readonly users7?: Readonly<Record<number, number>>;
  readonly trialStart?: number;
  readonly firstPaid?: number;
};

async function tell(stories: readonly Story[]): Promise<void> {
  for (const {
    id,
    name,
    cents = 0,
    lastEvent = today,
    lastActive = lastDay,
    users7 = {},
    trialStart = null,
    firstPaid = null,
  } of stories) {
    await put('account', 'account_id, natural_key, app_key, last_event_day, last_active_day', [[id, name, 'app', lastEvent, lastActive]]);
    await put('account_state', 'account_id, company, status, mrr_cents', [[id, name, 'active', cents]]);
    await put('revenue_account', 'account_id, app, customer, root_id, trial_start_day, first_paid_day', [
      [id, 'app', name, id, trialStart, firstPaid],
    ]);
    const days = Object.entries(users7).map(([day, users]) => ({ day: Number(day), users1: 0, users7: users, users30: users, events: 0 }));
    await putDays(
      port,
      days.map((day) => ({ account_id: id, ...day })),
    );
  }
}
const moves = (rows: readonly (readonly [id: number, day: string, kind: string, cents: number])[]) =>
  put(
    'revenue_movement',
    'account_id, day, kind, month, customer_cents, net_cents, line_ids',
    rows.map(([id, day, kind, cents]) => [id, on(day), kind, 0, cents, 1, '']),
  );
const pays = (rows: readonly (readonly [id: number, from: string, to: string, cents: number])[]) =>
  put(
    'revenue_span',
    'account_id, start_day, end_day, customer_cents, net_cents, line_ids',
    rows.map(([id, from, to, cents]) => [id, on(from), on(to), cents, 1, '']),
  );

test('the week: what moved, who fell silent, which trial took off; and what is not observed is no loss', async () => {
  const week = (before: number, now: number) => ({ [lastDay - 7]: before, [lastDay]: now });
  const silentSince = on('2028-01-31');
  await tell([
    { id: 1, name: 'Grower', cents: 15_000, users7: week(20, 31) },
    { id: 2, name: 'Leaver', users7: week(9, 1) },
    { id: 3, name: 'Silent', cents: 12_500, lastActive: silentSince, users7: { [silentSince]: 4 } },
    { id: 4, name: 'Not observed', cents: 99_999, lastEvent: today - 8, lastActive: silentSince, users7: week(9, 0) },
    { id: 5, name: 'Trial', trialStart: on('2028-02-20'), users7: week(2, 14) },
    { id: 6, name: 'People no longer told apart', cents: 100, users7: week(9, 0) },
    { id: 7, name: 'Moved house', cents: 5_000 },
    { id: 8, name: 'Hardly more', users7: week(2, 4) },
    { id: 9, name: 'Hardly more of many', users7: week(100, 109) },
    { id: 10, name: 'Silent for long', cents: 700, lastActive: on('2028-01-24') },
    { id: 11, name: 'Silent tomorrow', cents: 700, lastActive: on('2028-02-01') },
    { id: 12, name: 'Bought its trial', trialStart: on('2028-02-10'), firstPaid: on('2028-02-28'), cents: 900, users7: week(3, 9) },
    { id: 13, name: 'Quiet', cents: 300, lastActive: on('2028-02-20'), users7: week(5, 0) },
  ]);
  await moves([
    [1, '2027-01-01', 'new', 10_000],
    [1, '2028-02-29', 'expansion', 5_000],
    [2, '2027-01-01', 'new', 8_000],
    [2, '2028-03-01', 'churn', -8_000],
    [7, '2028-02-27', 'transfer', 5_000],
    [7, '2028-02-27', 'rateChange', 400],
    [12, '2028-02-28', 'new', 900],
    [13, '2028-02-23', 'contraction', -100],
    [13, '2028-03-02', 'contraction', -100],
  ]);
  const { better, worse, ...days } = await weekChanges(port, {}, today);
  expect(days).toEqual({ fromDay: '2028-02-24', toDay: '2028-03-01' });
  const app = 'app';
  expect(better).toEqual([
    {
      ...{
        kind: 'mrr-up',
        accountId: 1,
        company: 'Grower',
        app,
        day: '2028-02-29',
        movedCents: 5_000,
        beforeCents: 10_000,
        afterCents: 15_000,
      },
      ...{ isReturning: false, use: { users: 31, usersBefore: 20 } },
    },
    {
      ...{
        kind: 'mrr-up',
        accountId: 12,
        company: 'Bought its trial',
        app,
        day: '2028-02-28',
        movedCents: 900,
        beforeCents: 0,
        afterCents: 900,
      },
      ...{ isReturning: false, use: { users: 9, usersBefore: 3 } },
    },
    { kind: 'trial', accountId: 5, company: 'Trial', app, trialDay: 11, users: 14, usersBefore: 2 },
  ]);
  expect(worse).toEqual([
    {
      ...{
        kind: 'mrr-down',
        accountId: 2,
        company: 'Leaver',
        app,
        day: '2028-03-01',
        movedCents: -8_000,
        beforeCents: 8_000,
        afterCents: 0,
      },
      ...{ isReturning: false, use: { users: 1, usersBefore: 9 } },
    },
    { kind: 'silent', accountId: 3, company: 'Silent', app, mrrCents: 12_500, lastActiveDay: '2028-01-31', users30: 4 },
    { kind: 'use-down', accountId: 13, company: 'Quiet', app, mrrCents: 300, users: 0, usersBefore: 5 },
  ]);
  expect(await weekChanges(port, { app: ['other'] }, today)).toMatchObject({ better: [], worse: [] });
});

test('the week: what came from another account was paid before, so that whoever then pays less has not begun to pay', async () => {
  await tell([
    { id: 1, name: 'Moved house, and smaller', cents: 6_250 },
    { id: 2, name: 'Moved house, and larger', cents: 9_000 },
  ]);
  await moves([
    [1, '2028-02-27', 'transfer', 18_840],
    [1, '2028-02-27', 'contraction', -12_590],
    [2, '2028-02-27', 'transfer', 8_000],
    [2, '2028-02-28', 'expansion', 1_000],
  ]);
  const { better, worse } = await weekChanges(port, {}, today);
  expect(worse).toMatchObject([{ accountId: 1, movedCents: -12_590, beforeCents: 18_840, afterCents: 6_250 }]);
  expect(better).toMatchObject([{ accountId: 2, movedCents: 1_000, beforeCents: 8_000, afterCents: 9_000 }]);
});

test('MRR by day, retention over a leap year, trials, and MRR at risk on past days', async () => {
  await tell([
    { id: 1, name: 'Stays', cents: 15_000 },
    { id: 2, name: 'Leaves' },
    { id: 3, name: 'Silent', cents: 12_500 },
    { id: 4, name: 'Not observed', cents: 700 },
    { id: 5, name: 'Trial', trialStart: on('2028-02-01') },
    { id: 6, name: 'Paid for', trialStart: on('2028-02-10'), firstPaid: on('2028-03-01') },
  ]);
  await pays([
    [1, '2027-01-01', '2028-02-29', 10_000],
    [1, '2028-02-29', '2029-01-01', 15_000],
    [2, '2027-01-01', '2028-03-01', 8_000],
    [3, '2027-06-01', '2029-01-01', 12_500],
    [4, '2027-06-01', '2029-01-01', 700],
  ]);
  await moves([
    [1, '2027-01-01', 'new', 10_000],
    [1, '2028-02-29', 'expansion', 5_000],
    [2, '2027-01-01', 'new', 8_000],
    [2, '2028-03-01', 'churn', -8_000],
    [3, '2027-06-01', 'new', 12_500],
    [4, '2027-06-01', 'new', 700],
  ]);
  expect([...(await mrrByDay(port, {}, on('2028-02-28'), on('2028-03-03')))]).toEqual([
    [on('2028-02-28'), 31_200],
    [on('2028-02-29'), 36_200],
    [on('2028-03-01'), 28_200],
    [on('2028-03-02'), 28_200],
  ]);
  const spans = [
    { day: on('2028-02-28'), startDay: on('2027-02-28') },
    { day: today, startDay: on('2027-03-02') },
    { day: on('2027-06-01'), startDay: on('2026-06-01') },
  ];
  // Of 18,000: all of it on 28 February, 15,000 after the one left and the other grew; nobody paid in 2026.
  expect(await netRetentionOn(port, {}, spans)).toEqual(
    new Map([
      [on('2028-02-28'), 1],
      [today, 15_000 / 18_000],
    ]),
  );
  expect(await trialsOn(port, {}, [on('2028-01-31'), on('2028-02-20'), on('2028-03-01'), today])).toEqual(
    // The first one's thirtieth day is 1 March; the other one was paid for on it.
    new Map([
      [on('2028-02-20'), 2],
      [on('2028-03-01'), 1],
    ]),
  );

  // A day and the 29 after it, on which it counts among the last thirty.
  const activeOn = (id: number, day: string) =>
    Array.from({ length: 30 }, (_, after) => {
      const first = after === 0 ? 1 : 0;
      return { account_id: id, day: on(day) + after, users1: first, users7: first, users30: 1, events: first };
    });
  await putDays(port, [
    ...activeOn(1, '2028-02-10'),
    ...activeOn(1, '2028-03-01'),
    ...activeOn(2, '2028-02-10'),
    ...activeOn(3, '2028-01-31'),
  ]);
  // A daily sign of life is activity too, of nobody and of no feature.
  const alive = ['2028-02-22', '2028-02-29'].map((day) => [3, on(day), 0, 1, 1]);
  await put('activity', 'account_id, day, user_id, event_id, count', [...alive, [4, on('2028-02-21'), 0, 1, 1]]);
  // Silent since the thirtieth day after 31 January, which is 1 March; without a sign of life for eight days it would be not observed.
  expect(await silentMrrOn(port, {}, [on('2028-02-28'), on('2028-02-29'), on('2028-03-01'), on('2028-03-07'), on('2028-03-08')])).toEqual(
    new Map([
      [on('2028-02-28'), 700],
      [on('2028-03-01'), 12_500],
      [on('2028-03-07'), 12_500],
    ]),
  );
});

function used(user: string, site: string, daysAgo: number, index: number): SegmentCall {
  const forge = { appKey: 'app', cloudId: site, entitlementId: `id-${site}`, feature: true };
  const timestamp = `${dayFromNumber(today - daysAgo)}T10:00:00Z`;
  return {
    type: 'track',
    messageId: `m${String(index)}`,
    userId: user,
    event: 'Item Ticked',
    timestamp,
    context: { groupId: `E-${site}`, forge },
  };
}
test('a site that names nobody is used, and after thirty days silent', async () => {
  const { userId, ...byNobody } = used('', 'discreet', 29, 1);
  expect(userId).toBe('');
  await storeBatch(port, [{ ...byNobody, anonymousId: 'site' }, used('ann', 'other', 0, 2)], NOW);
  await port.write(new Sql('UPDATE account SET last_event_day = ?', [today]));
  const { account_id: id } =
    (await port.query(new Sql("SELECT account_id FROM account WHERE entitlement_id = 'id-discreet'", [])))[0] ?? {};
  await put('account_state', 'account_id, status, mrr_cents', [[Number(id), 'active', 700]]);
  await put('revenue_account', 'account_id, app, customer, root_id', [[Number(id), 'app', 'Discreet', Number(id)]]);
  await pays([[Number(id), '2028-01-01', '2028-03-10', 700]]);

  const cells = async (day: number) => (await standingCounts(port, day)).map(({ standing, accounts }) => [standing, accounts]).sort();
  expect(await cells(today)).toEqual([
    ['paid-used', 1],
    ['unpaid-used', 1],
  ]);
  expect(await cells(today + 1)).toEqual([
    ['paid-silent', 1],
    ['unpaid-used', 1],
  ]);
  await port.write(new Sql('UPDATE account_state SET seats = 10', []));
  expect(await seatsAside(port, today, {})).toEqual({ notObserved: 1, withoutSeats: 0 });
  expect(await seatsAside(port, today + 1, {})).toEqual({ notObserved: 0, withoutSeats: 0 });
  const everybody = { basis: 'customer', filter: {} } as const;
  const due = (day: number) => renewalList(port, everybody, { today: day, fromDay: day, toDay: day + 30, limit: 5, offset: 0 });
  expect(await due(today)).toMatchObject({ rows: [{ use: 'used' }] });
  expect(await due(today + 1)).toMatchObject({ rows: [{ use: 'silent' }] });
  const byDay = new Map(
    (await activitySeries(port, {}, today - 30, today + 2)).map(({ day, accounts30, mau }) => [day, [accounts30, mau]]),
  );
  expect([today - 30, today - 29, today, today + 1].map((day) => byDay.get(day))).toEqual([undefined, [1, 0], [2, 1], [1, 1]]);
});

const figures = (tiles: readonly Tile[]) => Object.fromEntries(tiles.map(({ name, value, previous }) => [name, [value, previous]]));

test('a user of two sites is one user, of a filter too; a site’s own figures; and events themselves are not read', async () => {
  const uses = [
    ...[used('ann', 'one', 1, 1), used('ann', 'two', 1, 2), used('bob', 'one', 3, 3), used('ann', 'one', 9, 4)],
    ...[used('bob', 'one', 40, 5), used('cyd', 'two', 10, 6), used('cyd', 'two', 3, 7), used('dan', 'one', 0, 8)],
  ];
  await storeBatch(port, uses, NOW);
  await refreshEngagement({ sql: port, clock }, { today, deadline: Infinity });
  const texts: string[] = [];
  const sql: SqlPort = {
    ...port,
    query: (statement) => {
      texts.push(statement.text);
      return port.query(statement);
    },
  };
  const ports = { sql, clock, kvs: memoryKvs() };
  const all = await overview(ports, vendorHouse, OverviewRequest.parse({ rangeDays: 7 }), true);
  expect(figures(all.tiles)).toEqual({
    activeAccounts: [2, 2],
    // In seven days up to today ann, bob, cyd and dan; in the seven up to a week ago ann and cyd.
    wau: [4, 2],
    mau: [4, 2],
    // Ann yesterday, bob and cyd three days ago: 3 days of users over 7, of 3 in the month. A week before: 1 and 1 on two days, of 2 (bob’s old day is out).
    stickiness: [3 / 7 / 3, 2 / 7 / 2],
    mrr: [0, null],
    nrr: [null, null],
    mrrAtRisk: [0, null],
    trials: [0, null],
  });
  expect(all.adoption).toEqual([{ event: 'Item Ticked', accounts: 2, users: 5, count: 5, shareOfActiveAccounts: 1 }]);
  expect(all.payingUsing?.counts).toMatchObject({ 'unpaid-used': 2 });
  expect(all).toMatchObject({ waiting: 0, canSetTargets: true, asOfDay: '2028-03-02', comparedDay: '2028-02-24' });
  expect(all.mrrCents).toEqual([0, 0, 0, 0, 0, 0, 0]);

  // One screen is some twenty statements, and the only one that looks at activity asks whether there is any, of those who pay.
  expect(texts.length).toBeLessThan(26);
  expect(texts.filter((text) => /\bactivity\b/.test(text))).toEqual([expect.stringContaining('EXISTS (SELECT 1 FROM activity v')]);

  const part = await overview(ports, vendorHouse, OverviewRequest.parse({ rangeDays: 7, filter: { app: ['other'] } }), true);
  expect(figures(part.tiles)).toMatchObject({ activeAccounts: [0, null], wau: [0, null] });
  expect(part).toMatchObject({ canSetTargets: false, adoption: [] });
});

test('while use is counted anew, nobody says what was at risk before, nor that a site names nobody', async () => {
  await storeBatch(port, [used('ann', 'one', 0, 1), used('ann', 'one', 7, 2)], NOW);
  await refreshEngagement({ sql: port, clock }, { today, deadline: Infinity });
  await port.write(new Sql("INSERT INTO account_state (account_id, status, mrr_cents) VALUES (1, 'active', 700)", []));
  await put('revenue_account', 'account_id, app, customer, root_id', [[1, 'app', 'One', 1]]);
  await pays([[1, '2028-01-01', '2028-12-31', 700]]);
  const asked = async () => {
    const { tiles } = await overview({ sql: port, clock, kvs: memoryKvs() }, vendorHouse, OverviewRequest.parse({ rangeDays: 7 }), true);
    const { rows } = await accountsPage(port, today, AccountsRequest.parse({}));
    return { atRisk: figures(tiles).mrrAtRisk, mrr: figures(tiles).mrr, rows: rows.map(({ users30, recounts }) => [users30, recounts]) };
  };
  expect(await asked()).toEqual({ atRisk: [0, 0], mrr: [700, 700], rows: [[1, 0]] });

  await port.write(new Sql('DELETE FROM account_days', []));
  await noteRecount(port, [1]);
  expect(await asked()).toEqual({ atRisk: [0, null], mrr: [700, 700], rows: [[0, 1]] });
});

test('days of their own and the same weekdays before: each day as the overview of that day has it', async () => {
  const uses = [
    ...[used('ann', 'one', 1, 1), used('ann', 'two', 1, 2), used('bob', 'one', 3, 3), used('ann', 'one', 9, 4)],
    ...[used('bob', 'one', 40, 5), used('cyd', 'two', 10, 6), used('cyd', 'two', 3, 7), used('dan', 'one', 0, 8)],
  ];
  await storeBatch(port, uses, NOW);
  await pays([
    [1, '2027-01-01', '2028-02-29', 10_000],
    [1, '2028-02-29', '2029-01-01', 15_000],
  ]);
  await moves([
    [1, '2027-01-01', 'new', 10_000],
    [1, '2028-02-29', 'expansion', 5_000],
  ]);
  const ask = (range: OverviewDaysRequest['range'], more: Partial<OverviewDaysRequest> = {}) =>
    overviewDays({ sql: port, clock }, vendorHouse, { range, compare: false, filter: {}, ...more });
  const isoDays = ({ series }: Pick<OverviewDays, 'series'>) => series.map(({ day }) => day);

  const leap = { from: '2028-02-24', to: '2028-03-02' };
  const shown = await ask(leap, { compare: true });
  const { before } = shown;
  if (before === null) throw new Error('Nothing to compare with');
  expect(isoDays(shown).at(0)).toBe('2028-02-24');
  // Eight days go back by two weeks.
  expect(isoDays(before)).toEqual(isoDays(shown).map((day) => dayFromNumber(on(day) - 14)));
  for (const { series, mrrCents } of [shown, before])
    for (const [index, point] of series.entries()) {
      const then = { sql: port, clock: () => Date.parse(`${point.day}T12:00:00Z`), kvs: memoryKvs() };
      const asOf = await overview(then, vendorHouse, OverviewRequest.parse({ rangeDays: 7 }), false);
      expect({ ...point, mrr: mrrCents?.[index] }).toEqual({ ...asOf.series.at(-1), mrr: asOf.mrrCents?.at(-1) });
    }
  expect(shown.series.map(({ wau }) => wau)).toContain(4);
  expect(new Set(shown.mrrCents)).toEqual(new Set([10_000, 15_000]));

  const ofNobody = await ask(leap, { filter: { app: ['other'] } });
  expect(ofNobody).toMatchObject({ before: null, mrrCents: [0, 0, 0, 0, 0, 0, 0, 0] });
  expect(ofNobody.series.every(({ mau, events }) => mau + events === 0)).toBe(true);
  expect(await overviewDays({ sql: port, clock }, { scope: 'site' }, { range: leap, compare: true, filter: {} })).toMatchObject({
    ...{ series: shown.series, mrrCents: null, before: { series: before.series, mrrCents: null } },
  });
  expect(isoDays(await ask({ from: '1970-01-01', to: '2028-12-31' }))).toHaveLength(366);
  expect(isoDays(await ask({ from: '2028-04-01', to: '2028-04-02' }))).toEqual(['2028-03-02']);
});

test('the figures of a customer’s own site, with a target', async () => {
  const uses = [
    ...[used('ann', 'one', 1, 1), used('ann', 'one', 9, 2), used('ann', 'one', 16, 3), used('bob', 'one', 3, 4), used('bob', 'one', 10, 5)],
    ...[used('bob', 'one', 40, 6), used('dan', 'one', 0, 7), used('eve', 'one', 15, 8)],
  ];
  await storeBatch(port, uses, NOW);
  await refreshEngagement({ sql: port, clock }, { today, deadline: Infinity });
  const kvs = memoryKvs();
  await setTarget(kvs, { tile: 'uses', value: 20, byDay: '2028-03-12' }, { today, current: 4 });
  const site = await overview({ sql: port, clock, kvs }, { scope: 'site' }, OverviewRequest.parse({ rangeDays: 7 }), false);
  expect(figures(site.tiles)).toEqual({
    dau: [1, 0],
    // Ann, bob and dan; a week before ann and bob.
    wau: [3, 2],
    // And eve; a week before without dan.
    mau: [4, 3],
    // Two days of users of seven, of ann, bob and eve, both times.
    stickiness: [2 / 7 / 3, 2 / 7 / 3],
    // Of ann and eve, who came in the week of 14 February, ann came in the next. Nobody had come in the week of 7 February.
    weeklyReturn: [0.5, null],
    // Bob is from January.
    newUsers: [3, 2],
    uses: [7, 4],
    usesPerUser: [7 / 4, 4 / 3],
  });
  expect(site).toMatchObject({ scope: 'site', week: null, mrrCents: null, payingUsing: null, sync: null, canSetTargets: false });
  expect(site.tiles.find(({ name }) => name === 'uses')?.target).toMatchObject({ progress: 3 / 16, state: 'onTrack' });
});
