import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Host } from '../dev/host/host';
import { startHost } from '../dev/host/start';
import type { License, Site, User } from '../dev/services';
import type { SqlEngine } from '../dev/sql/engine';
import { openSqlite } from '../dev/sql/sqlite-engine';

const TINY = join(__dirname, 'fixtures/tiny-app');
const START = Date.parse('2024-02-28T22:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const site = (slug: string): Site => ({ slug, name: slug, cloudId: `cloud-${slug}`, role: 'customer' });
const user = (accountId: string, isAdmin: boolean): User => ({
  accountId,
  displayName: accountId,
  email: `${accountId}@example.com`,
  isAdmin,
  groups: ['everyone'],
  accountType: 'licensed',
});
const license: License = {
  active: true,
  type: 'COMMERCIAL',
  billingPeriod: 'MONTHLY',
  ccpEntitlementId: '6b1b7f3e-0000-4000-8000-000000000001',
  ccpEntitlementSlug: 'E-1AB-2CD-3EF-4GH',
  isEvaluation: false,
  subscriptionEndDate: '2025-01-31',
  supportEntitlementNumber: null,
  trialEndDate: null,
  capabilitySet: null,
};

let host: Host;
let outside: Server;
let received: { path: string; body: string }[];
let engines: Map<string, SqlEngine>;

beforeEach(async () => {
  received = [];
  engines = new Map();
  outside = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ path: request.url ?? '', body });
      response.end('thanks');
    });
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  host = await startHost({
    apps: [
      {
        key: 'tiny',
        folder: TINY,
        variables: { TINY_VARIABLE: 'set' },
        installations: [
          { site: site('acme'), license },
          { site: site('bolt'), license: null },
        ],
        users: () => [user('ada', true), user('bob', false)],
      },
    ],
    port: 0,
    now: () => START,
    sqlEngineFor: (id) => {
      const engine = engines.get(id) ?? openSqlite(':memory:');
      engines.set(id, engine);
      return Promise.resolve(engine);
    },
    network: { 'api.segment.io': address, 'api.example.com': address },
    live: false,
  });
}, 60_000);
afterEach(async () => {
  await host.stop();
  for (const engine of engines.values()) await engine.close();
  await new Promise((resolve) => outside.close(resolve));
});

const invoke = (
  functionKey: string,
  payload: object = {},
  options: { site?: string; accountId?: string | null; moduleKey?: string } = {},
): Promise<unknown> =>
  host.invoke({
    site: options.site ?? 'acme',
    appKey: 'tiny',
    accountId: options.accountId === undefined ? 'ada' : options.accountId,
    moduleKey: options.moduleKey ?? 'tiny-panel',
    functionKey,
    payload,
    extension: { issue: { key: 'AC-1' } },
  });
const recall = async (key: string, at = 'acme'): Promise<unknown[]> =>
  ((await invoke('recall', { key }, { site: at })) as unknown[] | null) ?? [];
const push = (events: object, queue = 'work'): Promise<unknown> => invoke('push', { queue, events });

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

describe('a queue', () => {
  test('delivers to its consumer, on the site that pushed', async () => {
    expect(await push([{ body: { n: 1 } }, { body: { n: 2 } }])).toMatchObject({ jobId: expect.any(String) as string });
    await host.drainQueues();
    expect((await recall('consumed')).length).toBeGreaterThan(0);
    expect(await recall('consumed', 'bolt')).toEqual([]);
  });

  test('waits for the delay, and tries again when the consumer says', async () => {
    await push({ body: { again: true }, delayInSeconds: 600 });
    await host.drainQueues();
    expect(await recall('consumed')).toEqual([]);
    await host.advance(10 * MINUTE);
    expect(await recall('consumed')).toMatchObject([{ retryCount: 0 }]);
    await host.advance(59_000);
    expect(await recall('consumed')).toHaveLength(1);
    await host.advance(1_000);
    const [first, second] = (await recall('consumed')) as { eventId: string; retryCount: number }[];
    expect(second).toMatchObject({ retryCount: 1, eventId: first?.eventId });
  });

  test('gives a failing event a day, then a dead letter', async () => {
    await push({ body: { throw: true } });
    await host.advance(23 * HOUR);
    expect(host.deadLetters()).toEqual([]);
    await host.advance(2 * HOUR);
    // Pauses of 1, 2, 4 … 512 s are 1,023 s; then every 15 minutes until 86,400 s are over: 10 + 94 retries and the first attempt.
    expect(host.deadLetters()).toMatchObject([{ queue: 'work', site: 'acme', attempts: 105, reason: 'Error: tiny consumer failure' }]);
  });

  test('delivers twice, late and newest first on demand', async () => {
    host.queueFaults({ duplicate: true });
    await push({ body: { n: 1 } });
    await host.drainQueues();
    const twice = (await recall('consumed')) as { eventId: string }[];
    expect(twice).toHaveLength(2);
    expect(twice[0]?.eventId).toBe(twice[1]?.eventId);
    host.queueFaults({ duplicate: false, failNext: 1 });
    await push({ body: { n: 2 } });
    await host.drainQueues();
    expect(await recall('consumed')).toHaveLength(2);
    await host.advance(1_000);
    expect(await recall('consumed')).toMatchObject([{}, {}, { body: { n: 2 }, retryCount: 1 }]);
  });

  test('refuses what is too much', async () => {
    await expect(push(Array.from({ length: 51 }, () => ({ body: {} })))).rejects.toThrow(/50/);
    await expect(push({ body: {} }, 'no-such-queue')).rejects.toThrow(/No consumer is declared/);
    for (let pushed = 0; pushed < 10; pushed += 1) await push(Array.from({ length: 50 }, () => ({ body: {}, delayInSeconds: 900 })));
    await expect(push({ body: {} })).rejects.toThrow(/[Rr]ate limit|Too many/);
    await host.advance(MINUTE);
    await push({ body: {} });
  });

  test('ends a chain that pushes for ever', async () => {
    await push({ body: { chain: true } });
    for (let minutes = 0; minutes < 3; minutes += 1) await host.advance(MINUTE);
    expect(host.log.some((line) => line.text.includes('InvocationLimitReachedError'))).toBe(true);
  }, 60_000);
});

describe('a function that takes too long', () => {
  test('is dead: its later calls do nothing, and the event comes again', async () => {
    await push({ body: { how: 'wait' } }, 'slow');
    await host.drainQueues();
    expect(host.counts().timedOut).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await invoke('recall', { key: 'slow-finished' })).toBeNull();
  });

  test('does not take the app down when it blocks its thread', async () => {
    await push({ body: { how: 'block' } }, 'slow');
    await host.drainQueues();
    expect(host.counts().timedOut).toBe(1);
    expect(await invoke('recall', { key: 'slow-started' })).toBe('block');
  }, 20_000);

  test('or eats all memory', async () => {
    await push({ body: {} }, 'hungry');
    await host.drainQueues();
    expect(await invoke('recall', { key: 'hungry' })).toBe(true);
    expect(host.log.map((line) => line.text)).toContain('consume-hungrily: The function ran out of memory (FUNCTION_OUT_OF_MEMORY)');
  }, 60_000);
});

describe('egress', () => {
  const send = (url: string): Promise<unknown> => invoke('send', { url, body: 'hi' });
  test('reaches declared hosts only, and nothing outside this machine', async () => {
    expect(await send('https://api.segment.io/v1/batch?x=1')).toEqual({ status: 200, body: 'thanks' });
    expect(received).toEqual([{ path: '/v1/batch?x=1', body: 'hi' }]);
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
    expect(received).toHaveLength(1);
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
  expect(received).toEqual([{ path: '/farewell', body: installationId }]);
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
