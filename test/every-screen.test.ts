import { randomUUID } from 'node:crypto';
import type { Browser, Frame } from 'playwright-core';
import { VENDOR_APP } from '../dev/compose';
import { fillHistory } from '../dev/history/fill';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SqlEngine } from '../dev/sql/engine';
import { COLOR_RULES, violationsIn } from './axe';
import { launchChromium, missingChromium } from './chromium';
import { HOSTILE_NAMES, hostileVendor } from './hostile-vendor';
import { cellsOf, complaints, offeredFiles } from './page-looks';
import { startSpine, tick, type Spine } from './running-spine';

jest.setTimeout(240_000);

const missing = missingChromium();
if (missing !== null) console.warn(`Skipped: ${missing}`);

const vendor = hostileVendor({ seed: 'every', accounts: 32, months: 2, endDay: new Date().toISOString().slice(0, 10) });
/** 1280 pixels at a zoom of 400 %. */
const NARROW = { width: 320, height: 800 };
const WIDE = { width: 1280, height: 900 };

type House = 'vendor' | 'site';

(missing === null ? describe : describe.skip)('every screen of the console, with names that are none', () => {
  let running: Spine;
  let browser: Browser;

  beforeAll(async () => {
    const engines = new Map<string, Promise<SqlEngine>>();
    const open = async (isVendor: boolean): Promise<SqlEngine> => {
      const engine = openSqlite(':memory:');
      if (isVendor) await fillHistory(engine, vendor, Date.now);
      return engine;
    };
    running = await startSpine(vendor, Date.now, {
      sites: 1,
      shellDir: 'dev/shell/dist',
      engineFor: (id, isVendor) => {
        const engine = engines.get(id) ?? open(isVendor);
        engines.set(id, engine);
        return engine;
      },
    });
    // On the customer's side there is something to see as well.
    const [demo] = vendor.demoSites(1);
    for (const { accountId } of demo!.users.slice(0, 3))
      await running.track(demo!.site.slug, accountId, [tick(randomUUID(), running.host.now())]);
    await running.settle();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await running.stop();
  });

  async function open(house: House, colorScheme: 'light' | 'dark'): Promise<Frame> {
    const { site, users } = house === 'vendor' ? vendor.vendorSite : vendor.demoSites(1)[0]!;
    const admin = users.find(({ isAdmin }) => isAdmin)?.accountId ?? '';
    const page = await browser.newPage({ viewport: WIDE, colorScheme });
    const path = house === 'vendor' ? 'jira/apps/console-global' : 'jira/admin/console-admin';
    await page.goto(`${running.host.url}/site/${site.slug}/${path}?as=${encodeURIComponent(admin)}`);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    if (frame === null) throw new Error('The page has no frame for the app');
    await frame.locator(`html[data-color-mode="${colorScheme}"] #content h1`).waitFor();
    return frame;
  }

  /** Charts follow their place at the next painting. */
  const painted = (frame: Frame) =>
    frame.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))');

  async function show(frame: Frame, hash: string): Promise<void> {
    await frame.evaluate(`(async () => {
      location.hash = ${JSON.stringify(hash)};
      const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const isWaiting = () => {
        const heading = document.querySelector('#content h1');
        return heading === null || /: loading$/.test(heading.textContent) || document.querySelector('#content .skeleton, #content [aria-busy="true"]') !== null;
      };
      await painted();
      for (let calm = 0; calm < 2; calm = isWaiting() ? 0 : calm + 1) await painted();
    })()`);
  }

  /** Segments of everybody there is, with such names, and scores by rules of them. */
  async function saveSegments(): Promise<void> {
    const { site, users } = vendor.vendorSite;
    const ever = { type: 'event', event: null, where: [], measure: 'times', count: { test: 'atLeast', n: 1 }, within: { type: 'ever' } };
    const conditions = {
      account: { type: 'any', of: [ever, { type: 'not', of: ever }] },
      user: {
        type: 'related',
        relation: 'accounts',
        count: { test: 'atLeast', n: 1 },
        where: { type: 'any', of: [ever, { type: 'tag', tags: ['x'], match: 'any' }] },
      },
      membership: ever,
    };
    const save = (functionKey: string, payload: object) =>
      running.host.invoke({
        site: site.slug,
        appKey: VENDOR_APP,
        accountId: users.find(({ isAdmin }) => isAdmin)?.accountId ?? null,
        moduleKey: 'console-global',
        functionKey,
        payload,
      });
    for (const [index, [kind, condition]] of Object.entries(conditions).entries())
      await save('segmentSave', {
        segmentId: null,
        name: (HOSTILE_NAMES[index] ?? '').slice(0, 200),
        kind,
        description: HOSTILE_NAMES[index + 3] ?? '',
        told: false,
        condition,
      });
    await save('saveHealthRules', { stage: '', good: ever, bad: null });
    for (const name of HOSTILE_NAMES.slice(0, 2))
      await save('saveCustomScore', { scoreId: null, kind: 'account', name, base: 20, rules: [{ condition: ever, points: 50 }] });
    await running.settle();
  }

  /** The addresses that a screen leads to by a navigation, the shell's or its own. */
  const links = (frame: Frame, selector: string) =>
    frame.evaluate<string[]>(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((link) => link.getAttribute('href'))`);

  /** Every screen and every part of one. */
  async function addresses(frame: Frame, house: House): Promise<string[]> {
    const found: string[] = [];
    for (const screen of await links(frame, 'header nav a')) {
      await show(frame, screen);
      found.push(screen, ...(await links(frame, '#content nav a[href^="#/"]')));
    }
    if (house === 'site') return [...new Set(found)];
    await saveSegments();
    await show(frame, '#/accounts');
    // The store keeps 255 characters of a name, and of a company without one the page shows the site.
    const listed = await frame.locator('#content tbody').innerText();
    for (const name of HOSTILE_NAMES) expect(listed).toContain(name.slice(0, 200));
    const [account] = await links(frame, '#content tbody a');
    await show(frame, account ?? '');
    const [user] = await links(frame, '#content a[href^="#/user"]');
    await show(frame, '#/revenue');
    const [movements] = await links(frame, '#content a[href*="kind="]');
    await show(frame, movements ?? '');
    const [payer] = await links(frame, '#content a[href*="account="]');
    await show(frame, payer ?? '');
    const [line] = await links(frame, '#content a[href*="line="]');
    const views = ['unmatched', 'aside', 'changes', 'reports'].map((view) => `#/sync?view=${view}`);
    const segments = ['segment?id=1', 'segment?id=3', 'segment?id=1&account=1', 'segment-edit?id=2', 'segment-edit'].map(
      (part) => `#/${part}`,
    );
    // Whatever can be compared stands side by side, from one part to the next.
    const compared = [...found, '#/stages', '#/health', '#/scores', '#/segment?id=1']
      .filter((hash) => /^#\/(overview|engagement|revenue|stages|health|scores|segment\?)/.test(hash))
      .map((hash) => `${hash}${hash.includes('?') ? '&' : '?'}beside=1&beside=2&beside=3`);
    // What is of all accounts offers no choice of them, whatever the address carries.
    const whole = ['predictions?', 'reviews?', 'delivery?', 'health?section=rules&', 'scores?edit=new&'].map(
      (part) => `#/${part}segment=1&beside=1&beside=2`,
    );
    for (const hash of whole) {
      await show(frame, hash);
      expect([hash, await frame.locator('.filter-bar').count()]).toEqual([hash, 0]);
    }
    return [
      ...new Set([
        ...found,
        ...whole,
        account ?? '',
        user ?? '',
        movements ?? '',
        payer ?? '',
        line ?? '',
        ...views,
        ...segments,
        ...compared,
      ]),
    ];
  }

  test.each(['vendor', 'site'] as const)(
    'on the %s’s side: axe finds nothing, nothing is cut off at 400 %%, and names stay names',
    async (house) => {
      const frame = await open(house, 'light');
      const all = await addresses(frame, house);
      expect(all.length).toBeGreaterThan(house === 'vendor' ? 20 : 6);
      const found: Record<string, string[]> = {};
      const note = (hash: string, lines: readonly string[]) => {
        if (lines.length > 0) found[hash] = [...(found[hash] ?? []), ...lines];
      };
      for (const hash of all) {
        await show(frame, hash);
        note(hash, await violationsIn(frame));
        note(hash, await complaints(frame, HOSTILE_NAMES));
        for (const file of await offeredFiles(frame))
          note(
            hash,
            cellsOf(file).filter((cell) => /^\s*[=+@\t\r]|^\s*-\D/.test(cell)),
          );
        await frame.page().setViewportSize(NARROW);
        await painted(frame);
        note(`${hash} at 400 %`, await complaints(frame, HOSTILE_NAMES));
        await frame.page().setViewportSize(WIDE);
      }
      await frame.page().close();
      // The same elements in other colours.
      const dark = await open(house, 'dark');
      for (const hash of all) {
        await show(dark, hash);
        note(`${hash} in the dark`, await violationsIn(dark, COLOR_RULES));
      }
      await dark.page().close();
      expect(found).toEqual({});
    },
  );
});
