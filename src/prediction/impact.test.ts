import { trendOf, weightsByPeriod } from './impact';
import { drawsFrom } from './random';

const month = (hits: number, due: number) => ({ hits, due });

test('a signal fades, is new, or holds, as far as luck can be told', () => {
  expect(trendOf([month(30, 10), month(28, 10), month(9, 10), month(10, 10)])).toBe('fading');
  expect(trendOf([month(9, 10), month(10, 10), month(28, 10), month(30, 10)])).toBe('new');
  expect(trendOf([month(30, 10), month(28, 10), month(31, 10), month(29, 10)])).toBe('steady');
  // Less than before, and still of use.
  expect(trendOf([month(60, 10), month(60, 10), month(20, 10), month(20, 10)])).toBe('steady');
  // As little as luck does.
  expect(trendOf([month(3, 1), month(1, 1)])).toBe('steady');
  expect(trendOf([month(30, 10)])).toBeNull();
  expect(trendOf([month(30, 10), month(0, 0)])).toBeNull();
});

test('weights tell the cause from what only goes with it, month by month', () => {
  const draw = drawsFrom(3);
  const rows = 4000;
  const cause = Uint8Array.from({ length: rows }, () => (draw() < 0.3 ? 1 : 0));
  // Fires mostly where the cause does, and does nothing itself.
  const decoy = cause.map((fires) => (draw() < 0.8 ? fires : 1 - fires));
  const period = Int32Array.from({ length: rows }, (_, row) => 1 + (row % 3));
  // In the third month the cause is one no more.
  const outcome = cause.map((fires, row) => (draw() < (fires === 1 && period[row] !== 3 ? 0.6 : 0.1) ? 1 : 0));
  const weights = weightsByPeriod([cause, decoy], { table: { rows, columns: [] }, outcome, period });
  const of = (at: number) => [...(weights.get(at) ?? [])];
  for (const at of [1, 2]) {
    const [own = 0, other = 0] = weights.get(at) ?? [];
    expect(own).toBeGreaterThan(2);
    expect(Math.abs(other)).toBeLessThan(0.5);
  }
  expect(Math.abs(of(3)[0] ?? 9)).toBeLessThan(0.5);
  expect(weightsByPeriod([cause], { table: { rows, columns: [] }, outcome: new Uint8Array(rows) }).size).toBe(0);
});
