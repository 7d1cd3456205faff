import type { QueueEvent } from '../platform/ports';
import { signBody } from './authorise';
import { receive } from './receive';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const keys = new Map([
  ['plain', null],
  ['signed', 'secret'],
]);
const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
const call = (fields: object = {}) => ({
  type: 'track',
  event: 'Item Ticked',
  messageId: 'm1',
  userId: 'u',
  timestamp: '2026-03-01T11:00:00.000Z',
  context: { groupId: 'E-1' },
  ...fields,
});

async function post(body: unknown, request: { headers?: Record<string, string>; path?: string; queue?: () => Promise<void> } = {}) {
  const queued: QueueEvent[] = [];
  const logged: string[] = [];
  const answer = await receive(
    {
      queue: async (_name, events) => {
        await request.queue?.();
        queued.push(...events);
      },
      clock: () => NOW,
      log: (_level, event, fields) => logged.push(JSON.stringify({ event, ...fields })),
    },
    keys,
    {
      method: 'POST',
      path: request.path ?? '/v1/batch',
      headers: request.headers ?? { authorization: basic('plain') },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
  );
  const calls = queued.flatMap((event) => event.body.calls as Record<string, unknown>[]);
  return { answer, calls, queued, logged };
}

test('a batch is queued before it is answered with 200', async () => {
  const { answer, calls } = await post({ batch: [call(), call({ messageId: 'm2' })], sentAt: '2026-03-01T12:00:00Z' });
  expect(answer).toMatchObject({ status: 200, body: { success: true, accepted: 2 } });
  expect(calls.map((each) => each.messageId)).toEqual(['m1', 'm2']);
});

test('one call as Segment’s Webhooks destination sends it, and a single call named by its path', async () => {
  expect((await post(call({ version: 2, receivedAt: '2026-03-01T11:00:01.000Z' }), { path: '' })).calls).toMatchObject([
    { messageId: 'm1', version: 2 },
  ]);
  const { type, ...untyped } = call();
  expect(type).toBe('track');
  expect((await post(untyped, { path: '/v1/track' })).calls).toMatchObject([{ type: 'track' }]);
});

test.each([
  ['no key', {}, 401],
  ['a wrong key', { authorization: basic('other') }, 401],
  ['a signed key without signature', { authorization: basic('signed') }, 401],
  ['a wrong signature', { authorization: basic('signed'), 'x-signature': 'ab'.repeat(20) }, 401],
])('%s is refused and nothing is queued', async (_name, headers, status) => {
  const { answer, queued, logged } = await post({ batch: [call()] }, { headers });
  expect(answer.status).toBe(status);
  expect(queued).toEqual([]);
  expect(logged.join()).not.toMatch(/other|secret|Item/);
});

test('a right signature over the raw body is taken', async () => {
  const body = JSON.stringify({ batch: [call()] });
  const { answer } = await post(body, { headers: { authorization: basic('signed'), 'x-signature': signBody(body, 'secret') } });
  expect(answer.status).toBe(200);
});

test('a body that is not JSON is a 400, 3,000 events a 413, each in words', async () => {
  expect((await post('{"batch": [')).answer).toMatchObject({ status: 400, body: { error: 'The body is not JSON' } });
  expect((await post({ batch: Array.from({ length: 3_000 }, () => call()) })).answer).toMatchObject({
    status: 413,
    body: { error: 'A batch holds at most 2,500 events' },
  });
});

test('what is wrong in a batch is counted; nothing else is lost', async () => {
  const { answer, calls } = await post({
    batch: [
      call(),
      call({ messageId: 'big', properties: { text: 'x'.repeat(40_000) } }),
      'x',
      call({ userId: null }),
      call({ event: undefined }),
      call({ type: 'poke' }),
    ],
  });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      accepted: 1,
      refused: { 'too-large': 1, 'not-an-event': 1, 'no-user-or-anonymous-id': 1, 'no-event-name': 1, 'not-segment': 1 },
    },
  });
  expect(calls).toHaveLength(1);
});

test.each([
  ['RateLimitError', 429],
  ['InternalServerError', 503],
])('when the queue says %s the sender is asked to come back', async (name, status) => {
  const { answer } = await post({ batch: [call()] }, { queue: () => Promise.reject(Object.assign(new Error('no'), { name })) });
  expect(answer).toMatchObject({ status, headers: { 'retry-after': '30' } });
});

test('the same call without an id gets the same id each time', async () => {
  const { messageId, ...anonymous } = call();
  expect(messageId).toBe('m1');
  const [one, two] = [await post({ batch: [anonymous] }), await post({ batch: [anonymous] })];
  expect(one.calls[0]?.messageId).toEqual(two.calls[0]?.messageId);
});

test('a sender whose clock is three hours ahead is corrected by its own sentAt', async () => {
  const { calls } = await post({ sentAt: '2026-03-01T15:00:00Z', batch: [call({ timestamp: '2026-03-01T14:59:00Z' })] });
  expect(calls).toMatchObject([{ timestamp: '2026-03-01T11:59:00.000Z' }]);
});

test('a large batch is split into queue events of at most 90,000 bytes', async () => {
  const batch = Array.from({ length: 60 }, (_, index) => call({ messageId: `m${index}`, properties: { text: 'é'.repeat(3_000) } }));
  const { queued, calls } = await post({ batch });
  expect(calls).toHaveLength(60);
  for (const event of queued) expect(Buffer.byteLength(JSON.stringify(event.body))).toBeLessThanOrEqual(90_000);
});
