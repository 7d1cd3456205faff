import type { TypedFeed } from '../store/queries/sync-feed';

/** Columns that hold lists, joined by bars, and those that reports have as numbers. */
const LISTS = new Set(['cloudComplianceBoundaries']);
const NUMBERS = new Set(['purchasePrice', 'vendorAmount', 'partnerDiscountAmount']);

const CONTACT = ['email', 'name', 'phone', 'address1', 'address2', 'city', 'state', 'postcode'];
const contactColumns = (group: string, contact: string): [string, string][] =>
  CONTACT.map((field) => [`${contact}${field.charAt(0).toUpperCase()}${field.slice(1)}`, `${group}.${contact}.${field}`]);
const customerColumns = (group: string): [string, string][] => [
  ...['company', 'country', 'region'].map((name): [string, string] => [name, `${group}.${name}`]),
  ...contactColumns(group, 'technicalContact'),
  ...contactColumns(group, 'billingContact'),
];
const PARTNER: [string, string][] = [
  ['partnerName', 'partnerDetails.partnerName'],
  ['partnerType', 'partnerDetails.partnerType'],
  ...CONTACT.map((field): [string, string] => [
    `partnerContact${field.charAt(0).toUpperCase()}${field.slice(1)}`,
    `partnerDetails.billingContact.${field}`,
  ]),
];
// prettier-ignore
const PURCHASE = [
  'saleDate', 'licenseType', 'hosting', 'billingPeriod', 'changeInBillingPeriod', 'oldBillingPeriod', 'tier', 'changeInTier', 'oldTier',
  'parentProductName', 'parentProductEdition', 'changeInParentProductEdition', 'oldParentProductEdition', 'purchasePrice', 'vendorAmount',
  'partnerDiscountAmount', 'discounts', 'refundReason', 'creditNoteReason', 'saleType', 'maintenanceStartDate', 'maintenanceEndDate', 'paymentTerms',
  'proratedDetails',
];

/** Where a table without nested names has what the reports nest. */
const FLAT: Record<TypedFeed, ReadonlyMap<string, string>> = {
  licences: new Map([...customerColumns('contactDetails'), ...PARTNER]),
  transactions: new Map([
    ...customerColumns('customerDetails'),
    ...PARTNER,
    ...PURCHASE.map((name): [string, string] => [name, `purchaseDetails.${name}`]),
    ['originalTransactionId', 'purchaseDetails.originalTransactionDetails.transactionId'],
    ['originalTransactionSaleDate', 'purchaseDetails.originalTransactionDetails.saleDate'],
  ]),
};

/** Where the cells of a column belong in a record, as the reports' JSON has it: `purchaseDetails.saleDate`, `saleDate`, "Sale Date". */
export function columnPath(feed: TypedFeed, column: string): readonly string[] {
  const name = camelCase(column.trim());
  return (FLAT[feed].get(name) ?? name).split('.');
}

/** What a cell says, in the form of the reports' JSON; null for an empty one. */
export function cellValue(path: readonly string[], cell: string): unknown {
  if (cell.trim() === '') return null;
  const name = path.at(-1) ?? '';
  if (LISTS.has(name)) return cell.split('|');
  if (NUMBERS.has(name) && /^-?\d{1,13}(\.\d+)?$/.test(cell.trim())) return Number(cell);
  return listOfObjects(cell) ?? cell;
}

/** A list of objects is written as their JSON, joined by bars. */
function listOfObjects(cell: string): unknown[] | null {
  if (!cell.startsWith('{')) return null;
  try {
    return JSON.parse(`[${cell.replaceAll('}|{', '},{')}]`) as unknown[];
  } catch {
    return null;
  }
}

/** "Sale Date" as `saleDate`; a name without spaces stays as it is. */
function camelCase(name: string): string {
  if (!name.includes(' ')) return name;
  return name
    .split(/ +/)
    .map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('');
}
