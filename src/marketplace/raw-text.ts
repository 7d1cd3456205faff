import { inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { fromBase85, toBase85 } from '../platform/base85';
import { decodeRecord, encodeRecord, idAt } from './raw-code';

/** Words that the records of the first two prefixes were deflated with. The dictionary of a prefix never changes: stored rows need it. */
const DICTIONARY_1 = Buffer.from(
  '"REFUND_CANCELLED_PURCHASE""30 DAY REFUND REQUEST""multiInstanceEntitlementNumber":"multiInstanceEntitlementId":"licenseLevel":"single-instance","isolated_cloud""fedramp_moderate""Data Center""Server""DEMONSTRATION""OPEN_SOURCE""COMMUNITY""ACADEMIC""EVALUATION","cancelled","inactive","Per Unit Pricing ( Users)","Unlimited Users""RTBF""address1":"","address2":"","city":"","state":"","postcode":"","phone":"","dunningStatus":[{"attemptCount":"errorCode":"paymentAttemptDate":"nextPaymentAttemptDate":"proratedDetails":[{"addedUsers":1,"date":"originalTransactionDetails":{"transactionId":"IN-00","saleDate":"20"}"refundReason":"creditNoteReason":"discounts":[{"type":"LOYALTY_DISCOUNT","amount":"MARKETPLACE_PROMOTION"partnerDetails":{"partnerName":"","partnerType":"Expert","billingContact":{"email":"","name":""}},"addonLicenseId":"","licenseId":"SEN-","extendedServerSupport":"NA","evaluationOpportunitySize":"NA","evaluationLicense":"NA","daysToConvertEval":"NA","evaluationStartDate":"NA","evaluationEndDate":"NA","evaluationSaleDate":"NA","parentProductBillingCycle":"MONTHLY","parentProductName":"Jira","parentProductEdition":"Standard","installedOnSandbox":"No","licenseSourceType":"Non-Atlassian","latestMaintenanceStartDate":"20","latestEvaluationStartDate":"20","inGracePeriod":"No","transactionAccountId":"","hostEntitlementId":"","hostEntitlementNumber":"E-","cloudSiteHostname":".atlassian.net","newBillingSystem":"Yes","licenseType":"COMMERCIAL","maintenanceStartDate":"2025-","maintenanceEndDate":"2026-","status":"active","tier":" Users","transactionId":"IN-00","transactionLineItemId":"","paymentStatus":"Paid","customerDetails":{"purchaseDetails":{"saleDate":"2026-","licenseType":"COMMERCIAL","hosting":"Cloud","billingPeriod":"Monthly","Annual","changeInBillingPeriod":"No","oldBillingPeriod":"Monthly","tier":" Users","changeInTier":"Not Applicable","oldTier":" Users","changeInParentProductEdition":"No","oldParentProductEdition":"Standard","purchasePrice":0,"vendorAmount":0,"discounts":[],"saleType":"Renewal","contactDetails":{"company":"","country":"United States","region":"EMEA","technicalContact":{"email":"@example.com","name":""},"billingContact":{"email":"@example.com","name":""}},"addonKey":"com.","productId":"","addonName":"","lastUpdated":"2026-","hosting":"Cloud","appEdition":"Standard","appEntitlementId":"","appEntitlementNumber":"E-","cloudId":"","cloudComplianceBoundaries":["commercial"]}',
);
const PREFIX_1 = 'd1:';
const PREFIX_2 = 'd2:';
const PREFIX_3 = 'd3:';
/** What holds a control character is no record; it is kept all the same, as a JSON text. */
const PREFIX_OTHER = 'e3:';
const CONTROL = /\p{Cc}/u;

/** Ids stood before the records of the second prefix, 16 bytes each. */
const ID_BYTES = 16;
const MARK = '\u0001';

/** A record's JSON as a short text without quotes. */
export function packRaw(json: string): string {
  return CONTROL.test(json) ? PREFIX_OTHER + toBase85(encodeRecord(JSON.stringify(json))) : PREFIX_3 + toBase85(encodeRecord(json));
}

/** Gives back exactly what was packed; throws a RangeError on a text that was not packed here. */
export function unpackRaw(packed: string): string {
  try {
    return unpacked(packed.slice(0, PREFIX_3.length), packed.slice(PREFIX_3.length));
  } catch (cause) {
    throw new RangeError('Not a packed record', { cause });
  }
}

function unpacked(prefix: string, body: string): string {
  switch (prefix) {
    case PREFIX_1:
      return inflated(Buffer.from(body, 'base64'));
    case PREFIX_2:
      return withIds(fromBase85(body));
    case PREFIX_3:
      return decodeRecord(fromBase85(body));
    case PREFIX_OTHER:
      return z.string().parse(JSON.parse(decodeRecord(fromBase85(body))));
    default:
      throw new RangeError(`Unknown prefix ${prefix}`);
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
