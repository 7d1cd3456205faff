import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { Migration } from '../migrate';

/** What an event is told apart by is the first twelve of its characters; what came before is found by them, too. */
const shortened = (name: string, receipts: Sql): Migration => ({
  name,
  writes: 'some rows',
  statement: sql`UPDATE ${receipts} SET message_hash = LEFT(message_hash, 12) WHERE CHAR_LENGTH(message_hash) > 12 LIMIT 2000`,
});

export const shortReceiptMigrations: readonly Migration[] = [shortened('0045-short-receipts', sql`receipt`)];
export const shortVariantReceiptMigrations: readonly Migration[] = [shortened('0045-short-variant-receipts', sql`variant_receipt`)];
