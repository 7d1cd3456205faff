import { json, type User } from '../services';
import type { Endpoint } from './endpoint';
import { REPORT_ACCOUNTS } from './report-accounts';
import { USER_SEARCH } from './user-search';
import { WORK_ENDPOINTS } from './work-endpoints';

const named = (name: string): { name: string; groupId: string } => ({ name, groupId: name });
const publicUser = (user: User): Record<string, unknown> => ({
  accountId: user.accountId,
  displayName: user.displayName,
  accountType: 'atlassian',
  active: true,
});
const notFound = json(404, { errorMessages: ['Not found'], errors: {} });

/** What the host answers for, one entry each; everything else is a 404 that says so. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    remote: 'jira',
    method: 'GET',
    match: /^\/rest\/api\/[23]\/mypermissions$/,
    scope: 'read:jira-work',
    answer: ({ query, user }) => {
      const keys = (query.get('permissions') ?? '').split(',').filter((key) => key !== '');
      const has = (key: string): boolean => (key === 'ADMINISTER' || key === 'SYSTEM_ADMIN' ? user?.isAdmin === true : user !== null);
      return json(200, { permissions: Object.fromEntries(keys.map((key) => [key, { key, name: key, havePermission: has(key) }])) });
    },
  },
  {
    remote: 'jira',
    method: 'GET',
    match: /^\/rest\/api\/[23]\/myself$/,
    scope: 'read:jira-user',
    answer: ({ query, user }) => {
      if (user === null) return json(401, { message: 'Client must be authenticated to access this resource.', 'status-code': 401 });
      const groups =
        query.get('expand')?.includes('groups') === true ? { groups: { size: user.groups.length, items: user.groups.map(named) } } : {};
      return json(200, { ...publicUser(user), ...groups });
    },
  },
  {
    remote: 'jira',
    method: 'GET',
    match: /^\/rest\/api\/[23]\/user\/groups$/,
    scope: 'read:jira-user',
    answer: ({ query, users }) => {
      const found = users.find((user) => user.accountId === query.get('accountId'));
      return found === undefined ? notFound : json(200, found.groups.map(named));
    },
  },
  {
    remote: 'jira',
    method: 'GET',
    match: /^\/rest\/api\/[23]\/groups\/picker$/,
    scope: 'read:jira-user',
    answer: ({ query, users }) => {
      const wanted = (query.get('query') ?? '').toLowerCase();
      const all = [...new Set(users.flatMap((user) => user.groups))].sort();
      const groups = all.filter((name) => name.toLowerCase().includes(wanted)).slice(0, Number(query.get('maxResults') ?? 20));
      return json(200, {
        header: `Showing ${groups.length} of ${all.length} matching groups`,
        total: groups.length,
        groups: groups.map((name) => ({ ...named(name), html: name, labels: [] })),
      });
    },
  },
  USER_SEARCH,
  ...WORK_ENDPOINTS,
  {
    remote: 'confluence',
    method: 'GET',
    match: /^\/wiki\/rest\/api\/user\/current$/,
    scope: 'read:confluence-user',
    answer: ({ query, user }) => {
      if (user === null) return json(403, { statusCode: 403, message: 'Request rejected because caller cannot access Confluence' });
      const use = { operation: 'use', targetType: 'application' };
      const operations = user.isAdmin ? [use, { operation: 'administer', targetType: 'application' }] : [use];
      return json(200, {
        type: 'known',
        accountId: user.accountId,
        accountType: 'atlassian',
        publicName: user.displayName,
        ...(query.get('expand')?.includes('operations') === true ? { operations } : {}),
      });
    },
  },
  REPORT_ACCOUNTS,
  {
    remote: 'stargate',
    method: 'GET',
    match: /^\/forge\/(?:app|installation)\/v1\/license$/,
    scope: null,
    answer: ({ query, appId, license }) => {
      const asked = query.getAll('appId');
      const results = (asked.length === 0 ? [appId] : asked).map((id) =>
        id === appId && license !== null
          ? { appId: id, data: license }
          : { appId: id, error: { code: 'NOT_FOUND', message: 'No license' } },
      );
      return json(200, { results });
    },
  },
];
