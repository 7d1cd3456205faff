import { dayFromNumber } from '../../src/platform/days';
import type { SimAccount } from './account';
import type { Line } from './billing';
import type { DayIndex } from './calendar';
import { identifierRow, partnerRow, tierText, type Row } from './licence-row';
import { randomFrom } from './random';

/** Every invoice line of an account, oldest first. */
export function transactionRows(seed: string, account: SimAccount, endDay: DayIndex): Row[] {
  return account.billing.lines.map((line, order) => transactionRow(seed, account, line, order, endDay));
}

const dollars = (cents: number): number => cents / 100;

function invoiceId(account: SimAccount, invoice: number): string {
  const three = (value: number): string => String(value).padStart(3, '0');
  return `IN-${three(1 + Math.floor(account.index / 1000))}-${three(account.index % 1000)}-${three(invoice)}`;
}

function transactionRow(seed: string, account: SimAccount, line: Line, order: number, endDay: DayIndex): Row {
  const { company, journey, billing } = account;
  const refundedBy = billing.lines.find(({ refunds }) => refunds === line);
  const state = account.licenceHistory.find(({ licenseType }) => licenseType !== 'EVALUATION');
  return {
    transactionId: invoiceId(account, line.invoice),
    transactionLineItemId: randomFrom(seed, 'line', account.index, order).uuid(),
    ...identifierRow(account),
    lastUpdated: dayFromNumber(refundedBy?.saleDay ?? line.saleDay),
    ...(account.onPremises === null ? { appEdition: 'Standard' } : {}),
    paymentStatus: paymentStatus(line, refundedBy, journey.billingPeriod === 'Annual' && endDay - line.saleDay < 20),
    customerDetails: {
      company: company.name,
      country: company.country,
      region: company.region,
      technicalContact: { email: account.technicalContact.email, name: account.technicalContact.name },
      billingContact:
        account.billingContact === null
          ? { email: 'RTBF', name: 'RTBF' }
          : { email: account.billingContact.email, name: account.billingContact.name },
    },
    ...partnerRow(account),
    purchaseDetails: purchaseDetails(account, line, state?.licenseType ?? 'COMMERCIAL'),
    cloudComplianceBoundaries: account.onPremises === null ? ['commercial'] : null,
  };
}

function paymentStatus(line: Line, refundedBy: Line | undefined, awaited: boolean): 'Paid' | 'Open' | 'Refunded' {
  if (line.saleType === 'Refund' || refundedBy !== undefined) return 'Refunded';
  return awaited && line.purchaseCents > 0 ? 'Open' : 'Paid';
}

function purchaseDetails(account: SimAccount, line: Line, licenseType: string): Row {
  const { journey, parentProduct } = account;
  const change =
    line.oldUsers === null || line.oldUsers === line.users ? 'Not Applicable' : line.users > line.oldUsers ? 'Increase' : 'Decrease';
  const partnerCents = line.discounts.find(({ type }) => type === 'EXPERT')?.cents ?? 0;
  return {
    saleDate: dayFromNumber(line.saleDay),
    licenseType,
    hosting: journey.hosting,
    billingPeriod: journey.billingPeriod,
    changeInBillingPeriod: 'No',
    oldBillingPeriod: journey.billingPeriod,
    tier: tierText(line.users),
    changeInTier: change,
    oldTier: tierText(line.oldUsers),
    parentProductName: parentProduct.name,
    parentProductEdition: parentProduct.edition,
    changeInParentProductEdition: 'No',
    oldParentProductEdition: parentProduct.edition,
    purchasePrice: dollars(line.purchaseCents),
    vendorAmount: dollars(line.vendorCents),
    partnerDiscountAmount: dollars(partnerCents),
    discounts: line.discounts.map(({ cents, ...discount }) => ({ ...discount, amount: dollars(cents) })),
    saleType: line.saleType,
    maintenanceStartDate: dayFromNumber(line.fromDay),
    maintenanceEndDate: dayFromNumber(line.toDay),
    ...(line.reason === '30 DAY REFUND REQUEST'
      ? { creditNoteReason: line.reason }
      : line.reason === null
        ? {}
        : { refundReason: line.reason }),
    ...(line.refunds === null
      ? {}
      : {
          originalTransactionDetails: {
            transactionId: invoiceId(account, line.refunds.invoice),
            saleDate: dayFromNumber(line.refunds.saleDay),
          },
        }),
    ...(line.addedUsers.length === 0
      ? {}
      : { proratedDetails: line.addedUsers.map(({ users, day }) => ({ addedUsers: users, date: dayFromNumber(day) })) }),
  };
}
