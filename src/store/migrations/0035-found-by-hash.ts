import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** As `rowHash` makes it. */
const hashOf = (column: Sql): Sql => sql`LEFT(TO_BASE64(UNHEX(SHA2(${column}, 256))), 12)`;

/**
 * A line of a sale is found by hashes of its key and of its entitlement instead of by long texts that are kept twice each, and what it says
 * is in its record alone. A licence is found by a hash of its key, which its ids tell, and so is what is kept of it elsewhere. The new
 * columns get their names last, when every row has moved.
 */
export const foundByHashMigrations: readonly Migration[] = [
  {
    name: '0035-transaction-line-hashes',
    statement: sql`ALTER TABLE transaction_line ADD COLUMN moved_row VARCHAR(12) COLLATE utf8mb4_bin NULL,
      ADD COLUMN moved_entitlement VARCHAR(12) COLLATE utf8mb4_bin NULL`,
  },
  {
    name: '0035-transaction-line-row',
    statement: sql`CREATE UNIQUE INDEX IF NOT EXISTS transaction_line_row_hash ON transaction_line (moved_row)`,
  },
  {
    name: '0035-transaction-line-entitlement',
    statement: sql`CREATE INDEX IF NOT EXISTS transaction_line_entitlement_hash ON transaction_line (moved_entitlement)`,
  },
  {
    name: '0035-transaction-line-rows',
    writes: 'some rows',
    statement: sql`UPDATE transaction_line SET moved_row = ${hashOf(sql`row_key`)}, moved_entitlement = ${hashOf(sql`entitlement_id`)}
      WHERE moved_row IS NULL LIMIT 2000`,
  },
  { name: '0035-transaction-line-old-key', statement: sql`DROP INDEX IF EXISTS transaction_line_row_key ON transaction_line` },
  {
    name: '0035-transaction-line-old-entitlement',
    statement: sql`DROP INDEX IF EXISTS transaction_line_entitlement_id ON transaction_line`,
  },
  {
    name: '0035-transaction-line-old-columns',
    statement: sql`ALTER TABLE transaction_line DROP COLUMN row_key, DROP COLUMN entitlement_id, DROP COLUMN transaction_id,
      DROP COLUMN addon_licence_id, DROP COLUMN licence_id, DROP COLUMN cloud_id, DROP COLUMN addon_key, DROP COLUMN sale_day,
      DROP COLUMN sale_type, DROP COLUMN hosting, DROP COLUMN edition, DROP COLUMN billing_period, DROP COLUMN tier,
      DROP COLUMN purchase_price_cents, DROP COLUMN vendor_amount_cents, DROP COLUMN maintenance_start_day, DROP COLUMN payment_status,
      DROP COLUMN refund_reason, DROP COLUMN original_transaction_id, DROP COLUMN prorated`,
  },
  {
    name: '0035-transaction-line-named',
    statement: sql`ALTER TABLE transaction_line RENAME COLUMN moved_row TO row_hash, RENAME COLUMN moved_entitlement TO entitlement_hash`,
  },
  {
    name: '0035-licence-hash',
    statement: sql`ALTER TABLE licence ADD COLUMN moved_row VARCHAR(12) COLLATE utf8mb4_bin NULL`,
  },
  { name: '0035-licence-row', statement: sql`CREATE UNIQUE INDEX IF NOT EXISTS licence_row_hash ON licence (moved_row)` },
  {
    name: '0035-licence-rows',
    writes: 'some rows',
    statement: sql`UPDATE licence SET moved_row = ${hashOf(sql`row_key`)} WHERE moved_row IS NULL LIMIT 2000`,
  },
  ...[sql`contact_role`, sql`licence_standing`].flatMap((table): Migration[] => [
    {
      // A key has a colon, a hash has none.
      name: `0035-${table.text}-rows`,
      writes: 'some rows',
      statement: sql`UPDATE ${table} SET row_key = ${hashOf(sql`row_key`)} WHERE LOCATE(':', row_key) > 0 LIMIT 2000`,
    },
    { name: `0035-${table.text}-named`, statement: sql`ALTER TABLE ${table} RENAME COLUMN row_key TO row_hash` },
  ]),
  { name: '0035-licence-old-key', statement: sql`DROP INDEX IF EXISTS licence_row_key ON licence` },
  { name: '0035-licence-old-column', statement: sql`ALTER TABLE licence DROP COLUMN row_key` },
  { name: '0035-licence-named', statement: sql`ALTER TABLE licence RENAME COLUMN moved_row TO row_hash` },
];
