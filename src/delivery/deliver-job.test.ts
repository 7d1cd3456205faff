import { memoryKvs } from '../../test/memory-kvs';
import type { HttpOutcome, HttpRequest, QueueEvent } from '../platform/ports';
import { deliverJob } from './deliver-job';
import type { AuditRow } from './audit';
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
const job: DeliveryJob = { to: ['segment', 'journy', 'store'], receivedAt: NOW, attempt: 0, repeats: 0, batch: 'b1', calls: [call] };

const answered = (status: number, headers: Record<string, string> = {}, body = ''): HttpOutcome => ({
  kind: 'answered',
  status,
  headers,
  body,
});

/** A site whose far sides answer as told, and which remembers what happened. */
function site(
  answers: { readonly segment: HttpOutcome; readonly journy: HttpOutcome },
  store: () => Promise<void> = () => Promise.resolve(),
) {
  const requests: HttpRequest[] = [];
  const queued: QueueEvent[] = [];
  const letters: Letter[] = [];
  const rows = new Map<string, AuditRow>();
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
    kvs: memoryKvs(),
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
    audit: {
      settled: (batch) =>
        Promise.resolve([...rows.values()].flatMap((row) => (row.batch === batch && row.state === 'delivered' ? [row.destination] : []))),
      note: (noted) => {
        for (const row of noted) rows.set(`${row.batch} ${row.destination}`, row);
        return Promise.resolve();
      },
    },
  };
  const states = () => Object.fromEntries([...rows.values()].map(({ destination, state }) => [destination, state]));
  return { ports, requests, queued, letters, states, rows, stored: () => stored };
}

test('one request for each destination, with key, batch and sentAt', async () => {
  const it = site({ segment: answered(200), journy: answered(200) });
  await deliverJob(it.ports, job, 0);
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
  await deliverJob(it.ports, job, 0);
  expect(it.queued).toEqual([{ body: { ...job, to: ['journy'], attempt: 1 }, delayInSeconds: 77 }]);
  expect(it.states()).toEqual({ segment: 'delivered', journy: 'pending', store: 'delivered' });
});

test('a batch that the platform brings again goes only where it has not arrived', async () => {
  const it = site({ segment: answered(200), journy: answered(503) });
  await deliverJob(it.ports, job, 0);
  await deliverJob(it.ports, job, 0);
  expect(it.requests.map(({ url }) => new URL(url).hostname)).toEqual(['api.segment.io', 'analyze.journy.io', 'analyze.journy.io']);
  expect(it.states()).toEqual({ segment: 'delivered', journy: 'pending', store: 'delivered' });
});

test('a try whose fate nobody knows makes the next one a repeat, in the same bytes', async () => {
  const it = site({ segment: { kind: 'unreachable', reason: 'TimeoutError' }, journy: answered(200) });
  await deliverJob(it.ports, { ...job, to: ['segment'] }, 0);
  const [again] = it.queued;
  expect(again?.body).toMatchObject({ repeats: 1, attempt: 1, batch: 'b1' });
  await deliverJob(it.ports, again?.body as DeliveryJob, 0);
  const sent = it.requests.map(({ body }) => JSON.stringify((JSON.parse(body ?? '') as { batch: unknown }).batch));
  expect(sent[1]).toBe(sent[0]);
  expect([...it.rows.values()]).toMatchObject([{ destination: 'segment', repeats: 1, attempts: 2 }]);
});

test('a run that was cut short may have sent: the next one counts as a repeat', async () => {
  const it = site({ segment: answered(200), journy: answered(200) });
  await deliverJob(it.ports, { ...job, to: ['segment'] }, 2);
  expect(it.requests[0]?.headers['x-retry-count']).toBe('2');
  expect([...it.rows.values()]).toMatchObject([{ destination: 'segment', state: 'delivered', repeats: 2, attempts: 3 }]);
});

test('after three failures in a row nobody is asked before the break is over', async () => {
  const it = site({ segment: answered(500), journy: answered(200) });
  for (let n = 0; n < 5; n += 1) await deliverJob(it.ports, { ...job, to: ['segment'], batch: `b${String(n)}` }, 0);
  expect(it.requests).toHaveLength(3);
  expect(it.queued).toHaveLength(5);
  expect(it.queued[4]?.delayInSeconds).toBeGreaterThanOrEqual(30);
});

test('a destination that refuses the key is paused: what follows is parked unasked', async () => {
  const it = site({ segment: answered(401), journy: answered(200) });
  await deliverJob(it.ports, { ...job, to: ['segment'] }, 0);
  await deliverJob(it.ports, { ...job, to: ['segment'], batch: 'b2' }, 0);
  expect(it.requests).toHaveLength(1);
  expect(it.letters).toMatchObject([
    { batch: 'b1', state: 'parked', reason: 'key-refused-401' },
    { batch: 'b2', state: 'parked', reason: 'key-refused-401' },
  ]);
});

test('while nothing may leave, nobody is asked and nothing is kept', async () => {
  const it = site({ segment: { kind: 'egress-blocked' }, journy: answered(200) });
  await deliverJob(it.ports, { ...job, to: ['segment'] }, 0);
  await deliverJob(it.ports, { ...job, to: ['segment'], batch: 'b2' }, 0);
  expect(it.requests).toHaveLength(1);
  expect(it.letters).toEqual([]);
  expect([...it.rows.values()].map(({ state, reason }) => [state, reason])).toEqual([
    ['refused', 'egress-off'],
    ['refused', 'egress-off'],
  ]);
});

test.each([
  [answered(401), 'parked', 'key-refused-401'],
  [answered(403), 'parked', 'key-refused-403'],
  [answered(302), 'parked', 'redirected-302'],
  [answered(400), 'dead', 'status-400'],
  [answered(413), 'dead', 'status-413'],
  [answered(501), 'dead', 'status-501'],
  [answered(200, { 'content-type': 'text/html; charset=utf-8' }, '<!doctype html>'), 'parked', 'answered-html'],
  [answered(200, { 'content-type': 'application/json' }, '{"success":false,"message":"no"}'), 'parked', 'answered-error'],
] satisfies [HttpOutcome, string, string][])('%j is not retried but kept: %s', async (answer, state, reason) => {
  const it = site({ segment: answer, journy: answered(200) });
  await deliverJob(it.ports, job, 0);
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
