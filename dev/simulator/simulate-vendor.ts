import type { Standing } from '../../src/contract/standing';
import { dayNumber, type Day } from '../../src/platform/days';
import type { License, Site, User } from '../services';
import { makeAccount, type SimAccount } from './account';
import { addMonths } from './calendar';
import { demoSites, type DemoSite } from './demo-sites';
import { licenceRow, type Row } from './licence-row';
import { PRODUCT, VENDOR } from './product';
import { mix, randomFrom } from './random';
import { eventsByMonth, reporters, type MonthOfEvents } from './segment-events';
import { mrrCentsOn, standingOn } from './standing';
import { transactionRows } from './transaction-row';

export type VendorOptions = {
  readonly seed: string;
  readonly accounts?: number;
  /** Length of the observed history. */
  readonly months?: number;
  /** The last day of the world, complete. */
  readonly endDay: Day;
};
export type Vendor = {
  readonly vendorId: number;
  readonly developerId: string;
  readonly products: readonly { readonly productId: string; readonly appKey: string; readonly appName: string }[];
  readonly accounts: readonly SimAccount[];
  /** REST v3 licence rows, data insights included. */
  readonly licences: readonly Row[];
  /** REST v3 transaction rows, oldest sale first. */
  readonly transactions: readonly Row[];
  /** By entitlement number, on the last day. */
  readonly truth: ReadonlyMap<string, { readonly standing: Standing; readonly mrrCents: number }>;
  eventsByMonth(): Iterable<MonthOfEvents>;
  demoSites(count: number): DemoSite[];
  readonly vendorSite: { readonly site: Site; readonly license: License | null; readonly users: readonly User[] };
};

/** A whole vendor: customers, money and use, all of it from the seed. The same options give the same world. */
export function simulateVendor({ seed, accounts: count = 300, months = 18, endDay: lastDay }: VendorOptions): Vendor {
  const endDay = dayNumber(lastDay);
  const window = { startDay: addMonths(endDay, -months) + 1, endDay };
  const seedHash = mix(seed, 'activity');
  const accounts = Array.from({ length: count }, (_, index) => makeAccount(seed, index, count, window));
  const reporting = reporters(seed, accounts);
  const reporterOf = new Map(reporting.map((reporter) => [reporter.account.index, reporter]));
  return {
    vendorId: VENDOR.vendorId,
    developerId: VENDOR.developerId,
    products: [PRODUCT],
    accounts,
    licences: accounts.map((account) => licenceRow(account, endDay)),
    transactions: accounts.flatMap((account) => transactionRows(seed, account, endDay)).sort(bySaleDate),
    truth: new Map(
      accounts.map((account) => [
        account.entitlement.number,
        { standing: standingOn(seedHash, reporterOf.get(account.index), account, endDay), mrrCents: mrrCentsOn(account, endDay) },
      ]),
    ),
    eventsByMonth: () => eventsByMonth(seedHash, reporting, window),
    demoSites: (sites) => demoSites(accounts, sites, endDay),
    vendorSite: vendorSite(seed),
  };
}

function bySaleDate(one: Row, other: Row): number {
  const day = (row: Row): string => String((row.purchaseDetails as Row).saleDate);
  return day(one) < day(other) ? -1 : day(one) > day(other) ? 1 : 0;
}

function vendorSite(seed: string): Vendor['vendorSite'] {
  const random = randomFrom(seed, 'vendor-site');
  const user = (displayName: string, groups: readonly string[], isAdmin: boolean): User => ({
    accountId: `712020:${random.uuid()}`,
    displayName,
    email: `${displayName.toLowerCase().replaceAll(' ', '.')}@tidemark.example`,
    isAdmin,
    groups,
    accountType: 'licensed',
  });
  return {
    site: { slug: 'tidemark', name: VENDOR.name, cloudId: random.uuid(), role: 'vendor' },
    license: null,
    users: [
      user('Nia Owner', ['jira-users', 'site-admins', 'growth'], true),
      user('Teo Analyst', ['jira-users', 'growth'], false),
      user('Sol Engineer', ['jira-users'], false),
    ],
  };
}
