import { json } from '../services';
import type { Endpoint } from './endpoint';

const MAX_RESULTS = 50;

/**
 * People of the site whose name or e-mail address has a word that begins so. Not emulated: the global permission to browse users,
 * and who hides their e-mail address.
 */
export const USER_SEARCH: Endpoint = {
  remote: 'jira',
  method: 'GET',
  match: /^\/rest\/api\/[23]\/user\/search$/,
  scope: 'read:jira-user',
  answer: ({ query, user, users, news }) => {
    if (user === null) return json(401, { errorMessages: ['You are not authenticated.'], errors: {} });
    const wanted = query.get('query')?.toLowerCase();
    if (wanted === undefined) return json(400, { errorMessages: ['The query parameter is missing'], errors: {} });
    const matches = (text: string): boolean => ` ${text.toLowerCase()}`.includes(` ${wanted}`);
    const found = users.filter(
      ({ displayName, email, accountType }) => accountType !== 'anonymous' && (matches(displayName) || matches(email)),
    );
    const limit = Math.min(MAX_RESULTS, Number(query.get('maxResults') ?? MAX_RESULTS));
    return json(
      200,
      found.slice(0, limit).map(({ accountId, displayName, accountType }) => ({
        accountId,
        displayName,
        accountType: accountType === 'customer' ? 'customer' : 'atlassian',
        active: !news.isClosed(accountId),
      })),
    );
  },
};
