import { createHmac } from 'node:crypto';
import type { VariablesPort } from '../platform/ports';
import { isFreeMail } from '../revenue/free-mail';
import type { Contact, LicenceRecord } from './licence-record';

/** `users`: each is a user of the account; `properties`: they are properties of the account; `off`: nobody hears of them. */
export const CONTACT_MODES = ['users', 'properties', 'off'] as const;
export type ContactMode = (typeof CONTACT_MODES)[number];

/** `key`: the secret that turns addresses into ids; without it no contact is told of. `withEmails`: addresses and names leave as well. */
export type ContactSetting = { readonly mode: ContactMode; readonly key: string | null; readonly withEmails: boolean };

/** As the variables of the vendor's app say. A mode that is not known is `off`: less is told, never more. */
export function contactSetting(variable: VariablesPort): ContactSetting {
  const key = variable('CONTACT_KEY') ?? '';
  const asked = (variable('MARKETPLACE_CONTACTS') ?? '').trim().toLowerCase();
  const mode = asked === '' ? 'users' : (CONTACT_MODES.find((known) => known === asked) ?? 'off');
  return { mode: key === '' ? 'off' : mode, key: key === '' ? null : key, withEmails: variable('CONTACT_EMAILS') === 'on' };
}

/** The id of a person named on licences, without the address: `contact:` and 32 hexadecimal digits. */
export function contactId(email: string, contactKey: string): string {
  return `contact:${createHmac('sha256', contactKey).update(email.trim().toLowerCase()).digest('hex').slice(0, 32)}`;
}

/** `free`: a mail provider's. `partner`: of the reseller who is named on the same licence. */
export type DomainKind = 'company' | 'free' | 'partner';

export function domainKind(contact: Contact, contacts: readonly Contact[]): DomainKind {
  const domain = domainOf(contact);
  if (isFreeMail(domain)) return 'free';
  return contact.role === 'reseller' || contacts.some((other) => other.role === 'reseller' && domainOf(other) === domain)
    ? 'partner'
    : 'company';
}

/** The customer's own mail domain, of the technical contact before the billing one; null where only others' are known. */
export function companyDomain({ contacts }: Pick<LicenceRecord, 'contacts'>): string | null {
  const own = contacts.find((contact) => domainKind(contact, contacts) === 'company');
  return own === undefined ? null : domainOf(own);
}

function domainOf({ email }: Contact): string {
  return email.slice(email.lastIndexOf('@') + 1);
}

export type Person = { readonly userId: string; readonly email: string; readonly name: string | null; readonly role: string };

/** One person for each address, except who was erased; several roles are one text, in alphabetical order. */
export function peopleOf(contacts: readonly Contact[], contactKey: string, erased: ReadonlySet<string>): Person[] {
  const byId = new Map<string, Contact[]>();
  for (const contact of contacts) {
    const userId = contactId(contact.email, contactKey);
    if (!erased.has(userId)) byId.set(userId, [...(byId.get(userId) ?? []), contact]);
  }
  return [...byId].map(([userId, named]) => ({
    userId,
    email: named[0]?.email ?? '',
    name: named.find((contact) => contact.name !== null)?.name ?? null,
    role: [...new Set(named.map((contact) => contact.role))].sort().join(', '),
  }));
}
