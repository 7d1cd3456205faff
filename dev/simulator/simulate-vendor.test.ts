import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { plan } from '../../src/plan';
import { dayNumber } from '../../src/platform/days';
import { propertiesSchema } from '../../src/tracking/properties-schema';
import type { Row } from './licence-row';
import { HEARTBEAT, type SegmentEvent, type SegmentIntroduction } from './segment-events';
import { simulateVendor, type Vendor } from './simulate-vendor';

const END = '2026-11-20';
const vendor = simulateVendor({ seed: 'tidemark', endDay: END });

function hashOf(world: Vendor): string {
  const hash = createHash('sha256').update(
    JSON.stringify([world.licences, world.transactions, [...world.truth], world.demoSites(4), world.vendorSite]),
  );
  for (const month of world.eventsByMonth()) hash.update(JSON.stringify(month));
  return hash.digest('hex');
}
const details = (row: Row): Row => row.purchaseDetails as Row;
const dayOfField = (row: Row, field: string): number => dayNumber(String(row[field]));
const keyOf = (row: Row): string => String(row.appEntitlementId ?? row.addonLicenseId);

test('the same seed makes the same world, another seed another', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 25 }), (seed, accounts) => {
      const options = { seed, accounts, months: 4, endDay: '2024-03-31' };
      const first = hashOf(simulateVendor(options));
      expect(hashOf(simulateVendor(options))).toBe(first);
      expect(hashOf(simulateVendor({ ...options, seed: `${seed}!` }))).not.toBe(first);
    }),
    { numRuns: 4 },
  );
});

describe('usage', () => {
  const events: SegmentEvent[] = [];
  let ordered = true;
  const ids = new Set<string>();
  const sizes = { usage: 0, heartbeats: 0 };
  const silent = new Set(
    vendor.accounts.filter(({ truth }) => truth.notObservedBecause !== null).map(({ entitlement }) => entitlement.number),
  );
  const wrong: string[] = [];
  const introductions: SegmentIntroduction[] = [];
  const firstActs = new Map<string, string>();
  const pairOf = ({ userId, context }: Pick<SegmentEvent, 'userId' | 'context'>) => `${context.groupId} ${userId ?? ''}`;
  const features = new Map(Object.entries(plan).map(([name, { feature }]) => [name, feature]));
  const schemas = new Map(Object.entries(plan).map(([name, definition]) => [name, propertiesSchema(definition)]));
  let last = '';
  for (const { month, events: ofMonth, introductions: newcomers } of vendor.eventsByMonth()) {
    introductions.push(...newcomers);
    for (const event of ofMonth) {
      ids.add(event.messageId);
      if (event.userId !== undefined && !firstActs.has(pairOf(event))) firstActs.set(pairOf(event), event.timestamp);
      ordered &&= last <= event.timestamp && event.timestamp.startsWith(month);
      last = event.timestamp;
      const heartbeat = event.event === HEARTBEAT;
      sizes[heartbeat ? 'heartbeats' : 'usage'] += 1;
      const subject = heartbeat ? event.anonymousId === event.context.groupId && event.userId === undefined : event.userId !== undefined;
      if (!subject || features.get(event.event) !== event.context.forge.feature) wrong.push(event.messageId);
      if (schemas.get(event.event)?.safeParse(event.properties).success !== true) wrong.push(event.messageId);
      if (silent.has(event.context.groupId)) wrong.push(event.messageId);
    }
    events.push(...ofMonth.slice(0, 1));
  }

  test('fills eighteen months within its budget, in order, each event once', () => {
    expect(sizes.usage).toBeGreaterThan(75_000);
    expect(sizes.usage).toBeLessThan(200_000);
    expect(events.length).toBe(19);
    expect(ordered).toBe(true);
    expect(ids.size).toBe(sizes.usage + sizes.heartbeats);
  });
  test('every event is in the plan and comes from an observed account', () => {
    expect(wrong).toEqual([]);
  });
  test('whoever does something is introduced once, when they first do, with their role', () => {
    expect(new Map(introductions.map((each) => [pairOf(each), each.timestamp]))).toEqual(firstActs);
    expect(introductions).toHaveLength(firstActs.size);
    const share = (role: string) => introductions.filter(({ context }) => context.traits.role === role).length / introductions.length;
    expect(share('Owner') + share('Admin') + share('Member')).toBeCloseTo(1);
    for (const role of ['Owner', 'Admin']) expect(Math.abs(share(role) - 0.17)).toBeLessThan(0.05);
    expect(share('Member')).toBeGreaterThan(0.6);
  });
  test('somebody is Owner of one account, Admin of another and Member of a third', () => {
    const rolesOf = new Map<string, Set<string>>();
    for (const { userId, context } of introductions) rolesOf.set(userId, (rolesOf.get(userId) ?? new Set()).add(context.traits.role));
    expect([...rolesOf.values()].some((roles) => roles.size === 3)).toBe(true);
  });
});

describe('money', () => {
  test('every transaction belongs to a licence, and every line has a key of its own', () => {
    const licences = new Set(vendor.licences.map(keyOf));
    expect(vendor.transactions.filter((row) => !licences.has(keyOf(row)))).toEqual([]);
    expect(new Set(vendor.transactions.map((row) => row.transactionLineItemId)).size).toBe(vendor.transactions.length);
    expect(new Set(vendor.transactions.map((row) => row.transactionId)).size).toBeLessThan(vendor.transactions.length);
  });

  test('amounts are whole cents, and the vendor keeps the share of the sale date', () => {
    for (const row of vendor.transactions) {
      const { purchasePrice, vendorAmount, saleDate, hosting, saleType, discounts } = details(row) as {
        purchasePrice: number;
        vendorAmount: number;
        saleDate: string;
        hosting: string;
        saleType: string;
        discounts: { amount: number }[];
      };
      expect(Number.isInteger(Number((purchasePrice * 100).toFixed(6)))).toBe(true);
      if (saleType === 'Refund') expect(purchasePrice).toBeLessThanOrEqual(0);
      else {
        const share = hosting !== 'Cloud' ? 0.75 : saleDate >= '2026-10-01' ? 0.83 : saleDate >= '2026-04-01' ? 0.84 : 0.85;
        expect(Math.abs(vendorAmount - purchasePrice * share)).toBeLessThan(0.0051);
        if (purchasePrice === 0) expect(discounts.reduce((sum, { amount }) => sum + amount, 0)).toBeGreaterThan(0);
      }
    }
  });

  test('the days that the rows cover are the days that were truly paid for', () => {
    for (const account of vendor.accounts) {
      const rows = vendor.transactions.filter(
        (row) =>
          keyOf(row) === account.entitlement.id ||
          (row.addonLicenseId === account.onPremises?.addonLicenseId && account.onPremises !== null),
      );
      const paid = new Set<number>();
      const lines = rows.filter(
        (row) => details(row).saleType !== 'Refund' && details(row).proratedDetails === undefined && Number(details(row).purchasePrice) > 0,
      );
      const refunds = rows.filter((row) => details(row).saleType === 'Refund').map(details);
      for (const row of lines) {
        const line = details(row);
        const refund = refunds.find(
          (candidate) =>
            (candidate.originalTransactionDetails as Row).transactionId === row.transactionId &&
            candidate.tier === line.tier &&
            candidate.maintenanceEndDate === line.maintenanceEndDate,
        );
        const upTo = refund === undefined ? dayOfField(line, 'maintenanceEndDate') : dayOfField(refund, 'maintenanceStartDate');
        for (let day = dayOfField(line, 'maintenanceStartDate'); day < upTo; day += 1) paid.add(day);
      }
      const truth = new Set(
        account.billing.paidSpans.flatMap(({ fromDay, toDay }) => Array.from({ length: toDay - fromDay }, (_, offset) => fromDay + offset)),
      );
      expect({ account: account.index, days: [...paid].sort() }).toEqual({ account: account.index, days: [...truth].sort() });
    }
  });

  test('refunds, re-bills, true-ups, moves and returns all occur', () => {
    const saleTypes = new Set(vendor.transactions.map((row) => details(row).saleType));
    expect([...saleTypes].sort()).toEqual(['Downgrade', 'New', 'Refund', 'Renewal', 'Upgrade']);
    expect(vendor.transactions.some((row) => details(row).proratedDetails !== undefined)).toBe(true);
    const reasons = new Set(vendor.transactions.map((row) => details(row).refundReason ?? details(row).creditNoteReason));
    expect(reasons).toEqual(new Set([undefined, 'REFUND_FOR_UPSELL', '30 DAY REFUND REQUEST', 'REFUND_CANCELLED_PURCHASE']));
    const returned = vendor.accounts.find(({ truth }) => truth.story === 'returned');
    const gaps =
      returned?.billing.paidSpans.slice(1).map(({ fromDay }, index) => fromDay - (returned.billing.paidSpans[index]?.toDay ?? fromDay)) ??
      [];
    expect(Math.max(...gaps)).toBeGreaterThan(30);
    for (const { twinIndex, transactionAccountId } of vendor.accounts) {
      if (twinIndex !== null) expect(vendor.accounts[twinIndex]?.transactionAccountId).toBe(transactionAccountId);
    }
  });
});

describe('the causes show', () => {
  test.each([40, 300])('with %i accounts every cell of paying and using is populated', (accounts) => {
    const standings = new Set(
      [...simulateVendor({ seed: 'cells', accounts, months: 6, endDay: END }).truth.values()].map(({ standing }) => standing),
    );
    expect([...standings].sort()).toEqual(['neither', 'not-observed', 'paid-silent', 'paid-used', 'unpaid-used']);
  });

  test('who fits and has the habit buys more often', () => {
    const tried = vendor.accounts.filter(
      ({ truth, journey }) => truth.story === 'ordinary' && (journey.evaluation?.toDay ?? Infinity) < dayNumber(END),
    );
    const rate = (keen: boolean): number => {
      const group = tried.filter(({ truth }) => truth.fit * truth.habit > 0.25 === keen);
      return group.filter(({ journey }) => journey.purchaseDay !== null).length / group.length;
    };
    expect(rate(true)).toBeGreaterThan(rate(false) + 0.3);
  });

  test('who leaves had used less and less', () => {
    const left = vendor.accounts.filter(({ truth, billing }) => truth.story === 'ordinary' && billing.cancelledDay !== null);
    const declining = left.filter(
      ({ journey, billing }) => journey.arc.declineDay !== null && journey.arc.declineDay < (billing.cancelledDay ?? 0),
    );
    expect(left.length).toBeGreaterThan(10);
    expect(declining.length / left.length).toBeGreaterThan(0.75);
  });

  test('licences agree with what is paid on the last day', () => {
    for (const [index, account] of vendor.accounts.entries()) {
      const { standing, mrrCents } = vendor.truth.get(account.entitlement.number) ?? { standing: null, mrrCents: NaN };
      if (mrrCents > 0) expect({ index, status: vendor.licences[index]?.status }).toEqual({ index, status: 'active' });
      if (standing === 'paid-silent' || standing === 'paid-used') expect(mrrCents).toBeGreaterThan(0);
    }
  });

  test('a demo site has an administrator and a running licence', () => {
    const sites = vendor.demoSites(6);
    expect(sites).toHaveLength(6);
    for (const { license, users, site } of sites) {
      expect(license.active).toBe(true);
      expect(users.filter(({ isAdmin }) => isAdmin).length).toBeGreaterThan(0);
      expect(vendor.licences.some((row) => row.cloudId === site.cloudId && row.appEntitlementId === license.ccpEntitlementId)).toBe(true);
    }
  });
});
