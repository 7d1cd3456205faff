import type { z } from 'zod';
import { csvOf } from '../dev/marketplace/csv';
import { startMarketplaceServer } from '../dev/marketplace/start-marketplace-server';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { testConnection } from '../src/console/sync-connection';
import { asideText, changesPage, listAside, unmatchedPage } from '../src/console/sync-lists';
import { askForPass, pauseOrResume, syncReport } from '../src/console/sync';
import {
  AsidePage,
  AsideRequest,
  ChangesPage,
  ChangesRequest,
  ConnectionCheck,
  ImportOutcome,
  SyncReport,
  UnmatchedPage,
} from '../src/contract/sync';
import type { HttpOutcome } from '../src/platform/ports';
import licences from '../src/marketplace/fixtures/licences.json';
import { importRows } from '../src/marketplace/import-rows';
import { planSync } from '../src/marketplace/plan';
import { MARKETPLACE_FEEDS } from '../src/store/queries/sync-feed';
import { syncWishes } from '../src/store/queries/sync-wishes';
import { dayNumber } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { resolveAccounts } from '../src/profiles/resolve-accounts';
import { cutFile } from '../static/console/screens/sync/cut-file';
import { httpTo } from './http-to';
import { memoryMarketplace } from './memory-marketplace';
import { sync, withVendor, type SyncedVendor } from './synced-vendor';

jest.setTimeout(60_000);

const NOW = Date.parse('2028-02-29T12:00:00Z');
const HOUR = 3_600_000;
const vendor = simulateVendor({ seed: 'sync-screen', accounts: 12, months: 6, endDay: '2028-02-29' });
const TOKEN = 'a-token-that-nobody-may-see';

/** A vendor's store beside the real server; `faulty` answers in its place when it wants to. */
async function withServer(story: (of: SyncedVendor) => Promise<void>): Promise<void> {
  const login = { email: 'bot@example.com', token: TOKEN };
  const server = await startMarketplaceServer({ port: 0, vendor, ...login, now: () => NOW, quirks: { exportPolls: 0 } });
  try {
    const http = httpTo(server.url);
    const world = { rows: { licences: [], transactions: [] }, requests: [], fault: (_url: string): HttpOutcome | null => null, http };
    world.http = (request) => {
      const fault = world.fault(request.url);
      return fault === null ? http(request) : Promise.resolve(fault);
    };
    const variables = { MARKETPLACE_VENDOR_ID: String(vendor.vendorId), MARKETPLACE_TOKEN: TOKEN };
    await withVendor(world, story, NOW, variables);
  } finally {
    await server.stop();
  }
}

const shown = async (of: SyncedVendor, canChange = true) => SyncReport.parse(await syncReport(of.ports, { canChange }));
const standingOf = async (of: SyncedVendor, report: string) => (await shown(of)).reports.find((one) => one.report === report);
const answered = (status: number): HttpOutcome => ({ kind: 'answered', status, headers: {}, body: '{}' });

test('each report waits, runs, is done, fails and rests, is paused and goes on, and says so with its figures', async () => {
  await withServer(async (of) => {
    expect((await shown(of)).reports.map(({ report, state, completeAt, rows }) => ({ report, state, completeAt, rows }))).toEqual(
      MARKETPLACE_FEEDS.map((report) => ({ report, state: 'waiting', completeAt: null, rows: 0 })),
    );
    await planSync(of.ports, { now: NOW, feeds: ['licences'] });
    expect(await standingOf(of, 'licences')).toMatchObject({ state: 'running', pass: 'full', pieces: null, error: null });
    of.clock.now += HOUR;
    expect(await standingOf(of, 'licences')).toMatchObject({ state: 'waiting', pass: 'full', completeAt: null });
    await sync(of);
    const rows = vendor.licences.filter((row) => row.licenseSourceType !== 'Atlassian').length;
    expect(await standingOf(of, 'licences')).toMatchObject({
      state: 'done',
      pass: null,
      pieces: null,
      rows,
      setAside: 0,
      // The run was named by its first start.
      last: { pass: 'full', changed: rows, seconds: HOUR / 1000, doneAt: new Date(of.clock.now).toISOString() },
      completeAt: new Date(NOW).toISOString(),
      nextAt: new Date(NOW + 6 * HOUR).toISOString(),
      error: null,
    });

    of.clock.now += 7 * HOUR;
    of.world.fault = (url) => (url.includes('/licenses') ? answered(401) : null);
    await sync(of, of.ports, ['licences']);
    const failing = await standingOf(of, 'licences');
    expect(failing).toMatchObject({ state: 'resting', pass: 'delta', rows, error: { code: 'token-expired' } });
    expect(failing?.error?.message).toContain('Create a new one');
    of.world.fault = () => null;
    of.clock.now += HOUR;
    expect(await standingOf(of, 'licences')).toMatchObject({ state: 'waiting', pass: 'delta' });

    await pauseOrResume(of.ports, 'licences', true);
    expect(await standingOf(of, 'licences')).toMatchObject({ state: 'paused' });
    expect(await sync(of, of.ports, ['licences'])).toEqual([]);
    await pauseOrResume(of.ports, 'licences', false);
    await sync(of, of.ports, ['licences']);
    expect(await standingOf(of, 'licences')).toMatchObject({ state: 'done', error: null, last: { pass: 'delta' } });
  });
});

test('a run in pieces says how many it has read; one that is paused meanwhile stops', async () => {
  await withServer(async (of) => {
    await planSync(of.ports, { now: NOW, feeds: ['evaluations'] });
    let looks = 0;
    of.world.fault = () => ((looks += 1) > 3 ? answered(503) : null);
    // Four windows, of which the third cannot be read now.
    of.clock.now += HOUR;
    await sync(of, of.ports, ['evaluations']);
    expect(await standingOf(of, 'evaluations')).toMatchObject({ state: 'running', pass: 'full', pieces: { done: 2, all: 4 } });
    await pauseOrResume(of.ports, 'evaluations', true);
    expect(await standingOf(of, 'evaluations')).toMatchObject({ state: 'stopping' });
  });
});

test('asked for at once, each report is read the way it can be, but none that is paused; a report that nobody knows changes nothing', async () => {
  await withServer(async (of) => {
    await pauseOrResume(of.ports, 'feedback', true);
    await pauseOrResume(of.ports, 'no-such-report', true);
    await askForPass(of.ports, null, 'delta');
    const wishes = await syncWishes(of.ports.sql);
    expect(wishes).toHaveLength(MARKETPLACE_FEEDS.length);
    expect(wishes.find(({ feed }) => feed === 'feedback')).toMatchObject({ wantedPass: null });
    // Promotions have no updates: they are read whole.
    expect(wishes.find(({ feed }) => feed === 'promotions')).toMatchObject({ wantedPass: 'full' });
    expect(wishes.find(({ feed }) => feed === 'licences')).toMatchObject({ wantedPass: 'delta' });
    await askForPass(of.ports, 'no-such-report', 'full');
    expect(await syncWishes(of.ports.sql)).toEqual(wishes);
  });
});

describe('the lists', () => {
  const licence = (name: string, besides: Record<string, unknown> = {}) => ({
    ...licences.converted,
    appEntitlementId: `id-${name}`,
    appEntitlementNumber: `E-${name}`,
    cloudId: `site-${name}`,
    ...besides,
  });
  const withRows = (rows: Record<string, unknown>[], story: (of: SyncedVendor) => Promise<void>) =>
    withVendor(memoryMarketplace({ licences: rows, transactions: [] }), story, NOW);
  const changes = async (of: SyncedVendor, request: z.input<typeof ChangesRequest> = {}) =>
    ChangesPage.parse(await changesPage(of.ports, ChangesRequest.parse(request)));

  test('what changed is listed newest first, by report, by key and by entitlement, page by page', async () => {
    await withRows([licence('one'), licence('two')], async (of) => {
      await sync(of);
      expect(await changes(of)).toEqual({ rows: [], nextBeforeId: null });
      const number = 'E-one';
      for (const company of ['First', '<b>Second</b>']) {
        of.world.rows.licences = [licence('one', { contactDetails: { company } }), licence('two')];
        of.clock.now += 8 * 24 * HOUR;
        await sync(of, of.ports, ['licences']);
      }
      const all = await changes(of);
      expect(all.rows.map(({ report, kind, version }) => ({ report, kind, version }))).toEqual([
        { report: 'licences', kind: 'changed', version: 3 },
        { report: 'licences', kind: 'changed', version: 2 },
      ]);
      expect(all.rows[0]?.fields).toEqual([{ field: 'contactDetails.company', from: '"First"', to: '"<b>Second</b>"' }]);
      const key = all.rows[0]?.key ?? '';
      // The whole key, its start with and without its kind, and the number by which people know the entitlement.
      for (const name of [key, key.slice(0, 20), key.replace(/^\w+:/, ''), number])
        expect((await changes(of, { key: name })).rows).toHaveLength(2);
      expect((await changes(of, { key: number, report: 'licences' })).rows).toHaveLength(2);
      expect((await changes(of, { key: number, report: 'reviews' })).rows).toEqual([]);
      expect((await changes(of, { key: "' OR 1=1 --" })).rows).toEqual([]);
      expect((await changes(of, { key: '%' })).rows).toEqual([]);
      expect((await changes(of, { report: 'no-such-report' })).rows).toEqual([]);
      expect((await changes(of, { beforeId: all.rows[0]?.id ?? null })).rows.map(({ version }) => version)).toEqual([2]);
    });
  });

  test('a row that cannot be read is listed without what it says, which comes when it is asked for', async () => {
    const broken = licence('one', { maintenanceStartDate: '2026-02-30', contactDetails: { company: '=cmd()' } });
    await withRows([broken, licence('two')], async (of) => {
      await sync(of);
      const aside = AsidePage.parse(await listAside(of.ports, AsideRequest.parse({})));
      expect(aside).toMatchObject({ total: 1, rows: [{ report: 'licences', firstSeenAt: new Date(NOW).toISOString() }] });
      expect(JSON.stringify(aside)).not.toContain('=cmd()');
      expect(await asideText(of.ports, aside.rows[0]?.id ?? 0)).toContain('"maintenanceStartDate": "2026-02-30"');
      expect(await asideText(of.ports, 999)).toBeNull();
      expect((await listAside(of.ports, AsideRequest.parse({ report: 'transactions' }))).total).toBe(0);
      expect((await listAside(of.ports, AsideRequest.parse({ report: 'no-such-report' }))).total).toBe(0);
      expect(await standingOf(of, 'licences')).toMatchObject({ setAside: 1 });
    });
  });

  test('what was not brought together is walked to its end without a gap or a double', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    await withRows(
      names.map((name) => licence(name)),
      async (of) => {
        await sync(of);
        const walked: (string | null)[] = [];
        for (let afterId: number | null = 0; afterId !== null;) {
          const page: UnmatchedPage = UnmatchedPage.parse(await unmatchedPage(of.ports, { kind: 'licences', afterId, pageSize: 2 }));
          walked.push(...page.rows.map(({ entitlementNumber }) => entitlementNumber));
          afterId = page.nextAfterId;
        }
        expect(walked.toSorted()).toEqual(names.map((name) => `E-${name}`));
        const site = { appKey: 'app', cloudId: 'site', entitlementId: null, entitlementNumber: null };
        const account = (await resolveAccounts(of.ports.sql, [site]))(site);
        await of.ports.sql.write(sql`UPDATE account SET last_event_day = ${dayNumber('2028-02-29')} WHERE account_id = ${account}`);
        expect(UnmatchedPage.parse(await unmatchedPage(of.ports, { kind: 'apps', afterId: 0, pageSize: 2 }))).toMatchObject({
          rows: [{ id: account, cloudId: 'site', appKey: 'app', lastDay: '2028-02-29', reason: 'no-licence' }],
          nextAfterId: null,
        });
      },
    );
  });
});

test('a file that goes in piece by piece is the whole file, and what is wrong with it is told by its own lines', async () => {
  const rows = vendor.transactions;
  const last = rows.length - 1;
  const broken = rows.map((row, index) =>
    index === last ? { ...row, purchaseDetails: { ...(row.purchaseDetails as object), saleDate: '2027-02-29' } } : row,
  );
  await withVendor(
    memoryMarketplace({ licences: [], transactions: [] }),
    async (of) => {
      const told: number[] = [];
      const cut = cutFile(csvOf(broken), 6_000);
      if (cut.kind === 'wrong') throw new Error(cut.problem);
      expect(cut.pieces.length).toBeGreaterThan(2);
      for (const piece of cut.pieces) {
        const outcome = ImportOutcome.parse(await importRows(of.ports, { feed: 'transactions', text: piece.text }));
        if (outcome.kind === 'wrong-file') throw new Error(outcome.problem);
        told.push(...outcome.aside.map(({ line }) => piece.lineOf(line)));
      }
      // The first line names the columns.
      expect(told).toEqual([last + 2]);
      expect(await standingOf(of, 'transactions')).toMatchObject({ rows: rows.length - 1, setAside: 1 });
    },
    NOW,
  );
});

describe('the connection', () => {
  const outcomes = async (of: SyncedVendor, variables = of.ports.variables) => {
    const check = ConnectionCheck.parse(await testConnection({ http: of.ports.http, variables }));
    return {
      works: check.works,
      outcomes: check.checks.map(({ outcome }) => outcome),
      words: check.checks.map(({ words }) => words).join(' '),
    };
  };

  test('is tested in words: it works, the token has expired, a role is missing, nobody answers', async () => {
    await withServer(async (of) => {
      expect(await outcomes(of)).toMatchObject({ works: true, outcomes: ['works', 'works', 'works'] });
      of.world.fault = () => answered(401);
      const expired = await outcomes(of);
      expect(expired).toMatchObject({ works: false, outcomes: ['refused', 'not-asked', 'not-asked'] });
      expect(expired.words).toContain('Create a new one');
      of.world.fault = (url) => (url.includes('/sales/transactions') ? answered(403) : null);
      const role = await outcomes(of);
      expect(role).toMatchObject({ works: false, outcomes: ['works', 'refused', 'works'] });
      expect(role.words).toContain('“View sales reports”');
      of.world.fault = (url) => (url.includes('/licenses') ? answered(403) : null);
      expect((await outcomes(of)).words).toContain('“View all other reports”');
      of.world.fault = (url) => (url.includes('/vendor/') ? answered(404) : null);
      expect((await outcomes(of)).words).toContain('does not know the vendor');
      of.world.fault = () => ({ kind: 'unreachable', reason: 'timeout' });
      const nobody = await outcomes(of);
      expect(nobody).toMatchObject({ works: false, outcomes: ['later', 'not-asked', 'not-asked'] });
      expect(nobody.words).toContain('says nothing about the token');
    });
  });

  test('says which variables are set and how to set them, and never to what', async () => {
    await withServer(async (of) => {
      const { connection } = await shown(of);
      expect(connection.isComplete).toBe(true);
      expect(connection.variables.map(({ isSet }) => isSet)).toEqual([true, true, true]);
      const commands = connection.steps.flatMap((step) => step.commands);
      expect(commands.filter((command) => command.includes('--encrypt'))).toEqual([
        'forge variables set --environment production --encrypt MARKETPLACE_TOKEN "<its API token>"',
      ]);
      const without = (name: string) => (asked: string) => (asked === name ? ' ' : of.ports.variables(asked));
      const halfSet = await syncReport({ ...of.ports, variables: without('MARKETPLACE_TOKEN') }, { canChange: true });
      expect(halfSet.connection.variables.filter(({ isSet }) => !isSet).map(({ name }) => name)).toEqual(['MARKETPLACE_TOKEN']);
      expect(await outcomes(of, without('MARKETPLACE_TOKEN'))).toMatchObject({
        works: false,
        outcomes: ['refused', 'not-asked', 'not-asked'],
        words: expect.stringMatching(/^Not set yet: MARKETPLACE_TOKEN\. /) as string,
      });
      const told = JSON.stringify([await shown(of), await testConnection(of.ports)]);
      for (const value of [TOKEN, 'bot@example.com', Buffer.from(`bot@example.com:${TOKEN}`).toString('base64')])
        expect(told).not.toContain(value);
    });
  });
});
