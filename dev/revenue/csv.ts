/** Where a column of a flat export belongs, for exports that leave out the path. */
const PATHS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'saleDate licenseType hosting billingPeriod tier oldTier changeInTier purchasePrice vendorAmount partnerDiscountAmount saleType',
      'maintenanceStartDate maintenanceEndDate refundReason creditNoteReason paymentTerms proratedDetails discounts',
    ]
      .join(' ')
      .split(' ')
      .map((name) => [name, `purchaseDetails.${name}`]),
  ),
  company: 'customerDetails.company',
  country: 'customerDetails.country',
  region: 'customerDetails.region',
  technicalContactEmail: 'customerDetails.technicalContact.email',
  billingContactEmail: 'customerDetails.billingContact.email',
  partnerName: 'partnerDetails.partnerName',
  partnerType: 'partnerDetails.partnerType',
  originalTransactionId: 'purchaseDetails.originalTransactionDetails.transactionId',
  originalTransactionSaleDate: 'purchaseDetails.originalTransactionDetails.saleDate',
  'originalTransactionDetails.transactionId': 'purchaseDetails.originalTransactionDetails.transactionId',
  'originalTransactionDetails.saleDate': 'purchaseDetails.originalTransactionDetails.saleDate',
};

/** Columns that a licence has at the top and a transaction under its purchase. */
const LICENCE_COLUMNS = new Set(['licenseType', 'hosting', 'tier', 'maintenanceStartDate', 'maintenanceEndDate']);

/** One record for each line after the header; a column's dots make nested records, an empty cell is no value. */
export function rowsFromCsv(text: string): Record<string, unknown>[] {
  const [header = [], ...lines] = cellsOf(text);
  const isTransactions = header.some((name) => name === 'transactionId' || name === 'transactionLineItemId');
  const paths = header.map((name) => {
    const trimmed = name.trim();
    return (isTransactions || !LICENCE_COLUMNS.has(trimmed) ? (PATHS[trimmed] ?? trimmed) : trimmed).split('.');
  });
  return lines.map((cells) => {
    const row: Record<string, unknown> = {};
    for (const [index, path] of paths.entries()) {
      const cell = cells[index] ?? '';
      if (cell !== '') put(row, path, cell);
    }
    return row;
  });
}

function put(row: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    row[name] = value;
    return;
  }
  const inner = row[name];
  const record = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
  row[name] = record;
  put(record, rest, value);
}

/** Cells of quoted and plain text; a quoted cell may hold commas, quotes (doubled) and line ends. Empty lines are left out. */
function cellsOf(text: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/g;
  for (const [, quoted, plain = '', end = ''] of text.matchAll(pattern)) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (cells.length > 1 || cells[0] !== '') lines.push(cells);
    cells = [];
  }
  return lines;
}
