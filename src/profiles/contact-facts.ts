import { z } from 'zod';
import type { DomainKind } from '../marketplace/contacts';
import type { ContactRole } from '../marketplace/licence-record';
import type { SqlPort } from '../platform/ports';
import { chunked } from '../store/chunks';
import { contactsOn } from '../store/queries/named-contacts';

const ContactFacts = z.object({ people: z.number(), roles: z.array(z.string()), domains: z.array(z.string()) });
/** How many people are named on the licences of an account, which roles they have, and whose mail domains: `company`, `free` or `partner`. */
export type ContactFacts = z.infer<typeof ContactFacts>;
const NOBODY: ContactFacts = { people: 0, roles: [], domains: [] };

/** By account; those on whose licences nobody is named are left out. */
export async function contactFacts(
  sqlPort: SqlPort,
  licences: readonly { readonly accountId: number; readonly rowKey: string }[],
): Promise<ReadonlyMap<number, ContactFacts>> {
  const accountOf = new Map(licences.map(({ accountId, rowKey }) => [rowKey, accountId]));
  const people = new Map<number, { readonly ids: Set<string>; readonly roles: Set<string>; readonly domains: Set<string> }>();
  for (const rowKeys of chunked([...accountOf.keys()])) {
    for (const { rowKey, contactId, role, domain } of await contactsOn(sqlPort, rowKeys)) {
      const accountId = accountOf.get(rowKey);
      if (accountId === undefined) continue;
      const known = people.get(accountId) ?? { ids: new Set(), roles: new Set(), domains: new Set() };
      people.set(accountId, known);
      known.ids.add(contactId);
      known.roles.add(role);
      known.domains.add(domain);
    }
  }
  return new Map(
    [...people].map(([accountId, { ids, roles, domains }]) => [
      accountId,
      { people: ids.size, roles: [...roles].sort(), domains: [...domains].sort() },
    ]),
  );
}

/** No two begin alike. */
const ROLES = ['technical', 'billing', 'reseller'] satisfies ContactRole[];
const DOMAINS = ['company', 'free', 'partner'] satisfies DomainKind[];
const letters = (words: readonly string[]): string => words.map((word) => word.slice(0, 1)).join('');
const wordsIn = (text: string, words: readonly string[]): string[] => words.filter((word) => text.includes(word.slice(0, 1))).sort();

/** As it is kept: the same text for the same facts, how many and the first letters of the rest. */
export const contactText = (facts: ContactFacts | undefined): string | null =>
  facts === undefined ? null : `${String(facts.people)}${letters(facts.roles)}${letters(facts.domains)}`;

/** What was kept before is JSON. */
export function readContacts(text: string | null): ContactFacts {
  if (text === null) return NOBODY;
  if (text.startsWith('{')) return ContactFacts.parse(JSON.parse(text));
  return { people: Number.parseInt(text, 10), roles: wordsIn(text, ROLES), domains: wordsIn(text, DOMAINS) };
}

/** As properties of the account. */
export const contactProperties = ({ people, roles, domains }: ContactFacts): readonly (readonly [string, number | readonly string[]])[] => [
  ['contacts', people],
  ['contact-roles', roles],
  ['contact-domains', domains],
];
