import type { ReconciliationRow } from '../../../../src/contract/revenue-books';
import { allRows } from './all-rows';
import { readCosts, typedOf } from './cost-fields';
import {
  activation,
  cohortsWithRevenue,
  dayColumns,
  gist,
  partMonths,
  renewalColumn,
  statementTotals,
  triangleColumns,
} from './view-figures';
import { flagWords, leavingWords } from './words';

const stated = (ours: number, theirs: number, unexplained: number): ReconciliationRow => ({
  month: '2026-02',
  app: 'app',
  subscription: 'TOTAL',
  oursCents: ours,
  theirsCents: theirs,
  byKind: { grace: 0, rebill: 0, 'true-up': 0, transfer: 0, rate: 0 },
  unexplainedCents: unexplained,
});

test.each([
  [stated(100_00, 100_00, 0), 'In February 2026 both figures are the same, to the cent.'],
  [stated(110_00, 100_00, 0), 'In February 2026 ours is $10.00 above theirs, all of it explained.'],
  [stated(90_00, 100_00, -3_00), 'In February 2026 ours is $10.00 below theirs, $3.00 of it unexplained.'],
])('the gist of a reconciliation: %#', (row, words) => {
  expect(gist([row])).toBe(words);
});

test.each(['toString', 'constructor', 'brand-new-reason'])('a reason that is not known by name stays as it came: %s', (code) => {
  expect(flagWords(code)).toBe(code);
  expect(leavingWords(code)).toBe(code);
});

test.each([
  ['1,200.50', 120_050],
  ['$ 99', 9_900],
  ['0.5', 50],
  ['12.345', null],
  ['-3', null],
  ['', null],
  ['1e3', null],
])('an amount typed as “%s”', (typed, cents) => {
  const read = readCosts({ ...typedOf({ forgeCents: 0, supportCentsPerHour: 0, supportHours: 1.5, fixedCents: 0 }), fixedCents: typed });
  expect(read?.fixedCents ?? null).toBe(cents);
  if (read !== null) expect(read.supportHours).toBe(1.5);
});

test('each day of a trial has its column, and its parts are all of its trials', () => {
  const columns = dayColumns([{ day: 3, trials: 5, activated: 2, notObserved: 1, expectedCents: 1200_00 }], 30);
  expect(columns).toHaveLength(30);
  expect(columns[2]).toMatchObject({
    words: 'Day 3: 5 trials, 2 activated, 1 not observed, $1,200.00 expected',
    layers: [{ value: 2 }, { value: 2 }, { value: 1 }],
  });
  expect(columns[0]?.words).toContain('Day 1: 0 trials');
});

test.each([
  [true, 'Activated'],
  [false, 'Not yet'],
  [null, 'Not observed'],
])('activation %s', (activated, words) => {
  expect(activation(activated)).toBe(words);
});

test('what falls due is used, silent or not observed, and nothing else', () => {
  const { layers } = renewalColumn(
    { month: '2026-12', accounts: 4, mrrCents: 100_00, annualCents: 60_00, silentCents: 30_00, notObservedCents: 20_00 },
    '#x',
  );
  expect(layers.map(({ value }) => value)).toEqual([50_00, 30_00, 20_00]);
});

test('cohorts without revenue have no row, and the file has a column for each month since', () => {
  const rows = cohortsWithRevenue([
    { month: '2026-01', startCents: 10_00, accounts: 1, shares: [1, 0.5, 0] },
    { month: '2026-02', startCents: 0, accounts: 0, shares: [] },
  ]);
  expect(rows.map(({ month }) => month)).toEqual(['2026-01']);
  expect(triangleColumns(rows).map(({ heading }) => heading)).toEqual(['New in', 'Accounts', 'First MRR', 'Month 0', 'Month 1', 'Month 2']);
});

test('a statement sums up without a take rate of its own', () => {
  const row = {
    month: '2026-01',
    app: 'a',
    salesCents: 100,
    refundsCents: -10,
    discountsCents: 5,
    partnerDiscountsCents: 1,
    partnerShare: 0.5,
    payoutCents: 76,
    takeRate: 0.15,
  };
  expect(statementTotals([row, { ...row, month: '2026-02' }])).toMatchObject({
    salesCents: 200,
    refundsCents: -20,
    payoutCents: 152,
    takeRate: null,
  });
  expect(statementTotals([])).toBeUndefined();
});

test('one kind of subscription is taken out of each month', () => {
  const part = (accountsLost: number) => ({
    ...{ accountsAtStart: 10, accountsLost, startCents: 0, churnCents: 0, contractionCents: 0, expansionCents: 0 },
    ...{ logoChurn: 0, grossRevenueChurn: null, netRevenueChurn: null, isolatedChurn: null },
  });
  const month = { month: '2026-01', all: part(3), monthly: part(2), annual: part(1), other: part(0) };
  expect(partMonths([month], 'annual')).toMatchObject([{ month: '2026-01', accountsLost: 1 }]);
});

describe('a whole list for a file', () => {
  const page = (rows: readonly string[], total: number) => Promise.resolve({ ok: true, value: { rows, total } } as const);

  test('rows that move between pages while it walks come once', async () => {
    const pages = [Array.from({ length: 200 }, (_, index) => String(index)), ['199', '200']];
    expect(
      await allRows(
        (at) => page(pages[at] ?? [], 202),
        (row) => row,
      ),
    ).toHaveLength(201);
  });
  test('an empty page ends it, whatever the total says', async () => {
    const asked: number[] = [];
    const rows = await allRows(
      (at) => {
        asked.push(at);
        return page([], 1_000);
      },
      (row) => row,
    );
    expect(rows).toEqual([]);
    expect(asked).toEqual([0]);
  });
  test('a refusal comes back in its words', async () => {
    expect(await allRows(() => Promise.resolve({ ok: false, code: 'failed', message: 'Try again.' } as const), String)).toBe('Try again.');
  });
});
