import fc from 'fast-check';
import { colourOf, ruleSetOf, together } from '../src/profiles/health/colour';
import { HOLD_DAYS, heldHealth } from '../src/prediction/smoothing';
import type { HeldHealth, ToldHealth } from '../src/prediction/smoothing';
import type { Condition } from '../src/segments/condition';
import { NO, UNKNOWN, YES } from '../src/segments/engine';
import type { Outcome } from '../src/segments/engine';

const outcome = fc.constantFrom<Outcome>(NO, UNKNOWN, YES);
const said = fc.constantFrom<ToldHealth>('good', 'normal', 'bad', 'unknown');

/** Every way in which what is not known could turn out. */
function worlds(outcomes: readonly Outcome[]): Outcome[][] {
  return outcomes.reduce<Outcome[][]>(
    (all, each) => all.flatMap((world) => (each === UNKNOWN ? [NO, YES] : [each]).map((known) => [...world, known as Outcome])),
    [[]],
  );
}

test('a colour is told where it is the same however the unknown turns out, and good where that alone is certain', () => {
  fc.assert(
    fc.property(
      fc.array(outcome, { maxLength: 4 }),
      fc.array(outcome, { maxLength: 4 }),
      fc.constantFrom('all', 'any'),
      fc.constantFrom('all', 'any'),
      (good, bad, goodMatch, badMatch) => {
        const colours = new Set(
          worlds(good).flatMap((one) => worlds(bad).map((other) => colourOf(together(goodMatch, one), together(badMatch, other)))),
        );
        const told = colourOf(together(goodMatch, good), together(badMatch, bad));
        expect(told).toBe(colours.size === 1 ? [...colours][0] : 'unknown');
      },
    ),
  );
});

test('rules are the conditions of the outermost group', () => {
  const one: Condition = { type: 'stage', stages: ['Paying'], kinds: [], days: null };
  const other: Condition = { type: 'tag', tags: ['vip'], match: 'any' };
  expect(ruleSetOf(null)).toEqual({ match: 'any', rules: [] });
  expect(ruleSetOf(one)).toEqual({ match: 'all', rules: [one] });
  expect(ruleSetOf({ type: 'any', of: [one, { type: 'all', of: [one, other] }] })).toEqual({
    match: 'any',
    rules: [one, { type: 'all', of: [one, other] }],
  });
  expect(ruleSetOf({ type: 'not', of: one }).rules).toEqual([{ type: 'not', of: one }]);
});

test('what is shown is what was said within the days of holding, and nothing is hidden for longer', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(said, fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 40 }), (history) => {
      let [day, last]: [number, HeldHealth | undefined] = [0, undefined];
      const past: { day: number; asked: ToldHealth; shown: ToldHealth }[] = [];
      for (const [asked, days] of history) {
        day += days;
        last = heldHealth(last, asked, day);
        past.push({ day, asked, shown: last.health });
        // Asked twice for a day, it says what it said.
        expect(heldHealth(last, 'bad', day)).toBe(last);
        if (asked === 'unknown') expect(last.health).toBe('unknown');
        if (last.health === asked) continue;
        // Something else is shown only as long as it was said HOLD_DAYS ago or since.
        const shown = last.health;
        const apart = past.slice(past.findLastIndex((each) => each.asked === shown) + 1);
        expect(day - (apart[0]?.day ?? day)).toBeLessThan(HOLD_DAYS);
      }
    }),
  );
});

test('going to and fro between two other colours does not keep the old one', () => {
  let last: HeldHealth | undefined;
  const asked = ['good', 'bad', 'normal', 'bad', 'normal', 'normal'] as const;
  expect(asked.map((each, day) => (last = heldHealth(last, each, day)).health)).toEqual([
    ...(['good', 'good', 'good', 'good', 'normal', 'normal'] as const),
  ]);
});
