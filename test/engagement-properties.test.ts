import fc from 'fast-check';
import { accountRows } from '../src/engagement/account-rows';
import { accountsUsing } from '../src/engagement/accounts-using';
import { columnsOf, type Activity, type ActivityRow } from '../src/engagement/activity';
import { activeUnits, UNITS } from '../src/engagement/active-units';
import { featureAdoption, featureReach } from '../src/engagement/adoption';
import { activation } from '../src/engagement/activation';
import { buildActivity } from '../src/engagement/build-activity';
import { GRAINS } from '../src/engagement/calendar';
import { eraseUser } from '../src/engagement/erase-user';
import { funnel } from '../src/engagement/funnel';
import { lifecycle } from '../src/engagement/lifecycle';
import { mergeBatch } from '../src/engagement/merge-batch';
import { retention } from '../src/engagement/retention';
import { seatUse } from '../src/engagement/seat-use';
import { buildSeries, type Series, type View } from '../src/engagement/series';
import { stickiness } from '../src/engagement/stickiness';
import { dayNumber } from '../src/platform/days';
import {
  actives,
  adoptionByDefinition,
  daysByUnit,
  distinctRows,
  funnelByDefinition,
  lifecycleByDefinition,
  retentionByDefinition,
  stickinessByDefinition,
  type World,
} from './engagement-oracle';

/** Across a year's end and a leap day. */
const SPAN = { fromDay: dayNumber('2023-12-20'), days: 80 };
const LAST = SPAN.fromDay + SPAN.days - 1;
const EVENTS = [
  { id: 10, feature: true },
  { id: 5000, feature: true },
  { id: 12, feature: false },
  { id: 13, feature: true },
];
const FEATURES = new Set([10, 5000, 13]);

const rowArbitrary: fc.Arbitrary<ActivityRow> = fc.record({
  account: fc.constantFrom(1, 2, 3, 20_000_000),
  user: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 30_000_000),
  event: fc.constantFrom(10, 5000, 12, 13),
  day: fc.integer({ min: SPAN.fromDay, max: LAST }),
  count: fc.integer({ min: 1, max: 4 }),
});
const rowsArbitrary = fc.array(rowArbitrary, { maxLength: 90 });

const build = (rows: readonly ActivityRow[], view: View = { counted: 'features' }): Series =>
  buildSeries(buildActivity(columnsOf(rows), SPAN, EVENTS), view);
const worldOf = (rows: readonly ActivityRow[], counted: ReadonlySet<number> = FEATURES): World => ({
  ...SPAN,
  rows: distinctRows(rows),
  counted,
});

/** Everything that can be read, in terms that do not depend on the order in which ids came; as text, which compares faster. */
function everything(series: Series): string[] {
  const units = UNITS.map((unit) => ({
    actives: activeUnits(series, unit),
    lifecycle: GRAINS.map((grain) => lifecycle(series, unit, grain, LAST)),
    stickiness: (['week', 'month'] as const).map((grain) => stickiness(series, unit, grain)),
    retention: GRAINS.flatMap((grain) =>
      (['on', 'onOrAfter'] as const).map((when) => retention(series, { ...ask({ grain, when }), unit })),
    ),
    funnel: funnel(series, { unit, eventIds: [10, 12, 13], limit: { perStepDays: 9 }, fromDay: SPAN.fromDay, toDay: LAST }),
  }));
  const read = {
    units,
    adoption: featureAdoption(series, LAST),
    reach: EVENTS.map(({ id }) => [featureReach(series, 'user', id), featureReach(series, 'account', id)]),
    seats: seatUse(series, (accountId) => (accountId === 1 ? null : 3)),
    rows: [1, 2, 3, 20_000_000].map((accountId) => accountRows(series, accountId)),
    activation: activation(series, { earlyDays: 7, retainedFrom: 14, retainedTo: 28, atLeast: [1, 2, 3], asOfDay: LAST }),
  };
  return Object.entries(read).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
}

const ask = (more: { grain: 'day' | 'week' | 'month'; when: 'on' | 'onOrAfter' }) =>
  ({ unit: 'user', of: 'start', asOfDay: LAST, ...more }) as const;

test('rolling actives, lifecycle, retention and stickiness of every unit equal their definitions', () => {
  fc.assert(
    fc.property(rowsArbitrary, fc.constantFrom<View['counted']>('features', 'anyEvent', { events: [12, 13] }), (rows, counted) => {
      const series = build(rows, { counted });
      const events = counted === 'features' ? FEATURES : new Set(counted === 'anyEvent' ? EVENTS.map(({ id }) => id) : counted.events);
      const world = worldOf(rows, events);
      for (const unit of UNITS) {
        const read = activeUnits(series, unit);
        for (const offset of [0, 1, 6, 7, 29, 30, 31, 50, 79]) {
          const day = SPAN.fromDay + offset;
          const [daily, weekly, monthly] = [1, 7, 30].map((window) => actives(world, unit, day, window));
          expect(read[offset]).toMatchObject({ day, daily, weekly, monthly });
        }
        for (const grain of GRAINS) {
          const periods = lifecycle(series, unit, grain, LAST).map(({ running: _, ...period }) => period);
          expect(periods).toEqual(lifecycleByDefinition(world, unit, grain));
          for (const when of ['on', 'onOrAfter'] as const) {
            const { cohorts } = retention(series, { ...ask({ grain, when }), unit });
            expect(cohorts.map(({ cells }) => cells.map((cell) => cell.units))).toEqual(retentionByDefinition(world, unit, grain, when));
          }
        }
        for (const grain of ['week', 'month'] as const)
          for (const { startDay, exact, atLeast } of stickiness(series, unit, grain)) {
            expect(exact).toEqual(exact.map((_, index) => stickinessByDefinition(world, unit, grain, startDay, index + 1)));
            expect(atLeast).toEqual(exact.map((_, index) => exact.slice(index).reduce((sum, units) => sum + units, 0)));
          }
      }
    }),
    { numRuns: 12 },
  );
});

test('adoption, seats, rows of accounts and funnels equal their definitions', () => {
  const limits = fc.oneof(
    fc.record({ perStepDays: fc.integer({ min: 0, max: 20 }) }),
    fc.record({ totalDays: fc.integer({ min: 0, max: 40 }) }),
  );
  fc.assert(
    fc.property(rowsArbitrary, limits, fc.shuffledSubarray([10, 5000, 12, 13], { minLength: 2 }), (rows, limit, eventIds) => {
      const series = build(rows);
      const world = worldOf(rows);
      for (const feature of featureAdoption(series, LAST)) {
        const uses = world.rows.filter((row) => row.event === feature.eventId && row.day > LAST - 30);
        for (const unit of ['user', 'account'] as const) {
          const read = feature[unit === 'user' ? 'users' : 'accounts'];
          const truth = adoptionByDefinition(world, unit, feature.eventId, LAST);
          expect(read).toMatchObject({ reach: truth.reach, everUsed: truth.everUsed });
          expect(read.toAdopt.flatMap((units, delay) => Array.from({ length: units }, () => delay))).toEqual(truth.delays);
          expect(read.medianDaysToAdopt).toBe(truth.delays[Math.ceil(truth.delays.length / 2) - 1] ?? null);
        }
        const userDays = new Set(uses.filter((row) => row.user > 0).map((row) => `${row.user}:${row.day}`)).size;
        const reach = feature.users.reach;
        expect(feature.frequency).toBe(reach === 0 ? null : userDays / reach);
        expect(feature.depth).toBe(reach === 0 ? null : uses.reduce((sum, row) => sum + row.count, 0) / reach);
      }
      const ofAccount = (accountId: number): World => ({ ...world, rows: world.rows.filter((row) => row.account === accountId) });
      for (const { day, usersSeen } of seatUse(series, (accountId) => (accountId === 1 ? null : 5)))
        expect(usersSeen).toBe([2, 3, 20_000_000].reduce((sum, id) => sum + actives(ofAccount(id), 'user', day, 30), 0));
      const range = [SPAN.fromDay + 5, LAST - 10] as const;
      for (const unit of UNITS) {
        const read = funnel(series, { unit, eventIds, limit, fromDay: range[0], toDay: range[1] });
        expect(read.map(({ units }) => units)).toEqual(funnelByDefinition(world, unit, eventIds, limit, range));
      }
    }),
    { numRuns: 40 },
  );
});

test('rows of accounts add up to the series of memberships', () => {
  fc.assert(
    fc.property(rowsArbitrary, (rows) => {
      const series = build(rows);
      const all = [1, 2, 3, 20_000_000].map((accountId) => accountRows(series, accountId));
      for (const { day, daily, weekly, monthly } of activeUnits(series, 'membership')) {
        const ofDay = all.flatMap(({ days }) => days.filter((row) => row.day === day));
        const sum = (name: 'users1' | 'users7' | 'users30') => ofDay.reduce((total, row) => total + row[name], 0);
        expect([sum('users1'), sum('users7'), sum('users30')]).toEqual([daily, weekly, monthly]);
        const users = activeUnits(series, 'account')[day - SPAN.fromDay];
        expect(ofDay.filter(({ features }) => features.some((bits) => bits !== 0))).toHaveLength(users?.daily ?? NaN);
      }
      for (const grain of GRAINS)
        for (const { startDay, new: born, returning, resurrected, dormant } of lifecycle(series, 'membership', grain, LAST)) {
          const ofPeriod = all.flatMap(({ periods }) => periods[grain].filter((row) => row.startDay === startDay));
          const sum = (name: 'new' | 'returning' | 'resurrected' | 'dormant') => ofPeriod.reduce((total, row) => total + row[name], 0);
          expect([sum('new'), sum('returning'), sum('resurrected'), sum('dormant')]).toEqual([born, returning, resurrected, dormant]);
        }
    }),
    { numRuns: 20 },
  );
});

/** A history as it arrives: each row possibly first with a smaller count, again later, and all in any order and in any number of batches. */
const arrivals = fc.record({
  known: rowsArbitrary,
  batches: fc.array(fc.array(rowArbitrary, { maxLength: 12 }), { maxLength: 6 }),
  repeats: fc.array(fc.nat(), { maxLength: 20 }),
});

const VIEWS: readonly View[] = [
  { counted: 'features' },
  { counted: 'anyEvent', accounts: (accountId) => accountId > 1 },
  { counted: { events: [13] } },
];

test('batch after batch, late, repeated and out of order, says what the full pass says', () => {
  fc.assert(
    fc.property(arrivals, ({ known, batches, repeats }) => {
      const all = [...known, ...batches.flat()];
      const again = repeats.flatMap((index) => all[index % Math.max(1, all.length)] ?? []);
      const activity: Activity = buildActivity(columnsOf(known), SPAN, EVENTS);
      const kept = VIEWS.map((view) => buildSeries(activity, view));
      for (const batch of [...batches, again]) mergeBatch(activity, kept, batch);
      kept.forEach((series, index) => {
        expect(everything(series)).toEqual(everything(build(all, VIEWS[index])));
      });
      expect(mergeBatch(activity, kept, all)).toEqual({ rows: 0, accounts: [], users: [] });
    }),
    { numRuns: 25 },
  );
});

test('growing far beyond what was there at first', () => {
  const rows = Array.from({ length: 9000 }, (_, index): ActivityRow => ({
    account: 1 + (index % 150),
    user: 1 + ((index * 7) % 5003),
    event: [10, 12, 13][index % 3] ?? 10,
    day: SPAN.fromDay + ((index * 31) % SPAN.days),
    count: 1,
  }));
  const activity = buildActivity(columnsOf(rows.slice(0, 10)), SPAN, EVENTS);
  const kept = [buildSeries(activity, { counted: 'features' })];
  for (let from = 10; from < rows.length; from += 1500) mergeBatch(activity, kept, rows.slice(from, from + 1500));
  expect(kept.map(everything)).toEqual([everything(build(rows))]);
});

test('filtered accounts count as if there were no others, and a user of two of them is one user', () => {
  fc.assert(
    fc.property(rowsArbitrary, (rows) => {
      const isIn = (accountId: number) => accountId === 2 || accountId === 3;
      const filtered = build(rows, { counted: 'features', accounts: isIn });
      const only = build(rows.filter((row) => isIn(row.account)));
      expect(activeUnits(filtered, 'user')).toEqual(activeUnits(only, 'user'));
      expect(featureAdoption(filtered, LAST)).toEqual(featureAdoption(only, LAST));
      expect(GRAINS.map((grain) => lifecycle(filtered, 'user', grain, LAST))).toEqual(
        GRAINS.map((grain) => lifecycle(only, 'user', grain, LAST)),
      );
      expect(accountsUsing(filtered, [10], SPAN.fromDay, LAST + 1)).toEqual(
        new Set(rows.filter((row) => row.event === 10 && isIn(row.account)).map((row) => row.account)),
      );
    }),
    { numRuns: 30 },
  );
});

test('erasure leaves every figure as it was, and the same person afterwards is somebody new', () => {
  fc.assert(
    fc.property(rowsArbitrary, rowsArbitrary, (rows, later) => {
      const activity = buildActivity(columnsOf(rows), SPAN, EVENTS);
      const kept = [buildSeries(activity, { counted: 'features' })];
      const before = kept.map(everything);
      eraseUser(activity, 3, 777);
      expect(kept.map(everything)).toEqual(before);
      mergeBatch(activity, kept, later);
      const renamed = rows.map((row) => (row.user === 3 ? { ...row, user: 777 } : row));
      expect(kept.map(everything)).toEqual([everything(build([...renamed, ...later]))]);
      expect(activity.users.ids.filter((id) => id === 3)).toHaveLength(
        daysByUnit(worldOf(later, new Set(EVENTS.map(({ id }) => id))), 'user').has('3') ? 1 : 0,
      );
    }),
    { numRuns: 15 },
  );
});
