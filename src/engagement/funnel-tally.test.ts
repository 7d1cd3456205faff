import fc from 'fast-check';
import { dayNumber } from '../platform/days';
import { columnsOf, type ActivityRow } from './activity';
import { buildActivity } from './build-activity';
import { funnel, type FunnelLimit } from './funnel';
import { entryOf, funnelSteps, newFunnelTally, tallyAccount, tallyUsers } from './funnel-tally';
import { buildSeries } from './series';

const SPAN = { fromDay: dayNumber('2023-12-20'), days: 80 };
const END = SPAN.fromDay + SPAN.days;

type Done = { readonly account: number; readonly user: number; readonly day: number; readonly step: number };

function tallied(
  done: readonly Done[],
  unit: 'user' | 'account',
  limit: FunnelLimit,
  [fromDay, toDay]: readonly [number, number],
  steps = 3,
) {
  const tally = newFunnelTally({ steps, limit, fromDay, toDay });
  for (const account of new Set(done.map((each) => each.account))) {
    const own = done.filter((each) => each.account === account && each.step < steps);
    const entries = Float64Array.from(own.map(({ user, day, step }) => entryOf(unit === 'user' ? user : 0, day, step))).sort();
    if (unit === 'user') tallyUsers(tally, entries);
    else tallyAccount(tally, entries);
  }
  return funnelSteps(tally);
}

const anyDone: fc.Arbitrary<Done> = fc.record({
  account: fc.constantFrom(1, 2),
  /** The largest id that there can be, and nobody in particular. */
  user: fc.constantFrom(0, 7, 8, 2_147_483_647),
  day: fc.integer({ min: SPAN.fromDay, max: SPAN.fromDay + 30 }),
  step: fc.nat(2),
});

test('users in accounts, and accounts, get as far as in the full pass over activity', () => {
  const limits = fc.oneof(
    fc.record({ perStepDays: fc.integer({ min: 0, max: 12 }) }),
    fc.record({ totalDays: fc.integer({ min: 0, max: 20 }) }),
  );
  fc.assert(
    fc.property(fc.array(anyDone, { minLength: 1, maxLength: 40 }), limits, fc.integer({ min: 0, max: 20 }), (done, limit, later) => {
      const rows: ActivityRow[] = done.map(({ step, ...each }) => ({ ...each, event: step + 1, count: 1 }));
      const events = [1, 2, 3].map((id) => ({ id, feature: true }));
      const series = buildSeries(buildActivity(columnsOf(rows), SPAN, events), { counted: 'features' });
      const range = [SPAN.fromDay + later, END] as const;
      for (const [unit, of] of [
        ['user', 'membership'],
        ['account', 'account'],
      ] as const) {
        const full = funnel(series, { unit: of, eventIds: [1, 2, 3], limit, fromDay: range[0], toDay: range[1] });
        expect(tallied(done, unit, limit, range).map(({ units, ofPrevious, ofFirst }) => ({ units, ofPrevious, ofFirst }))).toEqual(
          full.map(({ units, ofPrevious, ofFirst }) => ({ units, ofPrevious, ofFirst })),
        );
      }
    }),
  );
});

/** Lines such as `7@1 2024-02-28 0`: a user in an account, a day, a step. */
const story = (lines: string): Done[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [who = '', day = '', step = ''] = line.trim().split(/\s+/);
      const [user, account] = who.split('@').map(Number);
      return { account: account ?? 0, user: user ?? 0, day: dayNumber(day), step: Number(step) };
    });

const WHOLE = [dayNumber('2023-12-01'), dayNumber('2024-04-01')] as const;

test('days between steps are counted across the leap day and the year’s end, from the nearest time of the step before', () => {
  const done = story(`
    1@1 2023-12-30 0
    1@1 2024-01-02 1
    2@1 2024-02-20 0
    2@1 2024-02-28 0
    2@1 2024-03-01 1
    2@1 2024-03-01 2
    3@1 2024-02-29 0
    3@1 2024-02-29 1
    3@1 2024-03-07 2`);
  // By step: 3 + 2 + 0 days from the first step to the second, in the order 0, 2, 3; to the third 0 and 7.
  expect(tallied(done, 'user', { totalDays: 30 }, WHOLE)).toEqual([
    { units: 3, ofPrevious: 1, ofFirst: 1, medianDays: null, medianDaysFromFirst: null },
    { units: 3, ofPrevious: 1, ofFirst: 1, medianDays: 2, medianDaysFromFirst: 2 },
    { units: 2, ofPrevious: 2 / 3, ofFirst: 2 / 3, medianDays: 0, medianDaysFromFirst: 2 },
  ]);
  // Six days are too few for the third user's last step, and two for the first user's second.
  expect(tallied(done, 'user', { totalDays: 6 }, WHOLE).map(({ units }) => units)).toEqual([3, 3, 1]);
  expect(tallied(done, 'user', { perStepDays: 2 }, WHOLE).map(({ units }) => units)).toEqual([3, 2, 1]);
  // As one account: whoever did the step before, and it was done on the same day.
  expect(tallied(done, 'account', { perStepDays: 30 }, WHOLE)).toMatchObject([
    { units: 1 },
    { units: 1, medianDays: 3 },
    { units: 1, medianDays: 0, medianDaysFromFirst: 1 },
  ]);
  // Only who began on or after the leap day.
  expect(tallied(done, 'user', { totalDays: 30 }, [dayNumber('2024-02-29'), WHOLE[1]]).map(({ units }) => units)).toEqual([1, 1, 1]);
});

test('nobody in particular is no user, but makes an account active; nothing has no shares', () => {
  const done = story(`
    0@1 2024-01-01 0
    0@1 2024-01-02 1`);
  expect(tallied(done, 'user', { totalDays: 30 }, WHOLE, 2)).toEqual([
    { units: 0, ofPrevious: null, ofFirst: null, medianDays: null, medianDaysFromFirst: null },
    { units: 0, ofPrevious: null, ofFirst: null, medianDays: null, medianDaysFromFirst: null },
  ]);
  expect(tallied(done, 'account', { totalDays: 30 }, WHOLE, 2).map(({ units }) => units)).toEqual([1, 1]);
});
