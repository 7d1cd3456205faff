/** Which amount counts as the price: what the customer pays, or what is left for the vendor. */
export type Basis = 'customer' | 'net';

/**
 * One line of one invoice as revenue is computed from it. Days are day numbers since 1970-01-01, `[startDay, endDay)`; money is
 * whole US cents, negative on refunds. `key` is the line's own: several lines share a `transactionId`.
 */
export type TransactionLine = {
  readonly key: string;
  readonly transactionId: string;
  readonly account: string;
  readonly app: string;
  /** Null on manual invoices, which count as purchases. */
  readonly saleType: string | null;
  readonly saleDay: number;
  readonly startDay: number | null;
  readonly endDay: number | null;
  readonly billingPeriod: string | null;
  readonly tier: string | null;
  /** Null where the tier has no number of users. */
  readonly seats: number | null;
  readonly customerCents: number;
  readonly netCents: number;
  /** Bills users who were added within a period that was already billed. */
  readonly prorated: boolean;
  readonly paymentStatus: string | null;
  readonly originalTransactionId: string | null;
  readonly updatedDay: number | null;
  readonly hosting: string | null;
  readonly edition: string | null;
  readonly region: string | null;
  readonly cloudId: string | null;
  readonly contactDomain: string | null;
  readonly partner: string | null;
  readonly discountCents: number;
  readonly partnerDiscountCents: number;
  readonly refundReason: string | null;
};

/** Sale types that sell days; a manual invoice (null) does too. */
const PURCHASES = new Set<string | null>(['New', 'Renewal', 'Upgrade', 'Downgrade', null]);

export type LineKind = 'purchase' | 'refund' | 'unknown';

export function kindOf(line: Pick<TransactionLine, 'saleType'>): LineKind {
  if (line.saleType === 'Refund') return 'refund';
  return PURCHASES.has(line.saleType) ? 'purchase' : 'unknown';
}

export function centsOn(basis: Basis, amounts: { readonly customerCents: number; readonly netCents: number }): number {
  return basis === 'customer' ? amounts.customerCents : amounts.netCents;
}

/** Orders text the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By sale, then by end, then by key: the order in which one line outdoes another. */
export function compareSale(a: TransactionLine, b: TransactionLine): number {
  return a.saleDay - b.saleDay || (a.endDay ?? 0) - (b.endDay ?? 0) || compareText(a.key, b.key);
}
