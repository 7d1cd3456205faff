import { randomUUID } from 'node:crypto';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { portsOver } from '../dev/sql/ports';
import type { SqlEngine } from '../dev/sql/engine';
import { deliveryReport } from '../src/console/delivery';
import { DeliveryRequest } from '../src/contract/delivery';
import type { AuditDay } from '../src/contract/delivery';
import { deliverJob, DeliveryJob } from '../src/delivery/deliver-job';
import type { DeliveryPorts } from '../src/delivery/deliver-job';
import { foldLedger } from '../src/delivery/fold-ledger';
import { replayParked } from '../src/delivery/replay';
import { storeBatch } from '../src/intake/store-batch';
import type { HttpOutcome, HttpRequest, QueueEvent } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { SWITCHES_KEY, declinedKey, WATCH_KEY } from '../src/privacy/keys';
import { auditIn } from '../src/store/delivery-batches';
import { keepLetters } from '../src/store/letters';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { defineTrackingPlan, oneOf } from '../src/tracking/define-plan';
import { trackingBackend } from '../src/tracking/backend';
import { memoryKvs } from './memory-kvs';

const START = Date.parse('2028-02-28T12:00:00Z');
const HOUR = 3_600_000;
const plan = defineTrackingPlan({
  'Item Ticked': { feature: true, description: 'An item was ticked', properties: { place: oneOf('issue') } },
});

type Answer = HttpOutcome | ((request: HttpRequest) => HttpOutcome);
const OK: HttpOutcome = { kind: 'answered', status: 200, headers: {}, body: '{"success":true}' };
const status = (code: number): HttpOutcome => ({ kind: 'answered', status: code, headers: {}, body: '' });

let engine: SqlEngine;
beforeEach(() => {
  engine = openSqlite(':memory:');
});
afterEach(() => engine.close());

/** One installation with storage, a database, a queue that waits to be worked off, and a destination that answers as told. */
async function installation() {
  const database = portsOver(engine);
  await migrate(database, customerMigrations);
  let failsNext = false;
  const memory = memoryKvs();
  const kvs: typeof memory = {
    ...memory,
    set: (key, value) => {
      if (!failsNext) return memory.set(key, value);
      failsNext = false;
      return Promise.reject(new Error('storage is away'));
    },
  };
  const requests: HttpRequest[] = [];
  const queue: QueueEvent[] = [];
  let now = START;
  let answer: Answer = OK;
  const ports: DeliveryPorts = {
    http: (request) => {
      requests.push(request);
      return Promise.resolve(typeof answer === 'function' ? answer(request) : answer);
    },
    queue: (_name, events) => {
      queue.push(...(JSON.parse(JSON.stringify(events)) as QueueEvent[]));
      return Promise.resolve();
    },
    kvs,
    variables: (name) => ({ SEGMENT_WRITE_KEY: 'sk' })[name],
    clock: () => now,
    log: () => undefined,
    spread: () => 0,
    sign: () => '',
    store: async (calls, at) => {
      await storeBatch(database.sql, calls, at);
    },
    keepLetter: (letter) => keepLetters(database.sql, [letter]),
    audit: auditIn(database.sql),
  };
  const { audit, store, keepLetter, ...platform } = ports;
  const backend = trackingBackend(
    { plan, appKey: 'app', identity: 'accountId', keepLetter, books: { audit: audit ?? auditIn(database.sql), store } },
    {
      ...platform,
      pseudonymOf: (id) => `p-${id}`,
      invocation: () => ({ appVersion: '1.0.0', environmentType: 'PRODUCTION', cloudId: 'cloud-1', license: undefined }),
      newId: randomUUID,
    },
  );
  const fold = () => foldLedger({ kvs, sql: database.sql, log: ports.log, store }, () => now, now + 1_000);
  return {
    kvs,
    sql: database.sql,
    requests,
    queue,
    fold,
    answerWith: (next: Answer) => {
      answer = next;
    },
    failNextWrite: () => {
      failsNext = true;
    },
    wait: (ms: number) => {
      now += ms;
    },
    track: (events: readonly object[], accountId: string | null = 'user-1') =>
      backend.track({
        payload: { sentAt: new Date(now).toISOString(), events },
        context: { accountId, cloudId: 'cloud-1' },
      }),
    observe: () => backend.observe({ cloudId: 'cloud-1' }, { kind: 'asked' }),
    tick: (messageId: string = randomUUID()) => ({
      messageId,
      event: 'Item Ticked',
      properties: { place: 'issue' },
      timestamp: new Date(now).toISOString(),
    }),
    /** Brings what waits, in order, as if every delay were over. */
    async workOff() {
      for (const { body } of queue.splice(0)) await deliverJob(ports, DeliveryJob.parse(body), 0);
    },
    replay: () => replayParked({ sql: database.sql, kvs, queue: ports.queue, clock: ports.clock }, ['segment']),
    async report() {
      await fold();
      const report = await deliveryReport(
        { sql: database.sql, kvs, variables: ports.variables, clock: ports.clock },
        { scope: 'site', canChange: true },
        DeliveryRequest.parse({}),
      );
      const of = (key: string) => report.destinations.find(({ destination }) => destination === key)?.days.at(-1);
      return { ...report, segment: of('segment'), store: of('store') };
    },
    /** Message ids that the destination has, with how often it got them. */
    arrived: () => {
      const counts = new Map<string, number>();
      for (const { body } of requests)
        for (const { messageId, type } of (JSON.parse(body ?? '') as { batch: { messageId: string; type: string }[] }).batch)
          if (type === 'track') counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
      return counts;
    },
  };
}

/** What the books cannot account for. */
const unaccounted = (day: AuditDay | undefined) =>
  day === undefined ? NaN : day.captured - (day.delivered + day.pending + day.parked + day.dead + day.refused);

test('a batch is posted before the page is answered, once, and the books and the own store say so', async () => {
  const site = await installation();
  const events = [site.tick(), site.tick()];
  await expect(site.track(events)).resolves.toEqual({ accepted: 2, refused: [] });
  expect(site.requests).toHaveLength(1);
  expect(site.queue).toEqual([]);
  const report = await site.report();
  // The user is introduced with their first events: identify, group and that they joined.
  expect(report.segment).toMatchObject({ captured: 5, delivered: 5, pending: 0 });
  expect(report.store).toMatchObject({ captured: 5, delivered: 5 });
  expect(Object.keys(site.kvs.dump()).filter((key) => key.startsWith('batch:'))).toEqual([]);
  const rows = await site.sql.query(sql`SELECT SUM(count) AS n FROM activity WHERE user_id > 0`);
  expect(rows[0]?.n).toBe(3);
});

test('a page that heard no answer sends the same batch again: it is not posted twice', async () => {
  const site = await installation();
  const events = [site.tick(), site.tick()];
  await site.track(events);
  await expect(site.track(events)).resolves.toEqual({ accepted: 2, refused: [] });
  expect(site.requests).toHaveLength(1);
  expect((await site.report()).segment).toMatchObject({ captured: 5, delivered: 5 });
});

test('a user’s introduction has the bytes of its first try, however often the page sends', async () => {
  const site = await installation();
  const events = [site.tick()];
  site.failNextWrite();
  await expect(site.track(events)).rejects.toThrow('storage is away');
  site.wait(30_000);
  await site.track(events);
  const sent = site.requests.map(({ body }) => JSON.stringify((JSON.parse(body ?? '') as { batch: unknown }).batch));
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBe(sent[0]);
});

test('an id that came with a wrong event is free for a right one', async () => {
  const site = await installation();
  const right = site.tick();
  await expect(site.track([{ ...right, event: 'Item Eaten' }])).resolves.toMatchObject({ accepted: 0 });
  await expect(site.track([right])).resolves.toMatchObject({ accepted: 1 });
  expect([...site.arrived().keys()]).toContain(right.messageId);
});

test('what was refused beside a batch is counted once, however often the page sends', async () => {
  const site = await installation();
  const events = [site.tick(), { ...site.tick(), event: 'Item Eaten' }];
  await site.track(events);
  await site.track(events);
  expect((await site.report()).refusals).toEqual([{ reason: 'unknown-event', events: 1 }]);
});

test('what a destination asks to have later waits on the queue, and arrives', async () => {
  const site = await installation();
  site.answerWith(status(503));
  const event = site.tick();
  await site.track([event]);
  expect((await site.report()).segment).toMatchObject({ captured: 4, pending: 4, delivered: 0 });
  site.answerWith(OK);
  await site.workOff();
  expect((await site.report()).segment).toMatchObject({ captured: 4, pending: 0, delivered: 4 });
});

test('a fold that comes after the queue’s word does not take it back', async () => {
  const site = await installation();
  site.answerWith(status(503));
  await site.track([site.tick()]);
  site.answerWith(OK);
  await site.workOff();
  expect((await site.report()).segment).toMatchObject({ captured: 4, delivered: 4, pending: 0 });
});

test('a refused key parks, and when it is put right everything goes out by itself', async () => {
  const site = await installation();
  site.answerWith(status(401));
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of ids) await site.track([site.tick(id)]);
  // The first was asked about; the others were parked without a request.
  expect(site.requests).toHaveLength(1);
  const parked = await site.report();
  expect(parked.segment).toMatchObject({ captured: 6, parked: 6 });
  expect(parked.letters).toMatchObject({ total: 3 });
  expect(parked.destinations[0]).toMatchObject({ destination: 'segment', state: 'paused', reason: 'key-refused-401' });

  site.answerWith(OK);
  await expect(site.replay()).resolves.toBe(0);
  site.wait(HOUR);
  // Due for a try: one letter goes ahead, and the rest follows it.
  await expect(site.replay()).resolves.toBe(1);
  await site.workOff();
  await expect(site.replay()).resolves.toBe(2);
  await site.workOff();
  const after = await site.report();
  expect(after.segment).toMatchObject({ captured: 6, parked: 0, delivered: 6 });
  expect(after.letters.total).toBe(0);
  expect([...site.arrived()].filter(([id]) => ids.some((each) => each === id)).map(([, times]) => times)).toEqual([2, 1, 1]);
});

test('while the platform lets nothing leave, events are refused, the own store goes on, and nothing is sent later', async () => {
  const site = await installation();
  site.answerWith({ kind: 'egress-blocked' });
  await site.track([site.tick()]);
  await site.track([site.tick()]);
  expect(site.requests).toHaveLength(1);
  site.answerWith(OK);
  site.wait(HOUR);
  await site.track([site.tick()]);
  expect(site.requests).toHaveLength(1);
  // A sign of life finds out that it is over.
  await site.observe();
  await site.track([site.tick()]);
  const report = await site.report();
  expect(site.queue).toEqual([]);
  expect(report.segment).toMatchObject({ refused: 6, delivered: 2, pending: 0, parked: 0, dead: 0 });
  expect(report.store).toMatchObject({ delivered: 8 });
});

test('with analytics switched off nothing is captured, and the count says so', async () => {
  const site = await installation();
  await site.kvs.set(SWITCHES_KEY, { analytics: false, identity: true });
  await expect(site.track([site.tick(), site.tick()])).resolves.toMatchObject({
    accepted: 0,
    refused: [{ reason: 'switched-off' }, { reason: 'switched-off' }],
  });
  expect(site.requests).toEqual([]);
  const report = await site.report();
  expect(report.refusals).toEqual([{ reason: 'switched-off', events: 2 }]);
  expect(report.segment?.captured).toBe(0);
  expect(JSON.stringify(site.kvs.dump())).not.toContain('user-1');
});

test('with identity switched off nobody is named, anywhere', async () => {
  const site = await installation();
  await site.kvs.set(SWITCHES_KEY, { analytics: true, identity: false });
  await site.track([site.tick()]);
  await site.fold();
  expect(JSON.stringify([site.requests, site.kvs.dump()])).not.toContain('user-1');
  expect(await site.sql.query(sql`SELECT * FROM app_user`)).toEqual([]);
  expect(await site.sql.query(sql`SELECT * FROM person`)).toEqual([]);
});

test('one user’s no is theirs alone', async () => {
  const site = await installation();
  await site.kvs.set(declinedKey('user-1'), true);
  await expect(site.track([site.tick()])).resolves.toMatchObject({ accepted: 0, refused: [{ reason: 'do-not-track' }] });
  await expect(site.track([site.tick()], 'user-2')).resolves.toMatchObject({ accepted: 1 });
  expect(JSON.stringify(site.requests)).not.toContain('user-1');
});

test('an example of each event is kept a day; everything while an admin watches', async () => {
  const site = await installation();
  await site.track([site.tick(), site.tick()]);
  await site.track([site.tick()]);
  await site.fold();
  const examples = await site.sql.query(sql`SELECT event FROM sent_example WHERE watched = 0 ORDER BY event`);
  expect(examples.map(({ event }) => event)).toEqual(['Account Added User', 'Item Ticked', 'group', 'identify']);
  await site.kvs.set(WATCH_KEY, { until: START + HOUR / 2 });
  await site.track([site.tick(), site.tick()]);
  site.wait(HOUR);
  await site.track([site.tick()]);
  await site.fold();
  expect(await site.sql.query(sql`SELECT COUNT(*) AS n FROM sent_example WHERE watched = 1`)).toEqual([{ n: 2 }]);
});

test('whatever happens to ten batches, the books add up and each event arrives once or is accounted for', async () => {
  const site = await installation();
  const answers = [OK, status(500), status(429), status(401), status(400), { kind: 'unreachable', reason: 'TimeoutError' } as const];
  for (let n = 0; n < 30; n += 1) {
    site.answerWith(answers[(n * 7) % answers.length] ?? OK);
    await site.track([site.tick()], `user-${String(n)}`);
    if (n % 4 === 3) await site.fold();
    site.wait(5 * 60_000);
    if (n % 5 === 4) await site.workOff();
  }
  site.answerWith(OK);
  for (let round = 0; round < 6; round += 1) {
    site.wait(HOUR);
    await site.workOff();
    await site.fold();
    await site.replay();
  }
  const report = await site.report();
  const { segment } = report;
  expect(unaccounted(segment)).toBe(0);
  expect(segment).toMatchObject({ captured: 120, pending: 0, parked: 0, refused: 0 });
  expect(report.letters.total * 4).toBe(segment?.dead);
});
