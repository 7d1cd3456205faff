import fc from 'fast-check';
import type { Evaluation } from '../src/prediction/evaluate';
import { backTest, confusionAt, driftOf, mayGoLive, silenceOf } from '../src/prediction/model-report';
import { scoreOf, whatChangesMost } from '../src/prediction/score';
import { type HeldHealth, healthByRules, heldHealth, type Shown, shownScore, SMOOTHING } from '../src/prediction/smoothing';

const logOdds = fc.double({ min: -8, max: 8, noNaN: true });

test('base, parts and smoothing add up to the shown score exactly, in whole tenths', () => {
  fc.assert(
    fc.property(logOdds, fc.array(logOdds, { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 1000 }), (base, values, shown) => {
      const score = scoreOf(base, new Map(values.map((value, index) => [`signal ${index}`, value])), shown);
      const sum = score.parts.reduce((all, { tenths }) => all + tenths, score.base + score.smoothing);
      expect(sum).toBe(shown);
      expect(score.raw + score.smoothing).toBe(shown);
      for (const { tenths } of score.parts) expect(Number.isInteger(tenths)).toBe(true);
    }),
  );
});

test('a score by hand: from one in five to one in two by two equal signals', () => {
  const score = scoreOf(
    Math.log(0.25),
    new Map([
      ['seats unused', Math.log(2)],
      ['admin left', Math.log(2)],
      ['plan', 0],
    ]),
  );
  expect(score).toEqual({
    raw: 500,
    shown: 500,
    base: 200,
    parts: [
      { source: 'seats unused', tenths: 150 },
      { source: 'admin left', tenths: 150 },
    ],
    smoothing: 0,
  });
  expect(whatChangesMost(score, 1)).toEqual([{ source: 'seats unused', tenths: 150 }]);
});

test('a shown score moves by a step a day at most and hides nothing for more than a week', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 }), (raws) => {
      let last: Shown | undefined;
      let apart = 0;
      raws.forEach((raw, day) => {
        const next = shownScore(last, raw, day);
        const isCaughtUp = next.shown === raw;
        if (last !== undefined && !isCaughtUp) expect(Math.abs(next.shown - last.shown)).toBeLessThanOrEqual(SMOOTHING.stepADay);
        apart = isCaughtUp ? 0 : apart + 1;
        expect(apart).toBeLessThanOrEqual(7);
        expect(shownScore(next, 1000 - raw, day)).toBe(next);
        last = next;
      });
    }),
  );
});

test('a jump by hand: 80 tenths a day, the rest after a week', () => {
  let last: Shown = { day: 0, shown: 100, sinceDay: undefined };
  const shown = [1, 2, 3, 4, 5, 6, 7, 8].map((day) => (last = shownScore(last, 900, day)).shown);
  expect(shown).toEqual([180, 260, 340, 420, 500, 580, 660, 900]);
});

test('health: good first, then bad; a change must hold three days', () => {
  expect([healthByRules(true, true), healthByRules(false, true), healthByRules(false, false)]).toEqual(['good', 'bad', 'normal']);
  const asked = ['good', 'bad', 'good', 'bad', 'bad', 'bad', 'bad'] as const;
  let last: HeldHealth | undefined;
  expect(asked.map((health, day) => (last = heldHealth(last, health, day)).health)).toEqual([
    'good',
    'good',
    'good',
    'good',
    'good',
    'good',
    'bad',
  ]);
  expect(heldHealth(last, 'good', 2)).toBe(last);
});

const evaluation: Evaluation = {
  auc: 0.7,
  interval: { low: 0.55, high: 0.8 },
  logLoss: 0.4,
  brier: 0.1,
  calibrationError: 0.02,
  rows: 100,
  positives: 20,
};

test('a model is silent with a reason until it is proven', () => {
  expect(silenceOf(evaluation)).toEqual([]);
  expect(silenceOf({ ...evaluation, positives: 3 })[0]!.sentence).toBe('There are 3 outcomes to learn from; 5 are needed, 2 more.');
  expect(silenceOf({ ...evaluation, interval: { low: 0.48, high: 0.8 } })[0]!.sentence).toMatch(
    /is 0\.70, and may be 0\.48: no better than chance/,
  );
  expect(silenceOf({ ...evaluation, auc: undefined, interval: undefined })[0]!.code).toBe('not proven');
  expect(silenceOf(evaluation, [{ code: 'tells nearly all', sentence: 'x' }])).toEqual([{ code: 'tells nearly all', sentence: 'x' }]);
});

test('the back-test counts and says it', () => {
  const probabilities = Float64Array.of(0.9, 0.6, 0.2, 0.7, 0.1);
  const outcome = Uint8Array.of(1, 1, 1, 0, 0);
  expect(confusionAt(probabilities, outcome, 0.5)).toEqual({ hits: 2, falseAlarms: 1, missed: 1, quiet: 1 });
  expect(backTest(probabilities, outcome, { threshold: 0.5, what: 'churns', daysAhead: Int32Array.of(30, 40, 5, 0, 0) })).toBe(
    'Would have flagged 2 of 3 churns, 35 days ahead on average, with 1 false alarm.',
  );
});

test('drift is nothing for the same scores and large for others; a worse version does not go live', () => {
  const scores = Float64Array.from({ length: 500 }, (_, index) => index / 500);
  expect(driftOf(scores, scores)).toBeCloseTo(0, 12);
  expect(
    driftOf(
      scores,
      scores.map((score) => score * 0.4),
    ),
  ).toBeGreaterThan(0.25);
  expect(mayGoLive({ logLoss: 0.41 }, evaluation)).toBe(false);
  expect(mayGoLive({ logLoss: 0.4 }, evaluation)).toBe(true);
  expect(mayGoLive({ logLoss: 0.9 }, undefined)).toBe(true);
});
