import fc from 'fast-check';
import { probabilityOf } from './log-odds';
import { drawsFrom } from './random';
import { fitRidge, type Ridge, ridgeLogOdds } from './ridge';
import type { Sign } from './table';

function sample(rows: number, width: number, seed: number, weights: readonly number[] = []) {
  const draw = drawsFrom(seed);
  const columns = Array.from({ length: width }, () => Float64Array.from({ length: rows }, () => 4 * draw() - 2));
  const outcome = Uint8Array.from({ length: rows }, (_, row) => {
    const logOdds = columns.reduce((sum, column, index) => sum + (weights[index] ?? 0) * column[row]!, -0.5);
    return draw() < probabilityOf(logOdds) ? 1 : 0;
  });
  outcome[0] = 1;
  outcome[1] = 0;
  return { columns, outcome };
}

/** How far the optimum's condition is missed: Σ error × column + lambda × weight, by column, the intercept first. */
function slopes(columns: readonly Float64Array[], outcome: Uint8Array, fit: Ridge, lambda: number): number[] {
  const error = ridgeLogOdds(columns, fit, outcome.length).map((value, row) => probabilityOf(value) - outcome[row]!);
  const along = (column: Float64Array) => column.reduce((sum, value, row) => sum + value * error[row]!, 0);
  return [along(new Float64Array(outcome.length).fill(1)), ...columns.map((column, index) => along(column) + lambda * fit.weights[index]!)];
}

test('the slope of the penalised loss is 0 at the fit, whatever the rows', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 60 }),
      fc.integer({ min: 0, max: 8 }),
      fc.integer(),
      fc.constantFrom(0.1, 1, 30),
      (rows, width, seed, lambda) => {
        const { columns, outcome } = sample(rows, width, seed, [2, -1]);
        for (const slope of slopes(columns, outcome, fitRidge(columns, outcome, { lambda }), lambda))
          expect(Math.abs(slope)).toBeLessThan(1e-2);
      },
    ),
    { numRuns: 60 },
  );
});

test('conjugate gradients find what the matrix finds, beyond the width that a matrix is kept for', () => {
  const { columns, outcome } = sample(300, 420, 3, [1, 1, -1]);
  const fit = fitRidge(columns, outcome, { lambda: 5 });
  for (const slope of slopes(columns, outcome, fit, 5)) expect(Math.abs(slope)).toBeLessThan(1e-2);
});

test('the outcome told perfectly, twice, and a column of one value give finite weights, the twins the same', () => {
  const column = Float64Array.from({ length: 40 }, (_, row) => row - 19.5);
  const outcome = Uint8Array.from({ length: 40 }, (_, row) => (row < 20 ? 0 : 1));
  const { intercept, weights } = fitRidge([column, column, new Float64Array(40)], outcome, { lambda: 1 });
  expect(Number.isFinite(intercept)).toBe(true);
  expect(weights[0]).toBeCloseTo(weights[1]!, 6);
  expect(weights[0]).toBeGreaterThan(0);
  expect(weights[2]).toBe(0);
});

test('a declared sign is kept, and the fit is the best of those that keep it', () => {
  const { columns, outcome } = sample(200, 4, 11, [1.5, -1.5, 0.5, 0]);
  const signs: Sign[] = [-1, -1, 1, 1];
  const fit = fitRidge(columns, outcome, { lambda: 1, signs });
  const pull = slopes(columns, outcome, fit, 1).slice(1);
  fit.weights.forEach((weight, index) => {
    expect(weight * signs[index]!).toBeGreaterThanOrEqual(0);
    // Held at 0: it would only go the way that is not allowed. Free: nothing is left to gain.
    if (weight === 0) expect(pull[index]! * signs[index]!).toBeGreaterThan(-1e-3);
    else expect(Math.abs(pull[index]!)).toBeLessThan(1e-2);
  });
  expect(fit.weights[0]).toBe(0);
});
