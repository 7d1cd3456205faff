import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * A record's JSON, deflated. Records are short and alike, so the words that all of them share are given to deflate
 * beforehand, which makes them about a third smaller again. The dictionary of a prefix never changes: stored rows need it.
 */
const DICTIONARY_1 = Buffer.from(
  '"REFUND_CANCELLED_PURCHASE""30 DAY REFUND REQUEST""multiInstanceEntitlementNumber":"multiInstanceEntitlementId":"licenseLevel":"single-instance","isolated_cloud""fedramp_moderate""Data Center""Server""DEMONSTRATION""OPEN_SOURCE""COMMUNITY""ACADEMIC""EVALUATION","cancelled","inactive","Per Unit Pricing ( Users)","Unlimited Users""RTBF""address1":"","address2":"","city":"","state":"","postcode":"","phone":"","dunningStatus":[{"attemptCount":"errorCode":"paymentAttemptDate":"nextPaymentAttemptDate":"proratedDetails":[{"addedUsers":1,"date":"originalTransactionDetails":{"transactionId":"IN-00","saleDate":"20"}"refundReason":"creditNoteReason":"discounts":[{"type":"LOYALTY_DISCOUNT","amount":"MARKETPLACE_PROMOTION"partnerDetails":{"partnerName":"","partnerType":"Expert","billingContact":{"email":"","name":""}},"addonLicenseId":"","licenseId":"SEN-","extendedServerSupport":"NA","evaluationOpportunitySize":"NA","evaluationLicense":"NA","daysToConvertEval":"NA","evaluationStartDate":"NA","evaluationEndDate":"NA","evaluationSaleDate":"NA","parentProductBillingCycle":"MONTHLY","parentProductName":"Jira","parentProductEdition":"Standard","installedOnSandbox":"No","licenseSourceType":"Non-Atlassian","latestMaintenanceStartDate":"20","latestEvaluationStartDate":"20","inGracePeriod":"No","transactionAccountId":"","hostEntitlementId":"","hostEntitlementNumber":"E-","cloudSiteHostname":".atlassian.net","newBillingSystem":"Yes","licenseType":"COMMERCIAL","maintenanceStartDate":"2025-","maintenanceEndDate":"2026-","status":"active","tier":" Users","transactionId":"IN-00","transactionLineItemId":"","paymentStatus":"Paid","customerDetails":{"purchaseDetails":{"saleDate":"2026-","licenseType":"COMMERCIAL","hosting":"Cloud","billingPeriod":"Monthly","Annual","changeInBillingPeriod":"No","oldBillingPeriod":"Monthly","tier":" Users","changeInTier":"Not Applicable","oldTier":" Users","changeInParentProductEdition":"No","oldParentProductEdition":"Standard","purchasePrice":0,"vendorAmount":0,"discounts":[],"saleType":"Renewal","contactDetails":{"company":"","country":"United States","region":"EMEA","technicalContact":{"email":"@example.com","name":""},"billingContact":{"email":"@example.com","name":""}},"addonKey":"com.","productId":"","addonName":"","lastUpdated":"2026-","hosting":"Cloud","appEdition":"Standard","appEntitlementId":"","appEntitlementNumber":"E-","cloudId":"","cloudComplianceBoundaries":["commercial"]}',
);
const PREFIX_1 = 'd1:';

export function packRaw(json: string): string {
  return PREFIX_1 + deflateRawSync(Buffer.from(json), { dictionary: DICTIONARY_1, level: 9 }).toString('base64');
}

/** Gives back exactly what was packed; throws a RangeError on a text that was not packed here. */
export function unpackRaw(packed: string): string {
  if (!packed.startsWith(PREFIX_1)) throw new RangeError('Not a packed record');
  return inflateRawSync(Buffer.from(packed.slice(PREFIX_1.length), 'base64'), { dictionary: DICTIONARY_1 }).toString('utf8');
}
