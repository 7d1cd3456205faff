import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** Whoever asks by month asks for everything up to one, so that a key by month finds nothing faster than the table does. */
export const movementMonthMigrations: readonly Migration[] = [
  { name: '0046-movement-month', statement: sql`DROP INDEX IF EXISTS revenue_movement_month ON revenue_movement` },
];
