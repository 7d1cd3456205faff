import { isDay } from '../../src/platform/days';
import { nested, text, type Report, type Row } from './vendor';

/** A parameter that the API refuses; everything else that it does not understand it ignores. */
export type BadParameter = { readonly parameter: string };
export type Predicate = (row: Row) => boolean;

const DATES = ['startDate', 'endDate', 'lastUpdated'] as const;

export function badParameter(params: URLSearchParams): BadParameter | null {
  const wrong = DATES.find((name) => params.getAll(name).some((value) => !isDay(value)));
  return wrong === undefined ? null : { parameter: wrong };
}

/**
 * The rows that these parameters ask for. Lists are repeated parameters; a comma makes one odd value that matches
 * nothing, and a name that is no parameter is ignored: both as the API has it, without a word.
 */
export function matches(report: Report, params: URLSearchParams): Predicate {
  const conditions =
    report === 'licenses' ? [...shared(params), ...ofLicences(params)] : [...shared(params, transactionFields), ...ofTransactions(params)];
  return (row) => conditions.every((condition) => condition(row));
}

type Fields = { readonly hosting: (row: Row) => string; readonly tier: (row: Row) => string; readonly contacts: (row: Row) => Row };
const licenceFields: Fields = {
  hosting: (row) => text(row.hosting),
  tier: (row) => text(row.tier),
  contacts: (row) => nested(row, 'contactDetails'),
};
const transactionFields: Fields = {
  hosting: (row) => text(nested(row, 'purchaseDetails').hosting),
  tier: (row) => text(nested(row, 'purchaseDetails').tier),
  contacts: (row) => nested(row, 'customerDetails'),
};

/** Enums are lower case in filters and mixed in rows; `datacenter` means `Data Center`. */
const plain = (value: string): string => value.toLowerCase().replaceAll(/[\s_-]/g, '');

function oneOf(params: URLSearchParams, name: string, of: (row: Row) => string): Predicate[] {
  const wanted = params
    .getAll(name)
    .filter((value) => value !== '')
    .map(plain);
  return wanted.length === 0 ? [] : [(row) => wanted.includes(plain(of(row)))];
}

function shared(params: URLSearchParams, fields: Fields = licenceFields): Predicate[] {
  const boundaries = params.getAll('cloudComplianceBoundaries');
  const visible = boundaries.length === 0 ? ['commercial'] : boundaries;
  const conditions: Predicate[] = [
    // Rows off the cloud have no boundary and are always shown; the others only if asked for, by default the commercial ones.
    (row) =>
      !Array.isArray(row.cloudComplianceBoundaries) || row.cloudComplianceBoundaries.some((boundary) => visible.includes(text(boundary))),
    ...oneOf(params, 'hosting', fields.hosting),
    ...oneOf(params, 'productId', (row) => text(row.productId)),
    ...oneOf(params, 'addonKey', (row) => text(row.addonKey)),
    ...oneOf(params, 'appEdition', (row) => text(row.appEdition)),
    ...oneOf(params, 'partnerType', (row) => text(nested(row, 'partnerDetails').partnerType) || 'direct'),
    ...oneOf(params, 'tier', (row) => /\d+/.exec(fields.tier(row))?.[0] ?? ''),
  ];
  const since = params.get('lastUpdated');
  if (since !== null) conditions.push((row) => text(row.lastUpdated) >= since);
  const wanted = params.get('text')?.toLowerCase();
  if (wanted !== undefined && wanted !== '')
    conditions.push((row) => searchable(row, fields).some((value) => value.toLowerCase().includes(wanted)));
  return conditions;
}

function searchable(row: Row, fields: Fields): string[] {
  const names = ['appEntitlementId', 'appEntitlementNumber', 'addonLicenseId', 'licenseId', 'transactionId', 'addonName', 'cloudId'];
  return [...names.map((name) => text(row[name])), text(fields.contacts(row).company)];
}

function within(params: URLSearchParams, from: (row: Row) => string, to: (row: Row) => string = from): Predicate[] {
  const [start, end] = [params.get('startDate'), params.get('endDate')];
  return [...(start === null ? [] : [(row: Row) => to(row) >= start]), ...(end === null ? [] : [(row: Row) => from(row) <= end])];
}

function ofLicences(params: URLSearchParams): Predicate[] {
  const start = (row: Row): string => text(row.maintenanceStartDate);
  const end = (row: Row): string => text(row.maintenanceEndDate);
  const inverted = (params.get('startDate') ?? '') > (params.get('endDate') ?? '9999');
  return [
    ...(params.get('dateType') === 'end' ? within(params, start, end) : within(params, start)),
    ...(inverted ? [() => false] : []),
    ...oneOf(params, 'licenseType', (row) => text(row.licenseType)),
    ...oneOf(params, 'status', (row) => text(row.status)),
    ...(params.get('includeAtlassianLicenses') === 'true' ? [] : [(row: Row) => row.licenseSourceType !== 'Atlassian']),
  ];
}

function ofTransactions(params: URLSearchParams): Predicate[] {
  const sale = (row: Row): Row => nested(row, 'purchaseDetails');
  return [
    ...within(params, (row) => text(sale(row).saleDate)),
    ...oneOf(params, 'saleType', (row) => text(sale(row).saleType)),
    ...oneOf(params, 'billingPeriod', (row) => text(sale(row).billingPeriod)),
    ...oneOf(params, 'paymentStatus', (row) => text(row.paymentStatus)),
    ...(params.get('excludeZeroTransactions') === 'true' ? [(row: Row) => sale(row).purchasePrice !== 0] : []),
  ];
}
