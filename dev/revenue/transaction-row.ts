import { centsOf, dayNumberOf, emailOf, seatsOf, textOf } from '../../src/marketplace/wire-value';
import type { AccountIds, AccountNames } from '../../src/revenue/account-names';
import { isFreeMail } from '../../src/revenue/free-mail';
import type { TransactionLine } from '../../src/revenue/line';
import { at, isRow } from './read-rows';

/** A row that no line could be made of: its place in the file from 1, what is wrong, and its amounts where they can be read. */
export type UnreadableRow = {
  readonly row: number;
  readonly detail: string;
  readonly transactionId: string | null;
  readonly customerCents: number;
  readonly netCents: number;
};
export type ReadLine = { readonly line: TransactionLine; readonly withoutNet: boolean } | { readonly unreadable: UnreadableRow };

export function accountIdsOf(row: unknown): AccountIds {
  const text = (name: string): string | null => textOf(at(row, name));
  return {
    app: text('addonKey') ?? text('productId') ?? '',
    entitlementId: text('appEntitlementId'),
    entitlementNumber: text('appEntitlementNumber'),
    addonLicenceId: text('addonLicenseId'),
    licenceId: text('licenseId'),
    cloudId: text('cloudId'),
  };
}

/** Reads the `index`-th row, counted from 1, of a transaction export. */
export function readLine(row: unknown, index: number, names: AccountNames): ReadLine {
  const sale = at(row, 'purchaseDetails');
  const transactionId = textOf(at(row, 'transactionId'));
  const customerCents = amountOf(at(sale, 'purchasePrice'));
  const netCents = amountOf(at(sale, 'vendorAmount'));
  const fail = (detail: string): ReadLine => ({
    unreadable: { row: index, detail, transactionId, customerCents: customerCents ?? 0, netCents: netCents ?? 0 },
  });
  if (!isRow(row) || !isRow(sale)) return fail('no transaction');
  if (transactionId === null) return fail('transactionId: missing');
  if (customerCents === undefined) return fail('purchasePrice: no amount');
  if (customerCents === null) return fail('purchasePrice: missing');
  if (netCents === undefined) return fail('vendorAmount: no amount');
  const saleDay = dayOf(sale.saleDate);
  const startDay = dayOf(sale.maintenanceStartDate);
  const endDay = dayOf(sale.maintenanceEndDate);
  if (saleDay === undefined) return fail('saleDate: not a day (YYYY-MM-DD)');
  if (saleDay === null) return fail('saleDate: missing');
  if (startDay === undefined) return fail('maintenanceStartDate: not a day (YYYY-MM-DD)');
  if (endDay === undefined) return fail('maintenanceEndDate: not a day (YYYY-MM-DD)');
  const ids = accountIdsOf(row);
  const lineId =
    textOf(row.transactionLineItemId) ?? [sale.saleType, sale.maintenanceStartDate, sale.tier, customerCents].map(String).join(' ');
  const key = `${transactionId}|${lineId}`;
  const tier = textOf(sale.tier);
  return {
    withoutNet: netCents === null,
    line: {
      key,
      transactionId,
      account: names.nameOf(ids, `${ids.app} 6-line ${key}`),
      app: ids.app,
      saleType: wordOf(sale.saleType),
      saleDay,
      startDay,
      endDay,
      billingPeriod: wordOf(sale.billingPeriod),
      tier,
      seats: seatsOf(tier),
      customerCents,
      netCents: netCents ?? 0,
      prorated: hasItems(sale.proratedDetails),
      paymentStatus: wordOf(row.paymentStatus),
      originalTransactionId: textOf(at(sale, 'originalTransactionDetails', 'transactionId')),
      updatedDay: dayOf(row.lastUpdated) ?? null,
      hosting: textOf(sale.hosting),
      edition: textOf(row.appEdition),
      region: textOf(at(row, 'customerDetails', 'region')),
      cloudId: ids.cloudId,
      contactDomain: contactDomainsOf(at(row, 'customerDetails'))[0] ?? null,
      partner: textOf(at(row, 'partnerDetails', 'partnerName')),
      discountCents: discountCentsOf(sale.discounts),
      partnerDiscountCents: amountOf(sale.partnerDiscountAmount) ?? 0,
      refundReason: textOf(sale.refundReason) ?? textOf(sale.creditNoteReason),
    },
  };
}

/** Domains of the contacts' addresses, the technical one's first, those of free mail providers last. */
export function contactDomainsOf(details: unknown): string[] {
  const domains = ['technicalContact', 'billingContact'].flatMap(
    (role) =>
      emailOf(at(details, role, 'email'))
        ?.split('@')
        .slice(-1) ?? [],
  );
  return [...domains.filter((domain) => !isFreeMail(domain)), ...domains.filter(isFreeMail)];
}

/** Cents; null for nothing, undefined for what is no amount. Spreadsheets write thousands with commas. */
function amountOf(value: unknown): number | null | undefined {
  if (value === null || value === undefined || value === '') return null;
  return centsOf(typeof value === 'string' ? value.replaceAll(/[$,\s]/g, '') : value);
}

/** A day, also with a time of day behind it. */
function dayOf(value: unknown): number | null | undefined {
  return dayNumberOf(typeof value === 'string' ? value.trim().replace(/T.*$/, '') : value);
}

/** `Refund` from any case; null for none. */
function wordOf(value: unknown): string | null {
  const text = textOf(value);
  return text === null ? null : text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

/** Lists come as text from CSV. */
function hasItems(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  const text = textOf(value);
  return text !== null && text !== '[]';
}

function discountCentsOf(discounts: unknown): number {
  if (!Array.isArray(discounts)) return 0;
  return discounts.reduce((sum: number, discount: unknown) => sum + (amountOf(at(discount, 'amount')) ?? 0), 0);
}
