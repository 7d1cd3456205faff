import { coverageOf, type Segment } from '../revenue/coverage';
import type { TransactionLine } from '../revenue/line';

/** What a transaction line means for recurring revenue. Days are day numbers, `[start, end)`; money is cents. */
export type MrrLine = {
  readonly rowKey: string;
  readonly transactionId: string;
  readonly originalTransactionId: string | null;
  readonly saleDay: number;
  readonly saleType: string | null;
  readonly billingPeriod: string | null;
  readonly tier: string | null;
  readonly purchasePriceCents: number;
  readonly vendorAmountCents: number;
  readonly maintenanceStartDay: number | null;
  readonly maintenanceEndDay: number | null;
  readonly paymentStatus: string | null;
  readonly prorated: 0 | 1;
};

/**
 * MRR of one entitlement on a day, in cents, by its own lines and by the rules of revenue. What only other accounts or the grace period
 * decide is left out: before an entitlement moves, and on a pause, revenue may say more.
 */
export function mrrCentsOn(lines: readonly MrrLine[], day: number): number {
  return segmentOn(lines, day)?.customerCents ?? 0;
}

/** The line that an account's MRR on a day comes from. */
export function latestPaidLine<Line extends MrrLine>(lines: readonly Line[], day: number): Line | undefined {
  const key = segmentOn(lines, day)?.line.key;
  return lines.find((line) => line.rowKey === key);
}

function segmentOn(lines: readonly MrrLine[], day: number): Segment | undefined {
  return coverageOf(lines.map(lineOf)).segments.find(({ startDay, endDay }) => startDay <= day && day < endDay);
}

function lineOf(line: MrrLine): TransactionLine {
  return {
    key: line.rowKey,
    transactionId: line.transactionId,
    account: '',
    app: '',
    saleType: line.saleType,
    saleDay: line.saleDay,
    startDay: line.maintenanceStartDay,
    endDay: line.maintenanceEndDay,
    billingPeriod: line.billingPeriod,
    tier: line.tier,
    seats: null,
    customerCents: line.purchasePriceCents,
    netCents: line.vendorAmountCents,
    prorated: line.prorated === 1,
    paymentStatus: line.paymentStatus,
    originalTransactionId: line.originalTransactionId,
    updatedDay: null,
    hosting: null,
    edition: null,
    region: null,
    cloudId: null,
    contactDomain: null,
    partner: null,
    discountCents: 0,
    partnerDiscountCents: 0,
    refundReason: null,
  };
}
