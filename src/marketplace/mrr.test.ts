import { dayNumber } from '../platform/days';
import transactions from './fixtures/transactions.json';
import { isPayingOn, licenceStateOn } from './licence-state';
import { mrrCentsOn } from './mrr';
import type { MrrLine } from './mrr';
import { readTransaction } from './transaction-record';

const lines = (raw: readonly unknown[]): MrrLine[] =>
  raw.map((item) => {
    const read = readTransaction(item);
    if (read.kind !== 'row') throw new Error(read.reason);
    return read.row;
  });
const mrr = (of: readonly MrrLine[], day: string) => mrrCentsOn(of, dayNumber(day));

let serial = 0;
function line(from: string, to: string, price: number, more: Partial<MrrLine> & { sold?: string } = {}): MrrLine {
  serial += 1;
  const { sold, ...rest } = more;
  const transactionId = `t${String(serial)}`;
  return {
    rowKey: `${transactionId}|1`,
    transactionId,
    originalTransactionId: null,
    saleDay: dayNumber(sold ?? from),
    saleType: 'New',
    billingPeriod: 'Monthly',
    tier: null,
    paymentStatus: null,
    purchasePriceCents: price,
    vendorAmountCents: price,
    maintenanceStartDay: dayNumber(from),
    maintenanceEndDay: dayNumber(to),
    prorated: 0,
    ...rest,
  };
}

describe('worked out by hand', () => {
  test('an annual line is a twelfth a month, from its first day to the day before its end', () => {
    const annual = lines(transactions.annual_new);
    expect(mrr(annual, '2026-01-09')).toBe(0);
    expect(mrr(annual, '2026-01-10')).toBe(10_000);
    expect(mrr(annual, '2027-01-09')).toBe(10_000);
    expect(mrr(annual, '2027-01-10')).toBe(0);
  });

  test('an annual line over a leap day has 366 days and is still a twelfth', () => {
    expect(mrr([line('2024-01-01', '2025-01-01', 100_000, { billingPeriod: 'Annual' })], '2024-02-29')).toBe(8_333);
  });

  test('refund of the remaining span and re-billing: 1209.86 for 184 days is 200.00 a month', () => {
    const upgrade = lines(transactions.annual_upgrade_with_remaining_span_refund);
    expect(mrr(upgrade, '2026-07-09')).toBe(10_000);
    // 120986 × 365 / (184 × 12) = 19999.95…
    expect(mrr(upgrade, '2026-07-10')).toBe(20_000);
  });

  test('refund of the full span and re-billing: the old line is void, the new one covers', () => {
    const upgrade = lines(transactions.annual_upgrade_with_full_span_refund);
    // 180493 / 12 = 15041.08…
    expect(mrr(upgrade, '2026-07-10')).toBe(15_041);
    expect(mrr(upgrade.slice(0, 2), '2026-07-10')).toBe(0);
  });

  test('a full refund that names no original takes back the line of opposite price', () => {
    expect(mrr(lines(transactions.full_refund), '2026-03-20')).toBe(0);
    expect(mrr(lines(transactions.full_refund).slice(0, 1), '2026-03-20')).toBe(5_000);
  });

  test('true-ups bill the past and cover nothing', () => {
    const monthly = lines(transactions.monthly_mqb_true_up);
    expect(mrr(monthly, '2026-08-20')).toBe(10_000);
    expect(mrr(monthly, '2026-09-15')).toBe(11_000);
    const invoice = lines(transactions.same_invoice_two_lines);
    expect(mrr(invoice, '2026-04-25')).toBe(0);
    expect(mrr(invoice, '2026-05-01')).toBe(6_000);
  });

  test('a manual invoice without sale type covers; a sale type that nobody knows does not', () => {
    expect(mrr(lines(transactions.manual_invoice_nulls), '2026-06-01')).toBe(75_000);
    expect(mrr([line('2026-05-01', '2026-06-01', 5_000, { saleType: 'Credit' })], '2026-05-02')).toBe(0);
  });

  test('free is no revenue', () => {
    expect(mrr(lines(transactions.zero_amount_free_tier), '2026-02-10')).toBe(0);
  });

  test('where two cover a day the latest sale wins, then the later end', () => {
    const early = line('2026-02-01', '2026-03-01', 1_000);
    const late = line('2026-02-10', '2026-03-10', 2_000);
    expect(mrr([late, early], '2026-02-20')).toBe(2_000);
    const longer = line('2026-02-01', '2026-03-04', 3_000, { sold: '2026-02-10' });
    expect(mrr([longer, late, early], '2026-02-20')).toBe(2_000);
    // 31 days from 1 February are no month: 30.00 / 31 × 365 / 12.
    expect(mrr([longer, early], '2026-02-20')).toBe(2_944);
  });

  test('a partial refund to the end leaves the days before it and does not change their price', () => {
    const sold = line('2026-01-01', '2027-01-01', 120_000, { billingPeriod: 'Annual' });
    const back = line('2026-04-01', '2027-01-01', -90_411, {
      saleType: 'Refund',
      billingPeriod: 'Annual',
      originalTransactionId: sold.transactionId,
    });
    expect(mrr([sold, back], '2026-03-31')).toBe(10_000);
    expect(mrr([sold, back], '2026-04-01')).toBe(0);
  });

  test('a refund for a transaction that is not there takes back the line of its days and amount', () => {
    const sold = line('2026-01-01', '2026-02-01', 5_000);
    const back = line('2026-01-01', '2026-02-01', -5_000, { saleType: 'Refund', originalTransactionId: 'elsewhere' });
    expect(mrr([sold, back], '2026-01-15')).toBe(0);
  });

  test('odd spans are normalised by days and rounded half away from zero', () => {
    // 1000 × 365 / (73 × 12) = 416.67
    expect(mrr([line('2026-01-01', '2026-03-15', 1_000)], '2026-02-01')).toBe(417);
    // 6 / 12 = 0.5
    expect(mrr([line('2025-01-01', '2026-01-01', 6, { billingPeriod: 'Annual' })], '2025-02-01')).toBe(1);
  });

  test('a line without a span, or with an empty one, covers nothing', () => {
    expect(
      mrr([line('2026-01-01', '2026-01-01', 5_000), line('2026-01-01', '2026-02-01', 5_000, { maintenanceEndDay: null })], '2026-01-01'),
    ).toBe(0);
  });

  test('the order of lines does not matter', () => {
    const upgrade = lines(transactions.annual_upgrade_with_full_span_refund);
    expect(mrr([...upgrade].reverse(), '2026-07-10')).toBe(mrr(upgrade, '2026-07-10'));
  });
});

describe('state of a licence', () => {
  const licence = { status: 'active', licenceType: 'COMMERCIAL', sourceType: 'Non-Atlassian', maintenanceEndDay: 100 };
  test.each([
    [licence, 99, 'active'],
    [licence, 100, 'inactive'],
    [{ ...licence, maintenanceEndDay: null }, 5_000, 'active'],
    [{ ...licence, licenceType: 'EVALUATION' }, 99, 'evaluation'],
    [{ ...licence, licenceType: 'EVALUATION' }, 100, 'inactive'],
    [{ ...licence, status: 'cancelled' }, 99, 'cancelled'],
    [{ ...licence, status: 'inactive' }, 99, 'inactive'],
    [{ ...licence, status: 'paused' }, 99, 'inactive'],
    [{ ...licence, status: null }, 99, 'inactive'],
  ] as const)('%j on day %d is %s', (of, day, state) => {
    expect(licenceStateOn(of, day)).toBe(state);
  });

  test.each([
    [licence, 1, true],
    [licence, 0, false],
    [{ ...licence, licenceType: 'ACADEMIC' }, 1, true],
    [{ ...licence, licenceType: 'STARTER' }, 1, false],
    [{ ...licence, licenceType: 'EVALUATION' }, 1, false],
    [{ ...licence, sourceType: 'Atlassian' }, 1, false],
    [{ ...licence, status: 'cancelled' }, 1, false],
  ] as const)('%j with %d cents pays: %s', (of, cents, pays) => {
    expect(isPayingOn(of, 99, cents)).toBe(pays);
  });
});
