import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({ about: z.string(), first_seen_at: z.string(), day: z.coerce.number().nullable(), raw: z.string() });
/** What somebody said when they left. `about` is the entitlement's number or id; `day` a day number; `raw` is packed. */
export type StoredFeedback = { readonly about: string; readonly firstSeenAt: string; readonly day: number | null; readonly raw: string };

/** All that was said about these entitlements, at most a few hundred, the latest first. */
export async function feedbackAbout(port: SqlPort, entitlements: readonly string[]): Promise<readonly StoredFeedback[]> {
  if (entitlements.length === 0) return [];
  const rows = await port.query(sql`
    SELECT about, first_seen_at, day, raw FROM feed_row
    WHERE feed = 'feedback' AND about IN (${entitlements}) AND gone_at IS NULL
    ORDER BY day DESC, id`);
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({ about: row.about, firstSeenAt: row.first_seen_at, day: row.day, raw: row.raw }));
}
