import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { SinkEvent } from '../dev/api';
import { VENDOR_APP } from '../dev/compose';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { violations } from './axe';
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

  /** As if the reader looked at another tab for a moment: that is when a page sends what it holds. */
  async function lookAway(): Promise<void> {
    for (const frame of page.frames())
      await frame.evaluate(() => {
        Object.defineProperty(document, 'hidden', { value: true, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        Reflect.deleteProperty(document, 'hidden');
      });
  }

  /** Waits until the sink has an event of that name, told by this user, from this place. */
  async function arrived(event: string, place: string): Promise<SinkEvent> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      await lookAway();
      const found = spine.sink.events().find((each) => each.event === event && JSON.stringify(each.raw).includes(`"place":"${place}"`));
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`"${event}" never arrived; the sink has ${JSON.stringify(spine.sink.audit())}`);
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
    expect(await violations(page, 'serious')).toEqual([]);
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
    expect(await violations(frame, 'serious')).toEqual([]);
  });

  /** Stands at the page's edge: `answers` speaks for the resolver where it answers, and the names of tracked events are written down. */
  async function answering(answers: (functionKey: string) => unknown): Promise<string[]> {
    const tracked: string[] = [];
    await page.route('**/__dev/api/bridge', async (route) => {
      const { cmd, payload } = route.request().postDataJSON() as {
        cmd: string;
        payload: { functionKey: string; payload: { events: { event: string }[] } };
      };
      const answer = cmd === 'invoke' ? answers(payload.functionKey) : undefined;
      if (cmd === 'invoke' && payload.functionKey === 'track') tracked.push(...payload.payload.events.map(({ event }) => event));
      if (answer === undefined) await route.continue();
      else if (answer instanceof Error) await route.abort();
      else await route.fulfill({ json: { ok: true, value: answer } });
    });
    return tracked;
  }

  const openChecklist = async (place: string): Promise<Page | FrameLocator> => {
    await open(`/site/${site}/${place === 'issue' ? 'browse/DEMO-2' : 'wiki/pages/1002'}`, user);
    if (place === 'issue') return page;
    await page.getByRole('button', { name: 'Checklist' }).click();
    return page.frameLocator('iframe');
  };
  const addItem = async (within: Page | FrameLocator, text: string) => {
    await within.getByLabel('New item').fill(text);
    await page.keyboard.press('Enter');
    await within.getByRole('checkbox', { name: text }).waitFor();
    await within.getByText(/saving…/i).waitFor({ state: 'hidden' });
  };

  test.each(['issue', 'page'])('in the %s, a user declines to be counted and allows it again', async (place) => {
    const events = await answering(() => undefined);
    let within = await openChecklist(place);
    await within.getByRole('button', { name: 'Usage data…' }).click();
    await within.getByText('never part of it').waitFor();
    await within.getByText('Your use is counted.').waitFor();
    await within.getByRole('button', { name: 'Do not count my use' }).click();
    await within.getByText('Your use is not counted.').waitFor();
    expect(await violations(within, 'serious')).toEqual([]);
    const before = [...events];
    await addItem(within, `Left out in the ${place}`);
    await lookAway();
    await lookAway();
    expect(events).toEqual(before);

    within = await openChecklist(place);
    await within.getByRole('button', { name: 'Usage data…' }).click();
    await within.getByText('Your use is not counted.').waitFor();
    const visits = events.length;
    await within.getByRole('button', { name: 'Count my use' }).click();
    await within.getByText('Your use is counted.').waitFor();
    await within.getByRole('button', { name: 'Close' }).click();
    await addItem(within, `Counted in the ${place}`);
    for (let attempt = 0; attempt < 50 && events.length === visits; attempt += 1) {
      await lookAway();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(events.slice(visits)).toEqual(['Item Added']);
  });

  test.each(['issue', 'page'])('in the %s, an admin’s no is said, and a choice that cannot be asked is none', async (place) => {
    const siteOff = { tracked: false, offBy: 'site' };
    let answer: unknown = new Error('away');
    await answering((functionKey) => (functionKey === 'trackingChoice' ? answer : undefined));
    const within = await openChecklist(place);
    const choices = within.getByRole('button', { name: /ount my use/ });
    await within.getByRole('button', { name: 'Usage data…' }).click();
    await within.getByText('never part of it').waitFor();
    await addItem(within, `Added meanwhile in the ${place}`);
    expect(await choices.count()).toBe(0);
    await within.getByRole('button', { name: 'Close' }).click();

    answer = siteOff;
    await within.getByRole('button', { name: 'Usage data…' }).click();
    await within.getByText('An admin has switched this off for the whole site.').waitFor();
    expect(await choices.count()).toBe(0);
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
    expect(await violations(frame, 'serious')).toEqual([]);
    expect(await violations(page, 'serious')).toEqual([]);
  });

  test('from the list of accounts to the account that ticked, to its user, and a note by keyboard', async () => {
    await open(`/site/${spine.vendorSite}/jira/apps/console-global`, adminOf(vendor.vendorSite.users));
    const frame = page.frameLocator('iframe');
    await frame
      .getByRole('link', { name: /Used and not paid|Unpaid and used|Paid and used/ })
      .first()
      .waitFor();
    await frame.getByRole('link', { name: 'Accounts', exact: true }).click();
    const row = frame.getByRole('row').filter({ hasText: entitlement });
    await row.waitFor();
    expect(await violations(frame)).toEqual([]);
    await row.getByRole('link').click();
    await frame.getByRole('region', { name: 'Users of this account' }).getByRole('link', { name: user }).waitFor();
    await frame.getByRole('row', { name: /Item Ticked/ }).waitFor();
    await frame.getByLabel('New note').focus();
    await page.keyboard.type('Ask them about =1+1 <b>dates</b>');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await frame.getByText('Ask them about =1+1 <b>dates</b>').waitFor();
    expect(await violations(frame)).toEqual([]);
    await frame.getByRole('link', { name: user }).click();
    await frame.getByRole('heading', { level: 1, name: user }).waitFor();
    await frame.getByRole('row').filter({ hasText: entitlement }).waitFor();
    expect(await violations(frame)).toEqual([]);
  });

  test('the site’s own page shows its usage; a second site shows none of it', async () => {
    await open(`/site/${site}/jira/admin/console-admin`, adminOf(demo?.users ?? []));
    await page.frameLocator('iframe').getByRole('heading', { name: 'Usage on this site' }).waitFor();
    await page.frameLocator('iframe').getByText('Item Ticked').first().waitFor();
    await open(`/site/${other}/jira/admin/console-admin`, adminOf(otherDemo?.users ?? []));
    await page.frameLocator('iframe').getByText('No events yet').waitFor();
    expect(await page.frameLocator('iframe').getByText('Item Ticked').count()).toBe(0);
  });

  test('an admin puts numbers on a dashboard and a chart into a page; who may not open the console reads why, and gets no figure', async () => {
    const { users } = vendor.vendorSite;
    const other = users.find(({ isAdmin }) => !isAdmin)?.accountId ?? '';
    const board = `/site/${spine.vendorSite}/jira/dashboards/10000`;
    const wiki = `/site/${spine.vendorSite}/wiki/pages/98310`;
    const gadget = page.getByRole('region', { name: 'Tidemark numbers' }).frameLocator('iframe');
    const macro = page.getByRole('region', { name: 'Tidemark chart' });
    const refused = 'These figures are not shown to everyone';
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const overview = await spine.overview(spine.vendorSite, adminOf(users));
      if ('sync' in overview && (overview.sync?.licences ?? 0) > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }

    await open(board, adminOf(users));
    await page.getByRole('button', { name: 'Add gadget: Tidemark numbers' }).click();
    await gadget.getByLabel('7 days').check();
    await gadget.getByLabel('Stickiness').uncheck();
    expect(await violations(gadget, 'serious')).toEqual([]);
    await gadget.getByRole('button', { name: 'Save' }).click();
    await gadget.getByText('Monthly active users').waitFor();
    const compared = new Date(spine.host.now() - 7 * 86_400_000);
    const named = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' }).format(compared);
    await gadget.getByText(`Changes compare with ${named}`).waitFor();
    await gadget.getByText('All accounts.').waitFor();
    expect(await gadget.getByText('Stickiness').count()).toBe(0);
    expect(await violations(gadget)).toEqual([]);

    await open(wiki, adminOf(users));
    await page.getByRole('button', { name: 'Insert macro: Tidemark chart' }).click();
    const form = page.getByRole('dialog').frameLocator('iframe');
    await form.getByRole('combobox', { name: 'Chart' }).selectOption('payingUsing');
    await form.getByRole('group', { name: /choose a cell/ }).waitFor();
    await form.getByRole('button', { name: 'Save' }).click();
    await macro
      .frameLocator('iframe')
      .getByRole('group', { name: /choose a cell/ })
      .waitFor();
    expect(await violations(macro.frameLocator('iframe'))).toEqual([]);
    await macro.getByRole('button', { name: 'Show as exported to PDF' }).click();
    await macro.getByRole('row', { name: /^Paid and used \d+ \$/ }).waitFor();

    await open(board, other);
    await gadget.getByText(refused).waitFor();
    await open(wiki, other);
    await macro.frameLocator('iframe').getByText(refused).waitFor();
    expect(await violations(macro.frameLocator('iframe'))).toEqual([]);
    await macro.getByRole('button', { name: 'Show as exported to PDF' }).click();
    await macro.getByText('printed only for people who may open').waitFor();
    for (const accountId of [other, null])
      for (const moduleKey of ['numbers-gadget', 'chart-macro'])
        for (const functionKey of ['overview', 'retention', 'revenueBridge']) {
          const asked = { site: spine.vendorSite, appKey: VENDOR_APP, accountId, moduleKey, functionKey, payload: {} };
          expect(await spine.host.invoke(asked)).not.toHaveProperty('value');
        }
  });
});
