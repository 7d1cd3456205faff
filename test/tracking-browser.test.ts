import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { launchChromium } from './chromium';

/** The page that tracks: the real client and the real SDK; only the bridge's `invoke` is the test's. */
const PAGE_SCRIPT = `
  import { boolean, defineTrackingPlan, number, oneOf } from './src/tracking/define-plan';
  import { createAnalytics } from './src/tracking/analytics-next';
  import { createBridgeClient } from './src/tracking/bridge-client';
  import { pageClient } from './src/tracking/page-client';
  import { watchPageHidden } from './src/tracking/page-lifecycle';

  const plan = defineTrackingPlan({
    'Item Ticked': { feature: true, description: 'Ticked', properties: { place: oneOf('issue', 'page'), allDone: boolean() } },
    'Item Added': { feature: true, description: 'Added', properties: { items: number() } },
  });
  window.sent = [];
  const invoke = async (key, payload) => {
    // A bridge that never answers is what a dying page sees of it.
    if (location.search.includes('dying')) return new Promise(() => undefined);
    window.sent.push({ key, payload: structuredClone(payload) });
    return { accepted: payload.events.length, refused: [] };
  };
  const client = location.search.includes('site') ? pageClient({
    invoke,
    consent: async () => location.search.includes('unasked') ? null : { analytics: true },
    visitor: async () => new URLSearchParams(location.search).get('site'),
  }) : createBridgeClient({
    invoke,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    page: watchPageHidden,
  });
  window.seen = [];
  const spy = { name: 'Spy', type: 'before', version: '1', isLoaded: () => true, load: async () => {}, track: (context) => { window.seen.push(JSON.stringify(context.event)); return context; } };
  const failing = location.search.includes('failing') ? { loadSdk: () => Promise.reject(new Error('no chunk')) } : {};
  const analytics = createAnalytics(plan, client, { plugins: [spy], ...failing });
  analytics.track('Item Added', { items: -1 });
  window.tracking = { analytics, client };
`;

type Sent = { key: string; payload: { sentAt: string; events: Record<string, unknown>[] } };
declare global {
  var sent: Sent[];
  var seen: string[];
  var tracking: {
    analytics: { ready: Promise<boolean>; track: (event: string, properties: Record<string, unknown>) => void };
    client: { flush: () => Promise<void>; stats: () => Record<string, number> };
  };
}

const SECRET = 'SECRET-1';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let folder: string;
let server: Server;
let origin: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracking-'));
  const options = [
    '--bundle',
    '--splitting',
    '--format=esm',
    '--target=es2022',
    '--define:process.env={}',
    '--sourcefile=page.ts',
    '--loader=ts',
    '--log-level=warning',
    `--outdir=${folder}`,
  ];
  execFileSync(join('node_modules', '.bin', 'esbuild'), options, { input: PAGE_SCRIPT, stdio: ['pipe', 'ignore', 'inherit'] });
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path.endsWith('.js')) {
      readFile(join(folder, path)).then(
        (script) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(script),
        () => response.writeHead(404).end(),
      );
      return;
    }
    const body =
      path === '/frame'
        ? `<title>${SECRET}</title><link rel="icon" href="data:,"><script type="module" src="/stdin.js"></script>`
        : '<link rel="icon" href="data:,">';
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html>${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  browser = await launchChromium();
}, 60_000);

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** Opens the page from another one whose address is as telling as an issue's. `requests` are all that leave it. */
async function open(query = ''): Promise<{ page: Page; requests: string[] }> {
  const page = await (await browser.newContext()).newPage();
  await page.clock.install();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`${origin}/browse/${SECRET}`);
  await page.evaluate((address) => {
    location.href = address;
  }, `${origin}/frame${query}`);
  await page.waitForURL(`**/frame${query}`);
  await page.waitForFunction('window.tracking !== undefined');
  return { page, requests };
}

const ownAddress = (address: string) =>
  address.startsWith(`${origin}/browse/`) ||
  address.startsWith(`${origin}/frame`) ||
  (address.startsWith(origin) && address.endsWith('.js'));

describe('analytics-next over the bridge, in Chromium', () => {
  it('hands over every event with its four fields, and nothing else leaves or is stored', async () => {
    const { page, requests } = await open();
    expect(await page.evaluate(() => tracking.analytics.ready)).toBe(true);
    await page.evaluate(() => {
      for (let index = 0; index < 100; index += 1) tracking.analytics.track('Item Added', { items: index });
      tracking.analytics.track('Item Ticked', { place: 'page', allDone: true });
    });
    await page.waitForFunction('window.seen.length === 102');
    await page.waitForFunction('window.tracking.client.stats().enqueued === 102');
    await page.evaluate(() => tracking.client.flush());
    const sent = await page.evaluate(() => globalThis.sent);
    const events = sent.flatMap(({ payload }) => payload.events);

    // The SDK had all of this in its hands; so the allow-list is what kept it back.
    expect((await page.evaluate(() => globalThis.seen)).join('')).toContain(SECRET);
    expect(JSON.stringify(sent)).not.toContain(SECRET);
    expect(new Set(events.map((event) => Object.keys(event).sort().join()))).toEqual(new Set(['event,messageId,properties,timestamp']));
    expect(new Set(sent.flatMap(({ key, payload }) => [key, ...Object.keys(payload)]))).toEqual(
      new Set(['track', 'sentAt', 'events', 'dropped', 'consent']),
    );
    expect(events).toHaveLength(102);
    expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(102);
    for (const { messageId } of events) expect(messageId).toMatch(UUID);
    expect(events.map(({ properties }) => properties)).toEqual(
      expect.arrayContaining([{ items: -1 }, { items: 0 }, { items: 99 }, { place: 'page', allDone: true }]),
    );

    // Metrics and retries of the SDK would go out within half a minute.
    await page.clock.runFor(120_000);
    expect(requests.filter((address) => !ownAddress(address))).toEqual([]);
    expect(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])).toEqual([[], [], '']);
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
    await page.context().close();
  }, 60_000);

  it('collects for 45 seconds and sends one call; a hidden page sends at once', async () => {
    const { page } = await open();
    const counts = () => page.evaluate(() => globalThis.sent.map(({ payload }) => payload.events.length));
    await page.evaluate(() => tracking.analytics.ready);
    await page.waitForFunction('window.tracking.client.stats().enqueued === 1');
    await page.clock.runFor(30_000);
    await page.evaluate(() => {
      tracking.analytics.track('Item Added', { items: 1 });
    });
    await page.waitForFunction('window.tracking.client.stats().enqueued === 2');
    expect(await counts()).toEqual([]);
    await page.clock.runFor(16_000);
    expect(await counts()).toEqual([2]);

    await page.evaluate(() => {
      tracking.analytics.track('Item Added', { items: 2 });
    });
    await page.waitForFunction('window.tracking.client.stats().enqueued === 3');
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect(await counts()).toEqual([2, 1]);
    await page.context().close();
  }, 60_000);

  it('hands over directly when the SDK cannot be loaded', async () => {
    const { page } = await open('?failing');
    expect(await page.evaluate(() => tracking.analytics.ready)).toBe(false);
    await page.evaluate(() => {
      tracking.analytics.track('Item Added', { items: 1 });
      return tracking.client.flush();
    });
    const events = await page.evaluate(() => globalThis.sent.flatMap(({ payload }) => payload.events));
    expect(events).toMatchObject([{ properties: { items: -1 } }, { properties: { items: 1 } }]);
    await page.context().close();
  }, 60_000);

  it('keeps for the next visit to the same site what a page could not send, also what the SDK still had', async () => {
    const { page } = await open('?site=a&dying');
    await page.evaluate(() => tracking.analytics.ready);
    await page.waitForFunction('window.tracking.client.stats().enqueued === 1');
    await page.evaluate((address) => {
      tracking.analytics.track('Item Added', { items: 7 });
      location.href = address;
    }, `${origin}/browse/next`);
    await page.waitForURL('**/browse/next');
    const stored = await page.evaluate(() => Object.keys(localStorage).map((key) => [key, localStorage.getItem(key)] as const));
    expect(stored.map(([key]) => key)).toEqual(['tracking-1:a']);
    const kept = JSON.parse(stored[0]![1]!) as { messageId: string; timestamp: string; properties: unknown }[];
    expect(kept.map(({ properties }) => properties)).toEqual([{ items: -1 }, { items: 7 }]);

    await page.goto(`${origin}/frame?site=b`);
    await page.evaluate(() => tracking.analytics.ready);
    await page.waitForFunction('window.tracking.client.stats().enqueued === 1');
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['tracking-1:a']);

    await page.goto(`${origin}/frame?site=a`);
    await page.evaluate(() => tracking.analytics.ready);
    await page.waitForFunction('window.tracking.client.stats().enqueued === 3');
    await page.evaluate(() => tracking.client.flush());
    const events = await page.evaluate(() => globalThis.sent.flatMap(({ payload }) => payload.events));
    expect(events).toEqual(expect.arrayContaining(kept));
    expect(events).toHaveLength(3);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('keeps nothing where nobody said yes', async () => {
    const { page } = await open('?site=a&dying&unasked');
    await page.evaluate(() => tracking.analytics.ready);
    await page.waitForFunction('window.tracking.client.stats().enqueued === 1');
    await page.goto(`${origin}/browse/next`);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await page.context().close();
  }, 60_000);
});
