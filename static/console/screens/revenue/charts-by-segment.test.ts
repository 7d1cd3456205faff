import { bridgeCharts } from './bridge-by-segment';
import { meanShares } from './charts-by-segment';

const month = { opening: 0, new: 0, expansion: 0, contraction: 0, churn: 0, reactivation: 0, rateChange: 0, transfer: 0, closing: 0 };

test('cohorts together: what paid more at first weighs more, and who is too young for a month is no part of it', () => {
  const triangle = [
    { month: '2027-12', startCents: 3_000, accounts: 3, shares: [1, 0.5, 0.4] },
    { month: '2028-01', startCents: 1_000, accounts: 1, shares: [1, 1.5] },
    { month: '2028-02', startCents: 0, accounts: 0, shares: [0] },
  ];
  // Month 1: (0.5 × 3,000 + 1.5 × 1,000) ÷ 4,000. Month 2: the first cohort alone.
  expect(meanShares({ triangle })).toEqual([
    { age: '0', share: 1 },
    { age: '1', share: 0.75 },
    { age: '2', share: 0.4 },
  ]);
});

test('the steps of a bridge are of the months that are open, and closing is what they come to', () => {
  const months = [
    { ...month, month: '2028-01', new: 500, closing: 500 },
    { ...month, month: '2028-02', opening: 500, new: 200, churn: -100, closing: 600 },
  ];
  const steps = (from: string | null) =>
    bridgeCharts(from, from)()[0]
      ?.measures[0].pointsOf({ months } as never)
      .filter(([, cents]) => cents !== 0);
  expect(steps('2028-02')).toEqual([
    ['opening', 500],
    ['new', 200],
    ['churn', -100],
    ['closing', 600],
  ]);
  expect(steps(null)).toEqual([
    ['new', 700],
    ['churn', -100],
    ['closing', 600],
  ]);
});
