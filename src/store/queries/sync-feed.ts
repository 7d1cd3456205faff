import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { rowHash } from '../row-hash';

/** Reports that have a table of their own, because revenue and accounts are computed from their columns. */
export const TYPED_FEEDS = ['licences', 'transactions'] as const;
export type TypedFeed = (typeof TYPED_FEEDS)[number];

/** Every report that is kept, in the order of its worth: the first are read first. At most 20 characters each. */
export const MARKETPLACE_FEEDS = [
  ...TYPED_FEEDS,
  'churn-events',
  'conversion-events',
  'renewal-events',
  'feedback',
  'reviews',
  'recurring-revenue',
  'evaluations',
  'churn-benchmark',
  'app-versions',
  'promotions',
  'offerings',
  'price-plans',
  'attribution',
] as const;
export type MarketplaceFeed = (typeof MARKETPLACE_FEEDS)[number];
/** Reports that are kept as they come, in one table. */
export type ListFeed = Exclude<MarketplaceFeed, TypedFeed>;
/** `full` reads the whole history, `delta` what was updated lately. */
export type SyncPass = 'full' | 'delta';

export function isTyped(feed: MarketplaceFeed): feed is TypedFeed {
  return TYPED_FEEDS.some((typed) => typed === feed);
}

const TABLES: Record<TypedFeed, Sql> = { licences: sql`licence`, transactions: sql`transaction_line` };

/** The table of a feed. All of them share `content_hash`, `version`, `gone_at` and the instants. */
export function tableOf(feed: MarketplaceFeed): Sql {
  return isTyped(feed) ? TABLES[feed] : sql`feed_row`;
}

/** The packed record of a row: bytes in tables of their own, which the platform carries to the base of 64, or a text. */
export function rawOf(feed: MarketplaceFeed): Sql {
  return isTyped(feed) ? sql`TO_BASE64(record)` : sql`raw`;
}

/** The column by which a feed's rows are found, and what it holds of a row's key. */
export function keyColumnOf(feed: MarketplaceFeed): Sql {
  return isTyped(feed) ? sql`row_hash` : sql`row_key`;
}

export function storedKeyOf(feed: MarketplaceFeed, rowKey: string): string {
  return isTyped(feed) ? rowHash(rowKey) : rowKey;
}

/** Which rows of the table are the feed's: all of a typed table, else those that say so. */
export function ofFeed(feed: MarketplaceFeed): Sql {
  return isTyped(feed) ? sql`` : sql`feed = ${feed} AND `;
}

/** What is stored of any row besides what it says: see the migration. */
export type RowBook = {
  readonly contentHash: string;
  readonly version: number;
  readonly raw: string;
  /** ISO instant of this write; also the first sighting of a new row. */
  readonly changedAt: string;
  readonly lastSeenRun: number;
};
/** Rows that destinations are told of. `untold` while they are still to be told, one value for all, so that its index gives them in their order. */
export type OutwardBook = RowBook & { readonly untold: '1' | null };
