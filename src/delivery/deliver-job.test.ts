import type { HttpOutcome, HttpRequest, QueueEvent } from '../platform/ports';
import { deliverJob } from './deliver-job';
import type { DeliveryJob, DeliveryPorts, Letter } from './deliver-job';

const NOW = Date.parse('2026-03-01T00:00:00Z');
const call = {
  type: 'track',
  messageId: 'm1',
  userId: 'u',
  event: 'Item Ticked',
  timestamp: '2026-03-01T00:00:00.000Z',
  context: { groupId: 'E-1' },
} as const;
const job: DeliveryJob = { to: ['segment', 'journy', 'store'], receivedAt: NOW, attempt: 0, calls: [call] };

const answered = (status: number, headers: Record<string, string> = {}): HttpOutcome => ({ kind: 'answered', status, headers, body: '' });

/** A site whose far sides answer as told, and which remembers what happened. */
function site(
  answers: { readonly segment: HttpOutcome; readonly journy: HttpOutcome },
  store: () => Promise<void> = () => Promise.resolve(),
) {
  const requests: HttpRequest[] = [];
  const queued: QueueEvent[] = [];
  const letters: Letter[] = [];
  let stored = 0;
  const ports: DeliveryPorts = {
    http: (request) => {
      requests.push(request);
      return Promise.resolve(request.url.includes('journy') ? answers.journy : answers.segment);
    },
    queue: (_name, events) => {
      queued.push(...events);
      return Promise.resolve();
    },
    variables: (name) => ({ SEGMENT_WRITE_KEY: 'sk', JOURNY_WRITE_KEY: 'jk' })[name],
    clock: () => NOW,
    log: () => undefined,
    spread: () => 0,
    sign: () => 'signature',
    store: async () => {
      await store();
      stored += 1;
    },
    keepLetter: (letter) => {
      letters.push(letter);
      return Promise.resolve();
    },
  };
  return { ports, requests, queued, letters, stored: () => stored };
}

test('one request for each destination, with key, batch and sentAt', async () => {
  const it = site({ segment: answered(200), journy: answered(200) });
  await expect(deliverJob(it.ports, job, 0)).resolves.toEqual({ kind: 'done' });
  expect(it.requests.map((request) => request.url)).toEqual([
    'https://api.segment.io/v1/batch',
    'https://analyze.journy.io/backend/v1/batch',
  ]);
  expect(it.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('sk:').toString('base64')}`);
  expect(JSON.parse(it.requests[0]?.body ?? '')).toMatchObject({
    writeKey: 'sk',
    sentAt: '2026-03-01T00:00:00.000Z',
    batch: [{ messageId: 'm1', userId: 'u', context: { groupId: 'E-1' } }],
  });
  expect(it.stored()).toBe(1);
  expect(it.queued).toEqual([]);
});

test('one that fails is tried again alone: the others are not repeated', async () => {
  const it = site({ segment: answered(200), journy: answered(429, { 'retry-after': '77' }) });
  await expect(deliverJob(it.ports, job, 0)).resolves.toEqual({ kind: 'done' });
  expect(it.queued).toEqual([{ body: { ...job, to: ['journy'], attempt: 1 }, delayInSeconds: 77 }]);
});

test('the last one left asks the platform for the retry', async () => {
  const it = site({ segment: answered(503), journy: answered(200) });
  await expect(deliverJob(it.ports, { ...job, to: ['segment'] }, 2)).resolves.toEqual({
    kind: 'retry',
    afterSeconds: 20,
    reason: 'status-503',
  });
  expect(it.requests[0]?.headers['x-retry-count']).toBe('2');
  expect(it.queued).toEqual([]);
});

test.each([
  [answered(401), 'parked', 'key-refused-401'],
  [answered(403), 'parked', 'key-refused-403'],
  [answered(302), 'parked', 'redirected-302'],
  [answered(400), 'dead', 'status-400'],
  [answered(413), 'dead', 'status-413'],
  [answered(501), 'dead', 'status-501'],
  [{ kind: 'egress-blocked' }, 'refused', 'egress-off'],
] satisfies [HttpOutcome, string, string][])('%j is not retried but kept: %s', async (answer, state, reason) => {
  const it = site({ segment: answer, journy: answered(200) });
  await expect(deliverJob(it.ports, job, 0)).resolves.toEqual({ kind: 'done' });
  expect(it.letters).toMatchObject([{ destination: 'segment', state, reason }]);
  expect(it.queued).toEqual([]);
});

test.each([
  answered(408),
  answered(410),
  answered(429),
  answered(460),
  answered(500),
  answered(502),
  { kind: 'unreachable', reason: 'TimeoutError' },
] satisfies HttpOutcome[])('%j is retried', async (answer) => {
  const it = site({ segment: answer, journy: answered(200) });
  await deliverJob(it.ports, job, 0);
  expect(it.queued).toMatchObject([{ body: { to: ['segment'], attempt: 1 } }]);
  expect(it.letters).toEqual([]);
});

test('a database that is away does not make the others take the batch twice', async () => {
  const it = site({ segment: answered(200), journy: answered(200) }, () => Promise.reject(new Error('away')));
  await deliverJob(it.ports, job, 0);
  expect(it.queued).toMatchObject([{ body: { to: ['store'], attempt: 1 } }]);
});

test('what is still undelivered after 20 hours is kept as a dead letter before the platform drops it', async () => {
  const it = site({ segment: answered(503), journy: answered(200) });
  await deliverJob(it.ports, { ...job, to: ['segment'], receivedAt: NOW - 21 * 3_600_000 }, 0);
  expect(it.letters).toMatchObject([{ destination: 'segment', state: 'dead', reason: 'too-old' }]);
});
