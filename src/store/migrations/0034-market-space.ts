import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * Instants of licences and sales, which are kept twice each, are milliseconds instead of texts; hashes are as long as they need to be to
 * tell two states of one row apart; columns that nothing asks for go, because the record has them. The new column gets its name last:
 * until every row has moved, whoever needs it finds the table older than it is.
 */
type Moved = {
  readonly name: string;
  readonly after: string;
  readonly table: Sql;
  readonly index: Sql;
  readonly oldIndex: Sql;
  readonly also: Sql;
  readonly drops: Sql;
};

/** Days from year 0 to 1970, as TO_DAYS counts them. */
const EPOCH_DAYS = sql`719528`;
const CHANGED_MS = sql`(TO_DAYS(LEFT(changed_at, 10)) - ${EPOCH_DAYS}) * 86400000 + SUBSTRING(changed_at, 12, 2) * 3600000
      + SUBSTRING(changed_at, 15, 2) * 60000 + SUBSTRING(changed_at, 18, 2) * 1000 + SUBSTRING(changed_at, 21, 3)`;
const SHORTER_HASHES = sql`, outward_hash = LEFT(outward_hash, 12),
      content_hash = CONCAT(LEFT(SUBSTRING_INDEX(content_hash, ':', 1), 12), ':',
        LEFT(SUBSTRING_INDEX(SUBSTRING_INDEX(content_hash, ':', 2), ':', -1), 8), ':', LEFT(SUBSTRING_INDEX(content_hash, ':', -1), 8))`;
const ROWS_AT_ONCE = sql`2000`;

const TABLES: readonly Moved[] = [
  {
    name: 'licence',
    after: '0002-licence',
    table: sql`licence`,
    index: sql`licence_changed_ms`,
    oldIndex: sql`licence_changed`,
    also: SHORTER_HASHES,
    drops: sql`DROP COLUMN changed_at, DROP COLUMN first_seen_at`,
  },
  {
    name: 'transaction-line',
    after: '0002-transaction-line',
    table: sql`transaction_line`,
    index: sql`transaction_line_changed_ms`,
    oldIndex: sql`transaction_line_changed`,
    also: SHORTER_HASHES,
    drops: sql`DROP COLUMN changed_at, DROP COLUMN first_seen_at, DROP COLUMN line_item_id, DROP COLUMN licence_type, DROP COLUMN old_tier,
      DROP COLUMN original_sale_day`,
  },
  {
    name: 'revenue-line',
    after: '0006-revenue-line',
    table: sql`revenue_line`,
    index: sql`revenue_line_changed_ms`,
    oldIndex: sql`revenue_line_changed`,
    also: sql``,
    drops: sql`DROP COLUMN changed_at`,
  },
  {
    name: 'revenue-licence',
    after: '0006-revenue-licence',
    table: sql`revenue_licence`,
    index: sql`revenue_licence_changed_ms`,
    oldIndex: sql`revenue_licence_changed`,
    also: sql``,
    drops: sql`DROP COLUMN changed_at`,
  },
];

export const marketSpaceMigrations: readonly Migration[] = TABLES.flatMap(
  ({ name, after, table, index, oldIndex, also, drops }): Migration[] => [
    { after, name: `0034-${name}-moved`, statement: sql`ALTER TABLE ${table} ADD COLUMN moved_ms BIGINT NULL` },
    { after, name: `0034-${name}-index`, statement: sql`CREATE INDEX IF NOT EXISTS ${index} ON ${table} (moved_ms)` },
    {
      after,
      name: `0034-${name}-rows`,
      writes: 'some rows',
      statement: sql`UPDATE ${table} SET moved_ms = ${CHANGED_MS}${also} WHERE moved_ms IS NULL LIMIT ${ROWS_AT_ONCE}`,
    },
    { after, name: `0034-${name}-old-index`, statement: sql`DROP INDEX IF EXISTS ${oldIndex} ON ${table}` },
    { after, name: `0034-${name}-old-columns`, statement: sql`ALTER TABLE ${table} ${drops}` },
    { after, name: `0034-${name}-named`, statement: sql`ALTER TABLE ${table} RENAME COLUMN moved_ms TO changed_ms` },
  ],
);
