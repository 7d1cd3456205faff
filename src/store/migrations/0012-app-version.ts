import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** Versions of apps, and the first UTC day (since 1970-01-01) on which a site ran each. */
export const appVersionMigrations: readonly Migration[] = [
  {
    name: '0012-app-version',
    statement: sql`CREATE TABLE IF NOT EXISTS app_version (
      app_key VARCHAR(100) COLLATE utf8mb4_bin NOT NULL,
      version VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      first_day INT NOT NULL,
      PRIMARY KEY (app_key, version)
    )`,
  },
];
