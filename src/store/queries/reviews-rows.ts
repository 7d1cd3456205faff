import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

/** Reviews of one answer: packed, a thousand of them stay well below its 4 MiB. */
const PAGE_ROWS = 1_000;
/** The most that are read; of more, the newest. */
const MAX_REVIEWS = 10_000;

const Row = z.object({ id: z.coerce.number(), row_key: z.string(), day: z.coerce.number().nullable(), raw: z.string() });
/** `day` is a day number; `raw` is packed. */
export type ReviewRow = { readonly rowKey: string; readonly day: number | null; readonly raw: string };

/** The reviews that are there, in no order that means anything. */
export async function reviewRows(port: SqlPort): Promise<readonly ReviewRow[]> {
  const found: ReviewRow[] = [];
  let before = Number.MAX_SAFE_INTEGER;
  while (found.length < MAX_REVIEWS) {
    const rows = z.array(Row).parse(
      await port.query(sql`
        SELECT id, row_key, day, raw FROM feed_row
        WHERE feed = 'reviews' AND gone_at IS NULL AND id < ${before}
        ORDER BY id DESC LIMIT ${PAGE_ROWS}`),
    );
    found.push(...rows.map((row) => ({ rowKey: row.row_key, day: row.day, raw: row.raw })));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) break;
    before = last.id;
  }
  return found;
}

const Example = z.object({ raw: z.string() });

/** One licence of each app, packed: it names the app and its product. */
export async function appExamples(port: SqlPort): Promise<readonly string[]> {
  const rows = await port.query(
    sql`SELECT TO_BASE64(record) AS raw FROM licence WHERE id IN (SELECT MAX(id) FROM licence GROUP BY addon_key)`,
  );
  return z
    .array(Example)
    .parse(rows)
    .map((row) => row.raw);
}
