import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { MARKETPLACE_FEEDS } from './sync-feed';
import type { MarketplaceFeed, SyncPass } from './sync-feed';

const Row = z.object({
  feed: z.enum(MARKETPLACE_FEEDS),
  paused_at: z.string().nullable(),
  wanted_pass: z.enum(['full', 'delta']).nullable(),
});
/** What somebody asked of a feed: to rest since an instant, or to run a pass now. */
export type SyncWish = { readonly feed: MarketplaceFeed; readonly pausedAt: string | null; readonly wantedPass: SyncPass | null };

export async function syncWishes(port: SqlPort): Promise<readonly SyncWish[]> {
  return z
    .array(Row)
    .parse(await port.query(sql`SELECT feed, paused_at, wanted_pass FROM sync_wish`))
    .map((row) => ({ feed: row.feed, pausedAt: row.paused_at, wantedPass: row.wanted_pass }));
}

/** Lets a feed rest, or go on when `pausedAt` is null. A run under way stops before its next window. */
export async function pauseFeed(port: SqlPort, feed: MarketplaceFeed, pausedAt: string | null): Promise<void> {
  await port.write(sql`
    INSERT INTO sync_wish (feed, paused_at) VALUES (${feed}, ${pausedAt})
    ON DUPLICATE KEY UPDATE paused_at = VALUES(paused_at)`);
}

/** Asks for a pass at the next plan, whatever the clock says. Asking twice is asking once. */
export async function wantPass(port: SqlPort, feed: MarketplaceFeed, pass: SyncPass, wantedAt: string): Promise<void> {
  await port.write(sql`
    INSERT INTO sync_wish (feed, wanted_pass, wanted_at) VALUES (${feed}, ${pass}, ${wantedAt})
    ON DUPLICATE KEY UPDATE wanted_pass = VALUES(wanted_pass), wanted_at = VALUES(wanted_at)`);
}

/** The wish was heard: its run has begun. */
export function hearWishSql(feed: MarketplaceFeed) {
  return sql`UPDATE sync_wish SET wanted_pass = NULL, wanted_at = NULL WHERE feed = ${feed}`;
}

export async function isPaused(port: SqlPort, feed: MarketplaceFeed): Promise<boolean> {
  return (await port.query(sql`SELECT feed FROM sync_wish WHERE feed = ${feed} AND paused_at IS NOT NULL`)).length > 0;
}
