import type { HttpOutcome, HttpPort, HttpRequest } from '../platform/ports';
import { marketplaceClient } from './client';
import type { MarketplaceClient } from './client';

const VARIABLES: Record<string, string> = {
  MARKETPLACE_EMAIL: 'bot@example.com',
  MARKETPLACE_TOKEN: 'not-a-secret',
  MARKETPLACE_VENDOR_ID: '12345',
};
const SPACE = '/marketplace/rest/3/reporting/developer-space/dev-1';
const LICENCES = `${SPACE}/licenses`;
const SALES = `${SPACE}/sales/transactions`;
const answered = (status: number, body: unknown, headers: Record<string, string> = {}): HttpOutcome => ({
  kind: 'answered',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

function clientThatGets(outcome: HttpOutcome) {
  const requests: HttpRequest[] = [];
  const http: HttpPort = (request) => {
    requests.push(request);
    return Promise.resolve(outcome);
  };
  const client = marketplaceClient(http, (name) => VARIABLES[name]);
  if ('kind' in client) throw new Error(client.code);
  return { client, requests };
}

test('without all three variables there is no client, and the message names them', () => {
  const nobody: HttpPort = () => Promise.reject(new Error('asked'));
  const client = marketplaceClient(nobody, (name) => (name === 'MARKETPLACE_TOKEN' ? ' ' : VARIABLES[name]));
  expect(client).toMatchObject({ kind: 'failed', code: 'not-configured' });
  expect('kind' in client && client.message).toMatch(/MARKETPLACE_EMAIL.*MARKETPLACE_TOKEN.*MARKETPLACE_VENDOR_ID/);
});

test('the developer space is looked up by the vendor id, with Basic authentication', async () => {
  const { client, requests } = clientThatGets(answered(200, { developerId: 'dev-1', more: 1 }));
  expect(await client.developerId()).toEqual({ kind: 'found', developerId: 'dev-1' });
  expect(requests[0]).toMatchObject({ method: 'GET', url: 'https://api.atlassian.com/marketplace/rest/3/developer-space/vendor/12345' });
  expect(Buffer.from(requests[0]?.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString()).toBe(
    'bot@example.com:not-a-secret',
  );
});

test('an export is asked for with repeated parameters, and everything later goes by its id', async () => {
  const { client, requests } = clientThatGets(answered(200, { _links: { status: { href: '/elsewhere' } }, export: { id: 'e/1' } }));
  const parameters = [
    ['hosting', 'cloud'],
    ['hosting', 'server'],
    ['startDate', '2026-01-01'],
  ] as const;
  expect(await client.startExport(SALES, parameters)).toEqual({ kind: 'started', exportId: 'e/1' });
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: 'https://api.atlassian.com/marketplace/rest/3/reporting/developer-space/dev-1/sales/transactions/async/export?hosting=cloud&hosting=server&startDate=2026-01-01&accept=json',
  });
  await client.exportStatus(LICENCES, 'e/1');
  expect(requests[1]?.url).toBe(
    'https://api.atlassian.com/marketplace/rest/3/reporting/developer-space/dev-1/licenses/async/export/e%2F1/status',
  );
});

const status = (client: MarketplaceClient) => client.exportStatus(LICENCES, 'e1');
const download = (client: MarketplaceClient) => client.downloadExport(LICENCES, 'e1');

test.each([
  ['COMPLETED', { kind: 'ready' }],
  ['QUEUED', { kind: 'processing' }],
  ['IN_PROGRESS', { kind: 'processing' }],
  ['FAILED', { kind: 'export-failed' }],
  ['EXPLODED', { kind: 'export-failed' }],
])('status %s', async (word, outcome) => {
  expect(await status(clientThatGets(answered(200, { export: { id: 'e1', status: word } })).client)).toMatchObject(outcome);
});

test.each<[string, HttpOutcome, unknown]>([
  ['401', answered(401, ''), { kind: 'failed', code: 'token-expired' }],
  ['403', answered(403, ''), { kind: 'failed', code: 'role-missing' }],
  ['400', answered(400, ''), { kind: 'failed', code: 'refused' }],
  ['410', answered(410, ''), { kind: 'failed', code: 'api-gone' }],
  ['429 with a wait', answered(429, '', { 'retry-after': '17' }), { kind: 'retry', afterSeconds: 17, reason: 'status-429' }],
  ['429 with an endless wait', answered(429, '', { 'retry-after': '999999' }), { kind: 'retry', afterSeconds: 900, reason: 'status-429' }],
  [
    '429 with a date',
    answered(429, '', { 'retry-after': 'Sun, 22 Nov 2026 01:00:00 GMT' }),
    { kind: 'retry', afterSeconds: 60, reason: 'status-429' },
  ],
  ['502', answered(502, '<html>'), { kind: 'retry', afterSeconds: 60, reason: 'status-502' }],
  ['no network', { kind: 'unreachable', reason: 'reset' }, { kind: 'retry', afterSeconds: 60, reason: 'unreachable' }],
  ['no egress', { kind: 'egress-blocked' }, { kind: 'failed', code: 'egress-blocked' }],
])('every call answers to %s with the same outcome', async (_name, outcome, expected) => {
  const { client } = clientThatGets(outcome);
  expect(await client.developerId()).toMatchObject(expected as object);
  expect(await client.startExport(LICENCES, [])).toMatchObject(expected as object);
  expect(await status(client)).toMatchObject(expected as object);
  expect(await download(client)).toMatchObject(expected as object);
});

test('404 is an unknown vendor, or an export that is not ready', async () => {
  const { client } = clientThatGets(answered(404, 'Export is being processed'));
  expect(await client.developerId()).toMatchObject({ kind: 'failed', code: 'vendor-unknown' });
  expect(await status(client)).toEqual({ kind: 'missing' });
  expect(await download(client)).toEqual({ kind: 'processing' });
});

test('an export of marketing attribution is asked about below the developer space', async () => {
  const { client, requests } = clientThatGets(answered(200, { export: { id: 'e1', status: 'QUEUED' } }));
  await client.exportStatus(`${SPACE}/marketing-attribution`, 'e1');
  expect(requests[0]?.url).toBe(`https://api.atlassian.com${SPACE}/async/export/e1/status`);
});

test.each<[string, HttpOutcome, unknown]>([
  ['a number', answered(200, { totalCount: 7, licenses: [] }), { kind: 'counted', rows: 7 }],
  ['no number', answered(200, { licenses: [] }), { kind: 'counted', rows: null }],
  ['a report too large for pages', answered(502, ''), { kind: 'counted', rows: null }],
  ['no such page', answered(404, ''), { kind: 'counted', rows: null }],
  ['an expired token', answered(401, ''), { kind: 'failed', code: 'token-expired' }],
])('counting answers to %s', async (_name, outcome, expected) => {
  expect(await clientThatGets(outcome).client.count(LICENCES, [])).toMatchObject(expected as object);
});

test('products are read to the last page, and a cursor that stands still ends the list', async () => {
  const pages = [
    { items: [{ productId: 'p1', appKey: 'a' }], cursor: 'next' },
    { items: [{ productId: 'p2', appKey: 'b', state: 'PUBLIC' }], cursor: 'next' },
  ];
  const asked: string[] = [];
  const client = marketplaceClient(
    ({ url }) => {
      asked.push(url);
      return Promise.resolve(answered(200, pages[asked.length - 1]));
    },
    (name) => VARIABLES[name],
  );
  if ('kind' in client) throw new Error(client.code);
  expect(await client.products('dev-1')).toEqual({
    kind: 'listed',
    items: [
      { productId: 'p1', appKey: 'a' },
      { productId: 'p2', appKey: 'b' },
    ],
  });
  expect(asked[1]).toContain('?limit=50&cursor=next');
});

test('a reply to a review is written and taken away', async () => {
  const { client, requests } = clientThatGets(answered(204, ''));
  expect(await client.replyToReview('p/1', 'r1', 'Thank you')).toMatchObject({ kind: 'replied' });
  await client.replyToReview('p/1', 'r1', null);
  expect(requests).toMatchObject([
    {
      method: 'PUT',
      url: 'https://api.atlassian.com/marketplace/rest/3/products/p%2F1/reviews/r1/response',
      body: '{"content":"Thank you"}',
    },
    { method: 'DELETE' },
  ]);
});

test('no message carries the token or the address of the account', async () => {
  for (const code of [400, 401, 403, 410]) {
    const text = JSON.stringify(await status(clientThatGets(answered(code, 'x')).client));
    expect(text).not.toContain('not-a-secret');
    expect(text).not.toContain('bot@example.com');
  }
});
