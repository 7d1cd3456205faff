import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { MarketplaceFeed } from './sync-feed';

const Row = z.object({
  id: z.coerce.number(),
  feed: z.string(),
  row_key: z.string().nullable(),
  reason: z.string(),
  first_seen_at: z.string(),
  last_seen_run: z.coerce.number(),
});
/** A row in quarantine without what it says. `lastSeenRun` is in epoch seconds. */
export type AsideEntry = {
  readonly id: number;
  readonly feed: string;
  readonly rowKey: string | null;
  readonly reason: string;
  readonly firstSeenAt: string;
  readonly lastSeenRun: number;
};
const Total = z.object({ total: z.coerce.number() });

/** Rows in quarantine, the newest first, of one feed or all, and how many there are. */
export async function asidePage(
  port: SqlPort,
  request: { readonly feed: MarketplaceFeed | null; readonly page: number; readonly pageSize: number },
): Promise<{ readonly rows: readonly AsideEntry[]; readonly total: number }> {
  const ofFeed = request.feed === null ? sql`` : sql`WHERE feed = ${request.feed}`;
  const rows = await port.query(sql`
    SELECT id, feed, row_key, reason, first_seen_at, last_seen_run FROM quarantine ${ofFeed}
    ORDER BY id DESC LIMIT ${request.pageSize} OFFSET ${request.page * request.pageSize}`);
  const [counted] = z.array(Total).parse(await port.query(sql`SELECT COUNT(*) AS total FROM quarantine ${ofFeed}`));
  return {
    rows: z
      .array(Row)
      .parse(rows)
      .map((row) => ({
        id: row.id,
        feed: row.feed,
        rowKey: row.row_key,
        reason: row.reason,
        firstSeenAt: row.first_seen_at,
        lastSeenRun: row.last_seen_run,
      })),
    total: counted?.total ?? 0,
  };
}

const Raw = z.object({ raw: z.string() });

/** The packed record of a row in quarantine; null when it is there no more. */
export async function asidePacked(port: SqlPort, id: number): Promise<string | null> {
  const [row] = z.array(Raw).parse(await port.query(sql`SELECT raw FROM quarantine WHERE id = ${id}`));
  return row?.raw ?? null;
}
