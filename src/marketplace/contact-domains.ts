import { isFreeMail } from '../revenue/free-mail';
import { hashOf } from './content-hash';
import { emailOf, fieldOf } from './wire-value';

/** Hashes of the domains of the contacts' addresses, the technical one's first: they are compared, never shown. */
export function contactDomainsOf(details: unknown): string[] {
  const domains = ['technicalContact', 'billingContact'].flatMap(
    (role) =>
      emailOf(fieldOf(fieldOf(details, role), 'email'))
        ?.split('@')
        .slice(-1) ?? [],
  );
  return [...new Set(domains.filter((domain) => !isFreeMail(domain)).map((domain) => hashOf(domain.toLowerCase(), 20)))];
}
