import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { Migration } from '../migrate';
import { rowHashSql } from './row-hash-sql';

/**
 * A line of a sale is found by hashes of its key and of its entitlement instead of by long texts that are kept twice each, and what it says
 * is in its record alone.
 */
const LINE_STEPS: readonly Migration[] = [
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
    statement: sql`UPDATE transaction_line SET moved_row = ${rowHashSql(sql`row_key`)}, moved_entitlement = ${rowHashSql(sql`entitlement_id`)}
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
];

/** A key has a colon, a hash has none. */
const hashSteps = (table: Sql): readonly Migration[] => [
  {
    name: `0035-${table.text}-rows`,
    writes: 'some rows',
    statement: sql`UPDATE ${table} SET row_key = ${rowHashSql(sql`row_key`)} WHERE LOCATE(':', row_key) > 0 LIMIT 2000`,
  },
  { name: `0035-${table.text}-named`, statement: sql`ALTER TABLE ${table} RENAME COLUMN row_key TO row_hash` },
];

const CONTACT_STEPS: readonly Migration[] = [
  ...hashSteps(sql`contact_role`),
  // Only an erasure asks by person: it reads the table, and everybody else is spared a second copy of every id.
  { name: '0035-contact-role-key', statement: sql`DROP INDEX IF EXISTS contact_role_contact ON contact_role` },
];

/** A licence is found by a hash of its key, which its ids tell. */
const LICENCE_STEPS: readonly Migration[] = [
  { name: '0035-licence-hash', statement: sql`ALTER TABLE licence ADD COLUMN moved_row VARCHAR(12) COLLATE utf8mb4_bin NULL` },
  { name: '0035-licence-row', statement: sql`CREATE UNIQUE INDEX IF NOT EXISTS licence_row_hash ON licence (moved_row)` },
  {
    name: '0035-licence-rows',
    writes: 'some rows',
    statement: sql`UPDATE licence SET moved_row = ${rowHashSql(sql`row_key`)} WHERE moved_row IS NULL LIMIT 2000`,
  },
  { name: '0035-licence-old-key', statement: sql`DROP INDEX IF EXISTS licence_row_key ON licence` },
  { name: '0035-licence-old-column', statement: sql`ALTER TABLE licence DROP COLUMN row_key` },
  { name: '0035-licence-named', statement: sql`ALTER TABLE licence RENAME COLUMN moved_row TO row_hash` },
];

const after = (step: string, steps: readonly Migration[]): Migration[] => steps.map((each) => ({ ...each, after: step }));

/** The new columns get their names last, when every row has moved: whoever needs them finds the table older than it is until then. */
export const foundByHashMigrations: readonly Migration[] = [
  ...after('0002-transaction-line', LINE_STEPS),
  ...after('0005-contact-role', CONTACT_STEPS),
  ...after('0007-licence-standing', hashSteps(sql`licence_standing`)),
  ...after('0002-licence', LICENCE_STEPS),
];
