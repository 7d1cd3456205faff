import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Analytics } from '@segment/analytics-node';
import { signatureOf } from '../dev/sink/forwarder';
import { startSegmentSink, type SegmentSink, type SinkOptions } from '../dev/sink/start-segment-sink';

const NOW = Date.parse('2024-12-31T23:00:00Z');
let sink: SegmentSink;
const started = async (options: Partial<SinkOptions> = {}): Promise<void> => {
  sink = await startSegmentSink({ port: 0, sources: [{ name: 'customers', writeKey: 'wk' }], now: () => NOW, ...options });
};
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(sink.url + path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
const batch = (...ids: string[]) => ({
  writeKey: 'wk',
  batch: ids.map((messageId) => ({ type: 'track', event: 'Item Ticked', userId: 'u', messageId, timestamp: '2024-12-31T22:00:00.000Z' })),
});

/** A webhook that answers as scripted, then 200. */
type Call = { body: string; headers: Record<string, unknown> };
let hook: Server | null = null;
const startHook = async (calls: Call[], script: (number | 'hang')[] = []): Promise<string> => {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      calls.push({ body, headers: request.headers });
      const next = script.shift() ?? 200;
      if (next !== 'hang') response.writeHead(next, next === 429 ? { 'retry-after': '0' } : {}).end();
    });
  });
  hook = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/x`;
};
afterEach(async () => {
  await sink.stop();
  hook?.closeAllConnections();
  hook?.close();
  hook = null;
});

test.each([
  ['Segment', '/v1/batch'],
  ['journy', '/backend/v1/batch'],
])("Segment's own client is understood (%s)", async (_name, path) => {
  await started();
  const client = new Analytics({ writeKey: 'wk', host: sink.url, path, flushAt: 3 });
  const failures: unknown[] = [];
  client.on('error', (error) => failures.push(error));
  client.identify({ userId: 'u', traits: { Role: 'admin' } });
  client.group({ userId: 'u', groupId: 'E-1', traits: { seats: 10 } });
  client.track({ userId: 'u', event: 'Item Ticked', messageId: 'kept', context: { groupId: 'E-1' } });
  client.track({ anonymousId: 'E-1', event: 'Site Observed', context: { groupId: 'E-1' } });
  await client.closeAndFlush();
  expect(failures).toEqual([]);
  const events = sink.events();
  expect(events.map(({ type }) => type).sort()).toEqual(['group', 'identify', 'track', 'track']);
  expect(events.find(({ messageId }) => messageId === 'kept')).toMatchObject({
    event: 'Item Ticked',
    userId: 'u',
    groupId: 'E-1',
    source: 'customers',
  });
  expect(sink.audit().sources).toEqual({ customers: { accepted: 4, duplicates: 0, changed: 0, dropped: {} } });
  expect([sink.trackedFrom('customers'), sink.trackedFrom('nobody')]).toEqual([2, 0]);
  expect(sink.events(3)).toEqual(sink.events().slice(0, 3));
});

test('single calls, both ways to give the write key, and what is no path of the protocol', async () => {
  await started();
  const basic = { authorization: `Basic ${Buffer.from('wk:').toString('base64')}` };
  expect((await post('/v1/track', { event: 'Item Ticked', userId: 'u' }, basic)).status).toBe(200);
  expect((await post('/v1/page', { name: 'Board', userId: 'u', writeKey: 'wk' })).status).toBe(200);
  expect((await post('/v1/nothing', {})).status).toBe(404);
  expect(sink.events().map(({ type }) => type)).toEqual(['page', 'track']);
});

test('only bad JSON and size are told; a repeat, a missing id and a wrong key are dropped and counted', async () => {
  await started();
  expect((await fetch(`${sink.url}/v1/batch`, { method: 'POST', body: '{' })).status).toBe(400);
  expect((await post('/v1/batch', batch('a', 'b', 'a'))).status).toBe(200);
  expect((await post('/v1/batch', { writeKey: 'wk', batch: [{ type: 'track', event: 'Item Ticked' }] })).status).toBe(200);
  expect((await post('/v1/batch', { ...batch('c'), writeKey: 'other' })).status).toBe(200);
  expect(sink.audit().sources).toEqual({
    customers: { accepted: 2, duplicates: 1, changed: 0, dropped: { 'no-user-or-anonymous-id': 1 } },
    unknown: { accepted: 0, duplicates: 0, changed: 0, dropped: { 'unknown-write-key': 1 } },
  });
  expect(sink.audit().requests).toEqual({ '200': 3, '400': 1 });
});

test('faults befall one request each: the sender may or may not know what arrived', async () => {
  await started();
  sink.faults.inject({ kind: '429', retryAfterSeconds: 3 }, { kind: '500' }, { kind: 'reset' }, { kind: 'silence' });
  const limited = await post('/v1/batch', batch('a'));
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
  expect((await post('/v1/batch', batch('a'))).status).toBe(500);
  await expect(post('/v1/batch', batch('a'))).rejects.toThrow();
  expect(sink.events()).toEqual([]);
  await expect(
    fetch(`${sink.url}/v1/batch`, { method: 'POST', body: JSON.stringify(batch('a')), signal: AbortSignal.timeout(200) }),
  ).rejects.toThrow();
  expect((await post('/v1/batch', batch('a', 'b'))).status).toBe(200);
  expect(sink.events().map(({ messageId }) => messageId)).toEqual(['b', 'a']);
  expect(sink.audit().sources.customers).toMatchObject({ accepted: 2, duplicates: 1 });
});

test('answers that say 200 and take nothing, a redirect, and a 429 that does not say when', async () => {
  await started();
  sink.faults.inject(
    { kind: '429', retryAfterSeconds: null },
    { kind: 'html' },
    { kind: 'error-body' },
    { kind: 'redirect', status: 307, location: 'https://login.example.com/' },
  );
  const limited = await post('/v1/batch', batch('a'));
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, null]);
  const page = await post('/v1/batch', batch('a'));
  expect([page.status, page.headers.get('content-type'), (await page.text()).slice(0, 9)]).toEqual([200, 'text/html', '<!doctype']);
  const error = await post('/v1/batch', batch('a'));
  expect([error.status, await error.json()]).toMatchObject([200, { success: false }]);
  const moved = await fetch(`${sink.url}/v1/batch`, { method: 'POST', body: JSON.stringify(batch('a')), redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([307, 'https://login.example.com/']);
  expect(sink.events()).toEqual([]);
  expect(sink.faults.befallen()).toEqual({ '429': 1, html: 1, 'error-body': 1, redirect: 1 });
});

test('taken, and the sender cannot know: the line is cut, or the answer is late', async () => {
  await started();
  sink.faults.inject({ kind: 'reset-after' }, { kind: 'slow', answersAfterMs: 60 });
  await expect(post('/v1/batch', batch('a'))).rejects.toThrow();
  expect((await post('/v1/batch', batch('b'))).status).toBe(200);
  expect(sink.events().map(({ messageId }) => messageId)).toEqual(['b', 'a']);
  expect(sink.audit().requests).toEqual({ '0': 1, '200': 1 });
});

test('the weather befalls what no injected fault does, until it is fair again', async () => {
  await started();
  sink.faults.weather(() => ({ kind: '500' }));
  sink.faults.inject({ kind: '429', retryAfterSeconds: 1 });
  const statuses: number[] = [];
  for (let request = 0; request < 3; request += 1) statuses.push((await post('/v1/batch', batch('a'))).status);
  sink.faults.weather(null);
  statuses.push((await post('/v1/batch', batch('a'))).status);
  expect(statuses).toEqual([429, 500, 500, 200]);
});

test('a key that is revoked is refused as its source wants, until it is given back', async () => {
  const taken: [string, string][] = [];
  await started({ unknownKey: 401, onTaken: ({ messageId }, sight) => taken.push([messageId, sight]) });
  const statusOf = async (body: object) => (await post('/v1/batch', body)).status;
  expect(await statusOf({ ...batch('x'), writeKey: 'other' })).toBe(401);
  sink.revokeKey('wk');
  expect(await statusOf(batch('a'))).toBe(401);
  sink.revokeKey('wk', 403);
  expect(await statusOf(batch('a'))).toBe(403);
  sink.revokeKey('wk', 'drop');
  expect(await statusOf(batch('a'))).toBe(200);
  expect(taken).toEqual([]);
  sink.restoreKey('wk');
  expect(await statusOf(batch('a'))).toBe(200);
  expect(taken).toEqual([['a', 'new']]);
});

test('a repeat with other bytes is told from one with the same; the time of sending may differ', async () => {
  await started();
  const body = batch('a');
  const [event] = body.batch;
  await post('/v1/batch', { ...body, sentAt: '2024-12-31T22:59:00.000Z' });
  await post('/v1/batch', { ...body, sentAt: '2024-12-31T22:59:30.000Z' });
  await post('/v1/batch', { ...body, batch: [{ ...event, timestamp: '2024-12-31T22:00:00.001Z' }] });
  expect(sink.audit().sources.customers).toEqual({ accepted: 1, duplicates: 2, changed: 1, dropped: {} });
});

describe('forwarding to a webhook', () => {
  const forwarding = { firstDelayMs: 5, timeoutMs: 150, attempts: 4 };
  const source = (url: string) => [{ name: 'customers', writeKey: 'wk', forwardTo: { url, writeKey: 'intake', secret: 'shared' } }];

  test('one event a request, signed, with what the server added', async () => {
    const calls: Call[] = [];
    await started({ sources: source(await startHook(calls)), forwarding });
    await post('/v1/batch', batch('a', 'b', 'a', 'c'));
    await sink.forwardingIdle();
    expect(calls.map(({ body }) => (JSON.parse(body) as { messageId: string }).messageId).sort()).toEqual(['a', 'b', 'c']);
    for (const { body, headers } of calls) {
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'x-signature': signatureOf(body, 'shared'),
        authorization: `Basic ${Buffer.from('intake:').toString('base64')}`,
      });
      expect(JSON.parse(body)).toMatchObject({
        type: 'track',
        userId: 'u',
        timestamp: '2024-12-31T22:00:00.000Z',
        receivedAt: new Date(NOW).toISOString(),
      });
    }
    // Computed by hand with openssl: the hex of HMAC-SHA1.
    expect(signatureOf('{"a":1}', 'shared')).toBe('3d68fa02f2449b6d8f3d44c0e0c9cc9ef771782a');
  });

  test('repeats after 429, 5xx and a timeout; gives up on a refusal and after the last attempt', async () => {
    const calls: Call[] = [];
    await started({ sources: source(await startHook(calls, [429, 503, 'hang', 200])), forwarding });
    await post('/v1/batch', batch('slow'));
    await sink.forwardingIdle();
    expect(sink.audit().forwarded.customers).toEqual({ delivered: 1, retried: 3, refused: 0, exhausted: 0, waiting: 0 });
    expect(new Set(calls.map(({ body }) => body)).size).toBe(1);
  });
  test.each([
    ['refused', [401], { delivered: 0, retried: 0, refused: 1, exhausted: 0, waiting: 0 }],
    ['exhausted', [500, 500, 500, 500], { delivered: 0, retried: 3, refused: 0, exhausted: 1, waiting: 0 }],
  ])('%s', async (_name, script, counts) => {
    await started({ sources: source(await startHook([], script)), forwarding });
    await post('/v1/batch', batch('a'));
    await sink.forwardingIdle();
    expect(sink.audit().forwarded.customers).toEqual(counts);
  });
});
