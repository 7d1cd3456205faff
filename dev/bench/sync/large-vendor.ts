import { addDays, dayFromNumber, dayNumber, type Day } from '../../../src/platform/days';
import type { MarketplaceVendor, Row } from '../../marketplace/vendor';
import { mix } from '../../simulator/random';
import { simulateVendor } from '../../simulator/simulate-vendor';

/**
 * A vendor of any size, made of a simulated one: its licences and sales again and again under other ids, spread over the years. Rows
 * are as long and as varied as the simulator's; what they mean together does not matter here.
 */
export function largeVendor(shape: { readonly licences: number; readonly transactions: number; readonly endDay: Day }): MarketplaceVendor {
  const small = simulateVendor({ seed: 'large', accounts: 400, months: 18, endDay: shape.endDay });
  const years = 9;
  const first = dayNumber(addDays(shape.endDay, -365 * years));
  const dayFor = (index: number, of: number): Day => dayFromNumber(first + Math.floor((index * 365 * years) / of));
  return {
    vendorId: small.vendorId,
    developerId: small.developerId,
    products: small.products,
    licences: repeated(
      small.licences.filter((row) => row.licenseSourceType !== 'Atlassian'),
      shape.licences,
      (row, index) => {
        const maintenanceStartDate = dayFor(index, shape.licences);
        return { ...row, ...idsOf(index), lastUpdated: maintenanceStartDate, maintenanceStartDate };
      },
    ),
    transactions: repeated(small.transactions, shape.transactions, (row, index) => {
      const saleDate = dayFor(index, shape.transactions);
      return {
        ...row,
        ...idsOf(index % shape.licences),
        transactionId: `IN-${String(index)}`,
        transactionLineItemId: uuidOf('line', index),
        lastUpdated: saleDate,
        purchaseDetails: { ...(row.purchaseDetails as Row), saleDate },
      };
    }),
  };
}

function repeated(rows: readonly Row[], count: number, make: (row: Row, index: number) => Row): Row[] {
  return Array.from({ length: count }, (_, index) => make(rows[index % rows.length] ?? {}, index));
}

function idsOf(index: number): Row {
  return {
    appEntitlementId: uuidOf('entitlement', index),
    appEntitlementNumber: `E-${index.toString(36).toUpperCase().padStart(9, '0')}`,
    cloudId: uuidOf('site', index),
  };
}

function uuidOf(kind: string, index: number): string {
  const hex = [0, 1, 2, 3].map((part) => mix(kind, index, part).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
