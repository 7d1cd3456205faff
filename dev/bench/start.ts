// How long a newcomer waits: from `npm start` (packages installed, nothing built) to the address, and from opening the
// vendor console to its first numbers.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { z } from 'zod';
import { ROOT } from '../derive/manifest';
import { median, report } from './report';

const RUNS = 3;
const ADDRESS_GOAL_MS = 15_000;
const CONSOLE_GOAL_MS = 3_000;
const GIVE_UP_MS = 120_000;
/** Everything that `npm start` builds. */
const BUILT = [
  '.tidemark/build',
  '.tidemark/apps',
  '.tidemark/history',
  'dist',
  'static/console/dist',
  'static/embed/dist',
  'static/page/dist',
  'dev/shell/dist',
];
const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  ),
};

const Sites = z.object({ ok: z.literal(true), value: z.object({ sites: z.array(z.object({ slug: z.string(), role: z.string() })) }) });

/** Starts the host in a process group of its own, so that npm's children end with it. */
function startHost(): ChildProcess {
  return spawn('npm', ['start', '--', '--port', '0', '--no-open'], { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function stopHost(host: ChildProcess): Promise<void> {
  if (host.pid === undefined || host.exitCode !== null || host.signalCode !== null) return;
  const closed = once(host, 'close');
  process.kill(-host.pid, 'SIGTERM');
  await closed;
}

/** Resolves with the address that the host prints; rejects with its output when it ends or stays silent instead. */
function printedAddress(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => {
      reject(new Error(`npm start ${why}:\n${output}`));
    };
    const timer = setTimeout(fail, GIVE_UP_MS, `printed no address in ${String(GIVE_UP_MS / 1000)} s`);
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const address = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(output)?.[0];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    };
    host.stdout?.on('data', read);
    host.stderr?.on('data', read);
    host.on('close', () => {
      clearTimeout(timer);
      fail('ended');
    });
  });
}

/** Milliseconds from opening the vendor console in a fresh profile until a tile shows a number. */
async function consoleMs(browser: Browser, address: string): Promise<number> {
  const answer = Sites.parse(await (await fetch(`${address}/__dev/api/sites`)).json());
  const vendor = answer.value.sites.find(({ role }) => role === 'vendor');
  if (vendor === undefined) throw new Error('The host has no vendor site');
  const context = await browser.newContext();
  const page = await context.newPage();
  const openedAt = performance.now();
  await page.goto(`${address}/site/${vendor.slug}/jira/apps/console-global`);
  await page.frameLocator('iframe').getByTestId('tile-mau').filter({ hasText: /[1-9]/ }).first().waitFor({ timeout: GIVE_UP_MS });
  const tookMs = performance.now() - openedAt;
  await context.close();
  return tookMs;
}

async function measureOnce(browser: Browser): Promise<{ addressMs: number; consoleMs: number }> {
  for (const path of BUILT) await rm(join(ROOT, path), { recursive: true, force: true });
  const startedAt = performance.now();
  const host = startHost();
  try {
    const address = await printedAddress(host);
    const addressMs = performance.now() - startedAt;
    return { addressMs, consoleMs: await consoleMs(browser, address) };
  } finally {
    await stopHost(host);
  }
}

async function bench(): Promise<void> {
  const browser = await chromium.launch(CHROMIUM);
  try {
    const runs: { addressMs: number; consoleMs: number }[] = [];
    for (let run = 1; run <= RUNS; run++) {
      const measured = await measureOnce(browser);
      runs.push(measured);
      console.log(
        `Run ${String(run)}: address after ${seconds(measured.addressMs)}, first numbers ${seconds(measured.consoleMs)} after opening the console`,
      );
    }
    const addressMs = Math.round(median(runs.map((run) => run.addressMs)));
    const numbersMs = Math.round(median(runs.map((run) => run.consoleMs)));
    console.log(
      `Median: address ${seconds(addressMs)} (goal ${seconds(ADDRESS_GOAL_MS)}), console ${seconds(numbersMs)} (goal ${seconds(CONSOLE_GOAL_MS)})`,
    );
    // No peer: how far below the goal the worse of the two stays.
    const ratio = Math.min(ADDRESS_GOAL_MS / addressMs, CONSOLE_GOAL_MS / numbersMs);
    report({ bench: 'start', agree: true, ratio: Number(ratio.toFixed(3)), pass: ratio >= 1, addressMs, consoleMs: numbersMs });
  } finally {
    await browser.close();
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
