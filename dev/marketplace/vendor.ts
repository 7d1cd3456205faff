/** A reporting row, as the API renders it. */
export type Row = Readonly<Record<string, unknown>>;

/** What the reports of one vendor are made of. */
export type MarketplaceVendor = {
  readonly vendorId: number;
  readonly developerId: string;
  readonly products: readonly { readonly productId: string; readonly appKey: string; readonly appName: string }[];
  readonly licences: readonly Row[];
  readonly transactions: readonly Row[];
};

export type Report = 'licenses' | 'transactions';
/** A row that no report shows before `visibleAt` (ms): reports lag by up to a day, and a sale may come after its licence. */
export type StoredRow = { readonly row: Row; readonly visibleAt: number };
export type Reports = Record<Report, StoredRow[]>;

export function keyOf(report: Report, row: Row): string {
  if (report === 'licenses') return text(row.appEntitlementId) || text(row.addonLicenseId);
  return `${text(row.transactionId)}/${text(row.transactionLineItemId)}`;
}

export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function nested(row: Row, name: string): Row {
  const value = row[name];
  return typeof value === 'object' && value !== null ? (value as Row) : {};
}
