// Takes a picture of every screen, at 1280 pixels in both themes, into docs/screens. The simulated vendor and the clock are always the same.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type Frame, chromium } from 'playwright-core';
import { composeHost, CUSTOMER_APP, type Running, VENDOR_APP } from '../compose';
import { ROOT } from '../derive/manifest';
import { prepareApps } from '../derive/prepare';
import { fillHistory } from '../history/fill';
import { type DemoSite } from '../simulator/demo-sites';
import { simulateVendor } from '../simulator/simulate-vendor';
import type { SqlEngine } from '../sql/engine';
import { openSqlite } from '../sql/sqlite-engine';
import { indexedPng } from './indexed-png';
import { places, settle, show } from './places';

const FOLDER = join(ROOT, 'docs/screens');
const NOW = Date.parse('2026-11-18T15:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Between two screens, so that their statements are of different minutes. */
const STEP_MS = 15_000;
/** The platform takes 25 schema statements a minute. */
const SCHEMA_MINUTES = 4;
const SITE_DAYS = 28;
const THEMES = ['light', 'dark'] as const;
const SIZE = { width: 1280, height: 960 };
const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  ),
};
/** Of a customer's site, those that differ from the vendor's. */
const SITE_SCREENS = ['overview', 'engagement', 'privacy'];

const vendor = simulateVendor({ seed: 'tidemark', accounts: 300, months: 12, endDay: '2026-11-18' });
/** The first site with people enough for a day to look like one. */
const demo = vendor.demoSites(20).reduce((best, each) => (each.users.length > best.users.length ? each : best));
const staged = { ...vendor, demoSites: () => [demo] };

async function main(): Promise<void> {
  await prepareApps();
  const engines = new Map<string, Promise<SqlEngine>>();
  const running = await composeHost({
    vendor: staged,
    port: 0,
    live: false,
    now: () => NOW,
    sites: 1,
    shellDir: join(ROOT, 'dev/shell/dist'),
    engineFor: (id, isVendor) => {
      const engine = engines.get(id) ?? opened(isVendor);
      engines.set(id, engine);
      return engine;
    },
  });
  const browser = await chromium.launch(CHROMIUM);
  try {
    await running.host.sendLifecycle(VENDOR_APP, running.vendorSite, 'installed');
    await running.host.sendLifecycle(CUSTOMER_APP, demo.site.slug, 'installed');
    // The platform lets no more than so much happen in a minute, and time stands still but for this.
    for (let minute = 0; minute < SCHEMA_MINUTES; minute += 1) await running.host.advance(MINUTE_MS);
    await use(running, demo);
    await running.host.advance(MINUTE_MS);
    await learn(running);
    await running.host.advance(MINUTE_MS);
    await rm(FOLDER, { recursive: true, force: true });
    await mkdir(FOLDER, { recursive: true });
    for (const theme of THEMES) {
      await takeAll(browser, running, { ...staged.vendorSite, path: 'jira/apps/console-global' }, theme, () => true);
      await takeAll(browser, running, { ...demo, path: 'jira/admin/console-admin' }, theme, (name) => SITE_SCREENS.includes(name));
    }
  } finally {
    await browser.close();
    await running.stop();
    for (const engine of engines.values()) await (await engine).close();
  }
  const files = await readdir(FOLDER);
  console.log(files.map((file) => `docs/screens/${file}`).join('\n'));
}

async function opened(isVendor: boolean): Promise<SqlEngine> {
  const engine = openSqlite(':memory:');
  if (isVendor) await fillHistory(engine, vendor, () => NOW);
  return engine;
}

/** Four weeks on a customer's site, as its users' pages would tell: more on some days and by some people than by others. */
async function use(running: Running, { site, users }: DemoSite): Promise<void> {
  const kinds = [
    { event: 'Item Ticked', properties: { place: 'issue', allDone: false } },
    { event: 'Item Added', properties: { place: 'page', items: 4 } },
    { event: 'Item Ticked', properties: { place: 'page', allDone: true } },
    { event: 'Item Renamed', properties: { place: 'issue' } },
    { event: 'Template Applied', properties: { place: 'issue', items: 6 } },
  ];
  for (const [at, { accountId }] of users.slice(0, 24).entries()) {
    const days = Array.from({ length: SITE_DAYS }, (_, back) => back).filter((back) => (back * (at + 3) + at) % (2 + (at % 5)) === 0);
    await running.host.invoke({
      ...{ site: site.slug, appKey: CUSTOMER_APP, accountId, moduleKey: 'checklist-panel', functionKey: 'track' },
      payload: {
        sentAt: new Date(NOW).toISOString(),
        events: days.map((back, index) => ({
          ...kinds[(at * index) % kinds.length],
          messageId: `00000000-0000-4000-8000-${String(at * 1_000 + index).padStart(12, '0')}`,
          timestamp: new Date(NOW - back * DAY_MS - at * 60_000).toISOString(),
        })),
      },
    });
  }
  await running.host.drainQueues();
}

/** As in the night before: what may come of accounts is learned, and every account scored. */
async function learn({ host, vendorSite }: Running): Promise<void> {
  const accountId = staged.vendorSite.users.find(({ isAdmin }) => isAdmin)?.accountId ?? '';
  await host.invoke({
    ...{ site: vendorSite, appKey: VENDOR_APP, accountId, moduleKey: 'console-global', functionKey: 'learnNow' },
    payload: {},
  });
  await host.drainQueues();
}

type House = Pick<DemoSite, 'site' | 'users'> & { readonly path: string };

async function takeAll(
  browser: Browser,
  running: Running,
  { site, users, path }: House,
  theme: (typeof THEMES)[number],
  isWanted: (name: string) => boolean,
): Promise<void> {
  const context = await browser.newContext({ viewport: SIZE, colorScheme: theme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW + 2 * MINUTE_MS);
  const admin = users.find(({ isAdmin }) => isAdmin)?.accountId ?? '';
  await page.goto(`${running.host.url}/site/${site.slug}/${path}?as=${encodeURIComponent(admin)}`);
  const frame: Frame | null = await (await page.waitForSelector('iframe')).contentFrame();
  if (frame === null) throw new Error('The page has no frame for the app');
  await frame.waitForSelector('#content h1');
  await settle(frame);
  for (const [name, hash] of await places(frame, () => running.host.advance(STEP_MS))) {
    if (!isWanted(name)) continue;
    await running.host.advance(STEP_MS);
    await show(frame, hash);
    await untilAnswered(frame, running);
    const file = `${site.role}-${name}-${theme}.png`;
    await writeFile(join(FOLDER, file), indexedPng(await page.screenshot()));
  }
  await context.close();
}

/** Where too many statements fell into one minute the screen says so; a minute later it answers. */
async function untilAnswered(frame: Frame, running: Running): Promise<void> {
  const again = frame.locator('#content').getByRole('button', { name: 'Try again', exact: true });
  if ((await again.count()) === 0) return;
  await running.host.advance(MINUTE_MS);
  await again.first().click();
  await settle(frame);
  if ((await again.count()) > 0) throw new Error(`No answer at ${await frame.evaluate<string>('location.hash')}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
