import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';

/** The reports that are kept as rows. */
export type MarketplaceFeed = 'licences' | 'transactions';
/** `full` reads the whole history, `delta` what was updated lately. */
export type SyncPass = 'full' | 'delta';

/** The table of a feed. Both tables share the columns `row_key`, hashes, versions, `pending`, `raw` and the instants. */
export const FEED_TABLES: Record<MarketplaceFeed, Sql> = { licences: sql`licence`, transactions: sql`transaction_line` };

/** What is stored of any row besides what it says: see the migration. */
export type RowBook = {
  readonly contentHash: string;
  readonly version: number;
  readonly outwardHash: string;
  readonly outwardVersion: number;
  readonly pending: 0 | 1;
  readonly raw: string;
  /** ISO instant of this write; also the first sighting of a new row. */
  readonly changedAt: string;
  readonly lastSeenRun: number;
};
