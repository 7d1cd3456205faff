import { flagRows, ledgerOf, movementRows } from './revenue-table';
import type { RevenueSettings } from '../src/revenue/settings';

type Case = {
  readonly name: string;
  readonly lines: string;
  /** Every movement, by hand: `[account:] day kind dollars`. */
  readonly moves: readonly string[];
  readonly flags?: readonly string[];
} & Partial<RevenueSettings>;

function check(cases: readonly Case[]): void {
  test.each(cases)('$name', ({ lines, moves, flags = [], name: _name, ...settings }) => {
    const ledger = ledgerOf(lines, settings);
    expect(movementRows(ledger)).toEqual(moves);
    expect(flagRows(ledger)).toEqual(flags);
  });
}

describe('a price as MRR', () => {
  check([
    {
      name: 'a month from a day to the same day of the next is its price',
      lines: '2026-03-01 New 2026-03-01..2026-04-01 Monthly 25 50.00',
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00'],
    },
    {
      name: 'a year is a twelfth of its price',
      lines: '2026-01-10 New 2026-01-10..2027-01-10 Annual 25 1200.00',
      moves: ['2026-01-10 new 100.00', '2027-01-10 churn -100.00'],
    },
    {
      name: 'half a cent is rounded away from zero: 100.02 / 12 = 8.335',
      lines: '2026-01-10 New 2026-01-10..2027-01-10 Annual 25 100.02',
      moves: ['2026-01-10 new 8.34', '2027-01-10 churn -8.34'],
    },
    {
      name: 'less than half is rounded down: 100.00 / 12 = 8.333…',
      lines: '2026-01-10 New 2026-01-10..2027-01-10 Annual 25 100.00',
      moves: ['2026-01-10 new 8.33', '2027-01-10 churn -8.33'],
    },
    {
      name: 'plans billed on the 31st: 28 February, 31 March and 30 April are a month apart',
      lines: `
        2026-01-31 New     2026-01-31..2026-02-28 Monthly 25 30.00
        2026-02-28 Renewal 2026-02-28..2026-03-31 Monthly 25 30.00
        2026-03-31 Renewal 2026-03-31..2026-04-30 Monthly 25 30.00`,
      moves: ['2026-01-31 new 30.00', '2026-04-30 churn -30.00'],
    },
    {
      name: 'plans billed on the 30th: a leap February ends it on the 29th',
      lines: `
        2024-01-30 New     2024-01-30..2024-02-29 Monthly 25 30.00
        2024-02-29 Renewal 2024-02-29..2024-03-30 Monthly 25 30.00`,
      moves: ['2024-01-30 new 30.00', '2024-03-30 churn -30.00'],
    },
    {
      name: 'a month from 29 February',
      lines: '2024-02-29 New 2024-02-29..2024-03-29 Monthly 25 30.00',
      moves: ['2024-02-29 new 30.00', '2024-03-29 churn -30.00'],
    },
    {
      name: 'a year from 29 February has 365 days',
      lines: '2024-02-29 New 2024-02-29..2025-02-28 Annual 25 1200.00',
      moves: ['2024-02-29 new 100.00', '2025-02-28 churn -100.00'],
    },
    {
      name: 'a year over 29 February has 366 days and is a year all the same',
      lines: '2023-03-01 New 2023-03-01..2024-03-01 Annual 25 1200.00',
      moves: ['2023-03-01 new 100.00', '2024-03-01 churn -100.00'],
    },
    {
      name: 'thirty days that are no month go by days: 30.00 / 30 × 365 / 12 = 30.4166…',
      lines: '2026-01-10 New 2026-01-10..2026-02-09 Monthly 25 30.00',
      moves: ['2026-01-10 new 30.42', '2026-02-09 churn -30.42'],
    },
    {
      name: 'a short first month goes by its 21 days: 35.00 / 21 × 365 / 12 = 50.694…',
      lines: `
        2026-06-10 New     2026-06-10..2026-07-01 Monthly 25 35.00
        2026-07-01 Renewal 2026-07-01..2026-08-01 Monthly 25 50.00`,
      moves: ['2026-06-10 new 50.69', '2026-07-01 contraction -0.69', '2026-08-01 churn -50.00'],
    },
    {
      name: 'half a year goes by its 181 days: 600.00 / 181 × 365 / 12 = 100.828…',
      lines: '2026-01-01 New 2026-01-01..2026-07-01 - 25 600.00',
      moves: ['2026-01-01 new 100.83', '2026-07-01 churn -100.83'],
    },
    {
      name: 'two years of a data centre licence go by their 731 days: 2400.00 / 731 × 365 / 12 = 99.863…',
      lines: '2027-01-01 New 2027-01-01..2029-01-01 Annual 500 2400.00 hosting=Data_Center',
      moves: ['2027-01-01 new 99.86', '2029-01-01 churn -99.86'],
    },
    {
      name: 'a year of a data centre licence is a year',
      lines: `
        2026-01-01 New     2026-01-01..2027-01-01 Annual 500 2400.00 1800.00 hosting=Data_Center
        2026-12-15 Renewal 2027-01-01..2028-01-01 Annual 500 2640.00 1980.00 hosting=Data_Center`,
      moves: ['2026-01-01 new 200.00', '2027-01-01 expansion 20.00', '2028-01-01 churn -220.00'],
    },
    {
      name: 'each account is rounded before the sum: 8.335 twice is 16.68, not 16.67',
      lines: `
        A: 2026-01-10 New 2026-01-10..2027-01-10 Annual 25 100.02
        B: 2026-01-10 New 2026-01-10..2027-01-10 Annual 25 100.02`,
      moves: ['A: 2026-01-10 new 8.34', 'B: 2026-01-10 new 8.34', 'A: 2027-01-10 churn -8.34', 'B: 2027-01-10 churn -8.34'],
    },
    {
      name: 'a manual invoice without a sale type is a purchase',
      lines: '2026-05-01 - 2026-05-01..2027-05-01 Annual 25 9000.00',
      moves: ['2026-05-01 new 750.00', '2027-05-01 churn -750.00'],
    },
  ]);
});

describe('movements of one account', () => {
  check([
    {
      name: 'renewals at the same price move nothing',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-01 Renewal 2026-04-01..2026-05-01 Monthly 25 50.00
        2026-05-01 Renewal 2026-05-01..2026-06-01 Monthly 25 50.00`,
      moves: ['2026-03-01 new 50.00', '2026-06-01 churn -50.00'],
    },
    {
      name: 'more and fewer seats at the renewal',
      lines: `
        2026-03-01 New       2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-01 Renewal   2026-04-01..2026-05-01 Monthly 30 60.00
        2026-05-01 Downgrade 2026-05-01..2026-06-01 Monthly 20 40.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 expansion 10.00', '2026-05-01 contraction -20.00', '2026-06-01 churn -40.00'],
    },
    {
      name: 'ups and downs of one month are not netted',
      lines: `
        2026-03-01 New 2026-03-01..2026-03-11 - 25 10.00
        2026-03-11 New 2026-03-11..2026-03-21 - 25 20.00
        2026-03-21 New 2026-03-21..2026-03-31 - 25 10.00`,
      // 10.00 / 10 × 365 / 12 = 30.4166…, 20.00: 60.8333…
      moves: ['2026-03-01 new 30.42', '2026-03-11 expansion 30.41', '2026-03-21 contraction -30.41', '2026-03-31 churn -30.42'],
    },
    {
      name: 're-subscription in the same account',
      lines: `
        2026-01-01 New 2026-01-01..2026-02-01 Monthly 25 50.00
        2026-06-15 New 2026-06-15..2026-07-15 Monthly 25 70.00`,
      moves: ['2026-01-01 new 50.00', '2026-02-01 churn -50.00', '2026-06-15 reactivation 70.00', '2026-07-15 churn -70.00'],
    },
    {
      name: 'without grace a pause of ten days is churn on the end day and reactivation',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-11 Renewal 2026-04-11..2026-05-11 Monthly 25 50.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00', '2026-04-11 reactivation 50.00', '2026-05-11 churn -50.00'],
    },
    {
      name: 'with ten days of grace a pause of ten days is none',
      graceDays: 10,
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-11 Renewal 2026-04-11..2026-05-11 Monthly 25 50.00`,
      moves: ['2026-03-01 new 50.00', '2026-05-11 churn -50.00'],
    },
    {
      name: 'with nine days of grace it is churn, dated on the end day all the same',
      graceDays: 9,
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-11 Renewal 2026-04-11..2026-05-11 Monthly 25 50.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00', '2026-04-11 reactivation 50.00', '2026-05-11 churn -50.00'],
    },
    {
      name: 'a pause keeps the old MRR, and what comes after it is expansion',
      graceDays: 14,
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-06 Renewal 2026-04-06..2026-05-06 Monthly 30 60.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-06 expansion 10.00', '2026-05-06 churn -60.00'],
    },
    {
      name: 'grace puts off no churn at the end',
      graceDays: 14,
      lines: '2026-03-01 New 2026-03-01..2026-04-01 Monthly 25 50.00',
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00'],
    },
  ]);
});

describe('lines at no price', () => {
  check([
    {
      name: 'a free line is no revenue',
      lines: '2026-02-01 New 2026-02-01..2026-03-01 Monthly 10 0.00',
      moves: [],
    },
    {
      name: 'a free line beside a running one changes nothing',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-03-10 Upgrade 2026-03-10..2026-04-01 Monthly 25 0.00
        2026-03-12 Renewal 2026-03-12..2026-04-12 Monthly 25 0.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00'],
    },
    {
      name: 'a renewal at 100 % discount is churn, paying again reactivation',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-01 Renewal 2026-04-01..2026-05-01 Monthly 25 0.00
        2026-05-01 Renewal 2026-05-01..2026-06-01 Monthly 25 50.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00', '2026-05-01 reactivation 50.00', '2026-06-01 churn -50.00'],
    },
    {
      name: 'grace does not bridge a free time',
      graceDays: 31,
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-01 Renewal 2026-04-01..2026-05-01 Monthly 25 0.00
        2026-05-01 Renewal 2026-05-01..2026-06-01 Monthly 25 50.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00', '2026-05-01 reactivation 50.00', '2026-06-01 churn -50.00'],
    },
    {
      name: 'community to commercial: new when it is first paid',
      lines: `
        2026-01-01 New     2026-01-01..2027-01-01 Annual 25 0.00
        2026-07-01 Upgrade 2026-07-01..2027-07-01 Annual 25 1200.00`,
      moves: ['2026-07-01 new 100.00', '2027-07-01 churn -100.00'],
    },
    {
      name: 'a community line that is paid is revenue, whatever the licence',
      lines: `
        2026-01-01 New     2026-01-01..2027-01-01 Annual 25 300.00
        2027-01-01 Renewal 2027-01-01..2028-01-01 Annual 25 1200.00`,
      moves: ['2026-01-01 new 25.00', '2027-01-01 expansion 75.00', '2028-01-01 churn -100.00'],
    },
    {
      name: 'a price of which a month rounds to nothing is no revenue',
      lines: '2026-01-10 New 2026-01-10..2027-01-10 Annual 25 0.05',
      moves: [],
    },
  ]);
});

describe('upgrades as refund and rebill', () => {
  const BOUGHT = '2026-01-10 New 2026-01-10..2027-01-10 Annual 25 1200.00 1020.00';
  check([
    {
      name: 'of the days left: cut and billed anew over its own 184 days, 1209.86 / 184 × 365 / 12 = 199.99995…',
      lines: `
        ${BOUGHT}
        2026-07-10 Refund  2026-07-10..2027-01-10 Annual 25 -604.93 -514.19 of=T1
        2026-07-10 Upgrade 2026-07-10..2027-01-10 Annual 50 1209.86 1016.28`,
      moves: ['2026-01-10 new 100.00', '2026-07-10 expansion 100.00', '2027-01-10 churn -200.00'],
    },
    {
      name: 'of the whole term: the old price until the day of sale, then 1804.93 / 12 = 150.4108…',
      lines: `
        ${BOUGHT}
        2026-07-10 Refund  2026-01-10..2027-01-10 Annual 25 -1200.00 -1020.00 of=T1
        2026-07-10 Upgrade 2026-01-10..2027-01-10 Annual 50 1804.93 1516.14`,
      moves: ['2026-01-10 new 100.00', '2026-07-10 expansion 50.41', '2027-01-10 churn -150.41'],
    },
    {
      name: 'of the whole term, without a pointer and reported in any order',
      lines: `
        2026-07-10 Upgrade 2026-01-10..2027-01-10 Annual 50 1804.93 1516.14
        2026-07-10 Refund  2026-01-10..2027-01-10 Annual 25 -1200.00 -1020.00
        ${BOUGHT}`,
      moves: ['2026-01-10 new 100.00', '2026-07-10 expansion 50.41', '2027-01-10 churn -150.41'],
    },
    {
      name: 'twice in a term, each time of the whole: 1500.00 from July, 1800.00 from October',
      lines: `
        ${BOUGHT}
        2026-07-10 Refund  2026-01-10..2027-01-10 Annual 25 -1200.00 of=T1
        2026-07-10 Upgrade 2026-01-10..2027-01-10 Annual 50 1500.00
        2026-10-01 Refund  2026-01-10..2027-01-10 Annual 50 -1500.00 of=T3
        2026-10-01 Upgrade 2026-01-10..2027-01-10 Annual 75 1800.00`,
      moves: ['2026-01-10 new 100.00', '2026-07-10 expansion 25.00', '2026-10-01 expansion 25.00', '2027-01-10 churn -150.00'],
    },
    {
      name: 'of the whole term, and the rebill is cancelled later: churn where its refund starts',
      lines: `
        ${BOUGHT}
        2026-07-10 Refund  2026-01-10..2027-01-10 Annual 25 -1200.00 of=T1
        2026-07-10 Upgrade 2026-01-10..2027-01-10 Annual 50 1500.00
        2026-10-01 Refund  2026-10-01..2027-01-10 Annual 50 -415.00 of=T3`,
      moves: ['2026-01-10 new 100.00', '2026-07-10 expansion 25.00', '2026-10-01 churn -125.00'],
    },
    {
      name: 'of the whole term, and all of the rebill is given back: nothing was ever paid',
      lines: `
        ${BOUGHT}
        2026-07-10 Refund  2026-01-10..2027-01-10 Annual 25 -1200.00 of=T1
        2026-07-10 Upgrade 2026-01-10..2027-01-10 Annual 50 1500.00
        2026-07-20 Refund  2026-01-10..2027-01-10 Annual 50 -1500.00 of=T3`,
      moves: [],
    },
    {
      name: 'to another edition, of the whole term',
      lines: `
        ${BOUGHT}
        2026-03-10 Refund  2026-01-10..2027-01-10 Annual 25 -1200.00 of=T1
        2026-03-10 Upgrade 2026-01-10..2027-01-10 Annual 25 2400.00 edition=Advanced`,
      moves: ['2026-01-10 new 100.00', '2026-03-10 expansion 100.00', '2027-01-10 churn -200.00'],
    },
    {
      name: 'a downgrade of the days left: 604.93 back, 302.47 billed for 184 days is 50.0007…',
      lines: `
        ${BOUGHT}
        2026-07-10 Refund    2026-07-10..2027-01-10 Annual 25 -604.93 of=T1
        2026-07-10 Downgrade 2026-07-10..2027-01-10 Annual 15 302.47`,
      moves: ['2026-01-10 new 100.00', '2026-07-10 contraction -50.00', '2027-01-10 churn -50.00'],
    },
    {
      name: 'a month turned into a year in its middle: the month counts until then, what it costs per seat is a rate change',
      lines: `
        2026-05-10 New     2026-05-10..2026-06-10 Monthly 25 50.00
        2026-06-10 Renewal 2026-06-10..2026-07-10 Monthly 25 50.00
        2026-06-20 Refund  2026-06-10..2026-07-10 Monthly 25 -50.00 of=T2
        2026-06-20 Upgrade 2026-06-20..2027-06-20 Annual  25 480.00`,
      moves: ['2026-05-10 new 50.00', '2026-06-20 rateChange -10.00', '2027-06-20 churn -40.00'],
    },
    {
      name: 'of a renewal that has not started: the rebill starts with it',
      lines: `
        2026-07-01 New     2026-07-01..2026-08-01 Monthly 25 50.00
        2026-07-15 Renewal 2026-08-01..2026-09-01 Monthly 25 50.00
        2026-07-20 Refund  2026-08-01..2026-09-01 Monthly 25 -50.00 of=T2
        2026-07-20 Upgrade 2026-08-01..2026-09-01 Monthly 30 60.00`,
      moves: ['2026-07-01 new 50.00', '2026-08-01 expansion 10.00', '2026-09-01 churn -60.00'],
    },
    {
      name: 'of the 31st: the month clamps and the change falls on the day of sale',
      lines: `
        2026-01-31 New     2026-01-31..2026-02-28 Monthly 25 50.00
        2026-02-10 Refund  2026-01-31..2026-02-28 Monthly 25 -50.00 of=T1
        2026-02-10 Upgrade 2026-01-31..2026-02-28 Monthly 30 60.00`,
      moves: ['2026-01-31 new 50.00', '2026-02-10 expansion 10.00', '2026-02-28 churn -60.00'],
    },
    {
      name: 'at the same price: nothing moves',
      lines: `
        ${BOUGHT}
        2026-07-10 Refund  2026-01-10..2027-01-10 Annual 25 -1200.00 of=T1
        2026-07-10 Upgrade 2026-01-10..2027-01-10 Annual 25 1200.00`,
      moves: ['2026-01-10 new 100.00', '2027-01-10 churn -100.00'],
    },
    {
      name: 'to a free plan: churn on the day of sale',
      lines: `
        ${BOUGHT}
        2026-07-10 Refund    2026-01-10..2027-01-10 Annual 25 -1200.00 of=T1
        2026-07-10 Downgrade 2026-01-10..2027-01-10 Annual 10 0.00`,
      moves: ['2026-01-10 new 100.00', '2026-07-10 churn -100.00'],
    },
    {
      name: 'sold when the old line was over: closed days stay, and the rebill is shown',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-05 Refund  2026-03-01..2026-04-01 Monthly 25 -50.00 of=T1
        2026-04-05 Renewal 2026-03-01..2026-04-01 Monthly 30 60.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00'],
      flags: ['rebilled-after-end L3 L1 60.00'],
    },
  ]);
});

describe('refunds', () => {
  check([
    {
      name: 'all of the whole span: the line never existed',
      lines: `
        2026-03-01 New    2026-03-01..2026-04-01 Monthly 25 50.00 status=Refunded
        2026-03-09 Refund 2026-03-01..2026-04-01 Monthly 25 -50.00 of=T1`,
      moves: [],
    },
    {
      name: 'of the second month: churn where the first one ends',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-01 Renewal 2026-04-01..2026-05-01 Monthly 25 50.00 status=Refunded
        2026-04-09 Refund  2026-04-01..2026-05-01 Monthly 25 -50.00 status=Refunded of=T2`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00'],
    },
    {
      name: 'without a pointer: the line of the same tier that was sold before',
      lines: `
        2026-03-01 New    2026-03-01..2026-04-01 Monthly 25 50.00 txn=IN-20
        2026-03-09 Refund 2026-03-01..2026-04-01 Monthly 25 -50.00 txn=IN-20`,
      moves: [],
    },
    {
      name: 'without a pointer and another tier: the line with the opposite amount',
      lines: `
        2026-03-01 New    2026-03-01..2026-04-01 Monthly 25 50.00 42.50
        2026-03-09 Refund 2026-03-01..2026-04-01 Monthly 10 -50.00 -42.50`,
      moves: [],
    },
    {
      name: 'without a pointer: of two running tiers the one named by the tier',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-01 Renewal 2026-04-01..2026-05-01 Monthly 30 60.00
        2026-04-20 Refund  2026-04-10..2026-05-01 Monthly 30 -42.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 expansion 10.00', '2026-04-10 churn -60.00'],
    },
    {
      name: 'part of the amount over the whole span lowers the price: (1200.00 − 240.00) / 12',
      lines: `
        2026-01-10 New    2026-01-10..2027-01-10 Annual 25 1200.00
        2026-02-10 Refund 2026-01-10..2027-01-10 Annual 25 -240.00 of=T1`,
      moves: ['2026-01-10 new 80.00', '2027-01-10 churn -80.00'],
    },
    {
      name: 'two parts over the whole span that come to all of it',
      lines: `
        2026-01-10 New    2026-01-10..2027-01-10 Annual 25 1200.00
        2026-02-10 Refund 2026-01-10..2027-01-10 Annual 25 -700.00 of=T1
        2026-02-20 Refund 2026-01-10..2027-01-10 Annual 25 -500.00 of=T1`,
      moves: [],
    },
    {
      name: 'part of the span cuts the line where the refund starts, at the price of the whole',
      lines: `
        2026-01-01 New    2026-01-01..2027-01-01 Annual 25 1200.00
        2026-07-04 Refund 2026-07-01..2027-01-01 Annual 25 -600.00 of=T1`,
      moves: ['2026-01-01 new 100.00', '2026-07-01 churn -100.00'],
    },
    {
      name: 'more than thirty days after the sale it is paired like any other',
      lines: `
        2026-01-01 New    2026-01-01..2027-01-01 Annual 25 1200.00
        2026-03-15 Refund 2026-01-01..2027-01-01 Annual 25 -1200.00 of=T1`,
      moves: [],
    },
    {
      name: 'more than was paid: void, and the excess is shown',
      lines: `
        2026-03-01 New    2026-03-01..2026-04-01 Monthly 25 50.00
        2026-03-09 Refund 2026-03-01..2026-04-01 Monthly 25 -70.00 of=T1`,
      moves: [],
      flags: ['refund-exceeds-price L2 L1 -20.00'],
    },
    {
      name: 'twice: the second one is shown',
      lines: `
        2026-03-01 New    2026-03-01..2026-04-01 Monthly 25 50.00
        2026-03-09 Refund 2026-03-01..2026-04-01 Monthly 25 -50.00 of=T1
        2026-03-10 Refund 2026-03-01..2026-04-01 Monthly 25 -50.00 of=T1`,
      moves: [],
      flags: ['refund-exceeds-price L3 L1 -50.00'],
    },
    {
      name: 'of nothing that is known: shown, and what runs goes on',
      lines: `
        2026-03-01 New    2026-03-01..2026-04-01 Monthly 25 50.00
        2026-03-09 Refund 2026-03-05..2026-04-01 Monthly 10 -13.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00'],
      flags: ['refund-without-purchase L2 -13.00'],
    },
    {
      name: 'of a transaction that is not there: paired by tier, and shown',
      lines: `
        2026-03-01 New    2026-03-01..2026-04-01 Monthly 25 50.00
        2026-03-09 Refund 2026-03-01..2026-04-01 Monthly 25 -50.00 of=T99`,
      moves: [],
      flags: ['refund-names-unknown-transaction L2 -50.00'],
    },
    {
      name: 'that ends before its line: cut where it starts, and shown',
      lines: `
        2026-01-01 New    2026-01-01..2027-01-01 Annual 25 1200.00
        2026-07-04 Refund 2026-07-01..2026-09-01 Annual 25 -200.00 of=T1`,
      moves: ['2026-01-01 new 100.00', '2026-07-01 churn -100.00'],
      flags: ['refund-ends-early L2 L1 -200.00'],
    },
    {
      name: 'of days outside its line: shown, without effect',
      lines: `
        2026-03-01 New    2026-03-01..2026-04-01 Monthly 25 50.00
        2026-05-09 Refund 2026-05-01..2026-06-01 Monthly 25 -50.00 of=T1`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00'],
      flags: ['refund-outside-line L2 L1 -50.00'],
    },
    {
      name: 'without days: of the whole line',
      lines: `
        2026-03-01 New    2026-03-01..2026-04-01 Monthly 25 50.00
        2026-03-09 Refund -..- Monthly 25 -50.00 of=T1`,
      moves: [],
    },
    {
      name: 'with a positive amount: shown, without effect',
      lines: `
        2026-03-01 New    2026-03-01..2026-04-01 Monthly 25 50.00
        2026-03-09 Refund 2026-03-01..2026-04-01 Monthly 25 50.00 of=T1`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00'],
      flags: ['positive-refund L2 50.00'],
    },
    {
      name: 'stated on the line and missing as a row: void and shown',
      lines: '2026-03-01 New 2026-03-01..2026-04-01 Monthly 25 50.00 status=Refunded',
      moves: [],
      flags: ['refunded-without-refund L1 50.00'],
    },
    {
      name: 'stated on the line and there as a row: taken off once',
      lines: `
        2026-01-01 New    2026-01-01..2027-01-01 Annual 25 1200.00 status=Refunded
        2026-07-01 Refund 2026-07-01..2027-01-01 Annual 25 -600.00 status=Refunded of=T1`,
      moves: ['2026-01-01 new 100.00', '2026-07-01 churn -100.00'],
    },
    {
      name: 'of the days left and bought again within grace: no churn',
      graceDays: 7,
      lines: `
        2026-01-01 New    2026-01-01..2027-01-01 Annual 25 1200.00
        2026-07-01 Refund 2026-07-01..2027-01-01 Annual 25 -600.00 of=T1
        2026-07-06 New    2026-07-06..2027-07-06 Annual 30 1440.00`,
      moves: ['2026-01-01 new 100.00', '2026-07-06 expansion 20.00', '2027-07-06 churn -120.00'],
    },
  ]);
});

describe('true-ups', () => {
  check([
    {
      name: 'confirmed by the renewal: expansion at the renewal, the true-up itself is none',
      lines: `
        2026-08-01 Renewal 2026-08-01..2026-09-01 Monthly 20 100.00
        2026-09-01 Renewal 2026-09-01..2026-10-01 Monthly 22 110.00 txn=IN-11
        2026-09-01 Upgrade 2026-08-17..2026-09-01 Monthly 22 4.84 txn=IN-11 trueup`,
      moves: ['2026-08-01 new 100.00', '2026-09-01 expansion 10.00', '2026-10-01 churn -110.00'],
    },
    {
      name: 'not confirmed: nothing moves',
      lines: `
        2026-08-01 Renewal 2026-08-01..2026-09-01 Monthly 20 100.00
        2026-09-01 Upgrade 2026-08-17..2026-09-01 Monthly 22 4.84 trueup
        2026-09-01 Renewal 2026-09-01..2026-10-01 Monthly 20 100.00`,
      moves: ['2026-08-01 new 100.00', '2026-10-01 churn -100.00'],
    },
    {
      name: 'without the users it is for, known by days that were over when it was sold',
      lines: `
        2026-04-01 Renewal 2026-04-01..2026-05-01 Monthly 24 57.00
        2026-05-01 Renewal 2026-05-01..2026-06-01 Monthly 25 60.00 txn=IN-50
        2026-05-01 Upgrade 2026-04-20..2026-05-01 Monthly 25 3.00 txn=IN-50`,
      moves: ['2026-04-01 new 57.00', '2026-05-01 expansion 3.00', '2026-06-01 churn -60.00'],
    },
    {
      name: 'of two lines on one invoice the refund of the true-up leaves the renewal',
      lines: `
        2026-05-01 Renewal 2026-05-01..2026-06-01 Monthly 25 60.00 txn=IN-50
        2026-05-01 Upgrade 2026-04-20..2026-05-01 Monthly 25 3.00 txn=IN-50 trueup
        2026-05-09 Refund  2026-04-20..2026-05-01 Monthly 25 -3.00 of=IN-50`,
      moves: ['2026-05-01 new 60.00', '2026-06-01 churn -60.00'],
    },
    {
      name: 'of two lines on one invoice the refund of the renewal leaves the true-up, which is no MRR',
      lines: `
        2026-05-01 Renewal 2026-05-01..2026-06-01 Monthly 25 60.00 txn=IN-50
        2026-05-01 Upgrade 2026-04-20..2026-05-01 Monthly 25 3.00 txn=IN-50 trueup
        2026-05-09 Refund  2026-05-01..2026-06-01 Monthly 25 -60.00 of=IN-50`,
      moves: [],
    },
    {
      name: 'in a month that was billed anew: the rebill counts, the true-up does not',
      lines: `
        2026-08-01 New     2026-08-01..2026-09-01 Monthly 20 100.00
        2026-08-11 Refund  2026-08-01..2026-09-01 Monthly 20 -100.00 of=T1
        2026-08-11 Upgrade 2026-08-01..2026-09-01 Monthly 22 110.00
        2026-09-01 Upgrade 2026-08-21..2026-09-01 Monthly 23 1.77 trueup`,
      moves: ['2026-08-01 new 100.00', '2026-08-11 expansion 10.00', '2026-09-01 churn -110.00'],
    },
  ]);
});

describe('two lines on the same days', () => {
  check([
    {
      name: 'an upgrade that ends with the running line adds to it: 300.00 / 184 × 365 / 12 = 49.592…',
      lines: `
        2026-01-01 New     2026-01-01..2027-01-01 Annual 25 1200.00
        2026-07-01 Upgrade 2026-07-01..2027-01-01 Annual 50 300.00`,
      moves: ['2026-01-01 new 100.00', '2026-07-01 expansion 49.59', '2027-01-01 churn -149.59'],
    },
    {
      name: 'two upgrades add twice: 90.00 / 92 × 365 / 12 = 29.755… from October',
      lines: `
        2026-01-01 New     2026-01-01..2027-01-01 Annual 25 1200.00
        2026-07-01 Upgrade 2026-07-01..2027-01-01 Annual 50 300.00
        2026-10-01 Upgrade 2026-10-01..2027-01-01 Annual 75 90.00`,
      moves: ['2026-01-01 new 100.00', '2026-07-01 expansion 49.59', '2026-10-01 expansion 29.76', '2027-01-01 churn -179.35'],
    },
    {
      name: 'an upgrade that added goes on alone where a refund cuts the line below it',
      lines: `
        2026-01-01 New     2026-01-01..2027-01-01 Annual 25 1200.00
        2026-07-01 Upgrade 2026-07-01..2027-01-01 Annual 50 300.00
        2026-10-01 Refund  2026-10-01..2027-01-01 Annual 25 -300.00 of=T1`,
      moves: ['2026-01-01 new 100.00', '2026-07-01 expansion 49.59', '2026-10-01 contraction -100.00', '2027-01-01 churn -49.59'],
    },
    {
      name: 'otherwise the later sale wins, and the overlap is shown',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-03-15 Renewal 2026-03-15..2026-04-15 Monthly 40 80.00`,
      moves: ['2026-03-01 new 50.00', '2026-03-15 expansion 30.00', '2026-04-15 churn -80.00'],
      flags: ['covered-twice L1 L2 50.00'],
    },
    {
      name: 'an upgrade that ends later than the running line replaces it',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-03-15 Upgrade 2026-03-15..2026-04-15 Monthly 40 80.00`,
      moves: ['2026-03-01 new 50.00', '2026-03-15 expansion 30.00', '2026-04-15 churn -80.00'],
      flags: ['covered-twice L1 L2 50.00'],
    },
    {
      name: 'a shorter later line: the longer one counts again after it',
      lines: `
        2026-01-01 New     2026-01-01..2026-07-01 Monthly 25 300.00
        2026-03-01 Renewal 2026-03-01..2026-04-01 Monthly 25 80.00`,
      // 300.00 / 181 × 365 / 12 = 50.414…
      moves: ['2026-01-01 new 50.41', '2026-03-01 expansion 29.59', '2026-04-01 contraction -29.59', '2026-07-01 churn -50.41'],
      flags: ['covered-twice L1 L2 300.00'],
    },
    {
      name: 'an upgrade after a partial refund of the amount replaces the line instead of adding',
      lines: `
        2026-01-01 New     2026-01-01..2027-01-01 Annual 25 1200.00
        2026-01-15 Refund  2026-01-01..2027-01-01 Annual 25 -600.00 of=T1
        2026-01-15 Upgrade 2026-01-15..2027-01-01 Annual 50 1000.00`,
      // The refund lowers the first line to 600.00 / 12; 1000.00 / 351 × 365 / 12 = 86.657…
      moves: ['2026-01-01 new 50.00', '2026-01-15 expansion 36.66', '2027-01-01 churn -86.66'],
      flags: ['covered-twice L1 L3 1200.00'],
    },
    {
      name: 'sold twice on one day: the one that ends later wins',
      lines: `
        2026-03-01 New 2026-03-01..2026-04-01 Monthly 25 50.00
        2026-03-01 New 2026-03-01..2027-03-01 Annual  25 480.00`,
      moves: ['2026-03-01 new 40.00', '2027-03-01 churn -40.00'],
      flags: ['covered-twice L1 L2 50.00'],
    },
  ]);
});

describe('another billing period', () => {
  check([
    {
      name: 'annual to monthly with the same seats is a rate change',
      lines: `
        2025-03-01 New     2025-03-01..2026-03-01 Annual  10 480.00
        2026-03-01 Renewal 2026-03-01..2026-04-01 Monthly 10 50.00`,
      moves: ['2025-03-01 new 40.00', '2026-03-01 rateChange 10.00', '2026-04-01 churn -50.00'],
    },
    {
      name: 'monthly to annual with twice the seats: (83.33 / 50 − 50.00 / 25) × 25 = −8.335',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-01 Upgrade 2026-04-01..2027-04-01 Annual  50 1000.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 expansion 41.67', '2026-04-01 rateChange -8.34', '2027-04-01 churn -83.33'],
    },
    {
      name: 'annual to monthly with fewer seats: (30.00 / 10 − 100.00 / 50) × 50 = 50.00, the rest is contraction',
      lines: `
        2025-03-01 New       2025-03-01..2026-03-01 Annual  50 1200.00
        2026-03-01 Downgrade 2026-03-01..2026-04-01 Monthly 10 30.00`,
      moves: ['2025-03-01 new 100.00', '2026-03-01 contraction -120.00', '2026-03-01 rateChange 50.00', '2026-04-01 churn -30.00'],
    },
    {
      name: 'unlimited users: all of it is a rate change',
      lines: `
        2025-03-01 New     2025-03-01..2026-03-01 Annual  - 4800.00 tier=Unlimited_Users
        2026-03-01 Renewal 2026-03-01..2026-04-01 Monthly - 450.00 tier=Unlimited_Users`,
      moves: ['2025-03-01 new 400.00', '2026-03-01 rateChange 50.00', '2026-04-01 churn -450.00'],
    },
    {
      name: 'after a stop it is churn and reactivation',
      lines: `
        2025-03-01 New 2025-03-01..2026-03-01 Annual  10 480.00
        2026-03-02 New 2026-03-02..2026-04-02 Monthly 10 50.00`,
      moves: ['2025-03-01 new 40.00', '2026-03-01 churn -40.00', '2026-03-02 reactivation 50.00', '2026-04-02 churn -50.00'],
    },
  ]);
});

describe('accounts that continue others', () => {
  const A = 'A: 2026-03-01 New 2026-03-01..2026-04-01 Monthly 25 50.00';
  const carriedOver = [
    'A: 2026-03-01 new 50.00',
    'A: 2026-04-01 transfer -50.00',
    'B: 2026-04-01 transfer 50.00',
    'B: 2026-05-01 churn -50.00',
  ];
  const apart = ['A: 2026-03-01 new 50.00', 'A: 2026-04-01 churn -50.00', 'B: 2026-04-01 new 50.00', 'B: 2026-05-01 churn -50.00'];
  const B = 'B: 2026-04-01 New 2026-04-01..2026-05-01 Monthly 25 50.00';
  check([
    { name: 'a new entitlement on the same site', lines: `${A} cloud=s1\n${B} cloud=s1`, moves: carriedOver },
    { name: 'a new site of the same domain', lines: `${A} cloud=s1 domain=acme.test\n${B} cloud=s2 domain=acme.test`, moves: carriedOver },
    { name: 'from data centre to cloud', lines: `${A} domain=acme.test hosting=Data_Center\n${B} domain=acme.test`, moves: carriedOver },
    { name: 'not by a free mail provider', lines: `${A} domain=gmail.com\n${B} domain=gmail.com`, moves: apart },
    { name: 'not of another app', lines: `${A} cloud=s1\n${B} cloud=s1 app=com.example.other`, moves: apart },
    { name: 'not with nothing in common', lines: `${A} cloud=s1\n${B} cloud=s2`, moves: apart },
    {
      name: 'the days between keep the old MRR, and what the new one pays more is expansion',
      lines: `${A} cloud=s1
        B: 2026-04-21 New 2026-04-21..2026-05-21 Monthly 30 60.00 cloud=s1`,
      moves: [
        'A: 2026-03-01 new 50.00',
        'A: 2026-04-21 transfer -50.00',
        'B: 2026-04-21 expansion 10.00',
        'B: 2026-04-21 transfer 50.00',
        'B: 2026-05-21 churn -60.00',
      ],
    },
    {
      name: 'less than before is contraction',
      lines: `${A} cloud=s1
        B: 2026-04-01 New 2026-04-01..2026-05-01 Monthly 20 40.00 cloud=s1`,
      moves: [
        'A: 2026-03-01 new 50.00',
        'A: 2026-04-01 transfer -50.00',
        'B: 2026-04-01 contraction -10.00',
        'B: 2026-04-01 transfer 50.00',
        'B: 2026-05-01 churn -40.00',
      ],
    },
    {
      name: 'thirty days after the end it still continues',
      lines: `${A} cloud=s1
        B: 2026-05-01 New 2026-05-01..2026-06-01 Monthly 25 50.00 cloud=s1`,
      moves: ['A: 2026-03-01 new 50.00', 'A: 2026-05-01 transfer -50.00', 'B: 2026-05-01 transfer 50.00', 'B: 2026-06-01 churn -50.00'],
    },
    {
      name: 'thirty-one days after the end it is new',
      lines: `${A} cloud=s1
        B: 2026-05-02 New 2026-05-02..2026-06-02 Monthly 25 50.00 cloud=s1`,
      moves: ['A: 2026-03-01 new 50.00', 'A: 2026-04-01 churn -50.00', 'B: 2026-05-02 new 50.00', 'B: 2026-06-02 churn -50.00'],
    },
    {
      name: 'before the end the old one stops when the new one starts',
      lines: `
        A: 2026-01-10 New 2026-01-10..2027-01-10 Annual 25 1200.00 cloud=s1
        B: 2026-12-20 New 2026-12-20..2027-12-20 Annual 25 1500.00 cloud=s1`,
      moves: [
        'A: 2026-01-10 new 100.00',
        'A: 2026-12-20 transfer -100.00',
        'B: 2026-12-20 expansion 25.00',
        'B: 2026-12-20 transfer 100.00',
        'B: 2027-12-20 churn -125.00',
      ],
    },
    {
      name: 'long before the end it is a second site',
      lines: `
        A: 2026-01-10 New 2026-01-10..2027-01-10 Annual 25 1200.00 domain=acme.test
        B: 2026-06-20 New 2026-06-20..2026-07-20 Monthly 25 50.00 domain=acme.test`,
      moves: ['A: 2026-01-10 new 100.00', 'B: 2026-06-20 new 50.00', 'B: 2026-07-20 churn -50.00', 'A: 2027-01-10 churn -100.00'],
    },
    {
      name: 'beside an old one that goes on it is a second site',
      lines: `${A} domain=acme.test
        A: 2026-04-01 Renewal 2026-04-01..2026-05-01 Monthly 25 50.00 domain=acme.test
        A: 2026-05-01 Renewal 2026-05-01..2026-06-01 Monthly 25 50.00 domain=acme.test
        B: 2026-03-20 New 2026-03-20..2026-04-20 Monthly 25 50.00 domain=acme.test`,
      moves: ['A: 2026-03-01 new 50.00', 'B: 2026-03-20 new 50.00', 'B: 2026-04-20 churn -50.00', 'A: 2026-06-01 churn -50.00'],
    },
    {
      name: 'a pause within grace is no end, and the other site is new',
      graceDays: 14,
      lines: `${A} domain=acme.test
        A: 2026-04-11 Renewal 2026-04-11..2026-05-11 Monthly 25 50.00 domain=acme.test
        B: 2026-04-05 New 2026-04-05..2026-06-05 - 25 100.00 domain=acme.test`,
      // 100.00 / 61 × 365 / 12 = 49.863…
      moves: ['A: 2026-03-01 new 50.00', 'B: 2026-04-05 new 49.86', 'A: 2026-05-11 churn -50.00', 'B: 2026-06-05 churn -49.86'],
    },
    {
      name: 'of two that start, the one on the same site continues it',
      lines: `${A} cloud=s1 domain=acme.test
        B: 2026-04-01 New 2026-04-01..2026-05-01 Monthly 25 50.00 cloud=s2 domain=acme.test
        C: 2026-04-10 New 2026-04-10..2026-05-10 Monthly 25 50.00 cloud=s1`,
      moves: [
        'A: 2026-03-01 new 50.00',
        'B: 2026-04-01 new 50.00',
        'A: 2026-04-10 transfer -50.00',
        'C: 2026-04-10 transfer 50.00',
        'B: 2026-05-01 churn -50.00',
        'C: 2026-05-10 churn -50.00',
      ],
    },
    {
      name: 'a line cut by a refund and sold anew on another site',
      lines: `
        A: 2026-01-10 New    2026-01-10..2027-01-10 Annual 25 1200.00 domain=acme.test
        A: 2026-07-10 Refund 2026-07-10..2027-01-10 Annual 25 -604.93 domain=acme.test of=T1
        B: 2026-07-10 New    2026-07-10..2027-07-10 Annual 25 1200.00 domain=acme.test`,
      moves: ['A: 2026-01-10 new 100.00', 'A: 2026-07-10 transfer -100.00', 'B: 2026-07-10 transfer 100.00', 'B: 2027-07-10 churn -100.00'],
    },
    {
      name: 'with another billing period the difference is expansion all the same',
      lines: `
        A: 2025-03-01 New 2025-03-01..2026-03-01 Annual  10 480.00 cloud=s1
        B: 2026-03-01 New 2026-03-01..2026-04-01 Monthly 10 50.00 cloud=s1`,
      moves: [
        'A: 2025-03-01 new 40.00',
        'A: 2026-03-01 transfer -40.00',
        'B: 2026-03-01 expansion 10.00',
        'B: 2026-03-01 transfer 40.00',
        'B: 2026-04-01 churn -50.00',
      ],
    },
    {
      name: 'one after the other',
      lines: `${A} cloud=s1
        ${B} cloud=s1
        C: 2026-05-01 New 2026-05-01..2026-06-01 Monthly 25 50.00 cloud=s1`,
      moves: [
        'A: 2026-03-01 new 50.00',
        'A: 2026-04-01 transfer -50.00',
        'B: 2026-04-01 transfer 50.00',
        'B: 2026-05-01 transfer -50.00',
        'C: 2026-05-01 transfer 50.00',
        'C: 2026-06-01 churn -50.00',
      ],
    },
    {
      name: 'the old one comes back later: reactivation',
      lines: `${A} cloud=s1
        ${B} cloud=s1
        A: 2026-09-01 New 2026-09-01..2026-10-01 Monthly 25 50.00 cloud=s1`,
      moves: [...carriedOver, 'A: 2026-09-01 reactivation 50.00', 'A: 2026-10-01 churn -50.00'],
    },
  ]);
});

describe("the vendor's amount", () => {
  check([
    {
      name: 'a smaller share at the renewal is a rate change',
      basis: 'net',
      lines: `
        2025-01-10 New     2025-01-10..2026-01-10 Annual 25 1200.00 1020.00
        2026-01-10 Renewal 2026-01-10..2027-01-10 Annual 25 1200.00 1008.00`,
      moves: ['2025-01-10 new 85.00', '2026-01-10 rateChange -1.00', '2027-01-10 churn -84.00'],
    },
    {
      name: 'a smaller share and more seats: (126.00 / 150.00 − 85.00 / 100.00) × 100.00 = −1.00, the rest is expansion',
      basis: 'net',
      lines: `
        2025-01-10 New     2025-01-10..2026-01-10 Annual 25 1200.00 1020.00
        2026-01-10 Renewal 2026-01-10..2027-01-10 Annual 40 1800.00 1512.00`,
      moves: ['2025-01-10 new 85.00', '2026-01-10 expansion 42.00', '2026-01-10 rateChange -1.00', '2027-01-10 churn -126.00'],
    },
    {
      name: 'an upgrade to the same price at a new share',
      basis: 'net',
      lines: `
        2026-01-10 New     2026-01-10..2027-01-10 Annual 25 1200.00 1020.00
        2026-07-10 Refund  2026-01-10..2027-01-10 Annual 25 -1200.00 -1020.00 of=T1
        2026-07-10 Upgrade 2026-01-10..2027-01-10 Annual 25 1200.00 1008.00`,
      moves: ['2026-01-10 new 85.00', '2026-07-10 rateChange -1.00', '2027-01-10 churn -84.00'],
    },
    {
      name: 'the same share: expansion only, whatever the cents',
      basis: 'net',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 49.99 42.49
        2026-04-01 Renewal 2026-04-01..2026-05-01 Monthly 30 59.99 50.99`,
      moves: ['2026-03-01 new 42.49', '2026-04-01 expansion 8.50', '2026-05-01 churn -50.99'],
    },
    {
      name: 'a refund of part of the price lowers both amounts: (1020.00 − 204.00) / 12',
      basis: 'net',
      lines: `
        2026-01-10 New    2026-01-10..2027-01-10 Annual 25 1200.00 1020.00
        2026-02-10 Refund 2026-01-10..2027-01-10 Annual 25 -240.00 -204.00 of=T1`,
      moves: ['2026-01-10 new 68.00', '2027-01-10 churn -68.00'],
    },
  ]);
});

describe('rows that contradict themselves', () => {
  check([
    {
      name: 'uncollectible: void, listed as bad debt',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-01 Renewal 2026-04-01..2026-05-01 Monthly 25 50.00 status=Uncollectible`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00'],
      flags: ['bad-debt L2 50.00'],
    },
    {
      name: 'open is paid later and counts now',
      lines: '2026-03-01 New 2026-03-01..2026-04-01 Monthly 25 50.00 status=Open',
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00'],
    },
    {
      name: 'two versions of a row: the later one',
      lines: `
        2026-03-01 New 2026-03-01..2026-04-01 Monthly 25 60.00 key=K updated=2026-03-09
        2026-03-01 New 2026-03-01..2026-04-01 Monthly 25 50.00 key=K updated=2026-03-01`,
      moves: ['2026-03-01 new 60.00', '2026-04-01 churn -60.00'],
    },
    {
      name: 'ends before it starts',
      lines: `
        2026-03-01 New     2026-03-01..2026-04-01 Monthly 25 50.00
        2026-04-01 Renewal 2026-05-01..2026-04-01 Monthly 25 50.00`,
      moves: ['2026-03-01 new 50.00', '2026-04-01 churn -50.00'],
      flags: ['ends-before-start L2 50.00'],
    },
    {
      name: 'no days at all',
      lines: '2026-03-01 New -..- Monthly 25 50.00',
      moves: [],
      flags: ['no-span L1 50.00'],
    },
    {
      name: 'a purchase at a negative price',
      lines: '2026-03-01 - 2026-03-01..2026-04-01 Monthly 25 -50.00',
      moves: [],
      flags: ['negative-purchase L1 -50.00'],
    },
    {
      name: 'a sale type that is not known',
      lines: '2026-03-01 Barter 2026-03-01..2026-04-01 Monthly 25 50.00',
      moves: [],
      flags: ['unknown-sale-type L1 50.00'],
    },
  ]);

  test('two versions of one day that differ: one of them, whichever came first, and a flag', () => {
    const rows = [50, 60].map((price) => `2026-03-01 New 2026-03-01..2026-04-01 Monthly 25 ${price}.00 txn=T key=K`);
    const results = [rows, rows.toReversed()].map((order) => ledgerOf(order.join('\n')));
    expect(results.map(movementRows)).toEqual([
      ['2026-03-01 new 60.00', '2026-04-01 churn -60.00'],
      ['2026-03-01 new 60.00', '2026-04-01 churn -60.00'],
    ]);
    expect(results.map(flagRows)).toEqual([['conflicting-versions K K 60.00'], ['conflicting-versions K K 60.00']]);
  });
});
