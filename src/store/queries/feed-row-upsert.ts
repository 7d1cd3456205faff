import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { MarketplaceFeed, RowBook } from './sync-feed';

/** A row of a report without a table of its own; `day` is a day number, `about` the entitlement that it is about. */
export type FeedRowColumns = {
  readonly rowKey: string;
  readonly day: number | null;
  readonly about: string | null;
  readonly appKey: string | null;
};

/** Writes new and changed rows, at most 500 a statement. */
export function upsertFeedRowsSql(feed: MarketplaceFeed, rows: readonly (FeedRowColumns & RowBook)[]): Sql {
  const values = rows.map(
    (row) => sql`(${feed}, ${row.rowKey}, ${row.day}, ${row.about}, ${row.appKey}, ${row.contentHash}, ${row.version}, ${row.raw},
      ${row.changedAt}, ${row.changedAt}, ${row.lastSeenRun})`,
  );
  return sql`
    INSERT INTO feed_row (feed, row_key, day, about, app_key, content_hash, version, raw, first_seen_at, changed_at, last_seen_run)
    VALUES ${joinSql(values)}
    ON DUPLICATE KEY UPDATE day = VALUES(day), about = VALUES(about), app_key = VALUES(app_key), content_hash = VALUES(content_hash),
      version = VALUES(version), raw = VALUES(raw), changed_at = VALUES(changed_at),
      last_seen_run = GREATEST(last_seen_run, VALUES(last_seen_run)), gone_at = NULL`;
}
