import { isFreeMail } from '../revenue/free-mail';
import { hashOf } from './content-hash';
import { emailOf, fieldOf, textOf } from './wire-value';

/** Under this name a contact who was erased keeps the hash of the domain, so that what was sold goes on to continue what it continued. */
export const DOMAIN_OF_ERASED = 'emailDomain';

/** Hashes of the domains of the contacts' addresses, the technical one's first: they are compared, never shown. */
export function contactDomainsOf(details: unknown): string[] {
  return [...new Set(['technicalContact', 'billingContact'].flatMap((role) => domainHashOf(fieldOf(details, role)) ?? []))];
}

/** Null of free mail, and where nothing is known. */
export function domainHashOf(contact: unknown): string | null {
  const domain = emailOf(fieldOf(contact, 'email'))?.split('@').at(-1);
  if (domain === undefined) return textOf(fieldOf(contact, DOMAIN_OF_ERASED));
  return isFreeMail(domain) ? null : hashOf(domain.toLowerCase(), 20);
}
