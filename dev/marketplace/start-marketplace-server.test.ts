import { simulateVendor } from '../simulator/simulate-vendor';
import type { Quirks } from './quirks';
import { startMarketplaceServer, type MarketplaceServer } from './start-marketplace-server';
import type { Row } from './vendor';

const world = simulateVendor({ seed: 'reports', accounts: 90, months: 3, endDay: '2024-03-01' });
const DAY_MS = 86_400_000;
let nowMs = Date.parse('2024-03-02T08:00:00Z');
let server: MarketplaceServer;
const started = async (quirks: Partial<Quirks> = {}): Promise<void> => {
  server = await startMarketplaceServer({
    port: 0,
    vendor: world,
    email: 'bot@tidemark.example',
    token: 'not-a-secret',
    now: () => nowMs,
    quirks,
  });
};
afterEach(() => server.stop());

const auth = `Basic ${Buffer.from('bot@tidemark.example:not-a-secret').toString('base64')}`;
const base = (): string => `${server.url}/marketplace/rest/3/reporting/developer-space/${world.developerId}`;
const get = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  fetch(path.startsWith('http') ? path : base() + path, { ...init, headers: { authorization: auth, ...init.headers } });
const json = async (path: string, init?: { method: string }): Promise<Record<string, unknown>> =>
  (await (await get(path, init)).json()) as Record<string, unknown>;
const rowsOf = async (path: string): Promise<Row[]> =>
  (await (await get(`${path}${path.includes('?') ? '&' : '?'}accept=json`)).json()) as Row[];
const sale = (row: Row): Row => row.purchaseDetails as Row;

describe('who may ask', () => {
  beforeEach(() => started());
  test.each([
    ['no credentials', { authorization: '' }, 401],
    ['a wrong token', { authorization: `Basic ${Buffer.from('bot@tidemark.example:old').toString('base64')}` }, 401],
    ['the right token', {}, 200],
  ])('%s', async (_name, headers, status) => {
    expect((await get('/licenses', { headers })).status).toBe(status);
  });
  test('the vendor number leads to the developer space, and only that is answered', async () => {
    expect(await json(`${server.url}/marketplace/rest/3/developer-space/vendor/${String(world.vendorId)}`)).toEqual({
      developerId: world.developerId,
    });
    const at = (id: string) => `${server.url}/marketplace/rest/3/reporting/developer-space/${id}/licenses`;
    expect((await get(at(String(world.vendorId)))).status).toBe(400);
    expect((await get(at('00000000-0000-4000-8000-000000000000'))).status).toBe(403);
    const listing = await json(`${server.url}/marketplace/rest/3/product-listing/developer-space/${world.developerId}`);
    expect(listing.items).toEqual([{ ...world.products[0], state: 'PUBLIC' }]);
  });
  test('the index answers without its trailing slash', async () => {
    const { _links } = (await json('')) as { _links: Record<string, unknown> };
    expect(Object.keys(_links).sort()).toEqual(['licenses', 'licensesExport', 'self', 'transactions', 'transactionsExport']);
    expect((await get('/')).status).toBe(404);
  });
});

describe('pages', () => {
  beforeEach(() => started());
  test('hold ten rows, at most fifty, in the published envelope', async () => {
    const first = (await json('/sales/transactions')) as {
      _links: Record<string, { href: string }>;
      totalCount: number;
      transactions: Row[];
    };
    expect(Object.keys(first).sort()).toEqual(['_links', 'totalCount', 'transactions']);
    expect(Object.keys(first._links).sort()).toEqual(['export', 'next', 'query', 'self']);
    expect(first.transactions).toHaveLength(10);
    expect(first.totalCount).toBe(world.transactions.length);
    expect(first._links.next?.href).toBe(`/rest/3/reporting/developer-space/${world.developerId}/sales/transactions?offset=10&limit=10`);
    expect((await json('/sales/transactions?limit=500')).transactions).toHaveLength(50);
  });
  test('walked to the end they are everything once', async () => {
    const seen: unknown[] = [];
    for (let offset = 0, total = 1; offset < total; offset += 50) {
      const page = (await json(`/sales/transactions?limit=50&offset=${String(offset)}&order=asc`)) as {
        totalCount: number;
        transactions: Row[];
      };
      total = page.totalCount;
      seen.push(...page.transactions.map((row) => row.transactionLineItemId));
    }
    expect(seen.sort()).toEqual(world.transactions.map((row) => row.transactionLineItemId).sort());
  });
  test('a licence has the fields of the published example', async () => {
    const { licenses } = (await json('/licenses?hosting=cloud&withDataInsights=true&startDate=2018-07-01')) as { licenses: Row[] };
    const published = [
      'appEntitlementId',
      'appEntitlementNumber',
      'hostEntitlementId',
      'cloudId',
      'cloudSiteHostname',
      'addonKey',
      'productId',
      'newBillingSystem',
      'lastUpdated',
      'licenseType',
      'maintenanceEndDate',
      'status',
      'tier',
      'contactDetails',
      'evaluationLicense',
      'installedOnSandbox',
      'licenseSourceType',
      'transactionAccountId',
      'cloudComplianceBoundaries',
    ];
    expect(Object.keys(licenses[0] ?? {})).toEqual(expect.arrayContaining(published));
  });
});

describe('filters', () => {
  beforeEach(() => started());
  test('windows, enums and updates select what the rows say', async () => {
    const refunds = await rowsOf('/sales/transactions/export?saleType=refund&saleType=upgrade');
    const expected = world.transactions.filter((row) => ['Refund', 'Upgrade'].includes(String(sale(row).saleType)));
    expect(refunds.length).toBe(expected.length);
    expect(refunds.length).toBeGreaterThan(0);
    const january = await rowsOf('/sales/transactions/export?startDate=2024-01-01&endDate=2024-01-31');
    expect(january.length).toBe(world.transactions.filter((row) => String(sale(row).saleDate).startsWith('2024-01')).length);
    const recent = await rowsOf('/licenses/export?lastUpdated=2024-02-20');
    expect(recent.length).toBeGreaterThan(0);
    expect(recent.every((row) => String(row.lastUpdated) >= '2024-02-20')).toBe(true);
    const servers = await rowsOf('/licenses/export?hosting=datacenter');
    expect(new Set(servers.map((row) => row.hosting))).toEqual(new Set(['Data Center']));
    expect(await rowsOf(`/licenses/export?productId=${world.products[0]?.productId ?? ''}&addonKey=another.app`)).toEqual([]);
  });
  test('what it does not understand it ignores; what is inverted or has a comma is silently empty; a bad date is refused', async () => {
    const all = await rowsOf('/licenses/export');
    expect(await rowsOf('/licenses/export?hostng=cloud')).toEqual(all);
    expect(await rowsOf('/licenses/export?hosting=cloud,datacenter')).toEqual([]);
    expect(await rowsOf('/licenses/export?startDate=2024-02-01&endDate=2024-01-01&dateType=end')).toEqual([]);
    expect(await rowsOf('/sales/transactions/export?startDate=2024-02-01&endDate=2024-01-01')).toEqual([]);
    expect((await get('/licenses?startDate=2024-2-1')).status).toBe(400);
  });
  test("the platform's own licences and data insights come only on request", async () => {
    const [plain, all] = [await rowsOf('/licenses/export'), await rowsOf('/licenses/export?includeAtlassianLicenses=true')];
    expect(all.length).toBe(world.licences.length);
    expect(plain.length).toBe(world.licences.filter((row) => row.licenseSourceType !== 'Atlassian').length);
    expect(plain.length).toBeLessThan(all.length);
    expect(new Set(plain.map((row) => row.installedOnSandbox))).toEqual(new Set([null]));
    const early = await rowsOf('/licenses/export?withDataInsights=true&startDate=2018-06-30');
    expect(new Set(early.map((row) => row.installedOnSandbox))).toEqual(new Set([null]));
    const late = await rowsOf('/licenses/export?withDataInsights=true&startDate=2018-07-01');
    expect(new Set(late.map((row) => row.installedOnSandbox))).toEqual(new Set(['No', 'Yes', 'NA']));
  });
});

type Started = { _links: Record<string, { href: string }>; export: { id: string } };
const begin = async (query = '?accept=json'): Promise<Started> =>
  (await json(`/licenses/async/export${query}`, { method: 'POST' })) as Started;
const poll = async (id: string): Promise<unknown> =>
  ((await json(`/licenses/async/export/${id}/status`)) as { export: { status: unknown } }).export.status;

describe('exports', () => {
  test('go through their states, then give a bare array', async () => {
    await started();
    const {
      export: { id },
      _links,
    } = await begin();
    expect(_links.status?.href).toBe(`/rest/3/reporting/developer-space/${world.developerId}/licenses/async/export/${id}/status`);
    const early = await get(`/licenses/async/export/${id}`);
    expect(early.status).toBe(404);
    expect(await early.text()).toContain('Export is being processed');
    expect([await poll(id), await poll(id), await poll(id)]).toEqual(['QUEUED', 'IN_PROGRESS', 'COMPLETED']);
    expect(await json(`/licenses/async/export/${id}`)).toEqual(await rowsOf('/licenses/export'));
    expect((await get(`/sales/transactions/async/export/${id}/status`)).status).toBe(404);
  });
  test('fail, stall and break off on demand, each once', async () => {
    await started({ exportPolls: 0, nextExports: ['fail', 'stall', 'truncate'] });
    const ids = [(await begin()).export.id, (await begin()).export.id, (await begin()).export.id, (await begin()).export.id] as const;
    expect(await Promise.all(ids.map(poll))).toEqual(['FAILED', 'IN_PROGRESS', 'COMPLETED', 'COMPLETED']);
    expect((await get(`/licenses/async/export/${ids[0]}`)).status).toBe(502);
    expect((await get(`/licenses/async/export/${ids[1]}`)).status).toBe(404);
    await expect(json(`/licenses/async/export/${ids[2]}`)).rejects.toThrow('JSON');
    expect(await json(`/licenses/async/export/${ids[3]}`)).toHaveLength((await rowsOf('/licenses/export')).length);
  });
  test('are CSV unless asked otherwise', async () => {
    await started({ exportPolls: 0 });
    const { id } = (await begin('')).export;
    await poll(id);
    const answer = await get(`/licenses/async/export/${id}`);
    expect(answer.headers.get('content-type')).toBe('text/csv');
    expect((await answer.text()).split('\n')[0]).toContain('contactDetails.technicalContact.email');
  });
});

describe('bad days', () => {
  test('answers with 429 and 5xx, then recovers', async () => {
    await started({ nextResponses: [{ status: 429, retryAfterSeconds: 7 }, { status: 503 }] });
    const limited = await get('/licenses');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect([(await get('/licenses')).status, (await get('/licenses')).status]).toEqual([503, 200]);
    expect(server.requests().map(({ status }) => status)).toEqual([429, 503, 200]);
  });
  test('links take their other broken forms', async () => {
    await started({ hrefs: 'without-version' });
    expect((await begin())._links.self?.href).toBe(`/reporting/developer-space/${world.developerId}/licenses/async/export`);
    server.setQuirks({ hrefs: 'doubled-export' });
    expect((await begin())._links.self?.href).toContain('/async/export/export');
  });
  test('history changes: a late row, a changed one, a vanished one, an old one twice', async () => {
    await started();
    const [row, other] = world.transactions;
    if (row === undefined || other === undefined) throw new Error('The world has too few transactions');
    const visible = async (): Promise<Row[]> => rowsOf('/sales/transactions/export');
    server.upsert('transactions', { ...row, transactionLineItemId: 'late' }, nowMs + DAY_MS);
    expect((await visible()).length).toBe(world.transactions.length);
    nowMs += DAY_MS;
    expect((await visible()).length).toBe(world.transactions.length + 1);
    server.upsert('transactions', { ...other, paymentStatus: 'Uncollectible' });
    expect(await rowsOf('/sales/transactions/export?paymentStatus=uncollectible')).toHaveLength(1);
    expect(server.remove('transactions', `${String(row.transactionId)}/late`)).toBe(true);
    expect(server.remove('transactions', 'none')).toBe(false);
    expect((await visible()).length).toBe(world.transactions.length);
    server.upsert('licenses', { ...world.licences[0], appEntitlementId: 'old', maintenanceStartDate: '2018-08-01' });
    server.setQuirks({ repeatsOldLicences: true });
    const copies = await rowsOf('/licenses/export?startDate=2018-07-01&withDataInsights=true');
    expect(copies.filter((copy) => copy.appEntitlementId === 'old').map((copy) => copy.installedOnSandbox === null)).toEqual([false, true]);
  });
  test('it compresses when that is accepted', async () => {
    await started();
    const plain = await get('/licenses', { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    const zipped = await get('/licenses', { headers: { 'accept-encoding': 'gzip' } });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(await zipped.json()).toEqual(await plain.json());
  });
});
