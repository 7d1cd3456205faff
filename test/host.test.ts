import type { Host } from '../dev/host/host';
import { HOUR, MINUTE, startTinyHost, type TinyHost } from './fixtures/tiny-host';

let tiny: TinyHost;
let host: Host;
beforeEach(async () => {
  tiny = await startTinyHost();
  ({ host } = tiny);
}, 60_000);
afterEach(() => tiny.stop());

const invoke: TinyHost['invoke'] = (...asked) => tiny.invoke(...asked);
const recall: TinyHost['recall'] = (...asked) => tiny.recall(...asked);

describe('an invocation', () => {
  test('knows who asks, on which site and with which licence, from the platform', async () => {
    expect(await invoke('who')).toMatchObject({
      accountId: 'ada',
      cloudId: 'cloud-acme',
      license: { active: true, ccpEntitlementSlug: 'E-1AB-2CD-3EF-4GH' },
      extension: { type: 'jira:issuePanel', issue: { key: 'AC-1' } },
      appContext: { moduleKey: 'tiny-panel', license: { active: true } },
      variable: 'set',
      home: null,
      now: '2024-02-28T22:00:00.000Z',
    });
    const onBolt = (await invoke('who', {}, { site: 'bolt', accountId: null })) as Record<string, unknown>;
    expect(onBolt).not.toHaveProperty('license');
    expect(onBolt).not.toHaveProperty('accountId');
  });

  test('fails with the message that a UI sees', async () => {
    await expect(invoke('fail')).rejects.toMatchObject({
      name: 'InvocationFailed',
      message: 'There was an error invoking the function - tiny failure',
    });
    await expect(invoke('nothing-like-this')).rejects.toThrow("Resolver has no definition for 'nothing-like-this'");
    await expect(invoke('remember', { key: 'k', value: 'x'.repeat(500 * 1024) })).rejects.toMatchObject({ name: 'PayloadTooBig' });
    expect(host.counts()).toMatchObject({ total: 2, failed: 2 });
  });

  test('asks the product as its user, within its scopes', async () => {
    const permission = (isAdmin: boolean): object => ({ permissions: { ADMINISTER: { havePermission: isAdmin } } });
    expect(await invoke('permissions')).toMatchObject(permission(true));
    expect(await invoke('permissions', {}, { accountId: 'bob' })).toMatchObject(permission(false));
    await expect(invoke('permissions', {}, { accountId: null })).rejects.toThrow('Authentication Required');
    expect(await invoke('product', { what: 'user' })).toMatchObject({
      status: 401,
      body: { message: 'Unauthorized; scope does not match' },
    });
    expect(await invoke('product', { what: 'content' })).toMatchObject({
      status: 404,
      body: { message: 'The local host does not emulate GET /wiki/rest/api/content of confluence' },
    });
  });

  test('is cut off after 100 log lines', async () => {
    await invoke('shout', { lines: 150 });
    expect(host.log.filter((line) => line.text.startsWith('line '))).toHaveLength(100);
    expect(host.log.at(-1)?.text).toContain('Log limit reached');
  });

  test('that dies at its nth call leaves what came before, and nothing of it runs on', async () => {
    host.killAfter({ functionKey: 'resolver', calls: 3 });
    await expect(invoke('steps')).rejects.toThrow('Ended on purpose');
    expect(await invoke('recall', { key: 'step' })).toBe(2);
    host.killAfter({ functionKey: 'resolver', calls: 1, when: 'after' });
    await expect(invoke('steps')).rejects.toThrow('Ended on purpose');
    expect(await invoke('recall', { key: 'step' })).toBe(1);
  });
});

test('two sites share nothing', async () => {
  await invoke('remember', { key: 'greeting', value: 'hello acme' });
  await invoke('insert', { id: 1, body: 'acme' });
  expect(await invoke('recall', { key: 'greeting' }, { site: 'bolt' })).toBeNull();
  expect(await invoke('insert', { id: 1, body: 'bolt' }, { site: 'bolt' })).toEqual([{ id: 1, body: 'bolt' }]);
  expect(await invoke('insert', { id: 2, body: 'more' })).toEqual([
    { id: 1, body: 'acme' },
    { id: 2, body: 'more' },
  ]);
});

describe('egress', () => {
  const send = (url: string): Promise<unknown> => invoke('send', { url, body: 'hi' });
  test('reaches declared hosts only, and nothing outside this machine', async () => {
    expect(await send('https://api.segment.io/v1/batch?x=1')).toEqual({ status: 200, body: 'thanks' });
    expect(tiny.received).toEqual([{ path: '/v1/batch?x=1', body: 'hi' }]);
    expect(await send('https://evil.example.com/')).toMatchObject({ name: 'REQUEST_EGRESS_ALLOWLIST_ERR' });
    expect(await send(`https://${'x'.repeat(36)}.webtrigger.atlassian.app/elsewhere`)).toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
    });
  });

  test('loses analytics when the admin says so', async () => {
    host.setAnalyticsEgress('tiny', 'acme', false);
    expect(await send('https://api.segment.io/v1/batch')).toMatchObject({ name: 'REQUEST_EGRESS_ALLOWLIST_ERR' });
    expect(await send('https://api.example.com/x')).toMatchObject({ status: 200 });
    host.setEgressRefusal('403');
    expect(await send('https://api.segment.io/v1/batch')).toMatchObject({ status: 403 });
    expect(tiny.received).toHaveLength(1);
  });

  test('allows 100 requests a minute to one invocation', async () => {
    const statuses = (await invoke('sendMany', { count: 102 })) as number[];
    expect([statuses.filter((status) => status === 200).length, statuses.at(-1)]).toEqual([100, 429]);
  });
});

describe('a web trigger', () => {
  test('answers from outside and from an app that may reach it', async () => {
    const response = await fetch(`${host.webtriggerUrl('tiny', 'acme', 'tiny-hook')}/deep?a=1&a=2`, {
      method: 'PUT',
      body: 'over',
      headers: { 'content-type': 'text/plain' },
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      method: 'PUT',
      body: 'over',
      userPath: '/deep',
      query: { a: ['1', '2'] },
      type: ['text/plain'],
    });
    const url = (await invoke('hookUrl', { key: 'tiny-hook' })) as string;
    expect(url).toBe(
      `https://${host.installation('tiny', 'acme').installationId}.webtrigger.atlassian.app/public/${host.webtriggerUrl('tiny', 'acme', 'tiny-hook').split('/').at(-1) ?? ''}`,
    );
    expect(await invoke('send', { url, body: 'across' }, { site: 'bolt' })).toMatchObject({ status: 201 });
    expect(await recall('hooked')).toEqual(['over', 'across']);
  });

  test('with static answers gives one of those', async () => {
    const response = await fetch(host.webtriggerUrl('tiny', 'acme', 'tiny-static'), { method: 'POST' });
    expect([response.status, await response.text()]).toEqual([202, 'thanks']);
  });
});

test('scheduled triggers run for each site, licensed ones only where a licence is active', async () => {
  await host.advance(HOUR + 10 * MINUTE);
  expect(await recall('hourly')).toHaveLength(2);
  expect(await recall('hourly', 'bolt')).toHaveLength(2);
  expect(await recall('licensed')).toHaveLength(1);
  expect(await recall('licensed', 'bolt')).toHaveLength(0);
  expect(await host.runTrigger('acme', 'tiny', 'tiny-hourly')).toBe('ok');
  expect(await recall('hourly')).toHaveLength(3);
});

test('an app hears of its installation, and says goodbye', async () => {
  await host.sendLifecycle('tiny', 'acme', 'installed');
  expect(await recall('lifecycle')).toEqual(['avi:forge:installed:app']);
  const { installationId } = host.installation('tiny', 'acme');
  await host.uninstall('tiny', 'acme');
  expect(tiny.received).toEqual([{ path: '/farewell', body: installationId }]);
  await expect(invoke('who')).rejects.toThrow('There is no installation');
});

test('everything that an invocation used is metered, by site', async () => {
  await invoke('insert', { id: 1, body: 'x' });
  await invoke('remember', { key: 'a', value: 'x' });
  await invoke('recall', { key: 'a' });
  await invoke('shout', { lines: 1 });
  const quantities = host.cost({ site: 'acme' }).meters.map((meter) => [meter.name, meter.quantity > 0]);
  expect(quantities).toEqual(['functions', 'kvs-read', 'kvs-write', 'logs', 'sql-compute', 'sql-requests'].map((name) => [name, true]));
  expect(host.cost({ site: 'bolt' }).dollars).toBe(0);
  host.resetCost();
  expect(host.cost().dollars).toBe(0);
});

test('what the host does not emulate is named', () => {
  expect(host.unsupported('tiny')).toEqual(['module rovo:agent']);
});
