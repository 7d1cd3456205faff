/** A line of a sale as its record says it, with what revenue is computed from. Days are day numbers, money is US cents. */
export type Sale = {
  readonly rowKey: string;
  readonly transactionId: string;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly addonLicenceId: string | null;
  readonly licenceId: string | null;
  readonly cloudId: string | null;
  readonly addonKey: string;
  readonly saleDay: number;
  readonly saleType: string | null;
  readonly hosting: string | null;
  readonly edition: string | null;
  readonly billingPeriod: string | null;
  readonly tier: string | null;
  readonly purchasePriceCents: number;
  readonly vendorAmountCents: number;
  readonly maintenanceStartDay: number | null;
  readonly maintenanceEndDay: number | null;
  readonly paymentStatus: string | null;
  readonly refundReason: string | null;
  readonly originalTransactionId: string | null;
  readonly prorated: 0 | 1;
  /** Of the tier; null where it has no number. */
  readonly seats: number | null;
  readonly region: string | null;
  /** A hash, and none for free mail. */
  readonly contactDomain: string | null;
  readonly partner: string | null;
  readonly discountCents: number;
  readonly partnerDiscountCents: number;
};

/** Reads the packed record of a stored line. */
export type ReadSale = (raw: string) => Sale;
