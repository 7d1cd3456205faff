import type { SqlPort } from '../platform/ports';
import {
  eraseContactsSql,
  erasedContacts,
  forgetRolesOfSql,
  forgetRoleSql,
  keepRolesSql,
  licencesNaming,
  rewriteLicenceRawSql,
  rewriteSaleRawSql,
  rolesOn,
  saleRawsOf,
} from '../store/queries/sync-contacts';
import { DOMAIN_OF_ERASED, domainHashOf } from './contact-domains';
import { contactId, domainKind } from './contacts';
import type { LicenceRecord } from './licence-record';
import type { Seen } from './load';
import { packRecord, unpackRaw } from './raw-text';
import { isRecord } from './records';
import { emailOf } from './wire-value';

export type ContactPorts = {
  /** Secret that turns addresses into ids; without it nobody is kept, and there is nobody to erase. */
  readonly contactKey: string | null;
  /** Has destinations forget people, by their ids. Asking again for the same is asking once. */
  eraseContacts(contactIds: readonly string[]): Promise<void>;
};

const ROLES = ['technical', 'billing', 'reseller'] as const;

/**
 * Notes who is named on changed licences. Where the Marketplace says that a person was erased who had that role before, they are
 * erased here and at destinations: whatever names them elsewhere goes too. Every step may run again.
 */
export async function keepContacts(sql: SqlPort, contacts: ContactPorts, licences: readonly LicenceRecord[], { at }: Seen): Promise<void> {
  const { contactKey } = contacts;
  if (contactKey === null) return;
  const keys = licences.map((licence) => licence.rowKey);
  const before = await rolesOn(sql, keys);
  const erasedNow = new Set(licences.flatMap((licence) => licence.erasedRoles.map((role) => `${licence.rowKey}|${role}`)));
  const goneIds = [...new Set(before.filter(({ rowKey, role }) => erasedNow.has(`${rowKey}|${role}`)).map((one) => one.contactId))];
  if (goneIds.length > 0) {
    await contacts.eraseContacts(goneIds);
    await takeOutOfRecords(sql, contactKey, goneIds);
    await sql.write(eraseContactsSql(goneIds, at));
    await sql.write(forgetRolesOfSql(goneIds));
  }
  const named = licences.flatMap(({ rowKey, contacts: people }) =>
    people.map((contact) => ({
      rowKey,
      role: contact.role,
      contactId: contactId(contact.email, contactKey),
      domainKind: domainKind(contact, people),
    })),
  );
  const erased = await erasedContacts(
    sql,
    named.map((one) => one.contactId),
  );
  const living = named.filter((one) => !erased.has(one.contactId));
  if (living.length > 0) await sql.write(keepRolesSql(living));
  const held = new Set(living.map(({ rowKey, role }) => `${rowKey}|${role}`));
  for (const role of ROLES) {
    const left = before.filter((one) => one.role === role && !held.has(`${one.rowKey}|${role}`)).map((one) => one.rowKey);
    if (left.length > 0) await sql.write(forgetRoleSql(role, left));
  }
}

/** Other licences that name them, and the sales on all of those accounts, are kept without them. */
async function takeOutOfRecords(sql: SqlPort, contactKey: string, contactIds: readonly string[]): Promise<void> {
  const gone = new Set(contactIds);
  const without = (raw: string): string | null => {
    const record: unknown = JSON.parse(unpackRaw(raw));
    const kept = redacted(record, (email) => gone.has(contactId(email, contactKey)));
    return kept === record ? null : packRecord(JSON.stringify(kept));
  };
  for (let afterLicence = 0; ;) {
    const licences = await licencesNaming(sql, contactIds, afterLicence);
    for (const { id, raw } of licences) {
      const kept = without(raw);
      if (kept !== null) await sql.write(rewriteLicenceRawSql(id, kept));
    }
    const entitlementIds = licences.flatMap((licence) => licence.entitlement_id ?? []);
    for (let afterId = 0; ;) {
      const sales = await saleRawsOf(sql, entitlementIds, afterId);
      for (const { id, raw } of sales) {
        const kept = without(raw);
        if (kept !== null) await sql.write(rewriteSaleRawSql(id, kept));
      }
      const last = sales.at(-1);
      if (last === undefined) break;
      afterId = last.id;
    }
    const last = licences.at(-1);
    if (last === undefined) break;
    afterLicence = last.id;
  }
}

/** The same value where nobody is taken out; else a copy in which every text about them says that they were erased. */
function redacted(value: unknown, isGone: (email: string) => boolean): unknown {
  if (!isRecord(value)) return value;
  const email = emailOf(value.email);
  if (email !== null && isGone(email)) {
    const domain = domainHashOf(value);
    const erased = Object.entries(value).map(([name, item]) => [name, typeof item === 'string' ? 'RTBF' : item] as const);
    return Object.fromEntries(domain === null ? erased : [...erased, [DOMAIN_OF_ERASED, domain]]);
  }
  const kept = Object.entries(value).map(([name, item]) => [name, redacted(item, isGone)] as const);
  return kept.some(([name, item]) => value[name] !== item) ? Object.fromEntries(kept) : value;
}
