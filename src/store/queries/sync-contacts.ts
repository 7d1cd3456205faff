import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { rowsSql, sql } from '../../platform/sql';
import { chunked } from '../chunks';
import { contactLetter, roleOf } from '../contact-letters';
import { rowHash } from '../row-hash';
import { fullId, shortId } from '../short-id';

/** A person who has a role on a licence. People are known by a keyed hash of their address. */
export type ContactRoleRow = { readonly rowKey: string; readonly role: string; readonly contactId: string };
export type NamedRow = ContactRoleRow & { readonly domainKind: string };

const Role = z.object({ row_hash: z.string(), role: z.string(), short_id: z.string() });

/** Who is named on these licences, at most 500. */
export async function rolesOn(port: SqlPort, rowKeys: readonly string[]): Promise<ContactRoleRow[]> {
  const keyOf = new Map(rowKeys.map((key) => [rowHash(key), key]));
  const rows = await port.query(sql`SELECT row_hash, role, short_id FROM contact_role WHERE row_hash IN (${[...keyOf.keys()]})`);
  return z
    .array(Role)
    .parse(rows)
    .map((row) => ({ rowKey: keyOf.get(row.row_hash) ?? row.row_hash, role: roleOf(row.role), contactId: fullId(row.short_id) }));
}

const NamingLicence = z.object({ id: z.coerce.number(), raw: z.string(), entitlement_id: z.string().nullable() });

/** Licences that name one of these people, after an id, two hundred at a time: the next page starts after the last. */
export async function licencesNaming(port: SqlPort, contactIds: readonly string[], afterId: number) {
  const rows = await port.query(sql`
    SELECT l.id, TO_BASE64(l.record) AS raw, l.entitlement_id FROM licence AS l
    WHERE l.id > ${afterId} AND l.row_hash IN (SELECT r.row_hash FROM contact_role AS r WHERE r.short_id IN (${contactIds.map(shortId)}))
    ORDER BY l.id LIMIT 200`);
  return z.array(NamingLicence).parse(rows);
}

const Erased = z.object({ short_id: z.string() });

/** Who of these people was erased. */
export async function erasedContacts(port: SqlPort, contactIds: readonly string[]): Promise<ReadonlySet<string>> {
  const erased = new Set<string>();
  for (const chunk of chunked([...new Set(contactIds)])) {
    const rows = await port.query(sql`SELECT short_id FROM contact_erased WHERE short_id IN (${chunk.map(shortId)})`);
    for (const row of z.array(Erased).parse(rows)) erased.add(fullId(row.short_id));
  }
  return erased;
}

/** At most 1,500: three roles on each of 500 licences. */
export function keepRolesSql(named: readonly NamedRow[]) {
  const rows = named.map((one) => [rowHash(one.rowKey), contactLetter(one.role), shortId(one.contactId), contactLetter(one.domainKind)]);
  return sql`
    INSERT INTO contact_role (row_hash, role, short_id, domain) VALUES ${rowsSql(rows)}
    ON DUPLICATE KEY UPDATE short_id = VALUES(short_id), domain = VALUES(domain)`;
}

/** Takes everybody off these licences who has that role. */
export function forgetRoleSql(role: string, rowKeys: readonly string[]) {
  return sql`DELETE FROM contact_role WHERE role = ${contactLetter(role)} AND row_hash IN (${rowKeys.map(rowHash)})`;
}

/** What stays of an erased person is the hash, so that nobody is told of them when an old record turns up. */
export function eraseContactsSql(contactIds: readonly string[], erasedAt: string) {
  return sql`INSERT IGNORE INTO contact_erased (short_id, erased_at) VALUES ${rowsSql(contactIds.map((id) => [shortId(id), erasedAt]))}`;
}

/** A licence that was stored under a lesser name keeps its people. */
export function renameRolesSql(from: string, to: string) {
  return sql`UPDATE contact_role SET row_hash = ${rowHash(to)} WHERE row_hash = ${rowHash(from)}`;
}

export function forgetRolesOfSql(contactIds: readonly string[]) {
  return sql`DELETE FROM contact_role WHERE short_id IN (${contactIds.map(shortId)})`;
}

const RawRow = z.object({ id: z.coerce.number(), raw: z.string() });
export type RawOfEntitlement = { readonly id: number; readonly raw: string };

/** Records of sales of these entitlements, after an id, a hundred at a time: the next page starts after the last. */
export async function saleRawsOf(port: SqlPort, entitlementIds: readonly string[], afterId: number): Promise<RawOfEntitlement[]> {
  if (entitlementIds.length === 0) return [];
  const rows = await port.query(sql`
    SELECT id, TO_BASE64(record) AS raw FROM transaction_line
    WHERE id > ${afterId} AND entitlement_hash IN (${entitlementIds.map(rowHash)})
    ORDER BY id LIMIT 100`);
  return z.array(RawRow).parse(rows);
}

export function rewriteSaleRawSql(id: number, raw: string) {
  return sql`UPDATE transaction_line SET record = FROM_BASE64(${raw}) WHERE id = ${id}`;
}

export function rewriteLicenceRawSql(id: number, raw: string) {
  return sql`UPDATE licence SET record = FROM_BASE64(${raw}) WHERE id = ${id}`;
}
