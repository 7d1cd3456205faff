import type { SegmentCall } from '../src/delivery/envelope';
import { continueAsked, ERASURE_QUEUE, eraseAsked, erasuresIn, queueErasures } from '../src/erasure/asked-erasures';
import type { AskedPorts } from '../src/erasure/asked-erasures';
import { continueHere, eraseHere } from '../src/erasure/erase-here';
import type { HerePorts, SendOutcome } from '../src/erasure/erase-here';
import { OpenErasure } from '../src/erasure/open-erasure';
import { storeBatch } from '../src/intake/store-batch';
import { dayNumber } from '../src/platform/days';
import type { HttpOutcome, HttpRequest, QueueEvent, SqlPort } from '../src/platform/ports';
import { latestErasures } from '../src/store/queries/erasure-record';
import { notePersons } from '../src/store/persons';
import type { InvocationFacts } from '../src/tracking/identity';
import { dyingAt } from './dying-at';
import { freshStore, tick } from './erasure-store';
import type { Store } from './erasure-store';
import { memoryKvs } from './memory-kvs';

const NOW = Date.parse('2024-02-29T12:00:00Z');
const DAY_MS = 86_400_000;
const ANN = '712020:ann-0001';
const BOB = '712020:bob-0002';
const facts: InvocationFacts = {
  appKey: 'app',
  appVersion: '1.0.0',
  environmentType: 'PRODUCTION',
  cloudId: 'cloud-1',
  accountId: null,
  license: null,
};

type Log = { readonly lines: string[]; readonly log: HerePorts['log'] };
function logging(): Log {
  const lines: string[] = [];
  return { lines, log: (level, event, fields) => lines.push(JSON.stringify({ level, event, ...fields })) };
}

function ids(): () => string {
  let next = 0;
  return () => `random-${String((next += 1))}`;
}

async function site(options: { readonly knownAs?: (accountId: string) => string | null } = {}) {
  const store = await freshStore();
  const kvs = memoryKvs();
  const knownAs = options.knownAs ?? ((accountId: string) => accountId);
  for (const accountId of [ANN, BOB]) {
    const name = knownAs(accountId);
    if (name === null) continue;
    await storeBatch(store.sql, [tick(`m-${accountId}`, name, '2024-02-28T08:00:00Z')], NOW);
    await notePersons(store.sql, [{ accountRef: accountId, knownAs: name, day: dayNumber('2024-02-28') }]);
  }
  const sent: SegmentCall[] = [];
  const answer: { outcome: SendOutcome; now: number } = { outcome: 'sent', now: NOW };
  const { lines, log } = logging();
  const portsWith = (sql: SqlPort): HerePorts => ({
    sql,
    kvs,
    clock: () => answer.now,
    log,
    randomId,
    facts,
    fold: () => Promise.resolve(),
    knownAs,
    send: (calls) => {
      if (answer.outcome === 'sent') sent.push(...calls);
      return Promise.resolve(answer.outcome);
    },
  });
  const randomId = ids();
  return { store, kvs, sent, answer, lines, ports: portsWith(store.sql), portsWith };
}

const statesOf = async (store: Store) =>
  (await latestErasures(store.sql, 10)).map(({ cause, done }) => ({
    cause,
    ...Object.fromEntries(done.map(({ place, state }) => [place, state])),
  }));

describe('on a customer’s site', () => {
  test('an admin’s request erases here, asks the vendor, and leaves a record that names nobody', async () => {
    const it = await site();
    await eraseHere(it.ports, { accountId: ANN, cause: 'admin' });
    expect(it.sent).toMatchObject([
      { type: 'track', event: 'User Erasure Requested', userId: ANN, properties: { cause: 'admin' }, context: { groupId: 'cloud-1' } },
    ]);
    expect(await statesOf(it.store)).toEqual([{ cause: 'admin', 'own-store': 'done', vendor: 'done' }]);
    expect(await it.store.all()).not.toContain(ANN);
    expect(await it.store.all()).toContain(BOB);
    expect(it.lines.join()).not.toContain('ann-0001');
    await it.store.close();
  });

  test('a closed account is told as a user who left, and erased', async () => {
    const it = await site();
    await eraseHere(it.ports, { accountId: ANN, cause: 'account-closed' });
    expect(it.sent.map(({ event, userId }) => [event, userId])).toEqual([
      ['Account Removed User', ANN],
      ['User Erasure Requested', ANN],
    ]);
    await it.store.close();
  });

  test('destinations that know a pseudonym are told the pseudonym and never the account ID', async () => {
    const it = await site({ knownAs: (accountId) => `p-${String(accountId.length)}-${accountId.slice(7, 10)}` });
    await eraseHere(it.ports, { accountId: ANN, cause: 'admin' });
    expect(it.sent.map(({ userId }) => userId)).toEqual(['p-15-ann']);
    expect(JSON.stringify(it.sent)).not.toContain(ANN);
    expect(await it.store.all()).not.toMatch(/p-15-ann|ann-0001/);
    await it.store.close();
  });

  test('nobody can have another site’s user erased: who was never seen here is not told to the vendor', async () => {
    const it = await site();
    const others = async () => ({ ...(JSON.parse(await it.store.all()) as Record<string, unknown>), erasure: [] });
    const before = await others();
    for (const accountId of ['712020:stranger', "' OR 1=1 --", '%', '__proto__', 'erased:random-1']) {
      await eraseHere(it.ports, { accountId, cause: 'admin' });
    }
    expect(it.sent).toEqual([]);
    expect((await statesOf(it.store)).every((row) => 'vendor' in row && row.vendor === 'off')).toBe(true);
    expect(await others()).toEqual(before);
    await it.store.close();
  });

  test('the same request again tells nobody a second time', async () => {
    const it = await site();
    await eraseHere(it.ports, { accountId: ANN, cause: 'admin' });
    await eraseHere(it.ports, { accountId: ANN, cause: 'admin' });
    expect(it.sent).toHaveLength(1);
    expect(await statesOf(it.store)).toHaveLength(1);
    await it.store.close();
  });

  test('while nothing may leave, the request waits; then it goes, and a day later the id goes as well', async () => {
    const it = await site();
    it.answer.outcome = 'waiting';
    await eraseHere(it.ports, { accountId: ANN, cause: 'admin' });
    expect(await statesOf(it.store)).toEqual([{ cause: 'admin', 'own-store': 'done', vendor: 'waiting' }]);
    expect(JSON.stringify(it.kvs.dump())).toContain(ANN);
    it.answer.outcome = 'sent';
    it.answer.now += DAY_MS;
    // What was on its way when they were erased.
    await storeBatch(it.store.sql, [tick('late', ANN, '2024-02-29T11:59:00Z')], it.answer.now);
    await continueHere(it.ports);
    expect(it.sent).toHaveLength(1);
    expect(await statesOf(it.store)).toEqual([{ cause: 'admin', 'own-store': 'done', vendor: 'done' }]);
    expect(await it.store.all()).not.toContain(ANN);
    expect(it.kvs.dump()).toEqual({});
    await it.store.close();
  });

  test('what cannot be told within a month is given up, and the id goes', async () => {
    const it = await site();
    it.answer.outcome = 'waiting';
    await eraseHere(it.ports, { accountId: ANN, cause: 'admin' });
    it.answer.now += 30 * DAY_MS;
    await continueHere(it.ports);
    expect(await statesOf(it.store)).toEqual([{ cause: 'admin', 'own-store': 'done', vendor: 'failed' }]);
    expect(it.kvs.dump()).toEqual({});
    await it.store.close();
  });

  test('killed at any statement, the daily run finishes it: erased, told once or again with the same ids', async () => {
    let deaths = 0;
    for (let k = 1; ; k += 1) {
      const it = await site();
      const died = await eraseHere(it.portsWith(dyingAt(it.store.sql, k)), { accountId: ANN, cause: 'admin' }).then(
        () => false,
        () => true,
      );
      await continueHere(it.ports);
      const started = Object.keys(it.kvs.dump()).length > 0;
      if (started) {
        expect(new Set(it.sent.map(({ messageId }) => messageId)).size).toBe(1);
        expect(await it.store.all()).not.toContain(ANN);
        expect(await statesOf(it.store)).toEqual([{ cause: 'admin', 'own-store': 'done', vendor: 'done' }]);
      } else expect(await it.store.all()).toContain(ANN);
      await it.store.close();
      if (!died) break;
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(8);
  });
});

const answered = (status: number, body = '{"data":{"regulateId":"r-1"}}', headers: Record<string, string> = {}): HttpOutcome => ({
  kind: 'answered',
  status,
  headers,
  body,
});

async function vendor(answers: { segment?: HttpOutcome; journy?: HttpOutcome }, variables: Record<string, string> = TOKENS) {
  const store = await freshStore();
  const kvs = memoryKvs();
  await storeBatch(store.sql, [tick('m1', ANN, '2024-02-28T08:00:00Z'), tick('m2', BOB, '2024-02-28T08:00:00Z')], NOW);
  const requests: HttpRequest[] = [];
  const queued: { queue: string; event: QueueEvent }[] = [];
  const time = { now: NOW };
  const { lines, log } = logging();
  const portsWith = (sql: SqlPort): AskedPorts => ({
    sql,
    kvs,
    clock: () => time.now,
    log,
    randomId,
    http: (request) => {
      requests.push(request);
      return Promise.resolve((request.url.includes('journy') ? answers.journy : answers.segment) ?? answered(500));
    },
    variables: (name) => variables[name],
    spread: () => 0,
  });
  const randomId = ids();
  const queue = (name: string, events: readonly QueueEvent[]) => {
    queued.push(...events.map((event) => ({ queue: name, event })));
    return Promise.resolve();
  };
  return { store, kvs, requests, queued, queue, time, lines, answers, ports: portsWith(store.sql), portsWith };
}
const TOKENS = { SEGMENT_PUBLIC_TOKEN: 'public-token', JOURNY_API_KEY: 'journy-key' };
const ACCEPTED = { segment: answered(200), journy: answered(202, '') };
const erasure: OpenErasure = { erasureId: 'e-1', cause: 'admin', requestedAt: NOW, accountId: null, names: [ANN], told: [ANN] };

describe('at the vendor’s', () => {
  test('requests among calls that arrive go to the queue, one for each person', async () => {
    const it = await vendor(ACCEPTED);
    const calls: SegmentCall[] = [
      tick('m3', ANN, '2024-02-28T08:00:00Z'),
      { ...tick('r1', ANN, '2024-02-28T08:00:00Z', 'User Erasure Requested'), properties: { cause: 'account-closed' } },
      { ...tick('r2', BOB, '2024-02-28T08:00:00Z', 'User Erasure Requested'), properties: { cause: { toString: 'admin' } } },
      { ...tick('r3', 'x', '2024-02-28T08:00:00Z', 'User Erasure Requested'), userId: null, anonymousId: 'site' },
      { ...tick('r4', ANN, '2024-02-28T08:00:00Z', 'User Erasure Requested'), type: 'page' },
      tick('r5', 'erased:surrogate', '2024-02-28T08:00:00Z', 'User Erasure Requested'),
    ];
    expect(erasuresIn(calls)).toEqual([
      { knownAs: ANN, cause: 'account-closed', messageId: 'r1' },
      { knownAs: BOB, cause: 'requested', messageId: 'r2' },
    ]);
    await queueErasures(it, erasuresIn(calls), NOW);
    await queueErasures(it, erasuresIn(calls), NOW + 5_000);
    const jobs = it.queued.map(({ queue, event }) => ({ queue, job: OpenErasure.parse(event.body) }));
    expect(jobs.map(({ queue }) => queue)).toEqual(Array.from({ length: 4 }, () => ERASURE_QUEUE));
    // A repeat of the same request is the same erasure, and its name says nothing of the person.
    expect(jobs.map(({ job }) => job.erasureId).slice(0, 2)).toEqual(jobs.map(({ job }) => job.erasureId).slice(2));
    expect(jobs[0]?.job.erasureId).not.toContain('ann');
    await it.store.close();
  });

  test('one request to Segment and one to journy, each with its key, in the form they ask for', async () => {
    const it = await vendor(ACCEPTED);
    await expect(eraseAsked(it.ports, erasure, 0)).resolves.toEqual({ kind: 'done' });
    expect(it.requests).toMatchObject([
      { url: 'https://api.segmentapis.com/regulations', method: 'POST', headers: { authorization: 'Bearer public-token' } },
      { url: 'https://api.journy.io/users', method: 'DELETE', headers: { 'x-api-key': 'journy-key' } },
    ]);
    expect(it.requests.map(({ body }) => JSON.parse(body ?? '') as unknown)).toEqual([
      { regulationType: 'SUPPRESS_WITH_DELETE', subjectType: 'USER_ID', subjectIds: [ANN] },
      { identification: { userId: ANN } },
    ]);
    expect(await statesOf(it.store)).toEqual([{ cause: 'admin', 'own-store': 'done', segment: 'done', journy: 'done' }]);
    expect(await it.store.all()).not.toContain(ANN);
    expect(await it.store.all()).toContain(BOB);
    await it.store.close();
  });

  test('a place without a token is off, and nothing is sent there', async () => {
    const it = await vendor(ACCEPTED, { SEGMENT_PUBLIC_TOKEN: '' });
    await eraseAsked(it.ports, erasure, 0);
    expect(it.requests).toEqual([]);
    expect(await statesOf(it.store)).toEqual([{ cause: 'admin', 'own-store': 'done', segment: 'off', journy: 'off' }]);
    await it.store.close();
  });

  test.each([
    ['a wrong token', answered(401), 'failed', 'key-refused-401'],
    ['a token without the right', answered(403), 'failed', 'key-refused-403'],
    ['a refused request', answered(422), 'failed', 'status-422'],
    ['a redirect', answered(302), 'failed', 'status-302'],
    ['a web page', answered(200, '<html>Welcome</html>'), 'failed', 'unexpected-answer'],
    ['a success that carries an error', answered(200, '{"errors":[{"type":"bad"}]}'), 'failed', 'unexpected-answer'],
    ['blocked egress', { kind: 'egress-blocked' }, 'failed', 'egress-off'],
    ['too many requests', answered(429, '', { 'retry-after': '77' }), 'waiting', 'status-429'],
    ['a server in trouble', answered(503), 'waiting', 'status-503'],
    ['silence', { kind: 'unreachable', reason: 'TimeoutError' }, 'waiting', 'unreachable'],
  ] satisfies [string, HttpOutcome, string, string][])(
    '%s at Segment does not keep journy from it',
    async (_name, segment, state, reason) => {
      const it = await vendor({ ...ACCEPTED, segment });
      const outcome = await eraseAsked(it.ports, erasure, 0);
      const [row] = await latestErasures(it.store.sql, 1);
      expect(row?.done).toEqual([
        { place: 'own-store', state: 'done', reason: null },
        { place: 'segment', state, reason },
        { place: 'journy', state: 'done', reason: null },
      ]);
      expect(outcome.kind).toBe(state === 'waiting' ? 'retry' : 'done');
      if (reason === 'status-429') expect(outcome).toMatchObject({ afterSeconds: 77 });
      expect(it.lines.join()).not.toMatch(/ann-0001|public-token|journy-key/);
      await it.store.close();
    },
  );

  test('a retry asks only where it is not done', async () => {
    const it = await vendor({ segment: answered(200), journy: answered(500) });
    await eraseAsked(it.ports, erasure, 0);
    it.answers.journy = answered(202, '');
    await expect(eraseAsked(it.ports, erasure, 1)).resolves.toEqual({ kind: 'done' });
    expect(it.requests.map(({ url }) => new URL(url).hostname)).toEqual(['api.segmentapis.com', 'api.journy.io', 'api.journy.io']);
    await it.store.close();
  });

  test('a wrong token is put right: the daily run asks again, and a day after all is done the id goes', async () => {
    const it = await vendor({ ...ACCEPTED, segment: answered(401) });
    await eraseAsked(it.ports, erasure, 0);
    await continueAsked({ kvs: it.kvs, queue: it.queue, clock: it.ports.clock });
    expect(it.queued).toEqual([]);
    it.time.now += DAY_MS;
    await continueAsked({ kvs: it.kvs, queue: it.queue, clock: it.ports.clock });
    await continueAsked({ kvs: it.kvs, queue: it.queue, clock: it.ports.clock });
    expect(it.queued).toEqual([{ queue: ERASURE_QUEUE, event: { body: erasure } }]);
    it.answers.segment = answered(200);
    await eraseAsked(it.ports, erasure, 0);
    expect(await statesOf(it.store)).toEqual([{ cause: 'admin', 'own-store': 'done', segment: 'done', journy: 'done' }]);
    expect(it.kvs.dump()).toEqual({});
    await it.store.close();
  });

  test('killed at any statement and brought again, it ends as if nothing had happened', async () => {
    const whole = await vendor(ACCEPTED);
    await eraseAsked(whole.ports, erasure, 0);
    const expected = await statesOf(whole.store);
    let deaths = 0;
    for (let k = 1; ; k += 1) {
      const it = await vendor(ACCEPTED);
      const died = await eraseAsked(it.portsWith(dyingAt(it.store.sql, k)), erasure, 0).then(
        () => false,
        () => true,
      );
      await eraseAsked(it.ports, erasure, 1);
      expect(await statesOf(it.store)).toEqual(expected);
      expect(await it.store.all()).not.toContain(ANN);
      await it.store.close();
      if (!died) break;
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(8);
    await whole.store.close();
  });
});
