import { z } from 'zod';
import { contentHash } from './content-hash';
import { EDITIONS, HOSTINGS } from './licence-record';
import {
  cents,
  constant,
  identifier,
  isRecord,
  nested,
  optionalDay,
  quarantined,
  reasonOf,
  requiredDay,
  requiredIdentifier,
  shown,
  unknownFields,
  unknownWord,
  word,
} from './records';
import type { Read, UnknownSighting } from './records';
import { textOf } from './wire-value';

export const SALE_TYPES = ['New', 'Renewal', 'Upgrade', 'Downgrade', 'Refund'] as const;
const BILLING_PERIODS = ['Monthly', 'Annual'];
const PAYMENT_STATUSES = ['Paid', 'Open', 'Uncollectible', 'Refunded'];
const LICENCE_TYPES = ['COMMERCIAL', 'ACADEMIC', 'COMMUNITY', 'EVALUATION', 'OPEN_SOURCE'];

// prettier-ignore
const FIELDS = new Set([
  'transactionId', 'transactionLineItemId', 'addonLicenseId', 'licenseId', 'appEntitlementId', 'appEntitlementNumber', 'hostLicenseId',
  'hostEntitlementId', 'hostEntitlementNumber', 'addonKey', 'productId', 'addonName', 'lastUpdated', 'cloudId', 'appEdition', 'paymentStatus',
  'dunningStatus', 'customerDetails', 'partnerDetails', 'isInvoiceManual', 'cloudComplianceBoundaries', 'licenseLevel', 'purchaseDetails',
]);

const WireTransaction = z.object({
  transactionId: requiredIdentifier(64),
  transactionLineItemId: requiredIdentifier(80),
  appEntitlementId: identifier(64),
  appEntitlementNumber: identifier(64),
  addonLicenseId: identifier(64),
  licenseId: identifier(64),
  cloudId: identifier(64),
  addonKey: requiredIdentifier(120),
  appEdition: word(EDITIONS),
  paymentStatus: word(PAYMENT_STATUSES),
  lastUpdated: optionalDay,
  purchaseDetails: nested({
    saleDate: requiredDay,
    // Null on some manual invoices.
    saleType: word(SALE_TYPES),
    licenseType: constant(LICENCE_TYPES),
    hosting: word(HOSTINGS),
    billingPeriod: word(BILLING_PERIODS),
    tier: shown(80),
    oldTier: shown(80),
    purchasePrice: cents,
    vendorAmount: cents,
    maintenanceStartDate: optionalDay,
    maintenanceEndDate: optionalDay,
    refundReason: shown(80),
    creditNoteReason: shown(80),
    changeInTier: shown(40),
    originalTransactionDetails: nested({ transactionId: identifier(64), saleDate: optionalDay }),
    proratedDetails: z.unknown().optional(),
  }),
});

/** One line of one invoice. A transaction id alone is no key: several lines share it. Money is cents, days are day numbers. */
export type TransactionRecord = {
  readonly rowKey: string;
  readonly formerKeys: readonly string[];
  readonly transactionId: string;
  readonly lineItemId: string;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly addonLicenceId: string | null;
  readonly licenceId: string | null;
  readonly cloudId: string | null;
  readonly addonKey: string;
  readonly saleDay: number;
  readonly saleType: string | null;
  readonly licenceType: string | null;
  readonly hosting: string | null;
  readonly edition: string | null;
  readonly billingPeriod: string | null;
  readonly tier: string | null;
  readonly oldTier: string | null;
  readonly purchasePriceCents: number;
  readonly vendorAmountCents: number;
  readonly maintenanceStartDay: number | null;
  readonly maintenanceEndDay: number | null;
  readonly paymentStatus: string | null;
  readonly refundReason: string | null;
  readonly creditNoteReason: string | null;
  readonly tierChange: string | null;
  readonly originalTransactionId: string | null;
  readonly originalSaleDay: number | null;
  /** 1 for a true-up: it bills users added in a period that was already paid, and covers no time of its own. */
  readonly prorated: 0 | 1;
};

/** Reads one row of a transaction export. Unknown fields stay in the raw JSON; a row that cannot be kept says why. */
export function readTransaction(raw: unknown): Read<TransactionRecord> {
  if (!isRecord(raw)) return quarantined(raw, null, 'record: unexpected shape');
  const parsed = transactionOf(raw);
  if (parsed.kind !== 'row') return quarantined(raw, keyOf(raw), parsed.reason);
  const { row } = parsed;
  return { kind: 'row', row, contentHash: contentHash(raw), json: JSON.stringify(raw), unknown: unknownOf(row, raw) };
}

/** What a row of the export says; else what is wrong with it. */
export function transactionOf(
  raw: unknown,
): { readonly kind: 'row'; readonly row: TransactionRecord } | { readonly kind: 'unreadable'; readonly reason: string } {
  const parsed = WireTransaction.safeParse(raw);
  if (!parsed.success) return { kind: 'unreadable', reason: reasonOf(parsed.error) };
  const wire = parsed.data;
  const sale = wire.purchaseDetails;
  const row: TransactionRecord = {
    rowKey: `${wire.transactionId}|${wire.transactionLineItemId}`,
    formerKeys: [],
    transactionId: wire.transactionId,
    lineItemId: wire.transactionLineItemId,
    entitlementId: wire.appEntitlementId,
    entitlementNumber: wire.appEntitlementNumber,
    addonLicenceId: wire.addonLicenseId,
    licenceId: wire.licenseId,
    cloudId: wire.cloudId,
    addonKey: wire.addonKey,
    saleDay: sale.saleDate,
    saleType: sale.saleType,
    licenceType: sale.licenseType,
    hosting: sale.hosting,
    edition: wire.appEdition,
    billingPeriod: sale.billingPeriod,
    tier: sale.tier,
    oldTier: sale.oldTier,
    purchasePriceCents: sale.purchasePrice,
    vendorAmountCents: sale.vendorAmount,
    maintenanceStartDay: sale.maintenanceStartDate,
    maintenanceEndDay: sale.maintenanceEndDate,
    paymentStatus: wire.paymentStatus,
    refundReason: sale.refundReason,
    creditNoteReason: sale.creditNoteReason,
    tierChange: sale.changeInTier,
    originalTransactionId: sale.originalTransactionDetails.transactionId,
    originalSaleDay: sale.originalTransactionDetails.saleDate,
    prorated: Array.isArray(sale.proratedDetails) && sale.proratedDetails.length > 0 ? 1 : 0,
  };
  return { kind: 'row', row };
}

/** The key that the record would be stored under, read without looking at the rest; empty for none. */
export function transactionKeyOf(raw: unknown): string {
  return isRecord(raw) ? (keyOf(raw) ?? '') : '';
}

function keyOf(raw: Readonly<Record<string, unknown>>): string | null {
  const transaction = textOf(raw.transactionId);
  const line = textOf(raw.transactionLineItemId);
  return transaction === null || line === null ? null : `${transaction}|${line}`;
}

function unknownOf(row: TransactionRecord, raw: Readonly<Record<string, unknown>>): UnknownSighting[] {
  return [
    ...(row.saleType === null ? [{ field: 'saleType', value: '(none)' }] : unknownWord('saleType', row.saleType, SALE_TYPES)),
    ...unknownWord('licenseType', row.licenceType, LICENCE_TYPES),
    ...unknownWord('hosting', row.hosting, HOSTINGS),
    ...unknownWord('appEdition', row.edition, EDITIONS),
    ...unknownWord('billingPeriod', row.billingPeriod, BILLING_PERIODS),
    ...unknownWord('paymentStatus', row.paymentStatus, PAYMENT_STATUSES),
    ...unknownFields(raw, FIELDS),
  ];
}
