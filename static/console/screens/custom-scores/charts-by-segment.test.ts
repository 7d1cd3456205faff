import type { CustomScoreRow } from '../../../../src/contract/custom-scores';
import { binsOf, scoreCharts } from './charts-by-segment';

const score = (scoreId: number, kind: CustomScoreRow['kind'], distribution: number[]): CustomScoreRow => ({
  ...{ scoreId, kind, name: `Score ${String(scoreId)}`, base: 0, rules: [], untold: 0, distribution, highest: [], lowest: [] },
  accounts: distribution.reduce((sum, each) => sum + each, 0),
});
const empty = Array<number>(10).fill(0);
const answer = { scores: [score(1, 'account', [1, 0, 0, 0, 0, 0, 0, 0, 0, 3]), score(2, 'membership', empty), score(3, 'account', empty)] };

test('the best stand first, with their share of the accounts with the score', () => {
  const bins = binsOf(answer, 1);
  expect([bins[0], bins[9]]).toEqual([
    { range: '90–100', accounts: 3, share: 0.75 },
    { range: '0–9.9', accounts: 1, share: 0.25 },
  ]);
  expect(binsOf(answer, 3).every(({ share }) => share === null)).toBe(true);
  expect(binsOf(answer, 9)).toEqual([]);
});

test('a chart for each score of accounts, none for those of users', () => {
  expect(scoreCharts([answer]).map(({ title }) => title)).toEqual(['Score 1: distribution by segment', 'Score 3: distribution by segment']);
  expect(scoreCharts([])).toEqual([]);
});
