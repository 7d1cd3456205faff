import { join } from 'node:path';
import type { Service, Site, User } from '../dev/services';
import { json } from '../dev/services';
import { startHost, type Host } from '../dev/host/start';

const TINY = join(__dirname, 'fixtures/tiny-app');
const site = (slug: string): Site => ({ slug, name: slug, cloudId: `cloud-${slug}`, role: 'customer' });
const user = (accountId: string, isAdmin: boolean): User => ({ accountId, displayName: accountId, email: `${accountId}@example.com`, isAdmin, groups: ['everyone'], accountType: 'licensed' });
const nothing: Service = async () => json(501, {});

let host: Host;
beforeAll(async () => {
  host = await startHost({
    apps: [{ key: 'tiny', folder: TINY, variables: { TINY_VARIABLE: 'set' }, installations: [{ site: site('acme'), license: null }], users: () => [user('ada', true)] }],
    port: 0,
    network: {},
    live: false,
    services: { kvs: nothing, sql: nothing },
  });
}, 60_000);
afterAll(() => host.stop());

test('a resolver runs', async () => {
  expect(await host.invoke({ site: 'acme', appKey: 'tiny', accountId: 'ada', moduleKey: 'tiny-panel', functionKey: 'who' })).toMatchObject({ accountId: 'ada', variable: 'set', home: null });
});
