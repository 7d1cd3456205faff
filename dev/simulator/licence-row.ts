import { dayFromNumber } from '../../src/platform/days';
import type { SimAccount } from './account';
import type { DayIndex } from './calendar';
import type { LicenceState } from './licence-history';
import type { Company, Person } from './names';
import { PRODUCT } from './product';

/** A row as the reporting API renders it: plain JSON, days as text. */
export type Row = Readonly<Record<string, unknown>>;

const ERASED = 'RTBF';

export function contactRow(person: Person | null, company: Company): Row {
  if (person === null) return { email: ERASED, name: ERASED, phone: ERASED, address1: ERASED, city: ERASED, postcode: ERASED };
  return { email: person.email, name: person.name, address1: '1 Example Street', city: company.city, postcode: '00000', phone: '0' };
}

export function partnerRow(account: SimAccount): Row {
  const { partner } = account;
  if (partner === null) return {};
  return {
    partnerDetails: {
      partnerName: partner.name,
      partnerType: partner.type,
      billingContact: { email: partner.contact.email, name: partner.contact.name },
    },
  };
}

/** The identifiers that licences and transactions share, as far as this kind of licence has them. */
export function identifierRow(account: SimAccount): Row {
  const { onPremises, entitlement, hostEntitlement } = account;
  const entitled = onPremises === null || onPremises.hasEntitlement;
  return {
    ...(onPremises === null ? {} : { addonLicenseId: onPremises.addonLicenseId, licenseId: onPremises.licenseId }),
    ...(entitled ? { appEntitlementId: entitlement.id, appEntitlementNumber: entitlement.number } : {}),
    ...(onPremises === null
      ? { hostEntitlementId: hostEntitlement.id, hostEntitlementNumber: hostEntitlement.number, cloudId: account.site.cloudId }
      : {}),
    addonKey: PRODUCT.appKey,
    productId: PRODUCT.productId,
    addonName: PRODUCT.appName,
  };
}

export const tierText = (users: number | null): string => (users === null ? 'Evaluation' : `${String(users)} Users`);

/** The licence as it stands at the end of its history, with the data-insight fields; the server leaves those out unless asked. */
export function licenceRow(account: SimAccount, endDay: DayIndex): Row {
  const { company, journey, onPremises, truth } = account;
  const state = account.licenceHistory.at(-1);
  if (state === undefined) throw new RangeError(`Account ${String(account.index)} has no licence yet`);
  const cloud = onPremises === null;
  return {
    ...identifierRow(account),
    ...(cloud ? { cloudSiteHostname: `${account.site.slug}.atlassian.net`, newBillingSystem: 'Yes', appEdition: 'Standard' } : {}),
    hosting: journey.hosting,
    lastUpdated: dayFromNumber(Math.min(endDay, lastChangeDay(account, state))),
    licenseType: state.licenseType,
    ...(journey.evaluation === null ? {} : { latestEvaluationStartDate: dayFromNumber(journey.evaluation.fromDay) }),
    maintenanceStartDate: dayFromNumber(account.licenceHistory[0]?.maintenanceStartDay ?? state.maintenanceStartDay),
    latestMaintenanceStartDate: dayFromNumber(state.maintenanceStartDay),
    maintenanceEndDate: dayFromNumber(state.maintenanceEndDay),
    status: state.status,
    tier: tierText(state.users),
    ...(truth.story === 'moved-in' && account.twinIndex !== null
      ? { cmtDetails: { status: 'converted', relatedOnPremLicense: null } }
      : {}),
    contactDetails: {
      company: company.name,
      country: company.country,
      region: company.region,
      technicalContact: contactRow(account.technicalContact, company),
      billingContact: contactRow(account.billingContact, company),
    },
    ...partnerRow(account),
    extendedServerSupport: 'NA',
    licenseSourceType: truth.story === 'atlassian' ? 'Atlassian' : 'Non-Atlassian',
    ...insights(account),
    transactionAccountId: cloud ? account.transactionAccountId : null,
    inGracePeriod: 'No',
    cloudComplianceBoundaries: cloud ? ['commercial'] : null,
  };
}

function lastChangeDay(account: SimAccount, state: LicenceState): DayIndex {
  return Math.max(state.fromDay, ...account.billing.lines.map(({ saleDay }) => saleDay));
}

function insights(account: SimAccount): Row {
  const { journey, parentProduct, truth } = account;
  if (account.onPremises !== null) {
    return {
      evaluationOpportunitySize: 'NA',
      evaluationLicense: 'NA',
      daysToConvertEval: 'NA',
      evaluationStartDate: 'NA',
      evaluationEndDate: 'NA',
      evaluationSaleDate: 'NA',
      parentProductBillingCycle: 'NA',
      parentProductName: 'NA',
      parentProductEdition: 'NA',
      installedOnSandbox: 'NA',
    };
  }
  const sale = account.billing.lines[0];
  const { evaluation } = journey;
  const converted = evaluation !== null && sale !== undefined;
  return {
    evaluationOpportunitySize: evaluation === null ? 'NA' : tierText(truth.seats),
    evaluationLicense: converted ? account.entitlement.id : 'NA',
    daysToConvertEval: converted ? String(sale.saleDay - evaluation.fromDay) : 'NA',
    evaluationStartDate: converted ? dayFromNumber(evaluation.fromDay) : 'NA',
    evaluationEndDate: converted ? dayFromNumber(evaluation.toDay) : 'NA',
    evaluationSaleDate: converted ? dayFromNumber(sale.saleDay) : 'NA',
    parentProductBillingCycle: sale === undefined ? 'Pending' : journey.billingPeriod.toUpperCase(),
    parentProductName: parentProduct.name,
    parentProductEdition: parentProduct.edition,
    installedOnSandbox: truth.story === 'sandbox' ? 'Yes' : 'No',
  };
}
