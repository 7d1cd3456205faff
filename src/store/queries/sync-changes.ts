import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { joinSql, rowsSql, sql } from '../../platform/sql';
import { MARKETPLACE_FEEDS } from './sync-feed';
import type { MarketplaceFeed } from './sync-feed';

/** `from` and `to` are JSON texts, null for nothing; both are null where a person is named, because the log names nobody. */
export const FieldChange = z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() });
export type FieldChange = z.infer<typeof FieldChange>;
export const ChangeKind = z.enum(['changed', 'gone', 'back']);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** `episode` tells apart that a row of one version is gone twice: the run that missed or met it; 0 for a change. */
export type RowChange = {
  readonly rowKey: string;
  readonly version: number;
  readonly kind: ChangeKind;
  readonly episode: number;
  readonly changes: readonly FieldChange[];
};

/** At most 500 a statement. Noted before the row is written; the same version noted again replaces what was said of it. */
export function noteChangesSql(feed: MarketplaceFeed, changes: readonly RowChange[], changedAt: string) {
  const rows = changes.map((change) => [
    feed,
    change.rowKey,
    change.version,
    change.kind,
    change.episode,
    changedAt,
    JSON.stringify(change.changes),
  ]);
  return sql`
    INSERT INTO row_change (feed, row_key, version, kind, episode, changed_at, changes)
    VALUES ${rowsSql(rows)}
    ON DUPLICATE KEY UPDATE changed_at = VALUES(changed_at), changes = VALUES(changes)`;
}

/** What was said of a row follows it to its new key. */
export function renameChangesSql(feed: MarketplaceFeed, from: string, to: string) {
  return sql`UPDATE row_change SET row_key = ${to} WHERE feed = ${feed} AND row_key = ${from}`;
}

/** Changes are kept for so many days. */
export const KEEP_CHANGES_DAYS = 400;

export function forgetChangesSql(before: string) {
  return sql`DELETE FROM row_change WHERE changed_at < ${before}`;
}

const Row = z.object({
  id: z.coerce.number(),
  feed: z.string(),
  row_key: z.string(),
  version: z.coerce.number(),
  kind: ChangeKind,
  changed_at: z.string(),
  changes: z.string(),
});
export type ChangeLogEntry = {
  readonly id: number;
  readonly feed: string;
  readonly rowKey: string;
  readonly version: number;
  readonly kind: ChangeKind;
  readonly changedAt: string;
  readonly changes: readonly FieldChange[];
};

/** Rows by the start of their key, or by the whole of it. */
export type RowNames = { readonly prefixes: readonly string[]; readonly keys: readonly string[] };

/**
 * The newest changes, before an id for the next page; of one feed or all, served by the primary key. Of named rows only, served
 * by the key of the table.
 */
export async function changeLog(
  port: SqlPort,
  page: {
    readonly feed: MarketplaceFeed | null;
    readonly beforeId: number | null;
    readonly limit: number;
    readonly named?: RowNames | null;
  },
): Promise<readonly ChangeLogEntry[]> {
  const named = page.named ?? null;
  const feeds = page.feed === null ? (named === null ? [] : MARKETPLACE_FEEDS) : [page.feed];
  const feed = feeds.length === 0 ? sql`` : sql`feed IN (${feeds}) AND `;
  const rowKey = named === null ? sql`` : sql`(${namedSql(named)}) AND `;
  const rows = await port.query(sql`
    SELECT id, feed, row_key, version, kind, changed_at, changes FROM row_change
    WHERE ${feed}${rowKey}id < ${page.beforeId ?? Number.MAX_SAFE_INTEGER}
    ORDER BY id DESC LIMIT ${Math.min(200, page.limit)}`);
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({
      id: row.id,
      feed: row.feed,
      rowKey: row.row_key,
      version: row.version,
      kind: row.kind,
      changedAt: row.changed_at,
      changes: z.array(FieldChange).parse(JSON.parse(row.changes)),
    }));
}

function namedSql({ prefixes, keys }: RowNames) {
  const starts = prefixes.map((prefix) => sql`(row_key >= ${prefix} AND row_key < ${`${prefix}${AFTER_ANY}`})`);
  return joinSql([...starts, ...(keys.length === 0 ? [] : [sql`row_key IN (${keys})`])], ' OR ');
}

/** Sorts after whatever a key goes on with. */
const AFTER_ANY = '\uffff';
