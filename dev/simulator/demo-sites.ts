import { dayFromNumber } from '../../src/platform/days';
import type { License, Site, User } from '../services';
import type { SimAccount } from './account';
import type { DayIndex } from './calendar';
import type { SimUser } from './users';

export type DemoSite = { readonly site: Site; readonly license: License; readonly users: readonly User[] };

/** What the platform would tell the app on this site that day. */
export function licenseOf(account: SimAccount): License {
  const state = account.licenceHistory.at(-1);
  const isEvaluation = state?.licenseType === 'EVALUATION';
  const end = state === undefined ? null : `${dayFromNumber(state.maintenanceEndDay)}T00:00:00.000Z`;
  return {
    active: state?.status === 'active',
    type: state === undefined || isEvaluation ? 'COMMERCIAL' : state.licenseType,
    billingPeriod: account.journey.billingPeriod.toUpperCase(),
    ccpEntitlementId: account.entitlement.id,
    ccpEntitlementSlug: account.entitlement.number,
    isEvaluation,
    subscriptionEndDate: isEvaluation ? null : end,
    supportEntitlementNumber: null,
    trialEndDate: isEvaluation ? end : null,
    capabilitySet: 'capabilityStandard',
  };
}

/** Sites with a running licence whose app reports: the first so many of them, with the people who are there that day. */
export function demoSites(accounts: readonly SimAccount[], count: number, endDay: DayIndex): DemoSite[] {
  return accounts
    .filter(
      (account) =>
        account.truth.notObservedBecause === null && account.uninstalledDay === null && account.licenceHistory.at(-1)?.status === 'active',
    )
    .slice(0, count)
    .map((account) => {
      const present = account.users.filter(({ joinedDay, leftDay }) => joinedDay <= endDay && (leftDay === null || leftDay > endDay));
      return { site: account.site, license: licenseOf(account), users: present.map(siteUser) };
    });
}

function siteUser({ accountId, displayName, email, role }: SimUser): User {
  const isAdmin = role === 'admin';
  return {
    accountId,
    displayName,
    email,
    isAdmin,
    groups: isAdmin ? ['jira-users', 'site-admins'] : ['jira-users'],
    accountType: 'licensed',
  };
}
