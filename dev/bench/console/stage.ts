import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Frame, type Page, chromium } from 'playwright-core';
import { composeHost, VENDOR_APP } from '../../compose';
import { ROOT } from '../../derive/manifest';
import { prepareApps } from '../../derive/prepare';
import { historyFile } from '../../history/cache';
import { simulateVendor } from '../../simulator/simulate-vendor';
import type { SqlEngine } from '../../sql/engine';
import { openSqlite } from '../../sql/sqlite-engine';
import { PROBE } from './probe';

const RUN_FOLDER = join(ROOT, '.tidemark/bench/console');
const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  ),
};
const GIVE_UP_MS = 60_000;
const MINUTE_MS = 60_000;

export type Stage = {
  /** The console opened in a browser that has seen nothing yet and computes `slowdown` times slower. */
  open(slowdown: number): Promise<Opened>;
  /** Asks the vendor's app as its page would. */
  ask(functionKey: string, payload: object): Promise<unknown>;
  close(): Promise<void>;
};
export type Opened = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The app's document. Its first screen is usable. */
  readonly frame: Frame;
  close(): Promise<void>;
};

/** The real host with a vendor of so many accounts. `store`: a filled database of an earlier run instead of one of this code. */
export async function setStage(shape: { accounts: number; months: number; store: string | undefined }): Promise<Stage> {
  const vendor = simulateVendor({
    seed: 'bench',
    accounts: shape.accounts,
    months: shape.months,
    endDay: new Date().toISOString().slice(0, 10),
  });
  await prepareApps();
  const filled =
    shape.store ??
    (await historyFile({ seed: 'bench', accounts: shape.accounts, months: shape.months, endDay: new Date().toISOString().slice(0, 10) }));
  await rm(RUN_FOLDER, { recursive: true, force: true });
  await mkdir(RUN_FOLDER, { recursive: true });
  const file = join(RUN_FOLDER, 'vendor.sqlite');
  await copyFile(filled, file);

  const engines = new Map<string, Promise<SqlEngine>>();
  const running = await composeHost({
    vendor,
    port: 0,
    live: false,
    sites: 1,
    shellDir: join(ROOT, 'dev/shell/dist'),
    engineFor: (installationId, isVendor) => {
      const engine = engines.get(installationId) ?? Promise.resolve(openSqlite(isVendor ? file : ':memory:'));
      engines.set(installationId, engine);
      return engine;
    },
  });
  await running.host.sendLifecycle(VENDOR_APP, running.vendorSite, 'installed');
  // A store of an earlier run may need more changes of its schema than the platform lets happen in a minute.
  await running.host.advance(MINUTE_MS);
  const admin = vendor.vendorSite.users.find(({ isAdmin }) => isAdmin)?.accountId ?? '';
  const browser = await chromium.launch(CHROMIUM);
  const address = `${running.host.url}/site/${running.vendorSite}/jira/apps/console-global?as=${encodeURIComponent(admin)}`;
  return {
    open: (slowdown) => openConsole(browser, address, slowdown),
    ask: (functionKey, payload) =>
      running.host.invoke({
        site: running.vendorSite,
        appKey: VENDOR_APP,
        accountId: admin,
        moduleKey: 'console-global',
        functionKey,
        payload,
      }),
    async close() {
      await browser.close();
      await running.stop();
      for (const engine of engines.values()) await (await engine).close();
      await rm(RUN_FOLDER, { recursive: true, force: true });
    },
  };
}

async function openConsole(browser: Browser, address: string, slowdown: number): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(GIVE_UP_MS);
  const page = await context.newPage();
  await page.addInitScript(PROBE);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(address);
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  if (frame === null) throw new Error('The product page has no frame for the app');
  await frame.waitForSelector('[data-testid^="tile-"]');
  await frame.evaluate('bench.usable');
  return { context, page, frame, close: () => context.close() };
}
