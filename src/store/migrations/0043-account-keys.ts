import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';
import { rowHashSql } from './row-hash-sql';

const BEFORE = '0001-account-key';
const KEY = sql`account_key`;
const SITE = sql`SUBSTRING_INDEX(account_key, ':', 2)`;
const APP = sql`SUBSTRING(account_key, CHAR_LENGTH(${SITE}) + 2)`;

/** A key has a colon, a hash has none. */
const STEPS: readonly Migration[] = [
  {
    name: '0043-account-key-rows',
    writes: 'some rows',
    statement: sql`UPDATE account_key
      SET account_key = CASE WHEN account_key LIKE 'site:%:%' THEN CONCAT(${rowHashSql(SITE)}, LEFT(${rowHashSql(APP)}, 6)) ELSE ${rowHashSql(KEY)} END
      WHERE LOCATE(':', account_key) > 0 LIMIT 2000`,
  },
  { name: '0043-account-key-old-key', statement: sql`DROP INDEX IF EXISTS account_key_account ON account_key` },
  { name: '0043-account-key-named', statement: sql`ALTER TABLE account_key RENAME COLUMN account_key TO key_hash` },
];
export const accountKeyMigrations: readonly Migration[] = STEPS.map((step) => ({ ...step, after: BEFORE }));

/** What leads to an account, by the hash of the key (`store/account-key.ts`). Nothing asks for the keys of an account. */
export const accountKeyTableMigrations: readonly Migration[] = [
  {
    name: '0043-account-key',
    unless: BEFORE,
    statement: sql`CREATE TABLE IF NOT EXISTS account_key (
      key_hash VARCHAR(18) COLLATE utf8mb4_bin NOT NULL,
      account_id BIGINT NOT NULL,
      PRIMARY KEY (key_hash)
    )`,
  },
];
