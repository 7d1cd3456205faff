import { json, type Installation, type License, type ServiceResponse, type User } from '../services';

/** One request to a product, already told apart from its host. `user` is whom it acts for; null when it acts as the app. */
export type ProductRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly installation: Installation;
  readonly appId: string;
  readonly license: License | null;
  readonly user: User | null;
  readonly users: readonly User[];
  readonly isClosed: (accountId: string) => boolean;
};
/** `scope` null: no scope is needed. `match` groups are decoded and given to `answer`. */
export type Endpoint = {
  readonly remote: 'jira' | 'confluence' | 'stargate';
  readonly method: 'GET' | 'POST';
  readonly match: RegExp;
  readonly scope: string | null;
  readonly answer: (request: ProductRequest, parts: readonly string[]) => ServiceResponse;
};

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
  {
    remote: 'jira',
    method: 'GET',
    match: /^\/rest\/api\/[23]\/issue\/([^/]+)$/,
    scope: 'read:jira-work',
    answer: (_request, [key = '']) => {
      const [, project, number] = /^([A-Z][A-Z0-9]+)-(\d+)$/.exec(key) ?? [];
      if (project === undefined || number === undefined) return notFound;
      return json(200, {
        id: `1${number.padStart(4, '0')}`,
        key,
        fields: {
          summary: `Issue ${key}`,
          issuetype: { name: 'Task' },
          status: { name: 'To Do' },
          project: { key: project, name: project },
        },
      });
    },
  },
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
  {
    remote: 'stargate',
    method: 'POST',
    match: /^\/app\/report-accounts$/,
    scope: null,
    answer: ({ body, isClosed }) => {
      const asked = (body as { accounts?: { accountId: string }[] } | null)?.accounts ?? [];
      if (asked.length > 90) return json(400, { errorMessages: ['At most 90 accounts'], errors: {} });
      const accounts = asked.filter(({ accountId }) => isClosed(accountId)).map(({ accountId }) => ({ accountId, status: 'closed' }));
      return accounts.length === 0 ? { status: 204, headers: {}, body: '' } : json(200, { accounts });
    },
  },
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
