// What tracking costs the page of a customer: bytes to load, requests and storage of its own, and time on the main thread,
// beside the same calls on Segment's browser SDK.
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { type Browser, type Page, chromium } from 'playwright-core';
import { ROOT } from '../derive/manifest';
import { median, report } from './report';

const CLIENT_GOAL_BYTES = 1_536;
const SDK_GOAL_BYTES = 36_500;
const TIME_GOAL = 10;
const RUNS = 5;
const CALLS = 10_000;
/** Calls in a row before the page waits until all have arrived: fewer than the client holds, so that it drops none. */
const BURST = 100;
const OUT = join(ROOT, '.tidemark/bench');
const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  ),
};

const CLIENT = `export { useTracking } from './src/tracking/use-tracking';`;
const PLUGIN = `export { createAnalytics } from './src/tracking/analytics-next';`;

/**
 * Both sides end at the same bridge and send calls of the same size. The peer is the SDK with the least that hands its events
 * to a bridge: no ids, no weighing, no retries. What the page ships, the SDK in front of our client, costs more than this peer.
 */
const PAGE = `
  import { createAnalytics } from './src/tracking/analytics-next';
  import { createBridgeClient } from './src/tracking/bridge-client';
  import { watchPageHidden } from './src/tracking/page-lifecycle';
  import { trackWith } from './src/tracking/track-with';

  let arrived = 0;
  const invoke = async (_key, payload) => {
    arrived += payload.events.length;
    return { accepted: payload.events.length, refused: [] };
  };
  const client = createBridgeClient({ invoke, now: Date.now, newId: () => crypto.randomUUID(), page: watchPageHidden });
  const batch = [];
  const handOver = {
    enqueue: (event) => {
      batch.push(event);
      if (batch.length === 20) void invoke('track', { sentAt: new Date().toISOString(), events: batch.splice(0) });
    },
    flush: async () => {},
  };
  const sdk = createAnalytics({}, handOver);
  const tracks = { ours: trackWith({}, client), peer: sdk.track };
  window.ready = sdk.ready;
  window.run = async (side, calls, burst) => {
    arrived = 0;
    for (let sent = 0; sent < calls; ) {
      for (let index = 0; index < burst; index += 1, sent += 1) tracks[side]('Item Ticked', { place: 'issue', items: sent, allDone: false });
      while (arrived < sent) await new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); });
    }
    return arrived;
  };
`;

declare global {
  var ready: Promise<boolean>;
  var run: (side: Side, calls: number, burst: number) => Promise<number>;
  var arriving: Promise<number>;
  var writes: number;
}
type Side = 'ours' | 'peer';

type Scripts = ReadonlyMap<string, { readonly gzipBytes: number; readonly code: string; readonly isSdk: boolean }>;

/** Scripts by path ('/page.js' and its chunks), minified, as a page's build would make them. */
async function bundle(source: string, external: string[] = []): Promise<Scripts> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: ROOT, sourcefile: 'page.ts', loader: 'ts' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env': '{}' },
    external,
    entryNames: 'page',
    absWorkingDir: ROOT,
    outdir: OUT,
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  return new Map(
    outputFiles.map(({ path, contents, text }) => {
      const inputs = Object.keys(metafile.outputs[relative(ROOT, path)]?.inputs ?? {});
      return [
        `/${relative(OUT, path)}`,
        { gzipBytes: gzipSync(contents, { level: 9 }).byteLength, code: text, isSdk: inputs.some((input) => input.includes('@segment/')) },
      ];
    }),
  );
}

async function serve(scripts: Scripts): Promise<{ server: Server; origin: string }> {
  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? '');
    if (script !== undefined) response.writeHead(200, { 'content-type': 'text/javascript' }).end(script.code);
    else
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Bench</title><link rel="icon" href="data:,"><p>Page</p><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

/** Counts every write to the browser's storage; runs before any script of the page. As text: it must reach the page untouched by a compiler. */
const COUNT_WRITES = `
  window.writes = 0;
  const counted = (owner, name, kind) => {
    const described = Object.getOwnPropertyDescriptor(owner, name);
    const original = described[kind];
    Object.defineProperty(owner, name, { ...described, [kind]: function (...args) { window.writes += 1; return original.apply(this, args); } });
  };
  counted(Storage.prototype, 'setItem', 'value');
  counted(Document.prototype, 'cookie', 'set');
  counted(IDBFactory.prototype, 'open', 'value');
`;

/** Milliseconds that the main thread was busy while `CALLS` calls were made and arrived; tasks after them included. */
async function busyMs(page: Page, side: Side): Promise<{ ms: number; arrived: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const taskSeconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
  };
  await session.send('HeapProfiler.collectGarbage');
  const before = await taskSeconds();
  const arrived = await page.evaluate(([which, calls, burst]) => globalThis.run(which, calls, burst), [side, CALLS, BURST] as const);
  await page.waitForTimeout(200);
  const ms = ((await taskSeconds()) - before) * 1_000;
  await session.detach();
  return { ms, arrived };
}

/** Milliseconds of each round of each side, and whether all calls arrived in all of them. */
async function compare(browser: Browser, origin: string) {
  const page = await browser.newPage();
  await page.goto(origin);
  if (!(await page.evaluate(() => globalThis.ready))) throw new Error('The SDK did not start');
  const { paintedAtMs, loads } = await page.evaluate(() => ({
    paintedAtMs: performance.getEntriesByName('first-paint')[0]?.startTime ?? Infinity,
    loads: performance.getEntriesByType('resource').map(({ name, startTime }) => ({ path: new URL(name).pathname, atMs: startTime })),
  }));
  const times: Record<Side, number[]> = { ours: [], peer: [] };
  let agree = true;
  // The first round warms up.
  for (let round = 0; round <= RUNS; round += 1) {
    for (const side of round % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const)) {
      const { ms, arrived } = await busyMs(page, side);
      agree &&= arrived === CALLS;
      if (round > 0) times[side].push(ms);
    }
  }
  await page.close();
  return { paintedAtMs, loads, times, agree };
}

/** What the SDK does besides: requests that load no script of the page, and writes to storage, in two minutes with one burst of events. */
async function sideEffects(browser: Browser, origin: string, scripts: Scripts) {
  const page = await browser.newPage();
  await page.clock.install();
  await page.addInitScript(COUNT_WRITES);
  const paths: string[] = [];
  page.on('request', (request) => paths.push(request.url().startsWith(`${origin}/`) ? request.url().slice(origin.length) : request.url()));
  await page.goto(origin);
  await page.clock.runFor(5_000);
  if (!(await page.evaluate(() => globalThis.ready))) throw new Error('The SDK did not start');
  await page.evaluate((calls) => {
    globalThis.arriving = globalThis.run('peer', calls, calls);
  }, BURST);
  await page.clock.runFor(120_000);
  const arrived = await page.evaluate(() => globalThis.arriving);
  const writes = await page.evaluate(() => globalThis.writes);
  const control = await page.evaluate(() => {
    localStorage.setItem('control', '');
    document.cookie = 'control=1';
    indexedDB.open('control');
    return globalThis.writes;
  });
  if (control !== writes + 3) throw new Error('Writes to storage are not counted');
  await page.close();
  return { arrived, writes, requests: paths.filter((path) => path !== '/' && !path.startsWith('data:') && !scripts.has(path)).length };
}

async function bench(): Promise<void> {
  const [client, plugin, scripts] = await Promise.all([bundle(CLIENT, ['react']), bundle(PLUGIN), bundle(PAGE)]);
  const { server, origin } = await serve(scripts);
  const browser = await chromium.launch(CHROMIUM);
  try {
    const { paintedAtMs, loads, times, agree } = await compare(browser, origin);
    const { arrived, writes, requests } = await sideEffects(browser, origin, scripts);
    const sdkLoads = loads.filter(({ path }) => scripts.get(path)?.isSdk);
    const clientBytes = client.get('/page.js')?.gzipBytes ?? NaN;
    // The entry with the plugin, and every chunk that the browser fetched to deliver events, at its whole size.
    const chunks = loads.flatMap(({ path }) => (path === '/page.js' ? [] : [scripts.get(path)?.gzipBytes ?? NaN]));
    const sdkBytes = chunks.reduce((sum, bytes) => sum + bytes, plugin.get('/page.js')?.gzipBytes ?? NaN);
    const afterPaint = sdkLoads.length > 0 && sdkLoads.every(({ atMs }) => atMs >= paintedAtMs);
    const oursMs = median(times.ours);
    const peerMs = median(times.peer);
    const ratio = peerMs / oursMs;
    console.log(`Bridge client with useTracking: ${String(clientBytes)} B gzip (goal ${String(CLIENT_GOAL_BYTES)})`);
    console.log(
      `analytics-next with the plugin: ${String(sdkBytes)} B gzip (goal ${String(SDK_GOAL_BYTES)}), entry and ${String(chunks.length)} chunks, loaded ${afterPaint ? 'after' : 'BEFORE'} the first paint`,
    );
    console.log(`analytics-next on its own: ${String(requests)} requests, ${String(writes)} writes to storage`);
    console.log(`${String(CALLS)} calls, main thread busy: ${list(times.ours)} ms against ${list(times.peer)} ms on analytics-next`);
    report({
      bench: 'client',
      agree: agree && arrived === BURST,
      ratio: Number(ratio.toFixed(2)),
      pass:
        clientBytes <= CLIENT_GOAL_BYTES &&
        sdkBytes <= SDK_GOAL_BYTES &&
        afterPaint &&
        requests === 0 &&
        writes === 0 &&
        ratio >= TIME_GOAL,
      clientBytes,
      sdkBytes,
      afterPaint,
      requests,
      writes,
      oursMs: Number(oursMs.toFixed(1)),
      peerMs: Number(peerMs.toFixed(1)),
    });
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

const list = (times: readonly number[]): string => times.map((ms) => ms.toFixed(0)).join(', ');

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
