import { monthFromText } from '../src/revenue/calendar';
import { churnOf, lifetimeValue } from '../src/revenue/churn';
import { evidenceOf } from '../src/revenue/evidence';
import { marginOf } from '../src/revenue/margin';
import { reconcile, type StatedMrr } from '../src/revenue/reconcile';
import { cohortTriangle, retentionOf } from '../src/revenue/retention';
import { cashAndRecognised, payoutsCsv, renewalsDue, salesByMonth } from '../src/revenue/sales';
import { movementsBetween, quickRatio, standingOn } from '../src/revenue/standing';
import { runningTrials, trialConversion } from '../src/revenue/trials';
import { dayNumber } from '../src/platform/days';
import { ledgerOf, linesOf } from './revenue-table';

const month = (text: string): number => monthFromText(text) ?? NaN;

/** A pays 100.00 and grows to 150.00, B pays 100.00 and falls to 40.00, C pays 50.00 and leaves, D comes in 2026; E moves to F. */
const YEARS = `
  A: 2025-01-01 New     2025-01-01..2026-01-01 Annual  25 1200.00 cloud=a
  A: 2026-01-01 Renewal 2026-01-01..2027-01-01 Annual  30 1800.00 cloud=a
  B: 2025-01-01 New     2025-01-01..2026-01-01 Annual  25 1200.00 cloud=b
  B: 2026-01-01 Renewal 2026-01-01..2027-01-01 Annual  10 480.00 cloud=b
  C: 2025-01-01 New     2025-01-01..2025-07-01 Monthly 25 297.53 cloud=c
  D: 2026-01-01 New     2026-01-01..2026-02-01 Monthly 25 30.00 cloud=d
  E: 2025-01-01 New     2025-01-01..2026-01-01 Annual  10 600.00 cloud=e
  F: 2026-01-01 New     2026-01-01..2027-01-01 Annual  10 600.00 cloud=e`;

test('MRR, ARR, and ARPC of customers, not accounts', () => {
  const ledger = ledgerOf(`
    A: 2026-01-01 New 2026-01-01..2026-02-01 Monthly 10 30.00 cloud=s1
    B: 2026-01-01 New 2026-01-01..2026-02-01 Monthly 10 20.00 cloud=s1 app=com.example.other
    C: 2026-01-01 New 2026-01-01..2026-02-01 Monthly 10 25.00 cloud=s2`);
  expect(standingOn(ledger, dayNumber('2026-01-31'))).toEqual({
    mrrCents: 7500,
    arrCents: 90_000,
    payingAccounts: 3,
    payingCustomers: 2,
    arpcCents: 3750,
  });
  expect(standingOn(ledger, dayNumber('2026-02-01'))).toMatchObject({ mrrCents: 0, arpcCents: null });
});

test('a movement opens to the lines before and after it and to the refund between them', () => {
  const ledger = ledgerOf(`
    2026-01-10 New     2026-01-10..2027-01-10 Annual 25 1200.00
    2026-07-10 Refund  2026-01-10..2027-01-10 Annual 25 -1200.00 of=T1
    2026-07-10 Upgrade 2026-01-10..2027-01-10 Annual 50 1800.00`);
  const movements = ledger.accounts.get('A')?.movements ?? [];
  expect(movements.map((movement) => [movement.kind, ...evidenceOf(movement).map(({ key }) => key)])).toEqual([
    ['new', 'L1', 'L2'],
    ['expansion', 'L1', 'L2', 'L3'],
    ['churn', 'L3'],
  ]);
});

test('NRR and GRR of twelve months follow who moved, and leave out who is new', () => {
  // 297.53 / 181 × 365 / 12 = 50.00. Start 100 + 100 + 50 + 50 = 300; end 150 + 40 + 0 + 50 = 240; capped 100 + 40 + 0 + 50 = 190.
  expect(retentionOf(ledgerOf(YEARS), dayNumber('2025-01-31'), dayNumber('2026-01-31'))).toEqual({
    cohortAccounts: 4,
    startCents: 30_000,
    nrr: 240 / 300,
    grr: 190 / 300,
    logoChurn: 1 / 4,
  });
});

test('the triangle starts with what a month brought and follows it', () => {
  const [first, second] = cohortTriangle(ledgerOf(YEARS), month('2025-12') - 11, month('2026-01'));
  expect(first).toMatchObject({ month: '2025-01', startCents: 30_000, accounts: 4 });
  expect(first?.shares.map((share) => Math.round(share * 300))).toEqual([300, 300, 300, 300, 300, 300, 250, 250, 250, 250, 250, 250, 240]);
  expect(second).toEqual({ month: '2025-02', startCents: 0, accounts: 0, shares: [] });
});

test('churn of January, monthly and annual apart; who moved did not leave', () => {
  const ledger = ledgerOf(YEARS);
  const { annual, monthly, all } = churnOf(ledger, dayNumber('2026-01-01'), dayNumber('2026-02-01'));
  expect(annual).toEqual({
    accountsAtStart: 3,
    accountsLost: 0,
    startCents: 25_000,
    churnCents: 0,
    contractionCents: 6000,
    expansionCents: 5000,
    logoChurn: 0,
    grossRevenueChurn: 60 / 250,
    netRevenueChurn: 10 / 250,
    isolatedChurn: null,
  });
  expect(monthly).toMatchObject({ accountsAtStart: 0, logoChurn: null });
  const july = churnOf(ledger, dayNumber('2025-07-01'), dayNumber('2025-08-01'), (account) => account === 'C');
  expect(july.monthly).toMatchObject({ accountsAtStart: 1, accountsLost: 1, churnCents: 5000, logoChurn: 1, isolatedChurn: 1 });
  expect(july.all).toMatchObject({ accountsAtStart: 4, logoChurn: 1 / 4, isolatedChurn: 1 / 4 });
  expect(all.accountsLost).toBe(0);
  expect(lifetimeValue(standingOn(ledger, dayNumber('2025-06-30')).arpcCents, 0.05)).toBe(7500 / 0.05);
  expect(lifetimeValue(standingOn(ledger, dayNumber('2025-06-30')).arpcCents, 0)).toBeNull();
});

test('the quick ratio, with reactivation and without', () => {
  const sums = movementsBetween(dayNumber('2026-01-01'), dayNumber('2026-02-01'), ledgerOf(YEARS).accounts.values());
  expect(quickRatio(sums)).toEqual({ ratio: 80 / 60, withoutReactivation: 80 / 60 });
  expect(quickRatio({ ...sums, reactivation: 3000 })).toEqual({ ratio: 110 / 60, withoutReactivation: 80 / 60 });
  expect(quickRatio({ ...sums, contraction: 0 })).toEqual({ ratio: null, withoutReactivation: null });
});

test('trials convert within days for mature ones, and ever for all', () => {
  const trials = [
    { account: 'A', startDay: 0, firstPaidDay: 30, expectedCents: 100 },
    { account: 'B', startDay: 0, firstPaidDay: 90, expectedCents: 200 },
    { account: 'C', startDay: 5, firstPaidDay: null, expectedCents: null },
    { account: 'D', startDay: 40, firstPaidDay: 60, expectedCents: 300 },
    { account: 'E', startDay: 80, firstPaidDay: null, expectedCents: 400 },
  ];
  // On day 100 those from days 0 to 40 have had 30 + 30 days; B took longer.
  expect(trialConversion(trials, 0, 100, 100, 30)).toEqual({ trials: 5, bounded: 2 / 4, ever: 3 / 5, medianDaysToConvert: 30 });
  expect(trialConversion(trials, 80, 100, 100, 30)).toEqual({ trials: 1, bounded: null, ever: 0, medianDaysToConvert: null });
  expect(runningTrials(trials, 100)).toEqual([{ day: 21, trials: 1, expectedCents: 400 }]);
});

test('sales of a month: refunds, share of the vendor', () => {
  const lines = linesOf(`
    2026-01-10 New    2026-01-10..2026-02-10 Monthly 25 100.00 84.00
    2026-01-12 New    2026-01-12..2026-02-12 Monthly 25 100.00 85.00
    2026-01-15 Refund 2026-01-12..2026-02-12 Monthly 25 -100.00 -85.00 of=T2
    2026-01-20 New    2026-01-20..2026-02-20 Monthly 25 70.00 60.00 status=Uncollectible`);
  expect(salesByMonth(lines)).toEqual([
    {
      month: '2026-01',
      app: 'com.example.app',
      salesCents: 20_000,
      refundsCents: 10_000,
      discountCents: 0,
      partnerDiscountCents: 0,
      partnerShare: 0,
      takeRate: 169 / 200,
    },
  ]);
  expect(payoutsCsv(lines, dayNumber('2026-01-01'), dayNumber('2026-01-16'))).toBe(
    [
      'Sale date,Transaction,App,Account,Type,Status,Price USD,Share of Atlassian USD,Payout USD',
      '2026-01-10,T1,com.example.app,A,New,Paid,100.00,16.00,84.00',
      '2026-01-12,T2,com.example.app,A,New,Paid,100.00,15.00,85.00',
      '2026-01-15,T3,com.example.app,A,Refund,Paid,-100.00,-15.00,-85.00',
      'Total,,,,,,100.00,16.00,84.00\n',
    ].join('\n'),
  );
});

test('cash and recognised revenue come to the same in the end', () => {
  // 31 days of January and 28 of February at 1.00, sold in February: January moves to the month of the sale.
  const lines = linesOf('2026-02-03 New 2026-01-01..2026-04-01 - 25 90.00');
  expect(cashAndRecognised(lines, 'customer')).toEqual([
    { month: '2026-02', cashCents: 9000, recognisedCents: 5900 },
    { month: '2026-03', cashCents: 0, recognisedCents: 3100 },
  ]);
});

test('renewals due by day, with what is at risk', () => {
  const ledger = ledgerOf(YEARS);
  expect(
    renewalsDue(ledger, dayNumber('2026-01-01'), dayNumber('2027-01-02')).map(({ account, day, mrrCents, priceCents }) => [
      account,
      day,
      mrrCents,
      priceCents,
    ]),
  ).toEqual([
    ['D', '2026-02-01', 3000, 3000],
    ['A', '2027-01-01', 15_000, 180_000],
    ['B', '2027-01-01', 4000, 48_000],
    ['F', '2027-01-01', 5000, 60_000],
  ]);
});

test('costs are shared out to the cent', () => {
  const margin = marginOf(
    new Map([
      ['A', 10_000],
      ['B', 5000],
    ]),
    {
      forgeCents: 100,
      forgeUseByAccount: new Map([
        ['A', 1],
        ['B', 1],
        ['C', 1],
      ]),
      supportCentsPerHour: 6000,
      supportHoursByAccount: new Map([['B', 0.5]]),
      fixedCents: 1000,
    },
  );
  expect(margin.accounts).toEqual([
    { account: 'A', revenueCents: 10_000, forgeCents: 33, supportCents: 0, fixedCents: 667, marginCents: 9300 },
    { account: 'B', revenueCents: 5000, forgeCents: 34, supportCents: 3000, fixedCents: 333, marginCents: 1633 },
    { account: 'C', revenueCents: 0, forgeCents: 33, supportCents: 0, fixedCents: 0, marginCents: -33 },
  ]);
  expect({ ...margin, accounts: [] }).toEqual({ accounts: [], marginCents: 10_900, marginShare: 10_900 / 15_000 });
});

describe('reconciliation', () => {
  const stated = (text: string, closingCents: number, more: Partial<StatedMrr> = {}): StatedMrr => ({
    month: month(text),
    app: 'com.example.app',
    subscription: 'TOTAL',
    graceDays: 0,
    closingCents,
    ...more,
  });
  const items = (table: string, row: StatedMrr, graceDays = 0) => {
    const { oursCents, items: found, unexplainedCents } = reconcile(ledgerOf(table, { graceDays }), row);
    return { oursCents, items: found.map(({ kind, cents, lineKeys }) => `${kind} ${cents} ${lineKeys.join('+')}`), unexplainedCents };
  };

  test('a pause over the end of the month: grace', () => {
    const table = `
      2026-03-01 New     2026-03-01..2026-03-28 Monthly 25 50.00
      2026-04-05 Renewal 2026-04-05..2026-05-05 Monthly 25 50.00`;
    // 50.00 / 27 × 365 / 12 = 56.327…
    expect(items(table, stated('2026-03', 0), 14)).toEqual({ oursCents: 5633, items: ['grace 5633 L1'], unexplainedCents: 0 });
    expect(items(table, stated('2026-03', 5633, { graceDays: 14 }), 14)).toEqual({ oursCents: 5633, items: [], unexplainedCents: 0 });
    expect(items(table, stated('2026-03', 5633, { graceDays: 14 }), 0)).toEqual({
      oursCents: 0,
      items: ['grace -5633 L1'],
      unexplainedCents: 0,
    });
  });

  test('a rebill of the whole term: they see it from its start', () => {
    const table = `
      2026-01-10 New     2026-01-10..2027-01-10 Annual 25 1200.00
      2026-07-10 Refund  2026-01-10..2027-01-10 Annual 25 -1200.00 of=T1
      2026-07-10 Upgrade 2026-01-10..2027-01-10 Annual 50 1800.00`;
    expect(items(table, stated('2026-03', 15_000))).toEqual({
      oursCents: 10_000,
      items: ['rebill 10000 L1+L2', 'rebill -15000 L3'],
      unexplainedCents: 0,
    });
    expect(items(table, stated('2026-07', 15_000))).toEqual({ oursCents: 15_000, items: [], unexplainedCents: 0 });
  });

  test('a true-up that they count, and a short first month', () => {
    const table = `
      2026-06-20 New     2026-06-20..2026-07-11 Monthly 20 35.00
      2026-07-11 Upgrade 2026-06-25..2026-07-11 Monthly 22 4.00 trueup`;
    expect(items(table, stated('2026-06', 3900))).toEqual({
      oursCents: 5069,
      items: ['rate 1569 L1', 'true-up -400 L2'],
      unexplainedCents: 0,
    });
  });

  test('a site that moves: they see both, or none', () => {
    const table = `
      A: 2026-01-10 New 2026-01-10..2027-01-10 Annual 25 1200.00 cloud=s
      B: 2026-12-20 New 2026-12-20..2027-12-20 Annual 25 1200.00 cloud=s`;
    expect(items(table, stated('2026-12', 20_000))).toEqual({ oursCents: 10_000, items: ['transfer -10000 L1'], unexplainedCents: 0 });
  });

  test('what nothing accounts for is unexplained', () => {
    expect(items('2026-03-01 New 2026-03-01..2026-04-01 Monthly 25 50.00', stated('2026-03', 4200))).toEqual({
      oursCents: 5000,
      items: [],
      unexplainedCents: 800,
    });
  });
});
