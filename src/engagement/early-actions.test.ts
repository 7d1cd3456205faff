import fc from 'fast-check';
import { dayNumber } from '../platform/days';
import { activation } from './activation';
import { columnsOf, type ActivityRow } from './activity';
import { buildActivity } from './build-activity';
import { type AccountStart, earlyActions } from './early-actions';
import { shareDifference } from './intervals';
import { buildSeries } from './series';

const SPAN = { fromDay: dayNumber('2023-12-20'), days: 120 };
const EVENTS = [1, 2, 3].map((id) => ({ id, feature: true }));

const rows: fc.Arbitrary<ActivityRow[]> = fc
  .uniqueArray(
    fc.record({
      account: fc.integer({ min: 1, max: 6 }),
      user: fc.constantFrom(0, 7, 8),
      event: fc.constantFrom(1, 2, 3),
      day: fc.integer({ min: SPAN.fromDay, max: SPAN.fromDay + 60 }),
      count: fc.integer({ min: 1, max: 4 }),
    }),
    { selector: ({ account, user, event, day }) => `${account}:${user}:${event}:${day}`, minLength: 1, maxLength: 40 },
  )
  .map((all) => all);

/** By the definition: per account its first day, what each user did in the first week, and days 30 to 59. */
function startsOf(all: readonly ActivityRow[]): AccountStart[] {
  return [...new Set(all.map(({ account }) => account))].map((account) => {
    const own = all.filter((row) => row.account === account);
    const first = Math.min(...own.map(({ day }) => day));
    const early = new Map<number, number>();
    for (const event of [1, 2, 3]) {
      const sums = [0, 7, 8].map((user) =>
        own.reduce((sum, row) => sum + (row.user === user && row.event === event && row.day < first + 7 ? row.count : 0), 0),
      );
      if (Math.max(...sums) > 0) early.set(event, Math.max(...sums));
    }
    return { early, isRetained: own.some(({ day }) => day >= first + 30 && day < first + 60) };
  });
}

test('sums by account say the same as the pass over all activity', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const series = buildSeries(buildActivity(columnsOf(all), SPAN, EVENTS), { counted: 'features' });
      const asked = { earlyDays: 7, retainedFrom: 30, retainedTo: 60, atLeast: [1, 3], asOfDay: SPAN.fromDay + 200 };
      const full = activation(series, asked);
      const summed = earlyActions(startsOf(all), asked.atLeast);
      const named = (candidates: typeof full.candidates) =>
        new Map(candidates.map((each) => [`${each.eventIds.join()}:${each.atLeast}`, each]));
      expect(summed.accounts).toBe(full.accounts);
      expect(named(summed.candidates)).toEqual(named(full.candidates));
      expect(summed.candidates.map(({ score }) => score)).toEqual(full.candidates.map(({ score }) => score));
    }),
  );
});

test('reach times lift, by hand: three of four stay with an export in the first week, one of four without', () => {
  const start = (exports: number, isRetained: boolean): AccountStart => ({ early: new Map([[5, exports]]), isRetained });
  const starts = [
    start(1, true),
    start(1, true),
    start(2, true),
    start(1, false),
    start(0, true),
    start(0, false),
    start(0, false),
    start(0, false),
  ];
  const { accounts, retained, candidates } = earlyActions(starts, [1, 2]);
  expect([accounts, retained]).toEqual([8, 4]);
  expect(candidates.map(({ atLeast, did, didNot, reach }) => ({ atLeast, did, didNot, reach }))).toEqual([
    { atLeast: 1, did: { accounts: 4, retained: 3 }, didNot: { accounts: 4, retained: 1 }, reach: 0.5 },
    { atLeast: 2, did: { accounts: 1, retained: 1 }, didNot: { accounts: 7, retained: 3 }, reach: 0.125 },
  ]);
  expect(candidates[0]?.lift).toEqual(shareDifference(3, 4, 1, 4));
  expect(candidates[0]?.score).toBeCloseTo(0.25);
  expect(earlyActions([], [1])).toEqual({ accounts: 0, retained: 0, candidates: [] });
});
