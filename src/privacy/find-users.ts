import { z } from 'zod';
import type { ProductPort } from '../platform/ports';

const MAX_USERS = 20;
const Person = z.object({
  accountId: z.string().min(1).max(128),
  accountType: z.literal('atlassian'),
  active: z.literal(true),
  displayName: z.string(),
});

export type FoundUser = { readonly accountId: string; readonly name: string };

/**
 * Active people of the site by the start of their name, as the asking user may see them; apps and portal customers are left
 * out. None where the product does not say, and none in Confluence, whose search needs a scope that nothing else does.
 */
export async function findUsers(product: ProductPort, home: 'jira' | 'confluence', search: string): Promise<FoundUser[]> {
  if (home === 'confluence') return [];
  const query = new URLSearchParams({ query: search, maxResults: String(MAX_USERS) });
  const answer = await product('user', 'jira', `/rest/api/3/user/search?${query.toString()}`);
  if (answer.status !== 200 || !Array.isArray(answer.body)) return [];
  return answer.body.slice(0, MAX_USERS).flatMap((each: unknown) => {
    const person = Person.safeParse(each);
    return person.success ? [{ accountId: person.data.accountId, name: person.data.displayName }] : [];
  });
}
