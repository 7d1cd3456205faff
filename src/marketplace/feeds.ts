import type { MarketplaceFeed } from '../store/queries/sync-feed';
import { benchmarkRows, evaluationRows, listRows, recordRows } from './feed-answers';
import type { ExportParameters } from './client';

/** Whatever a path or a body needs to know. `scope` is the product, app software or word that a list is asked for. */
export type FeedIds = { readonly developerId: string; readonly vendorId: string; readonly scope: string };

/**
 * How rows come in.
 * `export`: asked for, waited for, downloaded whole; cut by days to a bounded number of rows. `pages`: 50 rows by offset.
 * `cursor`: 50 rows by cursor. `one`: a single answer. `buckets`: a question by POST, one range of months at a time.
 */
export type Transport =
  | { readonly kind: 'export'; readonly counted: boolean }
  | { readonly kind: 'pages' }
  | { readonly kind: 'cursor' }
  | { readonly kind: 'one' }
  | { readonly kind: 'buckets'; readonly body: (range: { from: string; to: string }) => unknown };

/** What the list of scopes is made of; a report of the whole vendor has none. */
export type Scoping = 'vendor' | 'product' | 'app-software' | 'offering' | readonly string[];

/** How a delta says what it wants: what was updated since the last one, or the last so many days or months. */
export type Delta = { readonly by: 'lastUpdated' } | { readonly by: 'recent'; readonly days: number };

/** One report. A new report is a row here, and a reader if it is not a plain list. */
export type Feed = {
  readonly key: MarketplaceFeed;
  readonly title: string;
  /** Below `https://api.atlassian.com`; scopes and ids are already encoded. */
  readonly path: (ids: FeedIds) => string;
  readonly transport: Transport;
  readonly scope: Scoping;
  readonly parameters: ExportParameters;
  /** Exports of this feed begin at these days, besides being halved where they are too large. */
  readonly cuts: readonly string[];
  readonly delta: Delta | null;
  readonly deltaEveryHours: number;
  readonly fullEveryHours: number;
  /** The rows in an answer, the scope written into each where the report leaves it out. */
  readonly rowsIn: (answer: unknown, scope: string) => readonly unknown[];
};

const DAY_HOURS = 24;
const WEEK_HOURS = 168;
/** Licences that start before this day come without insights; later ones only when the export starts on it or after. */
export const INSIGHTS_FROM = '2018-07-01';
/** Without its name a compliance boundary other than the commercial one is left out. */
const BOUNDARIES = ['commercial', 'fedramp_moderate', 'isolated_cloud'].map((boundary) => ['cloudComplianceBoundaries', boundary] as const);

const MARKETPLACE = '/marketplace/rest/3';
const report = (tail: string) => (ids: FeedIds) => `${MARKETPLACE}/reporting/developer-space/${ids.developerId}/${tail}`;

const LIST = {
  transport: { kind: 'pages' },
  scope: 'vendor',
  parameters: [],
  cuts: [],
  deltaEveryHours: DAY_HOURS,
  fullEveryHours: WEEK_HOURS,
  rowsIn: listRows,
} as const;

function licenceEvents(kind: 'churn' | 'conversion' | 'renewal', title: string): Feed {
  return { ...LIST, key: `${kind}-events`, title, path: report(`sales/metrics/${kind}/details`), delta: { by: 'lastUpdated' } };
}

const FEEDS: Record<MarketplaceFeed, Feed> = {
  licences: {
    key: 'licences',
    title: 'Licences',
    path: report('licenses'),
    transport: { kind: 'export', counted: true },
    scope: 'vendor',
    parameters: [['withDataInsights', 'true'], ['dateType', 'start'], ...BOUNDARIES],
    cuts: [INSIGHTS_FROM],
    delta: { by: 'lastUpdated' },
    deltaEveryHours: 6,
    fullEveryHours: WEEK_HOURS,
    rowsIn: listRows,
  },
  transactions: {
    key: 'transactions',
    title: 'Transactions',
    path: report('sales/transactions'),
    transport: { kind: 'export', counted: true },
    scope: 'vendor',
    parameters: [['includeManualInvoice', 'true'], ...BOUNDARIES],
    cuts: [],
    delta: { by: 'lastUpdated' },
    deltaEveryHours: 6,
    fullEveryHours: WEEK_HOURS,
    rowsIn: listRows,
  },
  'churn-events': licenceEvents('churn', 'Churn events'),
  'conversion-events': licenceEvents('conversion', 'Conversion events'),
  'renewal-events': licenceEvents('renewal', 'Renewal events'),
  feedback: {
    ...LIST,
    key: 'feedback',
    title: 'Uninstall and unsubscribe feedback',
    path: report('feedback/details'),
    delta: { by: 'recent', days: 60 },
  },
  reviews: {
    ...LIST,
    key: 'reviews',
    title: 'Reviews',
    path: ({ scope }) => `${MARKETPLACE}/products/${scope}/reviews`,
    transport: { kind: 'cursor' },
    scope: 'product',
    parameters: [['sort', 'recent']],
    delta: null,
    fullEveryHours: DAY_HOURS,
  },
  'recurring-revenue': {
    ...LIST,
    key: 'recurring-revenue',
    title: 'MRR and ARR as the Marketplace computes them',
    path: ({ developerId }) => `${MARKETPLACE}/partner-metrics/developer-space/${developerId}`,
    transport: { kind: 'buckets', body: recurringRevenueQuestion },
    delta: { by: 'recent', days: 92 },
    rowsIn: recordRows,
  },
  evaluations: {
    ...LIST,
    key: 'evaluations',
    title: 'Evaluations by country, hosting, partner and region',
    path: ({ scope, developerId }) => report(`evaluations/${scope}`)({ scope, developerId, vendorId: '' }),
    transport: { kind: 'one' },
    scope: ['country', 'hosting', 'partner', 'region'],
    parameters: [['aggregation', 'week']],
    delta: { by: 'recent', days: 60 },
    rowsIn: evaluationRows,
  },
  'churn-benchmark': {
    ...LIST,
    key: 'churn-benchmark',
    title: 'Churn benchmarks',
    path: report('sales/metrics/churn/benchmark'),
    transport: { kind: 'one' },
    delta: null,
    rowsIn: benchmarkRows,
  },
  'app-versions': {
    ...LIST,
    key: 'app-versions',
    title: 'App versions and release notes',
    path: ({ scope }) => `${MARKETPLACE}/app-software/${scope}/versions`,
    transport: { kind: 'cursor' },
    scope: 'app-software',
    delta: null,
    fullEveryHours: DAY_HOURS,
  },
  promotions: {
    ...LIST,
    key: 'promotions',
    title: 'Promotions',
    // The list that is not paged never answers.
    path: ({ vendorId }) => `/marketplace/catalog/partners/${vendorId}/promotions/paged`,
    transport: { kind: 'cursor' },
    delta: null,
    fullEveryHours: DAY_HOURS,
  },
  offerings: {
    ...LIST,
    key: 'offerings',
    title: 'Offerings',
    path: ({ scope }) => `/commerce/api/v2/products/${scope}/offerings`,
    transport: { kind: 'one' },
    scope: 'product',
    parameters: [['status', 'ACTIVE']],
    delta: null,
  },
  'price-plans': {
    ...LIST,
    key: 'price-plans',
    title: 'Prices',
    path: ({ scope }) => `/commerce/api/v2/offerings/${scope}/pricing-plans`,
    transport: { kind: 'one' },
    scope: 'offering',
    parameters: [['page-size', '50']],
    delta: null,
  },
  attribution: {
    ...LIST,
    key: 'attribution',
    title: 'Marketing attribution',
    path: report('marketing-attribution'),
    transport: { kind: 'export', counted: false },
    delta: { by: 'recent', days: 14 },
  },
};

export function feedOf(key: MarketplaceFeed): Feed {
  return FEEDS[key];
}

/** The reporting API of each product and subscription, all apps at once: a filter on one is read differently by its two texts. */
function recurringRevenueQuestion(range: { from: string; to: string }): unknown {
  return {
    dateRange: { startDate: range.from, endDate: range.to },
    granularity: 'MONTH',
    attributes: [{ name: 'APP_KEY' }, { name: 'APP_NAME' }, { name: 'GRACE_PERIOD_IN_DAYS' }, { name: 'SUBSCRIPTION' }],
    metrics: { metricSets: [{ name: 'RECURRING_REVENUE' }] },
    sortByList: [{ fieldName: 'DATE', sortOrder: 'ASC' }],
  };
}
