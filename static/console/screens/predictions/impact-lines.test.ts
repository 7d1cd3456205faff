import type { PredictedSignal } from '../../../../src/contract/predictions';
import { impactLines, impactRows } from './impact-lines';

const signal = (
  words: string,
  state: PredictedSignal['state'],
  months: readonly [string, number, number, number | null][],
): PredictedSignal => ({
  ...{ key: words, words, state, reason: '', sentence: '', actionable: true, fired: 0, hits: 0, rows: 0, lift: 1, low: 1, high: 1 },
  ...{ adjustedP: 0, precision: 0, recall: 0, stability: null, medianDaysAhead: null, alternatives: [], fires: 0, evidenceDay: null },
  ...{ origin: 'found', derivedFrom: '', group: '', trend: null },
  months: months.map(([day, fired, lift, weight]) => ({ day, fired, lift, weight, hits: 1, due: 1 })),
});

test('a line for each signal that was not rejected, with gaps where a month says nothing of it', () => {
  const rows = impactRows([
    signal('Few users', 'confirmed', [
      ['2028-01-01', 10, 2, 0],
      ['2028-02-01', 4, 9, 3],
    ]),
    signal('Gone', 'rejected', [['2028-01-01', 50, 3, 1]]),
    signal('No seats', 'proposed', [['2028-03-01', 8, 1.5, null]]),
  ]);
  const lift = impactLines(rows, 'lift');
  expect(lift.months).toEqual(['2028-01', '2028-02', '2028-03']);
  expect(lift.lines.map(({ letter, words, values }) => [letter, words, values])).toEqual([
    ['A', 'Few users', [2, null, null]],
    ['B', 'No seats', [null, null, 1.5]],
  ]);
  expect(impactLines(rows, 'odds').lines[0]?.values).toEqual([1, null, null]);
  expect(impactLines([], 'lift')).toEqual({ months: [], lines: [] });
});
