import { createReportPersonalData } from '@forge/api/out/privacy';
import type { InvocationScope, User } from '../services';
import { createProductService } from './service';

const user = (accountId: string, displayName: string, accountType: User['accountType'] = 'licensed'): User => ({
  accountId,
  displayName,
  email: `${accountId}@example.com`,
  isAdmin: false,
  groups: [],
  accountType,
});
const USERS = [
  user('ann', 'Ann Example'),
  user('bob', 'Bob van Example'),
  user('cyd', 'Cyd Portal', 'customer'),
  user('nil', 'Example', 'anonymous'),
];
const scope = { user: USERS[0] ?? null, installation: { license: null } } as unknown as InvocationScope;

function product(scopes: readonly string[] = ['read:jira-user']) {
  const service = createProductService({
    manifestOf: () =>
      ({ scopes, appId: 'app', licensed: false }) as unknown as ReturnType<Parameters<typeof createProductService>[0]['manifestOf']>,
    usersOf: () => USERS,
  });
  const ask = (remote: string, provider: string, method: string, path: string, body: string | null = null) =>
    service.answer(scope, { remote, provider, accountId: null }, { method, path, headers: {}, body });
  // The platform's own package, as apps have it.
  const report = createReportPersonalData((path, init) => {
    const { status, body } = ask('stargate', 'app', init?.method ?? 'GET', path, typeof init?.body === 'string' ? init.body : null);
    return Promise.resolve(new Response(body === '' ? null : body, { status }));
  });
  return { service, ask, report };
}

const stored = (accountId: string, updatedAt = '2024-02-29T00:00:00.000Z') => ({ accountId, updatedAt });

describe('the personal data report', () => {
  test('says nothing of accounts that are as they were', async () => {
    await expect(product().report([stored('ann'), stored('bob')])).resolves.toEqual([]);
  });

  test('tells who is closed, and who changed after the app looked', async () => {
    const { service, report } = product();
    service.closeAccount('bob');
    service.changeAccount('ann', Date.parse('2024-03-01T00:00:00Z'));
    await expect(report([stored('ann'), stored('bob'), stored('cyd'), stored('5be24ba3f91c106033269289')])).resolves.toEqual([
      { accountId: 'ann', status: 'updated' },
      { accountId: 'bob', status: 'closed' },
      { accountId: '5be24ba3f91c106033269289', status: 'closed' },
    ]);
    await expect(report([stored('ann', '2024-03-01T00:00:00.000Z')])).resolves.toEqual([]);
  });

  test('takes 90 accounts in one request, as the package splits them', async () => {
    const { service, ask, report } = product();
    const many = Array.from({ length: 200 }, (_, index) => stored(`user-${String(index)}`));
    service.closeAccount('user-199');
    await expect(report(many)).resolves.toEqual([{ accountId: 'user-199', status: 'closed' }]);
    expect(ask('stargate', 'app', 'POST', '/app/report-accounts', JSON.stringify({ accounts: many })).status).toBe(400);
  });

  test.each(['{}', '{"accounts":[{"accountId":"ann"}]}', '{"accounts":[{"accountId":"ann","updatedAt":"yesterday"}]}'])(
    'refuses %s, and the package rejects with the answer',
    async (body) => {
      expect(product().ask('stargate', 'app', 'POST', '/app/report-accounts', body).status).toBe(400);
      await expect(product().report([{ accountId: 'ann', updatedAt: 'yesterday' }])).rejects.toMatchObject({ status: 400 });
    },
  );
});

describe('the search for people', () => {
  const search = (query: string, service = product()) =>
    JSON.parse(service.ask('jira', 'user', 'GET', `/rest/api/3/user/search?${query}`).body) as unknown;

  test('finds the beginning of any word, in no case, and tells what kind of account it is', () => {
    expect(search('query=exa')).toEqual([
      { accountId: 'ann', displayName: 'Ann Example', accountType: 'atlassian', active: true },
      { accountId: 'bob', displayName: 'Bob van Example', accountType: 'atlassian', active: true },
    ]);
    expect(search('query=cyd')).toMatchObject([{ accountId: 'cyd', accountType: 'customer' }]);
    expect(search('query=exa&maxResults=1')).toHaveLength(1);
  });

  test('shows a closed account as not active', () => {
    const it = product();
    it.service.closeAccount('ann');
    expect(search('query=ann', it)).toMatchObject([{ accountId: 'ann', active: false }]);
  });

  test('needs its scope and a user', () => {
    expect(product([]).ask('jira', 'user', 'GET', '/rest/api/3/user/search?query=a').status).toBe(401);
    expect(product().ask('jira', 'app', 'GET', '/rest/api/3/user/search?query=a').status).toBe(401);
  });
});
