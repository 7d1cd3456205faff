import { sql } from '../../platform/sql';
import type { Migration } from '../migrate';
import { ID_FORMS } from '../short-id';
import { hasFormSql, shortIdSql } from './short-ids';

/** What made the tables in stores of before. */
const ROLES_BEFORE = ['0005-contact-role', '0035-contact-role'];
const CONTACT_BEFORE = '0005-contact';

/**
 * Who is named on a licence, in which role and with what kind of mail domain there, each by the first letter; and who was erased, so that nobody is
 * told of them again. Ids are kept short (`store/short-id.ts`).
 */
const TABLES: readonly Migration[] = [
  {
    name: '0042-contact-role',
    unless: ROLES_BEFORE,
    statement: sql`
    CREATE TABLE IF NOT EXISTS contact_role (
      row_hash VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
      role VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      short_id VARCHAR(60) COLLATE utf8mb4_bin,
      domain VARCHAR(1) COLLATE utf8mb4_bin,
      PRIMARY KEY (row_hash, role)
    )`,
  },
  {
    name: '0042-contact-erased',
    unless: CONTACT_BEFORE,
    statement: sql`
    CREATE TABLE IF NOT EXISTS contact_erased (
      short_id VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
      erased_at VARCHAR(24) COLLATE utf8mb4_bin,
      PRIMARY KEY (short_id)
    )`,
  },
];

const ROLE_STEPS: readonly Migration[] = [
  {
    name: '0042-contact-role-columns',
    statement: sql`ALTER TABLE contact_role ADD COLUMN moved_id VARCHAR(60) COLLATE utf8mb4_bin NULL, ADD COLUMN domain VARCHAR(1) COLLATE utf8mb4_bin NULL`,
  },
  {
    name: '0042-contact-role-rows',
    writes: 'some rows',
    statement: sql`UPDATE contact_role SET moved_id = ${shortIdSql(sql`contact_id`, ID_FORMS.contact)}, role = LEFT(role, 1),
        domain = COALESCE((SELECT LEFT(c.domain_kind, 1) FROM contact c WHERE c.contact_id = contact_role.contact_id), 'c')
      WHERE moved_id IS NULL LIMIT 2000`,
  },
  { name: '0042-contact-role-old-column', statement: sql`ALTER TABLE contact_role DROP COLUMN contact_id` },
  { name: '0042-contact-role-named', statement: sql`ALTER TABLE contact_role RENAME COLUMN moved_id TO short_id` },
];

/** Only who was erased stays: what was known of the others stands in their roles. */
const CONTACT_STEPS: readonly Migration[] = [
  { name: '0042-contact-living', writes: 'some rows', statement: sql`DELETE FROM contact WHERE erased_at IS NULL LIMIT 2000` },
  {
    name: '0042-contact-rows',
    writes: 'some rows',
    statement: sql`UPDATE contact SET contact_id = ${shortIdSql(sql`contact_id`, ID_FORMS.contact)}
      WHERE ${hasFormSql(sql`contact_id`, ID_FORMS.contact)} LIMIT 2000`,
  },
  { name: '0042-contact-old-columns', statement: sql`ALTER TABLE contact DROP COLUMN domain_kind, DROP COLUMN first_seen_at` },
  { name: '0042-contact-id', statement: sql`ALTER TABLE contact RENAME COLUMN contact_id TO short_id` },
  { name: '0042-contact-named', statement: sql`ALTER TABLE contact RENAME TO contact_erased` },
];

/** The new names come last, when every row has moved: whoever needs them finds the tables older than they are until then. */
export const contactMigrations: readonly Migration[] = [
  ...TABLES,
  ...ROLE_STEPS.map((step) => ({ ...step, after: ROLES_BEFORE })),
  ...CONTACT_STEPS.map((step) => ({ ...step, after: CONTACT_BEFORE })),
];
