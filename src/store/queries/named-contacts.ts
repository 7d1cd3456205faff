import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { rowHash } from '../row-hash';

const Row = z.object({ contact_id: z.string(), role: z.string(), domain_kind: z.string() });

const OnRow = Row.extend({ row_hash: z.string() });

/** Who is named on which of these licences, at most 500, in which role; who was erased is not among them. */
export async function contactsOn(sqlPort: SqlPort, rowKeys: readonly string[]) {
  const keyOf = new Map(rowKeys.map((key) => [rowHash(key), key]));
  const rows = await sqlPort.query(sql`
    SELECT r.row_hash, r.contact_id, r.role, c.domain_kind FROM contact_role r JOIN contact c ON c.contact_id = r.contact_id
    WHERE r.row_hash IN (${[...keyOf.keys()]}) AND c.erased_at IS NULL`);
  return z
    .array(OnRow)
    .parse(rows)
    .map(({ row_hash, contact_id, role, domain_kind }) => ({
      rowKey: keyOf.get(row_hash) ?? row_hash,
      contactId: contact_id,
      role,
      domain: domain_kind,
    }));
}

export type NamedContact = { contactId: string; roles: string[]; domain: string };

/** The people named on these licences, at most 500, each with every role; who was erased is not among them. */
export async function namedContacts(sqlPort: SqlPort, rowKeys: readonly string[]): Promise<NamedContact[]> {
  if (rowKeys.length === 0) return [];
  const rows = await sqlPort.query(sql`
    SELECT DISTINCT r.contact_id, r.role, c.domain_kind FROM contact_role r JOIN contact c ON c.contact_id = r.contact_id
    WHERE r.row_hash IN (${rowKeys.slice(0, 500).map(rowHash)}) AND c.erased_at IS NULL ORDER BY r.contact_id, r.role`);
  const contacts = new Map<string, NamedContact>();
  for (const { contact_id, role, domain_kind } of z.array(Row).parse(rows)) {
    const known = contacts.get(contact_id) ?? { contactId: contact_id, roles: [], domain: domain_kind };
    known.roles.push(role);
    contacts.set(contact_id, known);
  }
  return [...contacts.values()];
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
