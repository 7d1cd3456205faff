import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** As `rowHash` makes it. */
const hashOf = (column: Sql): Sql => sql`LEFT(TO_BASE64(UNHEX(SHA2(${column}, 256))), 12)`;

/** A line without an entitlement's id is found by a hash of its number, as others are by one of the id. */
const NUMBER_STEPS: readonly Migration[] = [
  {
    name: '0041-transaction-line-numbers',
    writes: 'some rows',
    statement: sql`UPDATE transaction_line SET entitlement_hash = ${hashOf(sql`entitlement_number`)}
      WHERE entitlement_hash IS NULL AND entitlement_number IS NOT NULL LIMIT 2000`,
  },
  {
    name: '0041-transaction-line-old-number',
    statement: sql`DROP INDEX IF EXISTS transaction_line_entitlement_number ON transaction_line`,
  },
  { name: '0041-transaction-line-old-numbers', statement: sql`ALTER TABLE transaction_line DROP COLUMN entitlement_number` },
];

/** That destinations are still to be told stands in one column, which is null when they were; what they were told follows from the record. */
type Told = { readonly table: Sql; readonly pending: Sql; readonly untold: Sql };
const untoldSteps = (name: string, { table, pending, untold }: Told): readonly Migration[] => [
  { name: `0041-${name}-untold`, statement: sql`ALTER TABLE ${table} ADD COLUMN moved_untold VARCHAR(1) COLLATE utf8mb4_bin NULL` },
  {
    name: `0041-${name}-rows`,
    writes: 'some rows',
    statement: sql`UPDATE ${table} SET moved_untold = '1' WHERE pending = 1 AND moved_untold IS NULL LIMIT 2000`,
  },
  { name: `0041-${name}-old-pending`, statement: sql`DROP INDEX IF EXISTS ${pending} ON ${table}` },
  { name: `0041-${name}-index`, statement: sql`CREATE INDEX IF NOT EXISTS ${untold} ON ${table} (moved_untold)` },
  {
    name: `0041-${name}-old-columns`,
    statement: sql`ALTER TABLE ${table} DROP COLUMN pending, DROP COLUMN outward_hash, DROP COLUMN outward_version`,
  },
  { name: `0041-${name}-named`, statement: sql`ALTER TABLE ${table} RENAME COLUMN moved_untold TO untold` },
];

const after = (name: string, steps: readonly Migration[]): Migration[] =>
  steps.map((step) => ({ ...step, after: [`0002-${name}`, `0035-${name}`, `0040-${name}`] }));

export const untoldRowsMigrations: readonly Migration[] = [
  ...after('transaction-line', NUMBER_STEPS),
  ...after('licence', untoldSteps('licence', { table: sql`licence`, pending: sql`licence_pending`, untold: sql`licence_untold` })),
  ...after(
    'transaction-line',
    untoldSteps('transaction-line', {
      table: sql`transaction_line`,
      pending: sql`transaction_line_pending`,
      untold: sql`transaction_line_untold`,
    }),
  ),
];
