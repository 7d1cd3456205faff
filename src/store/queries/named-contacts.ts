import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { domainOf, roleOf } from '../contact-letters';
import { rowHash } from '../row-hash';
import { fullId } from '../short-id';

const Row = z.object({ row_hash: z.string(), short_id: z.string(), role: z.string(), domain: z.string() });

/** Who is named on which of these licences, at most 500, in which role; who was erased is not among them. */
export async function contactsOn(sqlPort: SqlPort, rowKeys: readonly string[]) {
  const keyOf = new Map(rowKeys.map((key) => [rowHash(key), key]));
  const rows = await sqlPort.query(sql`
    SELECT r.row_hash, r.short_id, r.role, r.domain FROM contact_role r LEFT JOIN contact_erased e ON e.short_id = r.short_id
    WHERE r.row_hash IN (${[...keyOf.keys()]}) AND e.short_id IS NULL`);
  return z
    .array(Row)
    .parse(rows)
    .map(({ row_hash, short_id, role, domain }) => ({
      rowKey: keyOf.get(row_hash) ?? row_hash,
      contactId: fullId(short_id),
      role: roleOf(role),
      domain: domainOf(domain),
    }));
}

export type NamedContact = { contactId: string; roles: string[]; domain: string };

/** The people named on these licences, at most 500, each with every role; a partner's is whose domain is a reseller's on one of them. */
export async function namedContacts(sqlPort: SqlPort, rowKeys: readonly string[]): Promise<NamedContact[]> {
  if (rowKeys.length === 0) return [];
  const contacts = new Map<string, NamedContact>();
  for (const { contactId, role, domain } of await contactsOn(sqlPort, rowKeys.slice(0, 500))) {
    const known = contacts.get(contactId) ?? { contactId, roles: [], domain };
    known.roles = [...new Set([...known.roles, role])].sort();
    if (domain === 'partner') known.domain = domain;
    contacts.set(contactId, known);
  }
  return [...contacts.values()].sort((a, b) => (a.contactId < b.contactId ? -1 : 1));
}

const KeptRow = z.object({ account_id: z.coerce.number(), contacts: z.string() });

/** What is kept of the people on the licences of accounts after one up to another, as text; accounts with nobody are left out. */
export async function contactsBetween(sqlPort: SqlPort, afterId: number, upToId: number): Promise<ReadonlyMap<number, string>> {
  const rows = await sqlPort.query(sql`
    SELECT account_id, contacts FROM account_state
    WHERE account_id > ${afterId} AND account_id <= ${upToId} AND contacts IS NOT NULL`);
  return new Map(
    z
      .array(KeptRow)
      .parse(rows)
      .map(({ account_id, contacts }) => [account_id, contacts]),
  );
}
