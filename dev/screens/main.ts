// Takes a picture of every screen, at 1280 pixels in both themes, into docs/screens. The simulated vendor and the clock are always the same.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type Frame, type FrameLocator, type Locator, chromium } from 'playwright-core';
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
import { decide, use } from './stage';

const FOLDER = join(ROOT, 'docs/screens');
const NOW = Date.parse('2026-11-18T15:00:00Z');
const MINUTE_MS = 60_000;
/** Between two screens, so that their statements are of different minutes. */
const STEP_MS = 15_000;
/** The platform takes 25 schema statements a minute. */
const SCHEMA_MINUTES = 4;
const THEMES = ['light', 'dark'] as const;
const SIZE = { width: 1280, height: 960 };
const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  ),
};
/** Of a customer's site, those that differ from the vendor's. */
const SITE_SCREENS = ['overview', 'engagement', 'delivery', 'privacy'];

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
    await use(running, demo, NOW);
    await running.host.advance(MINUTE_MS);
    await decide(running, adminOf(staged.vendorSite.users));
    await running.host.advance(MINUTE_MS);
    await rm(FOLDER, { recursive: true, force: true });
    await mkdir(FOLDER, { recursive: true });
    for (const theme of THEMES) {
      await takeAll(browser, running, { ...staged.vendorSite, path: 'jira/apps/console-global' }, theme, () => true);
      await takeAll(browser, running, { ...demo, path: 'jira/admin/console-admin' }, theme, (name) => SITE_SCREENS.includes(name));
      await takeEmbedded(browser, running, theme);
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

const adminOf = (users: DemoSite['users']): string => users.find(({ isAdmin }) => isAdmin)?.accountId ?? '';

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
  await page.goto(`${running.host.url}/site/${site.slug}/${path}?as=${encodeURIComponent(adminOf(users))}`);
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

/** The gadget on a dashboard of Jira and the macro in a page of Confluence. */
async function takeEmbedded(browser: Browser, running: Running, theme: (typeof THEMES)[number]): Promise<void> {
  const { site, users } = staged.vendorSite;
  const context = await browser.newContext({ viewport: SIZE, colorScheme: theme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW + 2 * MINUTE_MS);
  const take = async (name: string, path: string, button: string, form: FrameLocator, shown: Locator) => {
    await running.host.advance(MINUTE_MS);
    await page.goto(`${running.host.url}/site/${site.slug}/${path}?as=${encodeURIComponent(adminOf(users))}`);
    await page.getByRole('button', { name: button }).click();
    await form.getByRole('button', { name: 'Save' }).click();
    await shown.waitFor();
    await page.waitForLoadState('networkidle');
    await writeFile(join(FOLDER, `vendor-${name}-${theme}.png`), indexedPng(await page.screenshot()));
  };
  const gadget = page.getByRole('region', { name: 'Tidemark numbers' }).frameLocator('iframe');
  await take('gadget', 'jira/dashboards/10000', 'Add gadget: Tidemark numbers', gadget, gadget.getByText('Monthly active users'));
  const macro = page.getByRole('region', { name: 'Tidemark chart' }).frameLocator('iframe');
  const form = page.getByRole('dialog').frameLocator('iframe');
  await take('macro', 'wiki/pages/98310', 'Insert macro: Tidemark chart', form, macro.locator('svg, table').first());
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
