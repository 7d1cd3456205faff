import fc from 'fast-check';
import { aucInterval, aucOf, brierScore, calibrationBand, calibrationBins, calibrationError } from './quality';
import { drawsFrom } from './random';

test('AUC is the share of pairs in order, ties half', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(rows, (drawn) => {
      const scores = Float64Array.from(drawn, ([score]) => score);
      const outcome = Uint8Array.from(drawn, ([, label]) => (label ? 1 : 0));
      let [pairs, won] = [0, 0];
      scores.forEach((high, i) => {
        scores.forEach((low, j) => {
          if (outcome[i] !== 1 || outcome[j] !== 0) return;
          pairs += 1;
          won += high > low ? 1 : high === low ? 0.5 : 0;
        });
      });
      const auc = aucOf(scores, outcome);
      if (pairs === 0) expect(auc).toBeUndefined();
      else expect(auc?.auc).toBeCloseTo(won / pairs, 12);
    }),
  );
});

test('DeLong of a case by hand', () => {
  // Outcomes 3, 2, 1.5 against 1, 2.5: shares above are 1, 1/2, 1/2; shares below are 1, 1/3.
  const auc = aucOf(Float64Array.of(3, 2, 1.5, 1, 2.5), Uint8Array.of(1, 1, 1, 0, 0));
  expect(auc?.auc).toBeCloseTo(2 / 3, 12);
  expect(auc?.variance).toBeCloseTo(1 / 12 / 3 + 2 / 9 / 2, 12);
});

test('an interval holds its AUC, stays inside 0 and 1, and is not a point where order is perfect', () => {
  const perfect = aucOf(Float64Array.of(1, 2, 3, 4, 5, 6), Uint8Array.of(0, 0, 0, 1, 1, 1))!;
  const { low, high } = aucInterval(perfect, 3);
  expect(perfect.auc).toBe(1);
  expect(high).toBe(1);
  expect(low).toBeGreaterThan(0.1);
  expect(low).toBeLessThan(0.95);
});

test('the interval of a score that says nothing holds one half in about 95 of 100 draws', () => {
  let held = 0;
  for (let seed = 0; seed < 300; seed += 1) {
    const draw = drawsFrom(seed);
    const outcome = Uint8Array.from({ length: 80 }, (_, row) => (row < 25 ? 1 : 0));
    const auc = aucOf(outcome.length ? Float64Array.from(outcome, () => draw()) : new Float64Array(), outcome)!;
    const { low, high } = aucInterval(auc, 25);
    if (low <= 0.5 && high >= 0.5) held += 1;
  }
  expect(held).toBeGreaterThan(0.91 * 300);
  expect(held).toBeLessThan(0.99 * 300);
});

test('calibration by hand: two bins, one true and one a quarter off', () => {
  const probabilities = Float64Array.of(0.25, 0.25, 0.25, 0.25, 0.75, 0.75);
  const outcome = Uint8Array.of(1, 0, 0, 0, 1, 1);
  expect(calibrationBins(probabilities, outcome)).toEqual([
    { from: 0.2, to: 0.3, rows: 4, said: 0.25, came: 0.25 },
    { from: 0.7, to: 0.8, rows: 2, said: 0.75, came: 1 },
  ]);
  expect(calibrationError(probabilities, outcome)).toBeCloseTo((2 * 0.25) / 6, 12);
  expect(brierScore(probabilities, outcome)).toBeCloseTo((0.75 ** 2 + 3 * 0.25 ** 2 + 2 * 0.25 ** 2) / 6, 12);
});

test('the band is what a perfectly calibrated model stays below, and narrower with more rows', () => {
  const probabilities = (rows: number) => Float64Array.from({ length: rows }, (_, row) => (row + 0.5) / rows);
  const few = calibrationBand(probabilities(50), drawsFrom(1));
  const many = calibrationBand(probabilities(5000), drawsFrom(1));
  expect(many).toBeLessThan(0.03);
  expect(few).toBeGreaterThan(0.08);
});
