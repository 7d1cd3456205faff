import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { startMarketplaceServer, type MarketplaceServer } from '../dev/marketplace/start-marketplace-server';
import type { Quirks } from '../dev/marketplace/quirks';
import { packRaw, unpackRaw } from '../src/marketplace/raw-text';
import { sql } from '../src/platform/sql';
import { quarantineSql } from '../src/store/queries/sync-quarantine';
import { rowHash } from '../src/store/row-hash';
import { syncStatus } from '../src/store/queries/sync-status';
import { httpTo } from './http-to';
import { contents, storedSales, sync, withVendor, type SyncedVendor } from './synced-vendor';

jest.setTimeout(30_000);
const NOW = Date.parse('2028-02-29T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const vendor = simulateVendor({ seed: 'quirks', accounts: 15, months: 6, endDay: '2028-02-29' });
const own = vendor.licences.filter((row) => row.licenseSourceType !== 'Atlassian');
const [sampleLicence = {}] = own;
const [sampleSale = {}] = vendor.transactions;

/** A vendor's store beside the server, whose clock is the store's. */
async function withServer(
  story: (of: SyncedVendor, server: MarketplaceServer) => Promise<void>,
  quirks: Partial<Quirks> = {},
): Promise<void> {
  const clock = { now: NOW };
  const login = { email: 'bot@example.com', token: 'x' };
  const server = await startMarketplaceServer({ port: 0, vendor, ...login, now: () => clock.now, quirks: { exportPolls: 0, ...quirks } });
  try {
    const world = { rows: { licences: [], transactions: [] }, requests: [], fault: () => null, http: httpTo(server.url) };
    const started = async (of: SyncedVendor) => {
      Object.defineProperty(clock, 'now', { get: () => of.clock.now });
      await story(of, server);
    };
    await withVendor(world, started, NOW, { MARKETPLACE_VENDOR_ID: String(vendor.vendorId) });
  } finally {
    await server.stop();
  }
}

test.each(['documented', 'without-version', 'doubled-export'] as const)('links are not relied on: %s', async (hrefs) => {
  await withServer(
    async (of) => {
      expect((await sync(of)).map(({ kind }) => kind)).toEqual(['done', 'done']);
      expect(await syncStatus(of.ports.sql)).toMatchObject({ licences: own.length, transactions: vendor.transactions.length });
    },
    { hrefs },
  );
});

test('licences and sales of other compliance boundaries are not left out', async () => {
  await withServer(async (of, server) => {
    for (const [index, boundary] of ['fedramp_moderate', 'isolated_cloud'].entries()) {
      const besides = { cloudComplianceBoundaries: [boundary], appEntitlementId: `boundary-${String(index)}` };
      server.upsert('licenses', { ...sampleLicence, ...besides });
      server.upsert('transactions', { ...sampleSale, ...besides, transactionLineItemId: `boundary-${String(index)}` });
    }
    await sync(of);
    expect(await syncStatus(of.ports.sql)).toMatchObject({ licences: own.length + 2, transactions: vendor.transactions.length + 2 });
  });
});

test('an old licence that comes back uninvited, without its insights, changes nothing', async () => {
  await withServer(
    async (of, server) => {
      server.upsert('licenses', {
        ...sampleLicence,
        appEntitlementId: 'old',
        maintenanceStartDate: '2018-09-01',
        installedOnSandbox: 'Yes',
        lastUpdated: '2018-09-01',
      });
      await sync(of);
      const before = await contents(of.ports.sql);
      expect(await of.ports.sql.query(sql`SELECT sandbox, version FROM licence WHERE row_hash = ${rowHash('entitlement:old')}`)).toEqual([
        // Met first among those of its time, without insights.
        { sandbox: 1, version: 2 },
      ]);
      of.clock.now += 7 * HOUR;
      await sync(of);
      of.clock.now += 8 * DAY;
      await sync(of);
      expect(await contents(of.ports.sql)).toEqual(before);
    },
    { repeatsOldLicences: true },
  );
});

test('a sale that shows up a day after its licence, or a month late, comes in with the next update', async () => {
  await withServer(async (of, server) => {
    const late = (line: string, saleDate: string, lastUpdated: string) => ({
      ...sampleSale,
      transactionLineItemId: line,
      lastUpdated,
      purchaseDetails: { ...(sampleSale.purchaseDetails as object), saleDate },
    });
    // Dated the day before it is visible: the overlap of the next day meets it.
    server.upsert('transactions', late('behind', '2028-02-29', '2028-02-29'), NOW + 20 * HOUR);
    server.upsert('transactions', late('month', '2028-01-15', '2028-03-01'), NOW + DAY);
    await sync(of);
    const stored = async () => (await syncStatus(of.ports.sql)).transactions - vendor.transactions.length;
    expect(await stored()).toBe(0);
    of.clock.now = NOW + 25 * HOUR;
    await sync(of);
    expect(await stored()).toBe(2);
  });
});

test('a change that nobody dated is met by the weekly full pass', async () => {
  await withServer(async (of, server) => {
    await sync(of);
    server.upsert('transactions', { ...sampleSale, paymentStatus: 'Uncollectible' });
    const changed = async () =>
      (await storedSales(of.ports.sql)).filter(({ paymentStatus, version }) => paymentStatus === 'Uncollectible' && version === 2).length;
    for (let day = 1; day <= 3; day += 1) {
      of.clock.now += DAY;
      await sync(of);
    }
    expect(await changed()).toBe(0);
    of.clock.now += 5 * DAY;
    await sync(of);
    expect(await changed()).toBe(1);
  });
});

test('an event is the same row, whether its fields are nested or flat', async () => {
  await withServer(async (of, server) => {
    const details = { licenseId: null, appEntitlementId: 'id-1', appEntitlementNumber: 'E-1', cloudId: 'site-1' };
    const event = { addonKey: 'a', hosting: 'Data center', eventDate: '2028-02-01', transactionId: null, lastUpdated: '2028-02-01' };
    server.setRows('churn', [{ ...event, licenseDetails: details }]);
    await sync(of, of.ports, ['churn-events']);
    of.clock.now += 8 * DAY;
    server.setRows('churn', [{ ...event, ...details, licenseDetails: null }]);
    await sync(of, of.ports, ['churn-events']);
    expect(await of.ports.sql.query(sql`SELECT about, app_key, gone_at FROM feed_row WHERE feed = 'churn-events'`)).toEqual([
      { about: 'E-1', app_key: 'a', gone_at: null },
    ]);
  });
});

const bad: readonly [string, 'licenses' | 'transactions', object, string][] = [
  ['no key', 'licenses', { appEntitlementId: null, appEntitlementNumber: null, addonLicenseId: null, licenseId: 'NA' }, 'key: missing'],
  ['no line', 'transactions', { transactionLineItemId: null }, 'transactionLineItemId: missing'],
  ['no date', 'licenses', { appEntitlementId: 'b1', maintenanceEndDate: '29/02/2028' }, 'maintenanceEndDate: not a day (YYYY-MM-DD)'],
  ['no such day', 'licenses', { appEntitlementId: 'b2', maintenanceEndDate: '2027-02-29' }, 'maintenanceEndDate: not a day (YYYY-MM-DD)'],
  [
    'no amount',
    'transactions',
    { transactionLineItemId: 'b3', purchaseDetails: { ...(sampleSale.purchaseDetails as object), purchasePrice: '1,200' } },
    'purchaseDetails.purchasePrice: not an amount',
  ],
];

test.each(bad)('a row with %s is set aside as it came, and the rest goes in', async (_what, report, besides, reason) => {
  await withServer(async (of, server) => {
    const row = { ...(report === 'licenses' ? sampleLicence : sampleSale), ...besides };
    server.upsert(report, row);
    await sync(of);
    const held = await of.ports.sql.query(sql`SELECT reason, raw FROM quarantine`);
    expect(held.map((one) => one.reason)).toEqual([reason]);
    expect(JSON.parse(unpackRaw(String(held[0]?.raw)))).toMatchObject(besides);
    expect(await syncStatus(of.ports.sql)).toMatchObject({
      licences: own.length,
      transactions: vendor.transactions.length,
      quarantined: 1,
    });
  });
});

test('what the code has learnt to read since leaves the quarantine with the next run', async () => {
  await withServer(async (of) => {
    await sync(of);
    // As a version left it that did not know this row; the report does not show it again, because nothing in it changed.
    const row = { ...sampleLicence, appEntitlementId: 'learnt', status: 'a status of the future' };
    const seen = { at: new Date(NOW).toISOString(), run: NOW / 1000 };
    const held = { rowKey: 'entitlement:learnt', reason: 'status: unexpected shape', rawHash: 'h', raw: packRaw(JSON.stringify(row)) };
    await of.ports.sql.write(quarantineSql('licences', [held], seen));
    of.clock.now += 7 * HOUR;
    await sync(of);
    expect(await syncStatus(of.ports.sql)).toMatchObject({ quarantined: 0, licences: own.length + 1 });
    expect((await contents(of.ports.sql)).unknown).toContainEqual(
      expect.objectContaining({ field: 'status', value: 'a status of the futu', rows: 1 }),
    );
  });
});

/** Names under which only the reports know things. */
const FIELD_NAMES =
  /\b(appEntitlement(Id|Number)|purchaseDetails|licenseSourceType|transactionLineItemId|maintenance(Start|End)Date|cloudSiteHostname|contactDetails|responseContent|addonLicenseId|installedOnSandbox|eventTimestamp|reasonKey)\b/;

const KNOWN = new Set([
  // The name of a trait that destinations get, and no field that is read.
  join('src', 'tracking', 'trait-owners.ts'),
  // They read records for revenue and belong into the reports' folder.
  join('src', 'profiles', 'revenue-row.ts'),
  join('src', 'profiles', 'leaving-reasons.ts'),
]);

test("outside of its own folder nobody knows the reports' names: another marketplace is another reader", () => {
  const files = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .map((file) => join(folder, file));
  const knowing = [...files('src'), ...files('static')].filter((file) => FIELD_NAMES.test(readFileSync(file, 'utf8')));
  const elsewhere = knowing.filter((file) => !file.startsWith(join('src', 'marketplace')));
  expect(elsewhere.filter((file) => !KNOWN.has(file))).toEqual([]);
});
