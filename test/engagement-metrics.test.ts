import { accountPredicate, type AccountAttributes } from '../src/engagement/account-filter';
import { accountRows } from '../src/engagement/account-rows';
import { columnsOf, type ActivityRow } from '../src/engagement/activity';
import { activation } from '../src/engagement/activation';
import { activeUnits, type Unit } from '../src/engagement/active-units';
import { featureAdoption, featureReach } from '../src/engagement/adoption';
import { buildActivity } from '../src/engagement/build-activity';
import { featureOutcomes, type AccountOutcome } from '../src/engagement/feature-outcomes';
import { funnel } from '../src/engagement/funnel';
import { shareDifference, shareInterval } from '../src/engagement/intervals';
import { lifecycle } from '../src/engagement/lifecycle';
import { payingUsing } from '../src/engagement/paying-using';
import { retention } from '../src/engagement/retention';
import { seatUse } from '../src/engagement/seat-use';
import { buildSeries, type View } from '../src/engagement/series';
import { stickiness } from '../src/engagement/stickiness';
import { targetProgress } from '../src/engagement/targets';
import { eraseUser } from '../src/engagement/erase-user';
import { dayFromNumber, dayNumber } from '../src/platform/days';

/** From a Monday before the turn of the year to the end of March: 2024 has a leap day. */
const SPAN = { fromDay: dayNumber('2023-12-25'), days: 98 };
const [TICK, EXPORT, VIEWED] = [1, 2, 9];
const EVENTS = [
  { id: TICK, feature: true },
  { id: EXPORT, feature: true },
  { id: VIEWED, feature: false },
];
const [ANN, BOB, CID, NOBODY] = [1, 2, 3, 0];
const NAMES: Record<string, number> = { ann: ANN, bob: BOB, cid: CID, nobody: NOBODY, tick: TICK, export: EXPORT, viewed: VIEWED };

/** Lines such as `ann@100 2024-02-29 export 2`; the count may be left out. */
function rowsOf(table: string): ActivityRow[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [who = '', day = '', event = '', count = '1'] = line.trim().split(/\s+/);
      const [user = '', account = ''] = who.split('@');
      return {
        account: Number(account),
        user: NAMES[user] ?? Number(user),
        event: NAMES[event] ?? NaN,
        day: dayNumber(day),
        count: Number(count),
      };
    });
}

const seriesOf = (table: string | readonly ActivityRow[], view: View = { counted: 'features' }) =>
  buildSeries(buildActivity(columnsOf(typeof table === 'string' ? rowsOf(table) : table), SPAN, EVENTS), view);

const STORY = `
  ann@100    2023-12-31 tick 3
  ann@100    2024-01-01 tick
  bob@100    2024-02-28 tick
  ann@100    2024-02-29 tick
  ann@100    2024-02-29 export 2
  cid@200    2024-02-29 viewed
  bob@200    2024-03-01 tick
  nobody@200 2024-03-01 export`;

const on = (unit: Unit, day: string, view?: View) => {
  const found = activeUnits(seriesOf(STORY, view), unit).find((row) => row.day === dayNumber(day));
  return [found?.daily, found?.weekly, found?.monthly];
};

test('actives roll over the year’s end and the leap day; windows end on time', () => {
  expect(on('user', '2023-12-31')).toEqual([1, 1, 1]);
  expect(on('user', '2024-01-07')).toEqual([0, 1, 1]);
  expect(on('user', '2024-01-08')).toEqual([0, 0, 1]);
  expect(on('user', '2024-01-30')).toEqual([0, 0, 1]);
  expect(on('user', '2024-01-31')).toEqual([0, 0, 0]);
  expect(on('user', '2024-02-29')).toEqual([1, 2, 2]);
  // Bob is in both accounts: one user, two memberships. What nobody did makes the account active.
  expect(on('user', '2024-03-01')).toEqual([1, 2, 2]);
  expect(on('membership', '2024-03-01')).toEqual([1, 3, 3]);
  expect(on('account', '2024-03-01')).toEqual([1, 2, 2]);
  expect(on('user', '2024-02-29', { counted: 'anyEvent' })).toEqual([2, 3, 3]);
  const { dailyOfWeekly, dailyOfMonthly } = activeUnits(seriesOf(STORY), 'membership').find(({ day }) => day === dayNumber('2024-03-01'))!;
  expect([dailyOfWeekly, dailyOfMonthly]).toEqual([1 / 3, 1 / 3]);
  expect(activeUnits(seriesOf(STORY), 'user')[0]).toMatchObject({ dailyOfWeekly: null, dailyOfMonthly: null });
});

const lifecycleText = (grain: 'day' | 'week' | 'month', asOf: string, unit: Unit = 'user') =>
  lifecycle(seriesOf(STORY), unit, grain, dayNumber(asOf))
    .filter((row) => row.new + row.returning + row.resurrected + row.dormant > 0)
    .map(
      (row) =>
        `${dayFromNumber(row.startDay)} +${row.new} =${row.returning} ^${row.resurrected} -${row.dormant}${row.running ? ' running' : ''}`,
    );

test('lifecycle by month, week and day', () => {
  expect(lifecycleText('month', '2024-03-15')).toEqual([
    '2023-12-01 +1 =0 ^0 -0',
    '2024-01-01 +0 =1 ^0 -0',
    '2024-02-01 +1 =1 ^0 -0',
    '2024-03-01 +0 =1 ^0 -1 running',
  ]);
  expect(lifecycleText('week', '2024-03-11')).toEqual([
    '2023-12-25 +1 =0 ^0 -0',
    '2024-01-01 +0 =1 ^0 -0',
    '2024-01-08 +0 =0 ^0 -1',
    '2024-02-26 +1 =0 ^1 -0',
    '2024-03-04 +0 =0 ^0 -2',
  ]);
  expect(lifecycleText('day', '2024-03-01')).toEqual([
    '2023-12-31 +1 =0 ^0 -0',
    '2024-01-01 +0 =1 ^0 -0',
    '2024-01-02 +0 =0 ^0 -1',
    '2024-02-28 +1 =0 ^0 -0',
    '2024-02-29 +0 =0 ^1 -1',
    '2024-03-01 +0 =0 ^1 -1 running',
  ]);
  expect(lifecycleText('month', '2024-02-29', 'account')).toEqual([
    '2023-12-01 +1 =0 ^0 -0',
    '2024-01-01 +0 =1 ^0 -0',
    '2024-02-01 +0 =1 ^0 -0 running',
  ]);
});

test('retention on and on or after, of the start and of the period before; running periods are flagged and in no mean', () => {
  const asOfDay = dayNumber('2024-03-05');
  const monthly = retention(seriesOf(STORY), { unit: 'user', grain: 'month', when: 'on', of: 'start', asOfDay });
  expect(monthly.cohorts.map(({ cells }) => cells.map(({ units, running }) => `${units}${running ? '*' : ''}`))).toEqual([
    ['1', '1', '1', '0*'],
    ['0', '0', '0*'],
    ['1', '1*'],
    ['0*'],
  ]);
  expect(monthly.weighted).toEqual([1, 1, 1, null]);
  const weekly = (when: 'on' | 'onOrAfter', of: 'start' | 'previous') =>
    retention(seriesOf(STORY), { unit: 'user', grain: 'week', when, of, asOfDay }).cohorts[0]?.cells.map(({ share }) => share);
  expect(weekly('on', 'start')).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
  expect(weekly('onOrAfter', 'start')).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
  expect(weekly('on', 'previous')).toEqual([1, 1, 0, null, null, null, null, null, null, null, 0]);
});

test('the mean over cohorts weighs them by their size, or does not', () => {
  const series = seriesOf(`
    1@100 2023-12-26 tick
    2@100 2023-12-26 tick
    3@100 2023-12-31 tick
    4@100 2023-12-31 tick
    4@100 2024-01-07 tick
    5@100 2024-02-26 tick
    5@100 2024-03-10 tick`);
  const { weighted, simple } = retention(series, {
    unit: 'user',
    grain: 'week',
    when: 'on',
    of: 'start',
    asOfDay: dayNumber('2024-03-11'),
  });
  expect([weighted[1], simple[1]]).toEqual([2 / 5, (1 / 4 + 1) / 2]);
});

test('stickiness counts distinct days of a week with the leap day and of the month', () => {
  const series = seriesOf(`
    5@100 2024-02-26 tick
    5@100 2024-02-28 tick
    5@100 2024-02-29 tick
    5@100 2024-02-29 export
    5@200 2024-02-29 tick
    5@100 2024-03-02 tick
    6@100 2024-02-29 tick`);
  const week = stickiness(series, 'user', 'week').find(({ startDay }) => startDay === dayNumber('2024-02-26'));
  expect(week).toMatchObject({ exact: [1, 0, 0, 1, 0, 0, 0], atLeast: [2, 1, 1, 1, 0, 0, 0] });
  const february = stickiness(series, 'user', 'month').find(({ startDay }) => startDay === dayNumber('2024-02-01'));
  expect(february?.exact).toHaveLength(29);
  expect(february?.exact.slice(0, 4)).toEqual([1, 0, 1, 0]);
});

test('adoption: reach, frequency, depth, first use and time to adopt', () => {
  const [tick, exported, ...none] = featureAdoption(seriesOf(STORY), dayNumber('2024-03-01'));
  expect(none).toEqual([]);
  expect(exported).toMatchObject({
    eventId: EXPORT,
    users: { reach: 1, share: 0.5, medianDaysToAdopt: 60 },
    accounts: { reach: 2, share: 1, medianDaysToAdopt: 0 },
    frequency: 1,
    depth: 3,
  });
  expect(exported?.users.everUsed.slice(-3)).toEqual([0, 1, 1]);
  expect(exported?.accounts.toAdopt).toEqual([1, ...Array.from({ length: 59 }, () => 0), 1]);
  // Ann and Bob ticked: Ann on one of the last 30 days, Bob on two, three uses.
  expect(tick).toMatchObject({ users: { reach: 2, share: 1 }, frequency: 1.5, depth: 1.5 });
  expect(featureReach(seriesOf(STORY), 'user', TICK).slice(65, 68)).toEqual([
    { day: dayNumber('2024-02-28'), daily: 1, weekly: 1, monthly: 1, uses: 1 },
    { day: dayNumber('2024-02-29'), daily: 1, weekly: 2, monthly: 2, uses: 1 },
    { day: dayNumber('2024-03-01'), daily: 1, weekly: 2, monthly: 2, uses: 1 },
  ]);
  expect(featureReach(seriesOf(STORY), 'user', 404)).toEqual([]);
});

test('users seen of seats paid', () => {
  const rows = seatUse(seriesOf(STORY), (accountId) => (accountId === 100 ? 4 : 10));
  expect(rows.find(({ day }) => day === dayNumber('2024-03-01'))).toEqual({
    day: dayNumber('2024-03-01'),
    accounts: 2,
    seats: 14,
    usersSeen: 3,
    share: 3 / 14,
    low: 1,
    middle: 1,
    high: 0,
  });
  // Bob's window of 30 days ends on 28 March.
  const ofOne = seatUse(seriesOf(STORY), (accountId) => (accountId === 100 ? 2 : null)).filter(({ day }) => day >= dayNumber('2024-03-28'));
  expect(ofOne.map(({ accounts, usersSeen, high }) => [accounts, usersSeen, high])).toEqual([
    [1, 2, 1],
    [1, 1, 0],
    [1, 0, 0],
    [1, 0, 0],
  ]);
});

test('a funnel across the leap day; events of one day count as done in order', () => {
  const ask = (table: string, unit: Unit, limit: { perStepDays: number } | { totalDays: number }) =>
    funnel(seriesOf(table), { unit, eventIds: [TICK, EXPORT], limit, fromDay: SPAN.fromDay, toDay: SPAN.fromDay + SPAN.days });
  expect(ask(STORY, 'user', { perStepDays: 0 })).toEqual([
    { eventId: TICK, units: 2, ofPrevious: 1, ofFirst: 1 },
    { eventId: EXPORT, units: 1, ofPrevious: 0.5, ofFirst: 0.5 },
  ]);
  expect(ask(STORY, 'account', { perStepDays: 0 }).map(({ units }) => units)).toEqual([2, 2]);
  const leap = `
    6@100 2024-02-28 tick
    6@100 2024-03-01 export`;
  expect(ask(leap, 'user', { perStepDays: 1 })[1]?.units).toBe(0);
  expect(ask(leap, 'user', { totalDays: 2 })[1]?.units).toBe(1);
  for (const eventIds of [[TICK], [TICK, TICK], [TICK, 404], [1, 2, 3, 4, 5, 6, 7, 8, 9]])
    expect(() => funnel(seriesOf(leap), { unit: 'user', eventIds, limit: { totalDays: 1 }, fromDay: 0, toDay: 1 })).toThrow(RangeError);
});

test('activation: one user must have done it often enough, and the account’s days must be over', () => {
  const series = seriesOf(`
    1@1 2023-12-30 tick
    1@1 2024-01-02 export 2
    1@1 2024-02-01 tick
    1@2 2023-12-30 export 3
    1@2 2024-02-27 tick
    1@3 2023-12-30 tick
    1@3 2024-02-20 tick
    1@4 2023-12-30 export
    2@4 2023-12-30 export
    2@4 2024-01-06 export 9
    1@5 2024-03-01 export 2`);
  const { accounts, candidates } = activation(series, {
    earlyDays: 7,
    retainedFrom: 30,
    retainedTo: 60,
    atLeast: [1, 2],
    asOfDay: dayNumber('2024-03-10'),
  });
  expect(accounts).toBe(4);
  const twice = candidates.find(({ eventIds, atLeast }) => eventIds.join() === String(EXPORT) && atLeast === 2);
  expect(twice).toMatchObject({
    did: { accounts: 2, retained: 2 },
    didNot: { accounts: 2, retained: 1 },
    reach: 0.5,
    lift: { value: 0.5 },
    score: 0.25,
  });
  expect(candidates.find(({ eventIds, atLeast }) => eventIds.length === 2 && atLeast === 1)).toMatchObject({
    eventIds: [TICK, EXPORT],
    did: { accounts: 1, retained: 1 },
  });
  expect(candidates.map(({ score }) => score)).toEqual(candidates.map(({ score }) => score).sort((a, b) => b - a));
});

test('intervals as published', () => {
  const { low, high } = shareInterval(81, 263);
  expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.2553', '0.3662']);
  const difference = shareDifference(56, 70, 48, 80);
  expect([difference?.value.toFixed(4), difference?.low.toFixed(4), difference?.high.toFixed(4)]).toEqual(['0.2000', '0.0524', '0.3339']);
  expect(shareDifference(0, 0, 1, 2)).toBeNull();
});

test('what goes with a feature: money, retention, expansion and churn of users and others', () => {
  const rows = Array.from({ length: 70 }, (_, index) => ({
    account: index,
    user: 1,
    event: EXPORT,
    day: dayNumber('2024-02-29'),
    count: 1,
  }));
  const outcomes = Array.from({ length: 152 }, (_, index): AccountOutcome => {
    const isUser = index < 70;
    // The last two are not observed: nothing is known of their use afterwards.
    const retained = index >= 150 ? null : isUser ? index < 56 : index < 118;
    return { accountId: index, mrrCents: isUser ? 1000 : 300, retained, expanded: isUser && index < 7, churned: !isUser && index < 78 };
  });
  const [, exported] = featureOutcomes(seriesOf(rows), dayNumber('2024-02-29'), dayNumber('2024-03-01'), outcomes);
  expect(exported).toMatchObject({ users: { accounts: 70, mrrCents: 70_000 }, others: { accounts: 82, mrrCents: 24_600 } });
  expect(exported?.retained?.value).toBeCloseTo(0.2, 10);
  expect(exported?.retained?.low).toBeCloseTo(0.0524, 4);
  expect(exported?.expanded?.value).toBeCloseTo(0.1, 10);
  expect(exported?.churned?.value).toBeCloseTo(-8 / 82, 10);
  const [tick] = featureOutcomes(seriesOf(rows), dayNumber('2024-02-29'), dayNumber('2024-03-01'), outcomes);
  expect(tick?.retained).toBeNull();
});

test('paying × using keeps not observed apart, with the money in each cell', () => {
  const series = seriesOf(`
    1@1 2024-01-31 tick
    2@1 2024-01-31 tick
    1@1 2024-03-01 tick
    1@2 2024-03-01 tick
    1@3 2024-01-31 tick
    1@3 2024-03-01 tick
    1@4 2024-01-31 tick
    nobody@6 2024-02-01 tick`);
  const account = (accountId: number, mrrCents: number, observed = true) => ({ accountId, mrrCents, observed });
  const cells = payingUsing(series, dayNumber('2024-03-01'), [
    account(1, 100),
    account(2, 20),
    account(3, 3),
    account(4, 4000),
    account(5, 50_000, false),
    account(6, 0),
    account(7, 0),
    account(8, 0, false),
  ]);
  expect(cells).toEqual({
    paying: {
      growing: { accounts: 1, mrrCents: 20 },
      steady: { accounts: 1, mrrCents: 3 },
      declining: { accounts: 1, mrrCents: 100 },
      silent: { accounts: 1, mrrCents: 4000 },
      notObserved: { accounts: 1, mrrCents: 50_000 },
    },
    unpaid: {
      growing: { accounts: 0, mrrCents: 0 },
      steady: { accounts: 1, mrrCents: 0 },
      declining: { accounts: 0, mrrCents: 0 },
      silent: { accounts: 1, mrrCents: 0 },
      notObserved: { accounts: 1, mrrCents: 0 },
    },
  });
});

test('rows of an account hold its days, features as bits, and lifecycle counts', () => {
  const series = seriesOf(STORY);
  const { days, periods } = accountRows(series, 100);
  expect(days.filter(({ features }) => features[0] !== 0)).toEqual([
    { day: dayNumber('2023-12-31'), users1: 1, users7: 1, users30: 1, features: [1] },
    { day: dayNumber('2024-01-01'), users1: 1, users7: 1, users30: 1, features: [1] },
    { day: dayNumber('2024-02-28'), users1: 1, users7: 1, users30: 1, features: [1] },
    { day: dayNumber('2024-02-29'), users1: 1, users7: 2, users30: 2, features: [3] },
  ]);
  expect(days).toHaveLength(31 + 31);
  expect(periods.month).toEqual([
    { startDay: dayNumber('2023-12-01'), new: 1, returning: 0, resurrected: 0, dormant: 0 },
    { startDay: dayNumber('2024-01-01'), new: 0, returning: 1, resurrected: 0, dormant: 0 },
    { startDay: dayNumber('2024-02-01'), new: 1, returning: 1, resurrected: 0, dormant: 0 },
    { startDay: dayNumber('2024-03-01'), new: 0, returning: 0, resurrected: 0, dormant: 2 },
  ]);
  expect(accountRows(series, 404)).toEqual({ days: [], periods: { day: [], week: [], month: [] } });
});

test('filters ask every attribute given; what is not known is null', () => {
  const cloud: AccountAttributes = { app: 'one', edition: 'standard', hosting: 'cloud', plan: 'monthly', region: 'EMEA', stage: null };
  const attributes = new Map([
    [1, cloud],
    [2, { ...cloud, edition: 'advanced' }],
  ]);
  const of = (accountId: number) => attributes.get(accountId);
  const passing = (filter: Parameters<typeof accountPredicate>[0]) => [1, 2, 3].filter(accountPredicate(filter, of));
  expect(passing({})).toEqual([1, 2, 3]);
  expect(passing({ hosting: ['cloud'], edition: ['advanced'] })).toEqual([2]);
  expect(passing({ edition: ['standard', 'advanced'], stage: [null] })).toEqual([1, 2]);
  expect(passing({ region: [null] })).toEqual([3]);
  expect(passing({ app: ['one'], accountIds: new Set([2, 3]) })).toEqual([2]);
});

test('targets up and down', () => {
  const grow = { startDay: dayNumber('2023-12-31'), startValue: 100, byDay: dayNumber('2024-12-31'), value: 200 };
  const halfway = dayNumber('2024-07-01');
  expect(targetProgress(grow, halfway, 150)).toEqual({ progress: 0.5, expected: 150, state: 'onTrack' });
  expect(targetProgress(grow, halfway, 149)).toMatchObject({ state: 'offTrack' });
  expect(targetProgress(grow, halfway, 201)).toMatchObject({ progress: 1.01, state: 'reached' });
  expect(targetProgress(grow, dayNumber('2024-12-31'), 199)).toMatchObject({ state: 'offTrack' });
  expect(targetProgress(grow, dayNumber('2025-01-01'), 199)).toMatchObject({ expected: 200, state: 'missed' });
  const shrink = { startDay: 0, startValue: 10, byDay: 10, value: 5 };
  expect(targetProgress(shrink, 4, 8)).toEqual({ progress: 0.4, expected: 8, state: 'onTrack' });
  expect(targetProgress(shrink, -1, 11)).toMatchObject({ progress: -0.2, expected: 10, state: 'offTrack' });
  expect(() => targetProgress({ ...shrink, value: 10 }, 4, 8)).toThrow(RangeError);
});

test('rows that cannot be counted are set aside and said', () => {
  const table = rowsOf(STORY);
  const wrong = [
    { ...table[0]!, day: SPAN.fromDay - 1 },
    { ...table[0]!, day: SPAN.fromDay + SPAN.days },
    { ...table[0]!, event: 404 },
    { ...table[0]!, count: 0 },
  ];
  const activity = buildActivity(columnsOf([...table, ...wrong]), SPAN, EVENTS);
  expect(activity.setAside).toEqual({ outsideSpan: 2, unknownEvent: 1, withoutCount: 1 });
  expect(activity.rowLength.reduce((sum, rows) => sum + rows, 0)).toBe(table.length);
  expect(() => buildActivity(columnsOf([{ ...table[0]!, user: -1 }]), SPAN, EVENTS)).toThrow(RangeError);
  expect(() => buildActivity(columnsOf([]), { fromDay: 0, days: 5000 }, EVENTS)).toThrow(RangeError);
  expect(() => buildActivity(columnsOf([]), SPAN, [...EVENTS, ...EVENTS])).toThrow(RangeError);
  expect(() => eraseUser(activity, NOBODY, 9)).toThrow(RangeError);
  expect(() => eraseUser(activity, ANN, BOB)).toThrow(RangeError);
});
