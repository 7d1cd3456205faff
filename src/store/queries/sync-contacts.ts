import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { rowsSql, sql } from '../../platform/sql';
import { chunked } from '../chunks';
import { rowHash } from '../row-hash';

/** A person who has a role on a licence. People are known by a keyed hash of their address. */
export type ContactRoleRow = { readonly rowKey: string; readonly role: string; readonly contactId: string };
export type ContactRow = { readonly contactId: string; readonly domainKind: string };

const Role = z.object({ row_hash: z.string(), role: z.string(), contact_id: z.string() });

/** Who is named on these licences, at most 500. */
export async function rolesOn(port: SqlPort, rowKeys: readonly string[]): Promise<ContactRoleRow[]> {
  const keyOf = new Map(rowKeys.map((key) => [rowHash(key), key]));
  const rows = await port.query(sql`SELECT row_hash, role, contact_id FROM contact_role WHERE row_hash IN (${[...keyOf.keys()]})`);
  return z
    .array(Role)
    .parse(rows)
    .map((row) => ({ rowKey: keyOf.get(row.row_hash) ?? row.row_hash, role: row.role, contactId: row.contact_id }));
}

const NamingLicence = z.object({ id: z.coerce.number(), raw: z.string(), entitlement_id: z.string().nullable() });

/** Licences that name one of these people, after an id, two hundred at a time: the next page starts after the last. */
export async function licencesNaming(port: SqlPort, contactIds: readonly string[], afterId: number) {
  const rows = await port.query(sql`
    SELECT l.id, l.raw, l.entitlement_id FROM licence AS l
    WHERE l.id > ${afterId} AND l.row_hash IN (SELECT r.row_hash FROM contact_role AS r WHERE r.contact_id IN (${contactIds}))
    ORDER BY l.id LIMIT 200`);
  return z.array(NamingLicence).parse(rows);
}

const Known = z.object({ contact_id: z.string() });

/** Who of these people was erased. */
export async function erasedContacts(port: SqlPort, contactIds: readonly string[]): Promise<ReadonlySet<string>> {
  const erased = new Set<string>();
  for (const chunk of chunked([...new Set(contactIds)])) {
    const rows = await port.query(sql`SELECT contact_id FROM contact WHERE contact_id IN (${chunk}) AND erased_at IS NOT NULL`);
    for (const row of z.array(Known).parse(rows)) erased.add(row.contact_id);
  }
  return erased;
}

/** Notes people, at most 500; who was erased stays so. */
export function keepContactsSql(contacts: readonly ContactRow[], seenAt: string) {
  return sql`
    INSERT INTO contact (contact_id, domain_kind, first_seen_at)
    VALUES ${rowsSql(contacts.map(({ contactId, domainKind }) => [contactId, domainKind, seenAt]))}
    ON DUPLICATE KEY UPDATE domain_kind = VALUES(domain_kind)`;
}

/** At most 1,500: three roles on each of 500 licences. */
export function keepRolesSql(named: readonly ContactRoleRow[]) {
  return sql`
    INSERT INTO contact_role (row_hash, role, contact_id)
    VALUES ${rowsSql(named.map(({ rowKey, role, contactId }) => [rowHash(rowKey), role, contactId]))}
    ON DUPLICATE KEY UPDATE contact_id = VALUES(contact_id)`;
}

/** Takes everybody off these licences who has that role. */
export function forgetRoleSql(role: string, rowKeys: readonly string[]) {
  return sql`DELETE FROM contact_role WHERE role = ${role} AND row_hash IN (${rowKeys.map(rowHash)})`;
}

/** What stays of an erased person is the hash, so that nobody is told of them when an old record turns up. */
export function eraseContactsSql(contactIds: readonly string[], erasedAt: string) {
  return sql`UPDATE contact SET erased_at = ${erasedAt} WHERE contact_id IN (${contactIds}) AND erased_at IS NULL`;
}

/** A licence that was stored under a lesser name keeps its people. */
export function renameRolesSql(from: string, to: string) {
  return sql`UPDATE contact_role SET row_hash = ${rowHash(to)} WHERE row_hash = ${rowHash(from)}`;
}

export function forgetRolesOfSql(contactIds: readonly string[]) {
  return sql`DELETE FROM contact_role WHERE contact_id IN (${contactIds})`;
}

const RawRow = z.object({ id: z.coerce.number(), raw: z.string() });
export type RawOfEntitlement = { readonly id: number; readonly raw: string };

/** Records of sales of these entitlements, after an id, a hundred at a time: the next page starts after the last. */
export async function saleRawsOf(port: SqlPort, entitlementIds: readonly string[], afterId: number): Promise<RawOfEntitlement[]> {
  if (entitlementIds.length === 0) return [];
  const rows = await port.query(sql`
    SELECT id, raw FROM transaction_line
    WHERE id > ${afterId} AND entitlement_hash IN (${entitlementIds.map(rowHash)})
    ORDER BY id LIMIT 100`);
  return z.array(RawRow).parse(rows);
}

export function rewriteSaleRawSql(id: number, raw: string) {
  return sql`UPDATE transaction_line SET raw = ${raw} WHERE id = ${id}`;
}

export function rewriteLicenceRawSql(id: number, raw: string) {
  return sql`UPDATE licence SET raw = ${raw} WHERE id = ${id}`;
}
