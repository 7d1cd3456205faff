import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/**
 * What became of requests to erase somebody. It names nobody and holds nothing made from an id: `erasure_id` is random, or the
 * hash of the request's own random message id. A state is null where a place has no part in it.
 */
export const erasureMigrations: readonly Migration[] = [
  {
    name: '0004-erasure',
    statement: sql`CREATE TABLE IF NOT EXISTS erasure (
      erasure_id VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
      requested_at VARCHAR(30) COLLATE utf8mb4_bin NOT NULL,
      cause VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
      own_store VARCHAR(10) COLLATE utf8mb4_bin NULL,
      vendor VARCHAR(10) COLLATE utf8mb4_bin NULL,
      segment VARCHAR(10) COLLATE utf8mb4_bin NULL,
      journy VARCHAR(10) COLLATE utf8mb4_bin NULL,
      own_store_reason VARCHAR(40) COLLATE utf8mb4_bin NULL,
      vendor_reason VARCHAR(40) COLLATE utf8mb4_bin NULL,
      segment_reason VARCHAR(40) COLLATE utf8mb4_bin NULL,
      journy_reason VARCHAR(40) COLLATE utf8mb4_bin NULL,
      PRIMARY KEY (erasure_id),
      KEY erasure_requested (requested_at)
    )`,
  },
];
