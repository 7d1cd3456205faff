import fc from 'fast-check';
import { blendedHealth, equalShares } from '../src/profiles/scores/health-score';
import type { Ingredient } from '../src/profiles/scores/health-score';
import { changeSentence, mostChanging, scoreByPoints } from '../src/profiles/scores/points';
import type { RulePoints } from '../src/profiles/scores/points';

const sum = (parts: readonly { readonly tenths: number }[]): number => parts.reduce((all, { tenths }) => all + tenths, 0);
const rules: fc.Arbitrary<RulePoints[]> = fc
  .array(fc.record({ tenths: fc.integer({ min: -100, max: 100 }).map((points) => points * 10), holds: fc.boolean() }), { maxLength: 8 })
  .map((all) => all.map((rule, place) => ({ ...rule, words: `rule ${String(place)}` })));
const base = fc.integer({ min: 0, max: 100 }).map((points) => points * 10);

test('base and parts are the score, which stays on the scale', () => {
  fc.assert(
    fc.property(base, rules, (from, all) => {
      const score = scoreByPoints(from, all);
      expect(score.base + sum(score.parts)).toBe(score.raw);
      const whole = from + sum(all.filter(({ holds }) => holds));
      expect(score.raw).toBe(whole < 0 ? 0 : whole > 1000 ? 1000 : whole);
      expect(score.parts.some(({ source }) => source === 'Limit of the scale')).toBe(whole < 0 || whole > 1000);
    }),
  );
});

test('what would change a score most is what turning each rule round finds', () => {
  fc.assert(
    fc.property(base, rules, (from, all) => {
      const now = scoreByPoints(from, all).raw;
      const changes = all.map(
        (_, place) =>
          scoreByPoints(
            from,
            all.map((rule, other) => ({ ...rule, holds: rule.holds !== (other === place) })),
          ).raw - now,
      );
      const most = mostChanging(from, all);
      const [best, worst] = [Math.max(0, ...changes), Math.min(0, ...changes)];
      expect(most?.by ?? 0).toBe(best > 0 ? best : worst);
    }),
  );
  const held: RulePoints = { words: 'MRR is at least $100', tenths: 120, holds: false };
  expect(changeSentence(mostChanging(300, [held]))).toBe('Most would be gained if “MRR is at least $100” held: +12.0 points.');
  expect(changeSentence(mostChanging(300, [{ ...held, holds: true }]))).toBe(
    'Most would be lost if “MRR is at least $100” no longer held: −12.0 points.',
  );
  expect(changeSentence(mostChanging(300, []))).toBe('No single rule would change it.');
});

test('equal shares are as equal as whole tenths can be, and add up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.constantFrom(500, -500), (count, all) => {
      const shares = equalShares(count, all);
      expect(shares.reduce((whole, share) => whole + share, 0)).toBe(all);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
  expect(equalShares(0, 500)).toEqual([]);
});

const ingredient: fc.Arbitrary<Ingredient> = fc
  .record({
    name: fc.constantFrom('To leave', 'To expand'),
    weight: fc.constantFrom(-3, -1, 1, 2),
    base: fc.nat(1000),
    raw: fc.nat(1000),
    shown: fc.nat(1000),
    cuts: fc.array(fc.integer({ min: -300, max: 300 }), { maxLength: 5 }),
  })
  .map(({ cuts, ...score }) => {
    const parts = cuts.map((tenths, place) => ({ source: `part ${String(place)}`, tenths }));
    return { ...score, parts: [...parts, { source: 'the rest', tenths: score.raw - score.base - sum(parts) }] };
  });

test('health of scores: 50 at the base rates, exact in its parts, and better the better each score is', () => {
  fc.assert(
    fc.property(fc.array(ingredient, { minLength: 1, maxLength: 3 }), (all) => {
      const score = blendedHealth(all);
      expect(score.base + sum(score.parts)).toBe(score.raw);
      for (const shown of [score.raw, score.shown]) {
        expect(shown).toBeGreaterThanOrEqual(0);
        expect(shown).toBeLessThanOrEqual(1000);
      }
      const atBase = all.map((each) => ({ ...each, shown: each.base }));
      expect(blendedHealth(atBase).shown).toBe(500);
      const [first, ...others] = atBase;
      if (first === undefined) return;
      const better = blendedHealth([{ ...first, shown: first.weight > 0 ? 1000 : 0 }, ...others]).shown;
      expect(better).toBeGreaterThanOrEqual(500);
    }),
  );
});

test('a churn score by hand: half its base rate is half way up', () => {
  const churn = { name: 'To leave', weight: -1, base: 200, raw: 100, shown: 150, parts: [{ source: 'Days with use', tenths: -100 }] };
  expect(blendedHealth([churn])).toEqual({ base: 500, raw: 750, shown: 625, parts: [{ source: 'To leave: Days with use', tenths: 250 }] });
});
