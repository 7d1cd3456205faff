/**
 * What the Marketplace's records are made of, as its reference documents them. Packed records are written with the places of these
 * words, so the list never changes: a longer one is a new prefix.
 */
const FIELDS =
  'addonLicenseId licenseId appEntitlementId appEntitlementNumber hostEntitlementId hostEntitlementNumber cloudId cloudSiteHostname addonKey productId ' +
  'addonName hosting appEdition newBillingSystem lastUpdated licenseType latestEvaluationStartDate latestMaintenanceStartDate maintenanceStartDate ' +
  'maintenanceEndDate status tier contactDetails company country region technicalContact billingContact email name address1 address2 city state ' +
  'postcode phone partnerDetails partnerName partnerType extendedServerSupport licenseSourceType evaluationOpportunitySize evaluationLicense ' +
  'daysToConvertEval evaluationStartDate evaluationEndDate evaluationSaleDate parentProductBillingCycle parentProductName parentProductEdition ' +
  'installedOnSandbox transactionAccountId inGracePeriod cloudComplianceBoundaries licenseLevel transactionId transactionLineItemId paymentStatus ' +
  'customerDetails purchaseDetails saleDate saleType billingPeriod changeInBillingPeriod oldBillingPeriod changeInTier oldTier ' +
  'changeInParentProductEdition oldParentProductEdition purchasePrice vendorAmount partnerDiscountAmount discounts type amount proratedDetails date ' +
  'addedUsers originalTransactionDetails refundReason creditNoteReason dunningStatus attribution channel';
const VALUES =
  'Cloud|Data Center|Server|Standard|Advanced|Premium|Free|COMMERCIAL|ACADEMIC|COMMUNITY|EVALUATION|OPEN_SOURCE|DEMONSTRATION|active|inactive|cancelled|' +
  'NA|null|Pending|MONTHLY|ANNUAL|Monthly|Annual|Yes|No|Not Applicable|Increase|Decrease|New|Renewal|Upgrade|Downgrade|Refund|Paid|Open|Uncollectible|' +
  'Non-Atlassian|Atlassian|Jira|Confluence|Jira Service Management|EMEA|APAC|Americas|Expert|Reseller|RTBF|United States|United Kingdom|Germany|Evaluation';
/** As they stand inside of a value or around it. */
const PIECES = ['["commercial"]', ' Users"', 'Unlimited Users', 'Per Unit Pricing (', '.atlassian.net"', '[]', '[{', '}]', '}},', '"},'];

export const WORDS: readonly string[] = [
  ...FIELDS.split(' ').map((name) => `"${name}":`),
  ...VALUES.split('|').map((value) => `"${value}"`),
  ...PIECES,
];

const PERSON = { email: 'name@example.com', name: 'Name' };
const ADDRESS = { address1: '1 Street', city: 'City', postcode: '1', phone: '1' };
const ID = '00000000-0000-4000-8000-000000000000';
const NUMBER = 'E-000-000-000-000';
const DAY = '2026-01-01';
const NAMES = {
  appEntitlementId: ID,
  appEntitlementNumber: NUMBER,
  hostEntitlementId: ID,
  hostEntitlementNumber: NUMBER,
  cloudId: ID,
  addonKey: 'com.',
  productId: ID,
  addonName: ' for Jira',
};
const LICENCE = {
  ...NAMES,
  cloudSiteHostname: 'example.atlassian.net',
  newBillingSystem: 'Yes',
  appEdition: 'Standard',
  hosting: 'Cloud',
  lastUpdated: DAY,
  licenseType: 'COMMERCIAL',
  latestEvaluationStartDate: DAY,
  maintenanceStartDate: DAY,
  latestMaintenanceStartDate: DAY,
  maintenanceEndDate: DAY,
  status: 'active',
  tier: '10 Users',
  contactDetails: {
    company: 'Company',
    country: 'United States',
    region: 'Americas',
    technicalContact: { ...PERSON, ...ADDRESS },
    billingContact: { ...PERSON, ...ADDRESS },
  },
  extendedServerSupport: 'NA',
  licenseSourceType: 'Non-Atlassian',
};
const TAIL = { installedOnSandbox: 'No', transactionAccountId: ID, inGracePeriod: 'No', cloudComplianceBoundaries: ['commercial'] };
const PARENT = { parentProductBillingCycle: 'MONTHLY', parentProductName: 'Jira', parentProductEdition: 'Standard' };
const SALE = {
  saleDate: DAY,
  licenseType: 'COMMERCIAL',
  hosting: 'Cloud',
  billingPeriod: 'Monthly',
  changeInBillingPeriod: 'No',
  oldBillingPeriod: 'Monthly',
  tier: '10 Users',
  changeInTier: 'Not Applicable',
  oldTier: '10 Users',
  parentProductName: 'Jira',
  parentProductEdition: 'Standard',
  changeInParentProductEdition: 'No',
  oldParentProductEdition: 'Standard',
};
const LINE = {
  transactionId: 'IN-000-000-000',
  transactionLineItemId: ID,
  ...NAMES,
  lastUpdated: DAY,
  appEdition: 'Standard',
  paymentStatus: 'Paid',
  customerDetails: { company: 'Company', country: 'Germany', region: 'EMEA', technicalContact: PERSON, billingContact: PERSON },
};
const PARTNER = { partnerDetails: { partnerName: 'Solutions', partnerType: 'Expert', billingContact: PERSON } };

/** Records as they usually come, the most usual last: what stands near the end is cheapest to point at. */
export const SAMPLES: readonly unknown[] = [
  {
    ...LINE,
    ...PARTNER,
    purchaseDetails: {
      ...SALE,
      purchasePrice: 100,
      vendorAmount: 85,
      partnerDiscountAmount: 20,
      discounts: [{ type: 'EXPERT', amount: 20 }],
      saleType: 'Renewal',
      maintenanceStartDate: DAY,
      maintenanceEndDate: DAY,
      proratedDetails: [{ date: DAY, addedUsers: 1 }],
    },
    cloudComplianceBoundaries: ['commercial'],
  },
  {
    ...LICENCE,
    evaluationOpportunitySize: '10 Users',
    evaluationLicense: ID,
    daysToConvertEval: '30',
    evaluationStartDate: DAY,
    evaluationEndDate: DAY,
    evaluationSaleDate: DAY,
    ...PARENT,
    ...TAIL,
  },
  {
    ...LICENCE,
    evaluationOpportunitySize: 'NA',
    evaluationLicense: 'NA',
    daysToConvertEval: 'NA',
    evaluationStartDate: 'NA',
    evaluationEndDate: 'NA',
    evaluationSaleDate: 'NA',
    ...PARENT,
    ...TAIL,
  },
  {
    ...LINE,
    purchaseDetails: {
      ...SALE,
      purchasePrice: 100,
      vendorAmount: 85,
      partnerDiscountAmount: 0,
      discounts: [],
      saleType: 'Renewal',
      maintenanceStartDate: DAY,
      maintenanceEndDate: DAY,
    },
    cloudComplianceBoundaries: ['commercial'],
  },
];
