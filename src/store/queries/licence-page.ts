import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { licencesOf, licencesSql } from './licences-for-accounts';
import type { StoredLicence } from './licences-for-accounts';

/** Walks all licences in the order of their ids, at most 2,000 at a time: the next page starts after the last id. Served by the primary key. */
export async function licencePage(
  port: SqlPort,
  page: { readonly afterId: number; readonly limit: number },
): Promise<readonly StoredLicence[]> {
  const limit = Math.min(2_000, page.limit);
  return licencesOf(await port.query(sql`${licencesSql(sql`id > ${page.afterId}`)} LIMIT ${limit}`));
}
