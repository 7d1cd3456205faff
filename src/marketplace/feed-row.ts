import { dayNumber, isDay } from '../platform/days';
import type { ListFeed } from '../store/queries/sync-feed';
import { canonicalJson, contentHash, hashOf } from './content-hash';
import { isRecord, quarantined } from './records';
import type { Read } from './records';
import { clip, textOf } from './wire-value';

/** A row of a report without a table of its own. `day` is a day number; `about` the entitlement that it is about. */
export type FeedRow = {
  readonly rowKey: string;
  readonly formerKeys: readonly string[];
  readonly day: number | null;
  readonly about: string | null;
  readonly appKey: string | null;
};

type Shape = {
  /** Fields that name the row; each may be in `licenseDetails` too, where events put them in one of their two forms. */
  readonly key: readonly string[];
  /** Fields without which the row is nothing. */
  readonly required: readonly string[];
  readonly day: string | null;
};

/** People's names and addresses in reports that are kept for their content; they are left out before anything is stored. */
const PERSONAL = new Set(['authorName', 'email', 'fullName', 'userId', 'phone']);

const EVENT: Shape = {
  key: ['eventDate', 'appEntitlementNumber', 'appEntitlementId', 'licenseId', 'transactionId', 'addonKey'],
  required: ['eventDate', 'addonKey'],
  day: 'eventDate',
};

const SHAPES: Record<ListFeed, Shape> = {
  'churn-events': EVENT,
  'conversion-events': EVENT,
  'renewal-events': EVENT,
  feedback: {
    key: ['date', 'feedbackType', 'appEntitlementNumber', 'appEntitlementId', 'licenseId', 'cloudId', 'addonKey', 'reasonKey'],
    required: ['date', 'feedbackType', 'addonKey'],
    day: 'date',
  },
  reviews: { key: ['id'], required: ['id'], day: 'date' },
  'recurring-revenue': {
    key: ['date', 'appKey', 'gracePeriodInDays', 'subscription', 'lifetimeGmvAppVersionType'],
    required: ['date'],
    day: 'date',
  },
  evaluations: { key: ['dimension', 'name', 'evaluationType', 'date'], required: ['dimension', 'name', 'date'], day: 'date' },
  'churn-benchmark': { key: ['appKey', 'productId', 'year', 'month'], required: ['year', 'month'], day: null },
  'app-versions': { key: ['scope', 'buildNumber'], required: ['buildNumber'], day: null },
  promotions: { key: ['promotionId', 'id', 'code'], required: [], day: null },
  offerings: { key: ['scope', 'id', 'offeringId'], required: [], day: null },
  'price-plans': { key: ['scope', 'id', 'pricingPlanId'], required: [], day: null },
  attribution: {
    key: ['eventTimestamp', 'userId', 'appEntitlementNumber', 'appEntitlementId', 'addonKey', 'userType', 'channel', 'marketplaceURL'],
    required: ['eventTimestamp'],
    day: 'eventTimestamp',
  },
};

/** Reads one row of such a report. Unknown fields stay in the raw JSON, people's names do not. */
export function readFeedRow(feed: ListFeed, raw: unknown): Read<FeedRow> {
  if (!isRecord(raw)) return quarantined(raw, null, 'record: unexpected shape');
  const kept = withoutPeople(raw);
  const shape = SHAPES[feed];
  const rowKey = feedRowKeyOf(feed, raw);
  const missing = shape.required.find((name) => fieldOf(raw, name) === null);
  if (missing !== undefined) return quarantined(kept, rowKey === '' ? null : rowKey, `${missing}: missing`);
  if (rowKey === '') return quarantined(kept, null, 'key: missing');
  const dayText = shape.day === null ? null : fieldOf(raw, shape.day);
  const day = dayText === null ? null : dayIn(dayText);
  if (day === undefined) return quarantined(kept, rowKey, `${shape.day ?? 'day'}: not a day (YYYY-MM-DD)`);
  const about = fieldOf(raw, 'appEntitlementNumber') ?? fieldOf(raw, 'appEntitlementId');
  const appKey = fieldOf(raw, 'addonKey') ?? fieldOf(raw, 'appKey');
  return {
    kind: 'row',
    row: {
      rowKey,
      formerKeys: [],
      day,
      about: about === null ? null : clip(about, 64),
      appKey: appKey === null ? null : clip(appKey, 120),
    },
    contentHash: contentHash(kept),
    json: JSON.stringify(kept),
    unknown: [],
  };
}

/** The key that the row would be stored under; empty for none. Keys that are too long, or name people, are a hash of themselves. */
export function feedRowKeyOf(feed: ListFeed, raw: unknown): string {
  if (!isRecord(raw)) return '';
  const { key } = SHAPES[feed];
  const named = key.map((name) => fieldOf(raw, name) ?? '');
  if (named.every((part, index) => part === '' || key[index] === 'scope')) return '';
  const text = named.join('|');
  return text.length > 160 || key.some((name) => PERSONAL.has(name)) ? hashOf(canonicalJson(named), 40) : text;
}

function fieldOf(raw: Readonly<Record<string, unknown>>, name: string): string | null {
  const own = textOf(raw[name]);
  if (own !== null) return own;
  return isRecord(raw.licenseDetails) ? textOf(raw.licenseDetails[name]) : null;
}

/** The day of `YYYY-MM-DD`, of an instant, or of "YYYY-MM-DD hh:mm:ss". */
function dayIn(text: string): number | undefined {
  const day = text.slice(0, 10);
  return isDay(day) && (text.length === 10 || /^[T ]/.test(text.slice(10))) ? dayNumber(day) : undefined;
}

function withoutPeople(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !PERSONAL.has(name)));
}
