import * as fc from 'fast-check';
import { createBridgeClient, type BridgePorts } from './bridge-client';
import { leftoversIn } from './leftovers';
import { memoryStorage } from './memory-storage';

type Wire = {
  sentAt: string;
  dropped: number;
  consent?: boolean;
  events: { messageId: string; event: string; properties: unknown; timestamp: string }[];
};

const event = (index = 0) => ({ event: 'Item Added', properties: { place: 'issue', items: index } });
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A bridge, a clock and a page that the test moves by hand. */
function setUp(options: Partial<BridgePorts> & { answer?: (wire: Wire, call: number) => unknown } = {}) {
  const { answer = (wire: Wire) => ({ accepted: wire.events.length, refused: [] }), ...ports } = options;
  let nowMs = Date.UTC(2028, 1, 28, 23, 59, 58);
  let ids = 0;
  let timers: { at: number; callback: () => void }[] = [];
  const hidden: (() => void)[] = [];
  const sent: Wire[] = [];
  const client = createBridgeClient({
    invoke: async (functionKey, payload) => {
      expect(functionKey).toBe('track');
      sent.push(payload as Wire);
      await Promise.resolve();
      return answer(payload as Wire, sent.length);
    },
    now: () => nowMs,
    newId: () => `id-${String((ids += 1))}`,
    schedule: (callback, delayMs) => {
      const timer = { at: nowMs + delayMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    page: (callback) => {
      hidden.push(callback);
      return () => hidden.splice(hidden.indexOf(callback), 1);
    },
    ...ports,
  });
  const advance = async (ms: number) => {
    const end = nowMs + ms;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((left, right) => left.at - right.at)[0];
      if (next === undefined) break;
      nowMs = next.at;
      timers = timers.filter((other) => other !== next);
      next.callback();
      await settled();
    }
    nowMs = end;
  };
  const hide = () => {
    for (const callback of hidden) callback();
  };
  return { client, sent, advance, hide, watchers: hidden, waiting: () => timers.length };
}

const fail = () => {
  throw new Error('the bridge is broken');
};
const failFirst = (calls: number) => (wire: Wire, call: number) => (call <= calls ? fail() : { accepted: wire.events.length, refused: [] });

describe('createBridgeClient', () => {
  it('mints id and time at once and sends 45 seconds after the first event', async () => {
    const { client, sent, advance } = setUp();
    client.enqueue(event(1));
    await advance(2_000);
    client.enqueue(event(2));
    await advance(42_999);
    expect(sent).toEqual([]);
    await advance(1);
    expect(sent).toEqual([
      {
        sentAt: '2028-02-29T00:00:43.000Z',
        dropped: 0,
        events: [
          { messageId: 'id-1', ...event(1), timestamp: '2028-02-28T23:59:58.000Z' },
          { messageId: 'id-2', ...event(2), timestamp: '2028-02-29T00:00:00.000Z' },
        ],
      },
    ]);
    expect(client.stats()).toMatchObject({ enqueued: 2, accepted: 2, held: 0 });
  });

  it('takes the configured interval', async () => {
    const { client, sent, advance } = setUp({ flushAfterMs: 100 });
    client.enqueue(event());
    await advance(100);
    expect(sent).toHaveLength(1);
  });

  it('sends at once with the twentieth event, and no timer stays', async () => {
    const { client, sent, waiting } = setUp();
    for (let index = 0; index < 20; index += 1) client.enqueue(event(index));
    await settled();
    expect(sent.map(({ events }) => events.length)).toEqual([20]);
    expect(waiting()).toBe(0);
  });

  it('sends at once at 50 KB, keeps a call below it, and drops what alone is larger', async () => {
    const { client, sent, advance } = setUp();
    const wide = (bytes: number) => ({ event: 'Item Added', properties: { id: 'ü'.repeat(bytes / 2) } });
    for (let index = 0; index < 3; index += 1) client.enqueue(wide(20_000));
    client.enqueue(wide(60_000));
    await settled();
    await advance(45_000);
    expect(sent.map(({ events }) => events.length)).toEqual([2, 1]);
    expect(client.stats()).toMatchObject({ accepted: 3, dropped: 1 });
  });

  it('sends at once when the page is hidden, and what came during a call right after it', async () => {
    let release: (() => void) | undefined;
    const { client, sent, hide } = setUp({
      answer: async (wire, call) => {
        if (call === 1) await new Promise<void>((resolve) => (release = resolve));
        return { accepted: wire.events.length, refused: [] };
      },
    });
    await settled();
    client.enqueue(event(1));
    hide();
    client.enqueue(event(2));
    hide();
    await settled();
    expect(sent).toHaveLength(1);
    release?.();
    await settled();
    expect(sent.map(({ events }) => events.map(({ messageId }) => messageId))).toEqual([['id-1'], ['id-2']]);
  });

  it('has one call under way at a time', async () => {
    let underWay = 0;
    let most = 0;
    const { client, advance } = setUp({
      answer: async (wire) => {
        most = Math.max(most, (underWay += 1));
        await settled();
        underWay -= 1;
        return { accepted: wire.events.length, refused: [] };
      },
    });
    for (let index = 0; index < 100; index += 1) client.enqueue(event(index));
    void client.flush();
    await advance(120_000);
    await client.flush();
    expect(most).toBe(1);
    expect(client.stats()).toMatchObject({ accepted: 100, held: 0 });
  });

  it('repeats the same ids and times with growing pauses until it works', async () => {
    const { client, sent, advance } = setUp({ answer: failFirst(3) });
    client.enqueue(event());
    await advance(45_000);
    for (const pauseMs of [1_000, 2_000, 4_000]) {
      const before = sent.length;
      await advance(pauseMs - 1);
      expect(sent).toHaveLength(before);
      await advance(1);
      expect(sent).toHaveLength(before + 1);
    }
    expect(new Set(sent.map(({ events }) => JSON.stringify(events))).size).toBe(1);
    expect(client.stats()).toMatchObject({ accepted: 1, failedCalls: 3, held: 0, dropped: 0 });
  });

  it.each([[undefined], [null], ['ok'], [{ ok: false }]])('takes the answer %j for a failure', async (answer) => {
    const { client, advance } = setUp({ answer: () => answer });
    client.enqueue(event());
    await advance(45_000);
    expect(client.stats()).toMatchObject({ accepted: 0, failedCalls: 1, held: 1 });
  });

  it('stops asking a backend that stays broken, until there is a new event', async () => {
    const { client, sent, advance, waiting } = setUp({ answer: fail });
    client.enqueue(event());
    await advance(3_600_000);
    const calls = sent.length;
    expect(calls).toBeLessThan(12);
    expect(waiting()).toBe(0);
    client.enqueue(event());
    await advance(60_000);
    expect(sent).toHaveLength(calls + 1);
  });

  it('repeats a failed batch as it was, its count of drops included, while new events wait behind it', async () => {
    const { client, sent, advance } = setUp({ answer: failFirst(2) });
    for (let index = 0; index < 3; index += 1) client.enqueue(event(index));
    await advance(45_000);
    for (let index = 0; index < 30; index += 1) client.enqueue(event(index));
    client.enqueue({ event: 'Item Added', properties: { id: 'x'.repeat(60_000) } });
    await advance(3_000);
    const bodies = sent.map(({ sentAt: _sentAt, ...body }) => JSON.stringify(body));
    expect(new Set(bodies.slice(0, 3)).size).toBe(1);
    expect(new Set(sent.slice(0, 3).map(({ sentAt }) => sentAt)).size).toBe(3);
    expect(sent.map(({ events, dropped }) => [events.length, dropped])).toEqual([
      [3, 0],
      [3, 0],
      [3, 0],
      [20, 1],
      [10, 0],
    ]);
    expect(client.stats()).toMatchObject({ accepted: 33, held: 0, dropped: 1 });
  });

  it('lets no event wait longer for a call that is slow', async () => {
    const { client, sent, advance } = setUp({
      answer: async (wire, call) => {
        if (call === 1) await new Promise<void>((resolve) => releases.push(resolve));
        return { accepted: wire.events.length, refused: [] };
      },
    });
    const releases: (() => void)[] = [];
    client.enqueue(event(1));
    await advance(45_000);
    client.enqueue(event(2));
    await advance(25_000);
    releases[0]?.();
    await settled();
    await advance(19_999);
    expect(sent).toHaveLength(1);
    await advance(1);
    expect(sent.at(-1)?.events.map(({ messageId }) => messageId)).toEqual(['id-2']);
  });

  it('holds 200 events, drops the oldest, and reports the number once it gets through', async () => {
    let broken = true;
    const { client, sent, advance } = setUp({ answer: (wire) => (broken ? fail() : { accepted: wire.events.length, refused: [] }) });
    for (let index = 0; index < 20; index += 1) client.enqueue(event(index));
    await settled();
    for (let index = 20; index < 250; index += 1) client.enqueue(event(index));
    await settled();
    expect(client.stats()).toMatchObject({ held: 200, dropped: 50 });
    broken = false;
    const failed = sent.length;
    await advance(120_000);
    const through = sent.slice(failed);
    // The batch that failed stays as it was; the drops were after it.
    expect(through.map(({ dropped }) => dropped)).toEqual([0, 50, ...through.slice(2).map(() => 0)]);
    const named = (from: number, length: number) => Array.from({ length }, (_, index) => `id-${String(from + index)}`);
    expect(through.flatMap(({ events }) => events.map(({ messageId }) => messageId))).toEqual([...named(1, 20), ...named(71, 180)]);
  });

  it('counts what the resolver refuses and does not send it again', async () => {
    const { client, sent, advance } = setUp({ answer: () => ({ accepted: 0, refused: [{ messageId: null, reason: 'not-an-event' }] }) });
    client.enqueue(event());
    await advance(60_000);
    expect(sent).toHaveLength(1);
    expect(client.stats()).toMatchObject({ refused: 1, held: 0 });
  });

  it('queues nothing for a user who wants no analytics, not even what came before the answer', async () => {
    const { client, sent, advance, waiting } = setUp({ consent: () => Promise.resolve({ analytics: false }) });
    client.enqueue(event());
    await advance(60_000);
    client.enqueue(event());
    await advance(60_000);
    expect(sent).toEqual([]);
    expect(waiting()).toBe(0);
    expect(client.stats()).toMatchObject({ enqueued: 2, declined: 2, held: 0 });
  });

  it.each([
    ['consent', () => Promise.resolve({ analytics: true }), true],
    ['no preference', () => Promise.resolve(null), undefined],
    ['a broken question', () => Promise.reject(new Error('no such command')), undefined],
  ])('tracks with %s, and says so only if it was given', async (_name, consent, expected) => {
    const { client, sent, advance } = setUp({ consent });
    client.enqueue(event());
    await advance(45_000);
    expect(sent.map((wire) => wire.consent)).toEqual([expected]);
  });

  it('never throws, whatever the ports do, and counts it', async () => {
    const broken = createBridgeClient({ invoke: fail, now: fail, newId: fail, schedule: fail, page: fail, consent: fail });
    expect(() => {
      broken.enqueue(event());
      broken.enqueue({ ...event(), messageId: 'x', timestamp: '2028-02-29T00:00:00.000Z' });
    }).not.toThrow();
    await expect(broken.flush()).resolves.toBeUndefined();
    expect(broken.stats().swallowed).toBeGreaterThan(0);
    expect(() => {
      broken.close();
    }).not.toThrow();
  });

  it('sends what an earlier visit left over, with its own id and time, and clears it once accepted', async () => {
    const storage = memoryStorage();
    const consent = () => Promise.resolve({ analytics: true });
    const leftovers = () => Promise.resolve(leftoversIn(() => storage, 'list'));
    const dying = setUp({ consent, leftovers, answer: () => new Promise(() => undefined) });
    await settled();
    dying.client.enqueue(event(1));
    dying.hide();
    dying.client.enqueue(event(2));
    dying.hide();

    const back = setUp({ consent, leftovers, newId: () => 'fresh' });
    await settled();
    back.client.enqueue(event(3));
    await back.advance(45_000);
    expect(back.sent.flatMap(({ events }) => events)).toEqual([
      { messageId: 'id-1', ...event(1), timestamp: '2028-02-28T23:59:58.000Z' },
      { messageId: 'id-2', ...event(2), timestamp: '2028-02-28T23:59:58.000Z' },
      { messageId: 'fresh', ...event(3), timestamp: '2028-02-28T23:59:58.000Z' },
    ]);
    expect(storage.getItem('list')).toBeNull();
  });

  it('leaves in storage what fails, and takes out what is accepted', async () => {
    const storage = memoryStorage();
    const shelf = leftoversIn(() => storage, 'list');
    const { client, advance, hide } = setUp({
      consent: () => Promise.resolve({ analytics: true }),
      leftovers: () => Promise.resolve(shelf),
      answer: failFirst(1),
    });
    await settled();
    client.enqueue(event());
    hide();
    await settled();
    expect(shelf.read()).toHaveLength(1);
    await advance(1_000);
    expect(shelf.read()).toEqual([]);
  });

  it.each([
    ['nobody expressed a preference', () => Promise.resolve(null), ['old']],
    ['the question is broken', fail, ['old']],
    ['the user wants no analytics', () => Promise.resolve({ analytics: false }), []],
  ])('reads and writes no storage where %s', async (_name, consent, left) => {
    const storage = memoryStorage();
    const shelf = leftoversIn(() => storage, 'list');
    shelf.update([{ messageId: 'old', ...event(), timestamp: '2028-02-28T00:00:00.000Z' }], true);
    const { client, sent, hide } = setUp({ consent, leftovers: () => Promise.resolve(shelf), answer: fail });
    await settled();
    client.enqueue(event());
    hide();
    await settled();
    expect(sent.flatMap(({ events }) => events.map(({ messageId }) => messageId))).not.toContain('old');
    expect(shelf.read().map(({ messageId }) => messageId)).toEqual(left);
  });

  it.each([
    ['is forbidden', fail],
    ['is full', () => ({ ...memoryStorage(), setItem: fail })],
  ])('tracks as ever where the storage %s', async (_name, storage) => {
    const { client, hide } = setUp({
      consent: () => Promise.resolve({ analytics: true }),
      leftovers: () => Promise.resolve(leftoversIn(storage, 'list')),
    });
    await settled();
    client.enqueue(event());
    hide();
    await settled();
    expect(client.stats()).toMatchObject({ accepted: 1, held: 0 });
    expect(client.stats().swallowed).toBeGreaterThan(0);
  });

  it('leaves nothing behind when it is closed', () => {
    const { client, waiting, watchers } = setUp();
    client.enqueue(event());
    client.close();
    expect([waiting(), watchers.length]).toEqual([0, 0]);
  });

  it('accounts for every event, each accepted id once per success, whatever fails', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('events' as const), count: fc.integer({ min: 1, max: 90 }) }),
      fc.record({ kind: fc.constant('wait' as const), count: fc.integer({ min: 1, max: 60_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.array(fc.boolean(), { maxLength: 40 }), async (steps, failures) => {
        const accepted: string[] = [];
        let failed: string | null = null;
        let changed = 0;
        const { client, advance } = setUp({
          answer: (wire, call) => {
            const { sentAt: _sentAt, ...body } = wire;
            if (failed !== null && JSON.stringify(body) !== failed) changed += 1;
            failed = failures[call - 1] === true ? JSON.stringify(body) : null;
            if (failed !== null) return fail();
            accepted.push(...wire.events.map(({ messageId }) => messageId));
            return { accepted: wire.events.length, refused: [] };
          },
        });
        for (const { kind, count } of steps) {
          if (kind === 'wait') await advance(count);
          else for (let index = 0; index < count; index += 1) client.enqueue(event(index));
          await settled();
        }
        await advance(10 * 60_000);
        const stats = client.stats();
        expect(stats.accepted + stats.dropped + stats.held).toBe(stats.enqueued);
        expect(new Set(accepted).size).toBe(stats.accepted);
        expect(changed).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
