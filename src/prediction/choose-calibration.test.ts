import fc from 'fast-check';
import { generatedTable } from '../../dev/bench/prediction/generated';
import { fitBentLine } from './bent-line';
import { calibrated, type Calibration, meanSlope, uncalibrated } from './calibration';
import { chooseCalibration } from './choose-calibration';
import { contributionsOf, predict, predictLogOdds, trainModel } from './model';
import { probabilityOf } from './log-odds';
import { aucOf, calibrationError } from './quality';
import { drawsFrom } from './random';
import { rowsWhere, takeOutcome } from './table';

/** Log-odds evenly from -3 to 3 and an outcome as likely as `chance` says. */
function drawn(rows: number, chance: (logOdds: number) => number) {
  const draw = drawsFrom(5);
  const logOdds = Float64Array.from({ length: rows }, (_, row) => (6 * row) / (rows - 1) - 3);
  return { logOdds, outcome: Uint8Array.from(logOdds, (value) => (draw() < chance(value) ? 1 : 0)) };
}
const plateaus = (value: number): number => (value < 0 ? 0.2 : 0.8);

test('what is right stays as it is, a line; two plateaus bend it, and what is said is then near what comes', () => {
  const right = drawn(2000, probabilityOf);
  const line = chooseCalibration(right.logOdds, right.outcome, 1);
  expect(line.bends).toBeUndefined();
  expect(line.slope).toBeCloseTo(1, 0);
  const stepped = drawn(2000, plateaus);
  const bent = chooseCalibration(stepped.logOdds, stepped.outcome, 1);
  for (const value of [-2.5, -1, 1, 2.5]) expect(Math.abs(probabilityOf(calibrated(bent, value)) - plateaus(value))).toBeLessThan(0.08);
});

test('with few outcomes nothing is bent', () => {
  const { logOdds, outcome } = drawn(150, plateaus);
  expect(chooseCalibration(logOdds, outcome, 1).bends).toBeUndefined();
});

const bentLine: fc.Arbitrary<Calibration> = fc
  .record({
    shift: fc.double({ min: -2, max: 2, noNaN: true }),
    knots: fc.uniqueArray(fc.integer({ min: -30, max: 30 }), { maxLength: 5 }),
    slopes: fc.array(fc.double({ min: 0.05, max: 3, noNaN: true }), { minLength: 6, maxLength: 6 }),
  })
  .map(({ shift, knots, slopes }) => ({
    shift,
    slope: slopes[0]!,
    bends: knots.sort((a, b) => a - b).map((knot, index) => ({ from: knot / 10, by: slopes[index + 1]! - slopes[index]! })),
  }));

test('a bent line rises, and its inverse and mean slope are those of the line', () => {
  const value = fc.double({ min: -6, max: 6, noNaN: true });
  fc.assert(
    fc.property(bentLine, value, value, (calibration, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expect(calibrated(calibration, high) - calibrated(calibration, low)).toBeGreaterThanOrEqual(0.049 * (high - low) - 1e-9);
      expect(uncalibrated(calibration, calibrated(calibration, a))).toBeCloseTo(a, 8);
      const slope = meanSlope(calibration, a, b);
      expect(slope).toBeGreaterThan(0.04);
      expect(slope * (b - a)).toBeCloseTo(calibrated(calibration, b) - calibrated(calibration, a), 8);
    }),
  );
});

test('pieces always rise, also where the outcome falls or is told perfectly', () => {
  for (const chance of [(value: number) => probabilityOf(-value), (value: number) => (value > 0.3 ? 1 : 0), () => 0.5]) {
    const { logOdds, outcome } = drawn(600, chance);
    for (const stiffness of [30, 3]) {
      const { slope, bends = [] } = fitBentLine(logOdds, outcome, stiffness);
      let own = slope;
      for (const { by } of [{ by: 0 }, ...bends]) expect((own += by)).toBeGreaterThan(0.0499);
    }
  }
});

describe('trees on an interaction', () => {
  const { table, outcome } = generatedTable('interaction', 2200, 7);
  const train = rowsWhere(table.rows, (row) => row >= 1100);
  const fresh = rowsWhere(table.rows, (row) => row < 1100);
  const trained = trainModel(table, outcome, train, { seed: 1 });
  if (!trained.ok) throw new Error(trained.problems.map(({ sentence }) => sentence).join(' '));
  const { model } = trained;

  test('say of 1,100 rows left out what comes of them, within five in a hundred, and in the order of their bare log-odds', () => {
    expect(model.recipe.kind).toBe('trees');
    expect(model.calibration.bends?.length).toBeGreaterThan(0);
    const labels = takeOutcome(outcome, fresh);
    const said = predict(model, table, fresh);
    expect(calibrationError(said, labels)).toBeLessThanOrEqual(0.05);
    const bare = predictLogOdds({ ...model, calibration: { shift: 0, slope: 1 } }, table, fresh);
    expect(aucOf(predictLogOdds(model, table, fresh), labels)?.auc).toBeCloseTo(aucOf(bare, labels)?.auc ?? 0, 12);
  });

  test('have parts that add up, each with the sign that it had before calibration', () => {
    const { base, sources } = contributionsOf(model, table, fresh);
    const rate = model.positives / model.rows;
    expect(probabilityOf(base)).toBeCloseTo(rate, 12);
    const bare = contributionsOf({ ...model, calibration: { shift: 0, slope: 1 } }, table, fresh);
    predictLogOdds(model, table, fresh).forEach((logOdds, row) => {
      expect(sources.reduce((sum, { values }) => sum + values[row]!, base)).toBeCloseTo(logOdds, 9);
      sources.forEach(({ values }, index) => {
        expect(Math.sign(values[row]!)).toBe(Math.sign(bare.sources[index]!.values[row]!));
      });
    });
  });
});
