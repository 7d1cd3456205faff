import { joinSql, sql } from '../../platform/sql';
import type { Migration } from '../migrate';
import { AS_IT_IS, ID_FORMS, ID_SIGNS } from '../short-id';
import { hasFormSql, shortIdSql } from './short-ids';

const BEFORE = '0001-app-user';
const ID = sql`external_id`;
const shortened = joinSql(
  Object.values(ID_FORMS).map((form) => sql`WHEN ${hasFormSql(ID, form)} THEN ${shortIdSql(ID, form)}`),
  ' ',
);

const STEPS: readonly Migration[] = [
  { name: '0042-app-user-moved', statement: sql`ALTER TABLE app_user ADD COLUMN moved_id VARCHAR(151) COLLATE utf8mb4_bin NULL` },
  { name: '0042-app-user-key', statement: sql`CREATE UNIQUE INDEX IF NOT EXISTS app_user_short ON app_user (moved_id)` },
  {
    name: '0042-app-user-rows',
    writes: 'some rows',
    statement: sql`UPDATE app_user
      SET moved_id = CASE ${shortened} WHEN LEFT(external_id, 1) IN (${[...ID_SIGNS]}) THEN CONCAT(${AS_IT_IS}, external_id) ELSE external_id END
      WHERE moved_id IS NULL LIMIT 2000`,
  },
  { name: '0042-app-user-old-key', statement: sql`DROP INDEX IF EXISTS app_user_external ON app_user` },
  { name: '0042-app-user-old-column', statement: sql`ALTER TABLE app_user DROP COLUMN external_id` },
  { name: '0042-app-user-named', statement: sql`ALTER TABLE app_user RENAME COLUMN moved_id TO short_id` },
];
export const userIdMigrations: readonly Migration[] = STEPS.map((step) => ({ ...step, after: BEFORE }));

/** Users by the ids that destinations know them by, kept short (`store/short-id.ts`). */
export const userTableMigrations: readonly Migration[] = [
  {
    name: '0042-app-user',
    unless: BEFORE,
    statement: sql`CREATE TABLE IF NOT EXISTS app_user (
      user_id BIGINT NOT NULL AUTO_INCREMENT,
      short_id VARCHAR(151) COLLATE utf8mb4_bin,
      PRIMARY KEY (user_id),
      UNIQUE KEY app_user_short (short_id)
    )`,
  },
];
