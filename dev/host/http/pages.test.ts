import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import type { ApiAnswer, SinkEvent, SitesAnswer, SqlAnswer, StatusAnswer } from '../../api';
import { openSqlite } from '../../sql/sqlite-engine';
import type { Host } from '../host';
import { startHost } from '../start';

const TINY = join(process.cwd(), 'test/fixtures/tiny-app');
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const engine = openSqlite(':memory:');
let host: Host;
let delivered = 0;
const arrived = Array.from({ length: 250 }, (_, index): SinkEvent => ({
  at: '2028-02-29T00:00:00.000Z',
  source: 'customer',
  type: 'track',
  event: 'Item Ticked',
  userId: null,
  anonymousId: null,
  groupId: null,
  messageId: `m-${index}`,
  raw: {},
}));
beforeAll(async () => {
  host = await startHost({
    apps: [
      {
        key: 'tiny',
        folder: TINY,
        variables: {},
        installations: [{ site: { slug: 'acme', name: 'Acme', cloudId: 'cloud-acme', role: 'customer' }, license: null }],
        users: () => [
          { accountId: 'ada', displayName: 'Ada', email: 'ada@example.com', isAdmin: true, groups: ['everyone'], accountType: 'licensed' },
        ],
      },
    ],
    port: 0,
    sqlEngineFor: () => Promise.resolve(engine),
    network: {},
    sink: () => Promise.resolve(arrived),
    eventsDelivered: () => delivered,
    shellDir: join(TINY, 'shell'),
    live: false,
  });
}, 60_000);
afterAll(async () => {
  await host.stop();
  await engine.close();
});

async function api<T>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer<T>> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${host.url}/__dev/api/${path}`, { ...init, headers: { 'content-type': 'application/json', ...headers } });
  return response.ok
    ? ((await response.json()) as ApiAnswer<T>)
    : { ok: false, error: { name: String(response.status), message: await response.text() } };
}
async function value<T>(path: string, body?: unknown): Promise<T> {
  const answer = await api<T>(path, body);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}
const bridge = (cmd: string, payload: unknown): Record<string, unknown> => ({
  site: 'acme',
  accountId: 'ada',
  appKey: 'tiny',
  moduleKey: 'tiny-panel',
  extension: {},
  cmd,
  payload,
});

test('sites tell their modules and what is not emulated', async () => {
  const { sites } = await value<SitesAnswer>('sites');
  expect(sites).toMatchObject([
    {
      slug: 'acme',
      users: [{ accountId: 'ada', isAdmin: true }],
      modules: [
        { type: 'jira:issuePanel', render: 'native', url: '/__dev/ui/tiny/panel.js' },
        { type: 'jira:adminPage', render: 'custom', url: `${host.customUiUrl}/r/tiny/page/` },
      ],
      unsupported: ['tiny: module rovo:agent'],
    },
  ]);
});

test('the bridge invokes for the user of the request and tells failures by name', async () => {
  expect(await value('bridge', bridge('invoke', { functionKey: 'who' }))).toMatchObject({ accountId: 'ada' });
  expect(await value('bridge', bridge('getContext', undefined))).toMatchObject({
    moduleKey: 'tiny-panel',
    siteUrl: 'https://acme.atlassian.net',
  });
  expect(await api('bridge', bridge('invoke', { functionKey: 'fail' }))).toMatchObject({ ok: false, error: { name: 'InvocationFailed' } });
  expect(await api('bridge', bridge('openModal', {}))).toEqual({
    ok: false,
    error: { name: 'NotFound', message: 'The local host does not emulate the bridge command "openModal"' },
  });
});

test('cost is told with the events delivered since it was counted from nothing; of the sink the newest 200', async () => {
  delivered = 5;
  expect((await value<StatusAnswer>('status')).cost.events).toBe(5);
  expect((await value<StatusAnswer>('cost', { reset: true })).cost).toMatchObject({ dollars: 0, events: 0 });
  delivered = 7;
  expect((await value<StatusAnswer>('status')).cost.events).toBe(2);
  expect(await value<SinkEvent[]>('sink')).toEqual(arrived.slice(0, 200));
});

test('the clock, triggers, egress, SQL and status answer', async () => {
  const before = await value<StatusAnswer>('status');
  const after = await value<StatusAnswer>('clock', { advanceMs: 3_600_000 });
  expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(3_600_000);
  expect(after.triggers.find((trigger) => trigger.key === 'tiny-hourly')?.lastOutcome).toBe('ok');
  expect(await value('trigger', { site: 'acme', appKey: 'tiny', key: 'tiny-hourly' })).toBe('ok');
  await value('egress', { site: 'acme', appKey: 'tiny', allow: false });
  expect(host.installation('tiny', 'acme').allowAnalyticsEgress).toBe(false);
  expect(await value<SqlAnswer>('sql', { site: 'acme', appKey: 'tiny', text: 'SELECT 1 AS one' })).toMatchObject({
    columns: ['one'],
    rows: [[1]],
  });
  expect(after.webtriggers[0]?.url).toBe(host.webtriggerUrl('tiny', 'acme', 'tiny-hook'));
});

test('only its own pages may ask, under its own name', async () => {
  expect(await api('queue', { fault: { failNext: 1 } }, { origin: host.customUiUrl })).toMatchObject({ ok: false, error: { name: '403' } });
  expect(await api('queue', { fault: { failNext: -1 } })).toMatchObject({ ok: false, error: { name: 'ZodError' } });
  expect((await fetch(`${host.url}/..%2f..%2fpackage.json`)).status).toBe(404);
});

test('a UI Kit resource is one script', async () => {
  const response = await fetch(`${host.url}/__dev/ui/tiny/panel.js`);
  expect(response.headers.get('content-type')).toContain('javascript');
  expect(await response.text()).toContain('Tiny panel');
}, 30_000);

describe('Custom UI in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  }, 60_000);
  afterAll(() => browser.close());

  test('reaches its resolver through the bridge, under the content security policy of its manifest', async () => {
    await host.invoke({
      site: 'acme',
      appKey: 'tiny',
      accountId: 'ada',
      moduleKey: 'tiny-admin',
      functionKey: 'remember',
      payload: { key: 'greeting', value: 'hello from KVS' },
    });
    const policy = (await fetch(`${host.customUiUrl}/r/tiny/page/`)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain(`frame-ancestors 'self'`);
    expect(policy).not.toContain('report-uri');
    const page = await browser.newPage();
    await page.goto(`${host.url}/site/acme`);
    await page.frameLocator('iframe').getByText('hello from KVS').waitFor();
    const refused = await page.frames()[1]?.evaluate(
      async (url) =>
        fetch(url).then(
          () => 'reached',
          () => 'refused',
        ),
      'https://evil.example.com/',
    );
    expect(refused).toBe('refused');
    await page.close();
  }, 60_000);
});
