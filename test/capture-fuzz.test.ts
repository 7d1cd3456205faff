import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { customerApp } from '../dev/bench/storm/candidates';
import { openStage, type Stage } from '../dev/bench/storm/stage';
import { userOf } from '../dev/bench/storm/traffic';
import { plan } from '../src/plan';
import type { InvocationFacts } from '../src/tracking/identity';
import { recordEvents, type Recorded } from '../src/tracking/record';

const NOW = Date.parse('2028-02-29T00:00:30.000Z');
const MONTH_MS = 30 * 86_400_000;
const TOLERANCE_MS = 60_000;
/** Stands in everything hostile that is text; wherever it turns up afterwards, something of the payload got through. */
const MARK = 'KARL-SECRET-7';

const facts: InvocationFacts = {
  appKey: 'app',
  appVersion: '1.2.3',
  environmentType: 'PRODUCTION',
  cloudId: 'cloud-1',
  accountId: 'user-1',
  license: { active: true, isEvaluation: false, entitlementId: 'ent-1', entitlementNumber: 'E-1' },
};
const options = { plan, identity: 'accountId', pseudonymOf: (id: string) => `p-${id}`, now: NOW } as const;
const record = (payload: unknown): Recorded => recordEvents(facts, payload, options);
/** As it comes from a page: through JSON, which makes `__proto__` a key like any other. */
const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

const clocks = fc.oneof(
  fc.constantFrom(
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '+275760-09-13T00:00:00.000Z',
    '-271821-04-20T00:00:00.000Z',
    '',
    'now',
    'NaN',
    '1',
    `2028-02-29 ${MARK}`,
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.string({ maxLength: 60 }),
);
const texts = fc.oneof(
  fc.string().map((text) => `${MARK}${text}`),
  fc.constantFrom(`${MARK}${'x'.repeat(40_000)}`, `\u0000${MARK}`, `\ud800${MARK}`, `${MARK}' OR 1=1 --`, `<script>${MARK}</script>`),
);
const names = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', MARK), texts);
const hostile: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    texts,
    fc.constantFrom(null, undefined, true, 0, -0, 1e308, NaN, Infinity, -Infinity),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(names, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    // An own key of that name, as JSON.parse makes it.
    tie('value').map((value) => JSON.parse(`{"__proto__": ${JSON.stringify(value ?? null)}}`) as unknown),
  ),
})).value;

const rightEvent = fc.record({
  messageId: fc.uuid(),
  event: fc.constantFrom('Item Added', 'Checklist Viewed'),
  properties: fc.record({ place: fc.constantFrom('issue', 'page'), items: fc.integer() }),
  timestamp: clocks,
});
/** Right in everything but what a page has no say in. */
const forgedEvent = fc
  .tuple(rightEvent, fc.record({ userId: texts, accountId: texts, groupId: texts, anonymousId: texts, type: texts, context: hostile }))
  .map(([event, forged]) => ({ ...forged, ...event }));
/** Right but for one field. */
const brokenEvent = fc
  .tuple(rightEvent, fc.constantFrom('messageId', 'event', 'properties', 'timestamp'), hostile)
  .map(([event, field, value]) => ({ ...event, [field]: value }));
const payloads = fc.record({
  sentAt: clocks,
  events: fc.array(fc.oneof(rightEvent, forgedEvent, brokenEvent, hostile), { minLength: 1, maxLength: 6 }),
  accountId: texts,
  cloudId: texts,
  license: hostile,
});

/** What holds of every outcome, whatever came in. */
function expectSound({ calls, refused }: Recorded): void {
  for (const call of calls) {
    expect(call).toMatchObject({
      type: 'track',
      userId: 'user-1',
      context: { groupId: 'E-1', forge: { cloudId: 'cloud-1', entitlementId: 'ent-1' } },
    });
    expect(Object.hasOwn(plan, call.event ?? '')).toBe(true);
    const at = Date.parse(call.timestamp);
    expect(at).toBeGreaterThanOrEqual(NOW - MONTH_MS);
    expect(at).toBeLessThanOrEqual(NOW + TOLERANCE_MS);
  }
  expect(JSON.stringify({ calls, refused })).not.toContain(MARK);
  expect(JSON.stringify(calls)).not.toMatch(/null,"properties"|NaN|Infinity/);
}

const prototypeKeys = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
afterEach(() => {
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(prototypeKeys);
});

test('nothing that is no payload gets in, or breaks it', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.anything({ maxDepth: 4, withNullPrototype: true, withMap: true, withDate: true })), (payload) => {
      const outcome = record(payload);
      expectSound(outcome);
      expect(outcome.calls.length + outcome.refused.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

test('every event of a payload is recorded or refused, alone; none speaks for another user, account or site', () => {
  fc.assert(
    fc.property(payloads, fc.boolean(), (payload, throughJson) => {
      const outcome = record(throughJson ? wire(payload) : payload);
      expectSound(outcome);
      if (payload.sentAt.length <= 40) expect(outcome.calls.length + outcome.refused.length).toBe(payload.events.length);
    }),
    { numRuns: 1_000 },
  );
});

test('right events are recorded whatever stands beside them and whatever their clocks say', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(rightEvent, forgedEvent), { minLength: 1, maxLength: 4 }), clocks, hostile, (events, sentAt, beside) => {
      fc.pre(sentAt.length <= 40 && events.every(({ timestamp }) => timestamp.length <= 40));
      const { calls } = record(wire({ sentAt, events: [beside, ...events, beside] }));
      expect(calls.map(({ messageId }) => messageId)).toEqual(events.map(({ messageId }) => messageId));
    }),
  );
});

test('a replay is the same call, byte for byte, however long it was under way', () => {
  fc.assert(
    fc.property(rightEvent, fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 20_000 }), (event, age, delay) => {
      const timestamp = new Date(NOW - age).toISOString();
      const payload = { sentAt: new Date(NOW).toISOString(), events: [{ ...event, timestamp }] };
      const again = { ...payload, sentAt: new Date(NOW + delay).toISOString() };
      const later = recordEvents(facts, again, { ...options, now: NOW + 2 * delay });
      expect(JSON.stringify(later.calls)).toBe(JSON.stringify(record(payload).calls));
    }),
  );
});

test.each([
  ['a string of 10 MB for a name', { event: MARK.repeat(750_000) }, 'not-an-event'],
  ['a string of 10 MB for an enum', { properties: { place: MARK.repeat(750_000), items: 1 } }, 'bad-properties'],
  ['a string of 10 MB for an id', { messageId: MARK.repeat(750_000) }, 'not-an-event'],
  ['a string of 10 MB for a clock', { timestamp: MARK.repeat(750_000) }, 'not-an-event'],
  ['10,000 levels', { properties: JSON.parse(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`) as unknown }, 'bad-properties'],
  ['100,000 properties', { properties: Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`p${n}`, n])) }, 'bad-properties'],
  ['no number', { properties: { place: 'issue', items: NaN } }, 'bad-properties'],
  ['an endless number', { properties: { place: 'issue', items: Infinity } }, 'bad-properties'],
  ['a list for properties', { properties: ['issue', 1] }, 'bad-properties'],
  ['a key __proto__', { properties: JSON.parse('{"__proto__": {"place": "issue"}, "items": 1}') as unknown }, 'bad-properties'],
  ['an inherited name', { event: 'constructor' }, 'unknown-event'],
  ['the name __proto__', { event: '__proto__' }, 'unknown-event'],
])('%s is refused with its reason, and nothing else', (_name, fields, reason) => {
  const right = {
    messageId: '7d9f5c1e-3b7a-4a7e-9a55-0f6b8f0c1d2e',
    event: 'Item Added',
    properties: { place: 'issue', items: 1 },
    timestamp: new Date(NOW).toISOString(),
  };
  const outcome = record({ sentAt: new Date(NOW).toISOString(), events: [{ ...right, ...fields }, right] });
  expectSound(outcome);
  expect(outcome.refused.map((refusal) => refusal.reason)).toEqual([reason]);
  expect(outcome.calls).toHaveLength(1);
});

test('a list of 200,000 is cut off after 500, and the rest is counted', () => {
  const { calls, refused } = record({ sentAt: new Date(NOW).toISOString(), events: Array.from({ length: 200_000 }, () => MARK) });
  expect([calls.length, refused.length]).toEqual([0, 200_000]);
  expect(refused.filter(({ reason }) => reason === 'too-many-events')).toHaveLength(199_500);
});

describe('through the platform', () => {
  let folder: string;
  let stage: Stage;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-fuzz-'));
    stage = await openStage(await customerApp(join(folder, 'customer')), NOW, 4);
  }, 200_000);
  afterAll(async () => {
    await stage.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const user = userOf(1);
  const sentAt = new Date(NOW).toISOString();
  const event = (fields: object = {}) => ({
    messageId: '0a8f4a1e-52f3-4a6c-9a55-0f6b8f0c1d2e',
    event: 'Item Added',
    properties: { place: 'issue', items: 7 },
    timestamp: sentAt,
    ...fields,
  });
  const track = (payload: object) => stage.invoke(user, 'track', payload);
  const arrived = () => stage.sink.events().filter(({ event: name }) => name === 'Item Added');

  test('the platform turns away what is too large; what just fits is refused by the app', async () => {
    await expect(track({ sentAt, events: [event({ event: MARK.repeat(50_000) })] })).rejects.toThrow('larger than 500 KB');
    expect(await track({ sentAt, events: [event({ properties: { place: MARK.repeat(30_000), items: 1 } })] })).toMatchObject({
      accepted: 0,
      refused: [{ reason: 'bad-properties' }],
    });
    expect(await track({ sentAt, events: Array.from({ length: 20_000 }, () => MARK) })).toMatchObject({ accepted: 0 });
    expect(
      await track(JSON.parse(`{"sentAt": "${sentAt}", "events": [${'['.repeat(1_000)}${']'.repeat(1_000)}]}`) as object),
    ).toMatchObject({
      accepted: 0,
      refused: [{ reason: 'not-an-event' }],
    });
  });

  test('a forged event arrives as what the platform says it is, once, however often it is sent', async () => {
    const messageId = '1b8f4a1e-52f3-4a6c-9a55-0f6b8f0c1d2e';
    const forged = event({ messageId, userId: MARK, accountId: MARK, groupId: MARK, context: { groupId: MARK, forge: { cloudId: MARK } } });
    const payload = { sentAt, events: [forged], accountId: MARK, context: { accountId: MARK, license: { ccpEntitlementSlug: MARK } } };
    expect(await track(payload)).toMatchObject({ accepted: 1, refused: [] });
    expect(await track(payload)).toMatchObject({ accepted: 1, refused: [] });
    await stage.host.drainQueues();
    expect(arrived()).toMatchObject([{ messageId, userId: user, groupId: 'E-987-654-321-000' }]);
    expect(stage.sink.audit().sources.storm?.duplicates).toBe(0);
  });

  test('an id that came with a wrong event before is not taken for one that was delivered', async () => {
    const messageId = '2c8f4a1e-52f3-4a6c-9a55-0f6b8f0c1d2e';
    expect(await track({ sentAt, events: [event({ messageId, properties: {} })] })).toMatchObject({ accepted: 0 });
    expect(await track({ sentAt, events: [event({ messageId })] })).toMatchObject({ accepted: 1, refused: [] });
    await stage.host.drainQueues();
    expect(arrived().filter((each) => each.messageId === messageId)).toHaveLength(1);
  });

  test('whatever else comes is answered, and nothing of it stands in a log or arrives', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, async (payload) => {
        const answer = (await track(wire(payload) as object)) as { accepted: number; refused: unknown[] };
        expect(answer.accepted + answer.refused.length).toBeGreaterThan(0);
        expect(JSON.stringify(answer)).not.toContain(MARK);
      }),
      { numRuns: 40 },
    );
    await stage.host.drainQueues();
    expect(JSON.stringify(stage.sink.events())).not.toContain(MARK);
    expect(stage.host.log.filter(({ text }) => text.includes(MARK))).toEqual([]);
  }, 60_000);
});
