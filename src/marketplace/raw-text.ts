import { inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { toBase85 } from '../platform/base85';
import { recordBytes } from '../store/record-bytes';
import { decodeRecord, encodeRecord, idAt } from './raw-code';

/** Words that records of the first two ways were deflated with. The dictionary of a way never changes: stored rows need it. */
const DICTIONARY_1 = Buffer.from(
  '"REFUND_CANCELLED_PURCHASE""30 DAY REFUND REQUEST""multiInstanceEntitlementNumber":"multiInstanceEntitlementId":"licenseLevel":"single-instance","isolated_cloud""fedramp_moderate""Data Center""Server""DEMONSTRATION""OPEN_SOURCE""COMMUNITY""ACADEMIC""EVALUATION","cancelled","inactive","Per Unit Pricing ( Users)","Unlimited Users""RTBF""address1":"","address2":"","city":"","state":"","postcode":"","phone":"","dunningStatus":[{"attemptCount":"errorCode":"paymentAttemptDate":"nextPaymentAttemptDate":"proratedDetails":[{"addedUsers":1,"date":"originalTransactionDetails":{"transactionId":"IN-00","saleDate":"20"}"refundReason":"creditNoteReason":"discounts":[{"type":"LOYALTY_DISCOUNT","amount":"MARKETPLACE_PROMOTION"partnerDetails":{"partnerName":"","partnerType":"Expert","billingContact":{"email":"","name":""}},"addonLicenseId":"","licenseId":"SEN-","extendedServerSupport":"NA","evaluationOpportunitySize":"NA","evaluationLicense":"NA","daysToConvertEval":"NA","evaluationStartDate":"NA","evaluationEndDate":"NA","evaluationSaleDate":"NA","parentProductBillingCycle":"MONTHLY","parentProductName":"Jira","parentProductEdition":"Standard","installedOnSandbox":"No","licenseSourceType":"Non-Atlassian","latestMaintenanceStartDate":"20","latestEvaluationStartDate":"20","inGracePeriod":"No","transactionAccountId":"","hostEntitlementId":"","hostEntitlementNumber":"E-","cloudSiteHostname":".atlassian.net","newBillingSystem":"Yes","licenseType":"COMMERCIAL","maintenanceStartDate":"2025-","maintenanceEndDate":"2026-","status":"active","tier":" Users","transactionId":"IN-00","transactionLineItemId":"","paymentStatus":"Paid","customerDetails":{"purchaseDetails":{"saleDate":"2026-","licenseType":"COMMERCIAL","hosting":"Cloud","billingPeriod":"Monthly","Annual","changeInBillingPeriod":"No","oldBillingPeriod":"Monthly","tier":" Users","changeInTier":"Not Applicable","oldTier":" Users","changeInParentProductEdition":"No","oldParentProductEdition":"Standard","purchasePrice":0,"vendorAmount":0,"discounts":[],"saleType":"Renewal","contactDetails":{"company":"","country":"United States","region":"EMEA","technicalContact":{"email":"@example.com","name":""},"billingContact":{"email":"@example.com","name":""}},"addonKey":"com.","productId":"","addonName":"","lastUpdated":"2026-","hosting":"Cloud","appEdition":"Standard","appEntitlementId":"","appEntitlementNumber":"E-","cloudId":"","cloudComplianceBoundaries":["commercial"]}',
);
/** The first byte of a record: how the others are written. */
const FIRST_WORDS = 1;
const IDS_APART = 2;
const CODED = 3;
/** What holds a control character is no record; it is kept all the same, as a JSON text. */
const OTHER = 4;
const CONTROL = /\p{Cc}/u;
/** Where a text to the base of 85 has a colon, which the base of 64 does not know. */
const COLON_AT = 2;

/** Ids stood before the records of the second way, 16 bytes each. */
const ID_BYTES = 16;
const MARK = '\u0001';

/** A record's JSON as a short text without quotes, for tables that keep texts. */
export function packRaw(json: string): string {
  const { first, bytes } = packed(json);
  return `${first === OTHER ? 'e3:' : 'd3:'}${toBase85(bytes)}`;
}

/** The same for tables that keep bytes, which are sent to the base of 64. */
export function packRecord(json: string): string {
  const { first, bytes } = packed(json);
  return Buffer.concat([Buffer.of(first), bytes]).toString('base64');
}

function packed(json: string): { readonly first: number; readonly bytes: Buffer } {
  return CONTROL.test(json) ? { first: OTHER, bytes: encodeRecord(JSON.stringify(json)) } : { first: CODED, bytes: encodeRecord(json) };
}

/** Gives back exactly what was packed, either way; throws a RangeError on a text that was not packed here. */
export function unpackRaw(text: string): string {
  try {
    return unpacked(text[COLON_AT] === ':' ? recordBytes(text) : Buffer.from(text, 'base64'));
  } catch (cause) {
    throw new RangeError('Not a packed record', { cause });
  }
}

function unpacked(record: Buffer): string {
  const bytes = record.subarray(1);
  switch (record[0]) {
    case FIRST_WORDS:
      return inflated(bytes);
    case IDS_APART:
      return withIds(bytes);
    case CODED:
      return decodeRecord(bytes);
    case OTHER:
      return z.string().parse(JSON.parse(decodeRecord(bytes)));
    default:
      throw new RangeError('Unknown way of packing');
  }
}

function withIds(bytes: Buffer): string {
  const count = bytes[0] ?? 0;
  const marked = inflated(bytes.subarray(1 + count * ID_BYTES));
  if (count === 0) return marked;
  let at = 1;
  return marked.replaceAll(MARK, () => {
    at += ID_BYTES;
    return idAt(bytes, at - ID_BYTES);
  });
}

const inflated = (bytes: Buffer): string => inflateRawSync(bytes, { dictionary: DICTIONARY_1 }).toString('utf8');
