import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** Of whom a score by rules is: 0 of accounts, 2 of users as they are in an account, whose values are properties and have no rows elsewhere. */
export const userScoreMigrations: readonly Migration[] = [
  { name: '0030-custom-score-kind', statement: sql`ALTER TABLE custom_score ADD COLUMN kind INT NOT NULL DEFAULT 0` },
];
