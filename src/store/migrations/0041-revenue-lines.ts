import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * What a line's record says is read from there, and what most lines are is null. Only lines that are something else move; the new columns
 * get their names when all of them have.
 */
const LINE_STEPS: readonly Migration[] = [
  {
    name: '0041-revenue-line-columns',
    statement: sql`ALTER TABLE revenue_line ADD COLUMN moved_out VARCHAR(20) COLLATE utf8mb4_bin NULL,
      ADD COLUMN moved_kind VARCHAR(10) COLLATE utf8mb4_bin NULL, ADD COLUMN moved_discounts VARCHAR(40) COLLATE utf8mb4_bin NULL`,
  },
  {
    name: '0041-revenue-line-rows',
    writes: 'some rows',
    statement: sql`UPDATE revenue_line SET moved_out = CASE WHEN gone = 1 THEN 'gone' WHEN uncollectible = 1 THEN 'uncollectible' END,
        moved_kind = CASE WHEN kind <> 'purchase' THEN kind END,
        moved_discounts = CASE WHEN discount_cents <> 0 OR partner_discount_cents <> 0 THEN CONCAT(discount_cents, ' ', partner_discount_cents) END
      WHERE moved_out IS NULL AND moved_kind IS NULL AND moved_discounts IS NULL
        AND (gone = 1 OR uncollectible = 1 OR kind <> 'purchase' OR discount_cents <> 0 OR partner_discount_cents <> 0) LIMIT 2000`,
  },
  { name: '0041-revenue-line-old-change', statement: sql`DROP INDEX IF EXISTS revenue_line_changed_ms ON revenue_line` },
  { name: '0041-revenue-line-old-gone', statement: sql`DROP INDEX IF EXISTS revenue_line_gone ON revenue_line` },
  { name: '0041-revenue-line-left-out', statement: sql`CREATE INDEX IF NOT EXISTS revenue_line_left_out ON revenue_line (moved_out)` },
  {
    name: '0041-revenue-line-old-columns',
    statement: sql`ALTER TABLE revenue_line DROP COLUMN gone, DROP COLUMN changed_ms, DROP COLUMN kind, DROP COLUMN uncollectible, DROP COLUMN seats,
      DROP COLUMN region, DROP COLUMN contact_domain, DROP COLUMN discount_cents, DROP COLUMN partner_discount_cents`,
  },
  {
    name: '0041-revenue-line-named',
    statement: sql`ALTER TABLE revenue_line RENAME COLUMN moved_out TO left_out, RENAME COLUMN moved_kind TO kind,
      RENAME COLUMN moved_discounts TO discounts`,
  },
];

const LICENCE_STEPS: readonly Migration[] = [
  { name: '0041-revenue-licence-old-change', statement: sql`DROP INDEX IF EXISTS revenue_licence_changed_ms ON revenue_licence` },
  { name: '0041-revenue-licence-old-column', statement: sql`ALTER TABLE revenue_licence DROP COLUMN changed_ms` },
];

/** As long as they are made now. */
const TWIN_STEPS: readonly Migration[] = [
  {
    name: '0041-revenue-twin-keys',
    writes: 'some rows',
    statement: sql`UPDATE revenue_twin SET twin_key = LEFT(twin_key, 12) WHERE CHAR_LENGTH(twin_key) > 12 LIMIT 2000`,
  },
];

const after = (table: string, steps: readonly Migration[]): Migration[] =>
  steps.map((step) => ({ ...step, after: [`0006-${table}`, `0035-${table}`] }));

export const revenueLineMigrations: readonly Migration[] = [
  ...after('revenue-line', TWIN_STEPS),
  ...after('revenue-line', LINE_STEPS),
  ...after('revenue-licence', LICENCE_STEPS),
];
