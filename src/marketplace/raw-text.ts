import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { fromBase85, toBase85 } from '../platform/base85';

/**
 * A record's JSON, deflated. Records are short and alike, so the words that all of them share are given to deflate
 * beforehand, which makes them about a third smaller again. The dictionary of a prefix never changes: stored rows need it.
 */
const DICTIONARY_1 = Buffer.from(
  '"REFUND_CANCELLED_PURCHASE""30 DAY REFUND REQUEST""multiInstanceEntitlementNumber":"multiInstanceEntitlementId":"licenseLevel":"single-instance","isolated_cloud""fedramp_moderate""Data Center""Server""DEMONSTRATION""OPEN_SOURCE""COMMUNITY""ACADEMIC""EVALUATION","cancelled","inactive","Per Unit Pricing ( Users)","Unlimited Users""RTBF""address1":"","address2":"","city":"","state":"","postcode":"","phone":"","dunningStatus":[{"attemptCount":"errorCode":"paymentAttemptDate":"nextPaymentAttemptDate":"proratedDetails":[{"addedUsers":1,"date":"originalTransactionDetails":{"transactionId":"IN-00","saleDate":"20"}"refundReason":"creditNoteReason":"discounts":[{"type":"LOYALTY_DISCOUNT","amount":"MARKETPLACE_PROMOTION"partnerDetails":{"partnerName":"","partnerType":"Expert","billingContact":{"email":"","name":""}},"addonLicenseId":"","licenseId":"SEN-","extendedServerSupport":"NA","evaluationOpportunitySize":"NA","evaluationLicense":"NA","daysToConvertEval":"NA","evaluationStartDate":"NA","evaluationEndDate":"NA","evaluationSaleDate":"NA","parentProductBillingCycle":"MONTHLY","parentProductName":"Jira","parentProductEdition":"Standard","installedOnSandbox":"No","licenseSourceType":"Non-Atlassian","latestMaintenanceStartDate":"20","latestEvaluationStartDate":"20","inGracePeriod":"No","transactionAccountId":"","hostEntitlementId":"","hostEntitlementNumber":"E-","cloudSiteHostname":".atlassian.net","newBillingSystem":"Yes","licenseType":"COMMERCIAL","maintenanceStartDate":"2025-","maintenanceEndDate":"2026-","status":"active","tier":" Users","transactionId":"IN-00","transactionLineItemId":"","paymentStatus":"Paid","customerDetails":{"purchaseDetails":{"saleDate":"2026-","licenseType":"COMMERCIAL","hosting":"Cloud","billingPeriod":"Monthly","Annual","changeInBillingPeriod":"No","oldBillingPeriod":"Monthly","tier":" Users","changeInTier":"Not Applicable","oldTier":" Users","changeInParentProductEdition":"No","oldParentProductEdition":"Standard","purchasePrice":0,"vendorAmount":0,"discounts":[],"saleType":"Renewal","contactDetails":{"company":"","country":"United States","region":"EMEA","technicalContact":{"email":"@example.com","name":""},"billingContact":{"email":"@example.com","name":""}},"addonKey":"com.","productId":"","addonName":"","lastUpdated":"2026-","hosting":"Cloud","appEdition":"Standard","appEntitlementId":"","appEntitlementNumber":"E-","cloudId":"","cloudComplianceBoundaries":["commercial"]}',
);
const PREFIX_1 = 'd1:';
const PREFIX_2 = 'd2:';

/** Ids are half of what is left of a record when it is deflated, because nothing in them repeats: they go before it, 16 bytes each. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const ID_BYTES = 16;
/** As many as the first byte can count. */
const MOST_IDS = 255;
/** Stands for an id; JSON never holds it as it is. */
const MARK = '\u0001';

export function packRaw(json: string): string {
  const ids: string[] = [];
  const marked = json.includes(MARK) ? json : json.replace(ID, (id) => (ids.length < MOST_IDS ? (ids.push(id), MARK) : id));
  const deflated = deflateRawSync(Buffer.from(marked), { dictionary: DICTIONARY_1, level: 9 });
  return PREFIX_2 + toBase85(Buffer.concat([Buffer.from([ids.length]), Buffer.from(ids.join('').replaceAll('-', ''), 'hex'), deflated]));
}

/** Gives back exactly what was packed; throws a RangeError on a text that was not packed here. */
export function unpackRaw(packed: string): string {
  if (packed.startsWith(PREFIX_1)) return inflated(Buffer.from(packed.slice(PREFIX_1.length), 'base64'));
  if (!packed.startsWith(PREFIX_2)) throw new RangeError('Not a packed record');
  const bytes = fromBase85(packed.slice(PREFIX_2.length));
  const count = bytes[0] ?? 0;
  const marked = inflated(bytes.subarray(1 + count * ID_BYTES));
  if (count === 0) return marked;
  let at = 1;
  return marked.replaceAll(MARK, () => {
    const hex = bytes.toString('hex', at, at + ID_BYTES);
    at += ID_BYTES;
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  });
}

const inflated = (bytes: Buffer): string => inflateRawSync(bytes, { dictionary: DICTIONARY_1 }).toString('utf8');
