import { z } from 'zod';
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

/** As it is kept: the same text for the same facts. */
export const contactText = (facts: ContactFacts | undefined): string | null => (facts === undefined ? null : JSON.stringify(facts));
export const readContacts = (text: string | null): ContactFacts => (text === null ? NOBODY : ContactFacts.parse(JSON.parse(text)));

/** As properties of the account. */
export const contactProperties = ({ people, roles, domains }: ContactFacts): readonly (readonly [string, number | readonly string[]])[] => [
  ['contacts', people],
  ['contact-roles', roles],
  ['contact-domains', domains],
];
