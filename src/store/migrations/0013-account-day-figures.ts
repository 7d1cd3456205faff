import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** Series over days read this index alone: from the index by day each row of the table was looked up apart. */
export const accountDayFiguresMigrations: readonly Migration[] = [
  {
    name: '0013-account-day-figures',
    statement: sql`CREATE INDEX IF NOT EXISTS account_day_figures ON account_day (day, account_id, users1, users7, users30, events)`,
  },
];
