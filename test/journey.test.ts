import { source as axeSource } from 'axe-core';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { SinkEvent } from '../dev/api';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { launchChromium, missingChromium } from './chromium';
import { startSpine, type Spine } from './running-spine';

jest.setTimeout(180_000);

const missing = missingChromium();
if (missing !== null) console.warn(`Skipped: ${missing}`);

const today = new Date().toISOString().slice(0, 10);
const vendor = simulateVendor({ seed: 'journey', accounts: 12, months: 1, endDay: today });
const [demo, otherDemo] = vendor.demoSites(2);
const site = demo?.site.slug ?? '';
const other = otherDemo?.site.slug ?? '';
const user = demo?.users[0]?.accountId ?? '';
const entitlement = demo?.license.ccpEntitlementSlug ?? '';
const adminOf = (users: readonly { accountId: string; isAdmin: boolean }[]) => users.find((each) => each.isAdmin)?.accountId ?? '';

(missing === null ? describe : describe.skip)('a day with the product, in Chromium', () => {
  let spine: Spine;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    spine = await startSpine(vendor, Date.now, { live: true, shellDir: 'dev/shell/dist' });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await spine.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  });
  afterEach(() => page.close());

  const open = (path: string, as: string) => page.goto(`${spine.host.url}${path}?as=${encodeURIComponent(as)}`);

  /** Waits until the sink has an event of that name, told by this user, from this place. */
  async function arrived(event: string, place: string): Promise<SinkEvent> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const found = spine.sink.events().find((each) => each.event === event && JSON.stringify(each.raw).includes(`"place":"${place}"`));
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`"${event}" never arrived; the sink has ${JSON.stringify(spine.sink.audit())}`);
  }

  async function violations(within: Page | FrameLocator): Promise<string[]> {
    const frame = 'goto' in within ? within.mainFrame() : await (await within.owner().elementHandle()).contentFrame();
    if (frame === null) throw new Error('No frame');
    await frame.evaluate(axeSource);
    const found: { id: string; impact: string; where: string }[] = await frame.evaluate(
      `axe.run(document, { iframes: false }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes[0].target.join(' ') })))`,
    );
    return found.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, where }) => `${id} at ${where}`);
  }

  test('a tick in Jira, by keyboard alone, arrives at Segment with the ids that the platform knows', async () => {
    await open(`/site/${site}/browse/DEMO-1`, user);
    const field = page.getByLabel('New item');
    await field.focus();
    await page.keyboard.type('Draft the notes');
    await page.keyboard.press('Enter');
    const box = page.getByRole('checkbox', { name: /Draft the notes/ });
    await box.focus();
    await page.keyboard.press('Space');
    const event = await arrived('Item Ticked', 'issue');
    expect(event).toMatchObject({ source: 'customer', type: 'track', userId: user, groupId: entitlement });
    expect(event.messageId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(event.raw)).not.toMatch(/Draft|notes|http/);
    expect(await box.isChecked()).toBe(true);
    expect(await violations(page)).toEqual([]);
  });

  test('a tick on a Confluence page arrives as well; the page’s address and title do not', async () => {
    await open(`/site/${site}/wiki/pages/1001`, user);
    await page.getByRole('button', { name: 'Checklist' }).click();
    const frame = page.frameLocator('iframe');
    await frame.getByLabel('New item').fill('Agree on dates');
    await page.keyboard.press('Enter');
    await frame.getByRole('checkbox', { name: /Agree on dates/ }).focus();
    await page.keyboard.press('Space');
    const event = await arrived('Item Ticked', 'page');
    expect(event).toMatchObject({ userId: user, groupId: entitlement });
    expect(JSON.stringify(event.raw)).not.toMatch(/Agree|fortnight|referrer|userAgent|"url"/);
    expect(await violations(frame)).toEqual([]);
  });

  test('both ticks are on the vendor’s console, beside the licence; axe finds nothing serious', async () => {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const overview = await spine.overview(spine.vendorSite, adminOf(vendor.vendorSite.users));
      if (
        'adoption' in overview &&
        (overview.adoption.find((each) => each.event === 'Item Ticked')?.count ?? 0) >= 2 &&
        (overview.sync?.licences ?? 0) > 0
      )
        break;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    await open(`/site/${spine.vendorSite}/jira/apps/console-global`, adminOf(vendor.vendorSite.users));
    const frame = page.frameLocator('iframe');
    await frame.getByTestId('tile-mau').filter({ hasText: /1/ }).waitFor();
    await frame.getByText('Item Ticked').first().waitFor();
    await frame.getByText(entitlement).first().waitFor({ state: 'attached' });
    expect(await violations(frame)).toEqual([]);
    expect(await violations(page)).toEqual([]);
  });

  test('the site’s own page shows its usage; a second site shows none of it', async () => {
    await open(`/site/${site}/jira/admin/console-admin`, adminOf(demo?.users ?? []));
    await page.frameLocator('iframe').getByRole('heading', { name: 'Usage on this site' }).waitFor();
    await page.frameLocator('iframe').getByText('Item Ticked').first().waitFor();
    await open(`/site/${other}/jira/admin/console-admin`, adminOf(otherDemo?.users ?? []));
    await page.frameLocator('iframe').getByText('No events yet').waitFor();
    expect(await page.frameLocator('iframe').getByText('Item Ticked').count()).toBe(0);
  });
});
