import { z } from 'zod';
import { namesOfLicence } from '../store/licence-name';
import { contentHash } from './content-hash';
import {
  constant,
  identifier,
  isRecord,
  nested,
  optionalDay,
  quarantined,
  reasonOf,
  requiredIdentifier,
  shown,
  unknownFields,
  unknownWord,
  word,
} from './records';
import type { Read, UnknownSighting } from './records';
import { emailOf, isErased, seatsOf, textOf, yesNoOf } from './wire-value';

// prettier-ignore
const LICENCE_TYPES = [
  'COMMERCIAL', 'ACADEMIC', 'COMMUNITY', 'EVALUATION', 'OPEN_SOURCE', 'DEMONSTRATION', 'STARTER', 'FREE', 'LEGACY_FREE', 'CLASSROOM',
  'SOCIAL_IMPACT', 'SOCIAL_IMPACT_GLOBAL_ACCESS', 'FOUNDATION_FREE', 'INTERNAL_USE',
];
const STATUSES = ['active', 'inactive', 'cancelled'];
export const HOSTINGS = ['Cloud', 'Data Center', 'Server'];
export const EDITIONS = ['Standard', 'Advanced', 'Free'];

// prettier-ignore
const FIELDS = new Set([
  'addonLicenseId', 'licenseId', 'appEntitlementId', 'appEntitlementNumber', 'hostLicenseId', 'hostEntitlementId', 'hostEntitlementNumber', 'cloudId',
  'cloudSiteHostname', 'addonKey', 'productId', 'addonName', 'hosting', 'appEdition', 'upgradeEvaluationStartDate', 'upgradeEvaluatingEdition',
  'latestEvaluationStartDate', 'latestMaintenanceStartDate', 'newBillingSystem', 'isNewBillingSystem', 'lastUpdated', 'licenseType',
  'maintenanceStartDate', 'maintenanceEndDate', 'status', 'tier', 'cmtDetails', 'contactDetails', 'partnerDetails', 'attribution',
  'extendedServerSupport', 'licenseSourceType', 'evaluationOpportunitySize', 'evaluationLicense', 'daysToConvertEval', 'evaluationStartDate',
  'evaluationEndDate', 'evaluationSaleDate', 'parentProductBillingCycle', 'parentProductName', 'parentProductEdition', 'installedOnSandbox',
  'transactionAccountId', 'inGracePeriod', 'invoiceDunningReason', 'cloudComplianceBoundaries', 'licenseLevel', 'multiInstanceEntitlementId',
  'multiInstanceEntitlementNumber', 'recordCreatedDate',
]);

const Contact = nested({ email: z.unknown().optional(), name: shown(120) }).transform(({ email, name }) => ({
  email: emailOf(email),
  name,
  erased: isErased(email),
}));

const WireLicence = z.object({
  appEntitlementId: identifier(64),
  appEntitlementNumber: identifier(64),
  addonLicenseId: identifier(64),
  licenseId: identifier(64),
  cloudId: identifier(64),
  addonKey: requiredIdentifier(120),
  hosting: word(HOSTINGS),
  appEdition: word(EDITIONS),
  licenseType: constant(LICENCE_TYPES),
  status: word(STATUSES),
  tier: shown(80),
  licenseSourceType: shown(20),
  installedOnSandbox: z.unknown().optional().transform(yesNoOf),
  // The wire says newBillingSystem, the reference isNewBillingSystem.
  newBillingSystem: z.unknown().optional().transform(yesNoOf),
  isNewBillingSystem: z.unknown().optional().transform(yesNoOf),
  transactionAccountId: identifier(64),
  lastUpdated: optionalDay,
  maintenanceStartDate: optionalDay,
  maintenanceEndDate: optionalDay,
  latestEvaluationStartDate: optionalDay,
  latestMaintenanceStartDate: optionalDay,
  evaluationStartDate: optionalDay,
  evaluationEndDate: optionalDay,
  contactDetails: nested({
    company: shown(255),
    country: shown(80),
    region: shown(40),
    technicalContact: Contact,
    billingContact: Contact,
  }),
  partnerDetails: nested({ partnerName: shown(120), billingContact: Contact }),
  parentProductName: shown(80),
  evaluationOpportunitySize: shown(80),
});

export type ContactRole = 'technical' | 'billing' | 'reseller';
/** A person named on a licence; people who were erased are not among them. */
export type Contact = { readonly role: ContactRole; readonly email: string; readonly name: string | null };

/** One licence: days are day numbers, seats null where the tier has no number. */
export type LicenceRecord = {
  readonly rowKey: string;
  /** Other names under which the same licence may have been stored before it got its present key. */
  readonly formerKeys: readonly string[];
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly addonLicenceId: string | null;
  readonly licenceId: string | null;
  readonly cloudId: string | null;
  readonly addonKey: string;
  readonly company: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly tier: string | null;
  readonly seats: number | null;
  readonly licenceType: string | null;
  readonly status: string | null;
  readonly hosting: string | null;
  readonly edition: string | null;
  readonly sourceType: string | null;
  readonly sandbox: 0 | 1 | null;
  readonly newBillingSystem: 0 | 1 | null;
  readonly transactionAccountId: string | null;
  readonly maintenanceStartDay: number | null;
  readonly maintenanceEndDay: number | null;
  readonly evaluationStartDay: number | null;
  readonly evaluationEndDay: number | null;
  /** Seats that the evaluating site could buy. */
  readonly opportunitySeats: number | null;
  readonly parentProduct: string | null;
  readonly partner: string | null;
  readonly contacts: readonly Contact[];
  /** Roles whose person was erased at the Marketplace. */
  readonly erasedRoles: readonly ContactRole[];
};

/** Reads one row of a licence export. Unknown fields stay in the raw JSON; a row that cannot be kept says why. */
export function readLicence(raw: unknown): Read<LicenceRecord> {
  if (!isRecord(raw)) return quarantined(raw, null, 'record: unexpected shape');
  const parsed = WireLicence.safeParse(raw);
  if (!parsed.success) return quarantined(raw, keysOf(raw)[0] ?? null, reasonOf(parsed.error));
  const wire = parsed.data;
  const [rowKey, ...formerKeys] = keysOf(wire);
  if (rowKey === undefined) return quarantined(raw, null, 'key: missing');
  const evaluation = wire.licenseType === 'EVALUATION';
  const named = [
    ['technical', wire.contactDetails.technicalContact],
    ['billing', wire.contactDetails.billingContact],
    ['reseller', wire.partnerDetails.billingContact],
  ] as const;
  const row: LicenceRecord = {
    rowKey,
    formerKeys,
    entitlementId: wire.appEntitlementId,
    entitlementNumber: wire.appEntitlementNumber,
    addonLicenceId: wire.addonLicenseId,
    licenceId: wire.licenseId,
    cloudId: wire.cloudId,
    addonKey: wire.addonKey,
    company: wire.contactDetails.company,
    country: wire.contactDetails.country,
    region: wire.contactDetails.region,
    tier: wire.tier,
    seats: seatsOf(wire.tier),
    licenceType: wire.licenseType,
    status: wire.status,
    hosting: wire.hosting,
    edition: wire.appEdition,
    sourceType: wire.licenseSourceType,
    sandbox: wire.installedOnSandbox,
    newBillingSystem: wire.newBillingSystem ?? wire.isNewBillingSystem,
    transactionAccountId: wire.transactionAccountId,
    maintenanceStartDay: wire.maintenanceStartDate,
    maintenanceEndDay: wire.maintenanceEndDate,
    evaluationStartDay: wire.evaluationStartDate ?? wire.latestEvaluationStartDate ?? (evaluation ? wire.maintenanceStartDate : null),
    evaluationEndDay: wire.evaluationEndDate ?? (evaluation ? wire.maintenanceEndDate : null),
    opportunitySeats: seatsOf(wire.evaluationOpportunitySize),
    parentProduct: wire.parentProductName,
    partner: wire.partnerDetails.partnerName,
    contacts: named.flatMap(([role, { email, name }]) => (email === null ? [] : [{ role, email, name }])),
    erasedRoles: named.flatMap(([role, { erased }]) => (erased ? [role] : [])),
  };
  return { kind: 'row', row, contentHash: contentHash(raw), json: JSON.stringify(raw), unknown: unknownOf(row, raw) };
}

/** The key that the record would be stored under, read without looking at the rest; empty for none. */
export function licenceKeyOf(raw: unknown): string {
  return isRecord(raw) ? (keysOf(raw)[0] ?? '') : '';
}

function keysOf(record: Readonly<Record<string, unknown>>): string[] {
  return namesOfLicence({
    entitlementId: textOf(record.appEntitlementId),
    entitlementNumber: textOf(record.appEntitlementNumber),
    addonLicenceId: textOf(record.addonLicenseId),
    licenceId: textOf(record.licenseId),
  });
}

function unknownOf(row: LicenceRecord, raw: Readonly<Record<string, unknown>>): UnknownSighting[] {
  const tierIsWords = row.tier !== null && row.seats === null && !/^(evaluation|unlimited users)$/i.test(row.tier);
  return [
    ...unknownWord('licenseType', row.licenceType, LICENCE_TYPES),
    ...unknownWord('status', row.status, STATUSES),
    ...unknownWord('hosting', row.hosting, HOSTINGS),
    ...unknownWord('appEdition', row.edition, EDITIONS),
    ...(tierIsWords ? unknownWord('tier', row.tier, []) : []),
    ...unknownFields(raw, FIELDS),
  ];
}
