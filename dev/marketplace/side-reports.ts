import { addDays, dayFromNumber, dayNumber } from '../../src/platform/days';
import { nested, text, type MarketplaceVendor, type Row } from './vendor';

/** Reports besides licences and transactions. `versions` are of an app, `plans` of an offering. */
export type SideReport =
  | 'churn'
  | 'conversion'
  | 'renewal'
  | 'feedback'
  | 'reviews'
  | 'evaluations'
  | 'benchmark'
  | 'metrics'
  | 'versions'
  | 'promotions'
  | 'offerings'
  | 'plans'
  | 'attribution';

/** What those reports say of the vendor, told by the licences and the sales, so that all of them tell one story. */
export function sideReports(vendor: MarketplaceVendor): Record<SideReport, Row[]> {
  const [product] = vendor.products;
  const ended = vendor.licences.filter((row) => text(row.status) !== 'active' && text(row.licenseType) !== 'EVALUATION');
  const sold = (type: string) => vendor.transactions.filter((row) => nested(row, 'purchaseDetails').saleType === type);
  return {
    churn: ended.map((row) => licenceEvent(row, text(row.maintenanceEndDate), null)),
    conversion: sold('New').map(saleEvent),
    renewal: sold('Renewal').map(saleEvent),
    feedback: ended.map(feedback),
    reviews: product === undefined ? [] : REVIEWS.map((review) => ({ ...review, productId: product.productId })),
    evaluations: evaluationWeeks(vendor.licences),
    benchmark: vendor.products.map((one) => ({ appName: one.appName, appKey: one.appKey, productId: one.productId })),
    metrics: vendor.products.flatMap((one) => closingMrr(vendor.transactions, one)),
    versions: vendor.products.flatMap((one) => versionsOf(one.appKey)),
    promotions: [{ id: 'spring', code: 'SPRING', status: 'ACTIVE', discountPercent: 20 }],
    offerings: vendor.products.map((one) => ({
      id: `offering-${one.productId}`,
      productId: one.productId,
      name: one.appName,
      status: 'ACTIVE',
    })),
    plans: vendor.products.map((one) => ({
      id: `plan-${one.productId}`,
      offeringId: `offering-${one.productId}`,
      currency: 'USD',
      items: [{ from: 1, cents: 150 }],
    })),
    attribution: sold('New').map((row) => ({
      appEntitlementId: text(row.appEntitlementId),
      appEntitlementNumber: text(row.appEntitlementNumber),
      addonKey: text(row.addonKey),
      channel: 'direct',
      eventTimestamp: `${text(nested(row, 'purchaseDetails').saleDate)} 11:44:12`,
      userId: '00000000000000000000000000000000',
      userType: 'admin',
    })),
  };
}

const EVENT_FIELDS = [
  'addonKey',
  'productId',
  'addonName',
  'hosting',
  'appEdition',
  'appEntitlementId',
  'appEntitlementNumber',
  'licenseId',
  'cloudId',
];

function licenceEvent(row: Row, eventDate: string, transactionId: string | null): Row {
  const { hosting } = nested(row, 'purchaseDetails');
  return {
    ...Object.fromEntries(EVENT_FIELDS.map((name) => [name, row[name] ?? null])),
    hosting: row.hosting ?? hosting ?? null,
    lastUpdated: row.lastUpdated,
    eventDate,
    transactionId,
    // The reference nests these; the wire has them beside the rest.
    licenseDetails: null,
    inGracePeriod: 'No',
  };
}

function saleEvent(row: Row): Row {
  return licenceEvent(row, text(nested(row, 'purchaseDetails').saleDate), text(row.transactionId));
}

const REASONS = ['bugs', 'merging', 'not-meeting-needs', 'other', 'project-based', 'sandbox', 'usefulness'];

function feedback(row: Row, index: number): Row {
  return {
    ...Object.fromEntries(EVENT_FIELDS.map((name) => [name, row[name] ?? null])),
    date: text(row.maintenanceEndDate),
    feedbackType: index % 3 === 0 ? 'unsubscribe' : 'uninstall',
    reasonKey: REASONS[index % REASONS.length],
    reason: '',
    message: '',
    email: 'someone@example.com',
    fullName: 'Some One',
  };
}

const REVIEWS: readonly Row[] = Array.from({ length: 60 }, (_, index) => ({
  id: `review-${String(index)}`,
  content: 'Helps the whole team.',
  responseContent: index % 3 === 0 ? 'Thank you.' : '',
  stars: 1 + ((index * 7) % 5),
  date: `${addDays('2025-01-15', index * 7)}T10:30:00Z`,
  totalVotes: index,
  helpfulVotes: Math.floor(index / 2),
  productHosting: 'cloud',
  isFlagged: false,
  authorName: 'Some One',
}));

/** Evaluations that began, by hosting and week; weeks begin on Sunday. */
function evaluationWeeks(licences: readonly Row[]): Row[] {
  const counts = new Map<string, Row>();
  for (const row of licences) {
    const start = text(row.latestEvaluationStartDate);
    if (start === '') continue;
    const day = dayNumber(start);
    // 1970-01-01 was a Thursday.
    const date = dayFromNumber(day - ((day + 4) % 7));
    const key = `${text(row.hosting)}|${date}`;
    counts.set(key, {
      name: text(row.hosting),
      evaluationType: 'Net new evaluation',
      date,
      count: Number(counts.get(key)?.count ?? 0) + 1,
    });
  }
  return [...counts.values()];
}

/** Closing MRR of each month that is over, under the names of the recurring-revenue report, by a simple reading of what runs on its last day. */
function closingMrr(transactions: readonly Row[], product: { readonly appKey: string; readonly appName: string }): Row[] {
  const own = transactions.filter((row) => row.addonKey === product.appKey);
  const refunded = new Map(
    own
      .filter((row) => nested(row, 'purchaseDetails').saleType === 'Refund')
      .map((row) => [text(nested(nested(row, 'purchaseDetails'), 'originalTransactionDetails').transactionId), dayOf(row, 'saleDate')]),
  );
  let [first, last] = [Infinity, -Infinity];
  for (const row of own) {
    first = Math.min(first, dayOf(row, 'saleDate'));
    last = Math.max(last, dayOf(row, 'saleDate'));
  }
  return monthEnds(first, last).map((end) => {
    const running = new Map<string, { readonly since: number; readonly cents: number }>();
    for (const row of own) {
      const refundDay = refunded.get(text(row.transactionId));
      const [start, stop] = [dayOf(row, 'maintenanceStartDate'), dayOf(row, 'maintenanceEndDate')];
      const cents = Math.round(Number(nested(row, 'purchaseDetails').purchasePrice) * 100);
      if (cents <= 0 || start > end || stop <= end || (refundDay !== undefined && refundDay <= end)) continue;
      const entitlement = text(row.appEntitlementNumber) || text(row.addonLicenseId) || text(row.licenseId);
      const since = dayOf(row, 'saleDate');
      if ((running.get(entitlement)?.since ?? -Infinity) <= since) running.set(entitlement, { since, cents: monthly(cents, stop - start) });
    }
    const total = [...running.values()].reduce((sum, { cents }) => sum + cents, 0);
    return {
      date: dayFromNumber(end),
      appName: product.appName,
      appKey: product.appKey,
      gracePeriodInDays: '0',
      subscription: 'TOTAL',
      closingMrr: total / 100,
    };
  });
}

function dayOf(row: Row, name: string): number {
  return dayNumber(text(nested(row, 'purchaseDetails')[name]));
}

/** A month's line is its price, a year's a twelfth, anything else by the day. */
function monthly(cents: number, days: number): number {
  if (days >= 28 && days <= 31) return cents;
  return Math.round(days === 365 || days === 366 ? cents / 12 : ((cents / days) * 365) / 12);
}

/** Last days of the months that end between two days. */
function monthEnds(from: number, to: number): number[] {
  const ends: number[] = [];
  for (let day = from; day < to; day += 1) if (dayFromNumber(day + 1).endsWith('-01')) ends.push(day);
  return ends;
}

function versionsOf(appKey: string): Row[] {
  return [1, 2, 3].map((build) => ({
    appSoftwareId: `software-${appKey}`,
    buildNumber: build,
    versionNumber: `1.${String(build)}.0`,
    state: 'PUBLISHED',
    changelog: { releaseSummary: `Release ${String(build)}`, releaseNotes: 'Faster.' },
  }));
}
