import type { Host } from '../dev/host/host';
import { HOUR, MINUTE, startTinyHost, type TinyHost } from './fixtures/tiny-host';

let tiny: TinyHost;
let host: Host;
beforeEach(async () => {
  tiny = await startTinyHost();
  ({ host } = tiny);
}, 60_000);
afterEach(() => tiny.stop());

const invoke: TinyHost['invoke'] = (...asked) => tiny.invoke(...asked);
const recall: TinyHost['recall'] = (...asked) => tiny.recall(...asked);
const push: TinyHost['push'] = (...asked) => tiny.push(...asked);

describe('a queue', () => {
  test('delivers to its consumer, on the site that pushed', async () => {
    expect(await push([{ body: { n: 1 } }, { body: { n: 2 } }])).toMatchObject({ jobId: expect.any(String) as string });
    await host.drainQueues();
    expect((await recall('consumed')).length).toBeGreaterThan(0);
    expect(await recall('consumed', 'bolt')).toEqual([]);
  });

  test('waits for the delay, and tries again when the consumer says', async () => {
    await push({ body: { again: true }, delayInSeconds: 600 });
    await host.drainQueues();
    expect(await recall('consumed')).toEqual([]);
    await host.advance(10 * MINUTE);
    expect(await recall('consumed')).toMatchObject([{ retryCount: 0 }]);
    await host.advance(59_000);
    expect(await recall('consumed')).toHaveLength(1);
    await host.advance(1_000);
    const [first, second] = (await recall('consumed')) as { eventId: string; retryCount: number }[];
    expect(second).toMatchObject({ retryCount: 1, eventId: first?.eventId });
  });

  test('gives a failing event a day, then a dead letter', async () => {
    await push({ body: { throw: true } });
    await host.advance(23 * HOUR);
    expect(host.deadLetters()).toEqual([]);
    await host.advance(2 * HOUR);
    // Pauses of 1, 2, 4 … 512 s are 1,023 s; then every 15 minutes until 86,400 s are over: 10 + 94 retries and the first attempt.
    expect(host.deadLetters()).toMatchObject([{ queue: 'work', site: 'acme', attempts: 105, reason: 'Error: tiny consumer failure' }]);
  });

  test('delivers twice, late and newest first on demand', async () => {
    host.queueFaults({ duplicate: true });
    await push({ body: { n: 1 } });
    await host.drainQueues();
    const twice = (await recall('consumed')) as { eventId: string }[];
    expect(twice).toHaveLength(2);
    expect(twice[0]?.eventId).toBe(twice[1]?.eventId);
    host.queueFaults({ duplicate: false, failNext: 1 });
    await push({ body: { n: 2 } });
    await host.drainQueues();
    expect(await recall('consumed')).toHaveLength(2);
    await host.advance(1_000);
    expect(await recall('consumed')).toMatchObject([{}, {}, { body: { n: 2 }, retryCount: 1 }]);
  });

  test('refuses what is too much', async () => {
    await expect(push(Array.from({ length: 51 }, () => ({ body: {} })))).rejects.toThrow(/50/);
    await expect(push({ body: {} }, 'no-such-queue')).rejects.toThrow(/No consumer is declared/);
    for (let pushed = 0; pushed < 10; pushed += 1) await push(Array.from({ length: 50 }, () => ({ body: {}, delayInSeconds: 900 })));
    await expect(push({ body: {} })).rejects.toThrow(/[Rr]ate limit|Too many/);
    await host.advance(MINUTE);
    await push({ body: {} });
  });

  test('ends a chain that pushes for ever', async () => {
    await push({ body: { chain: true } });
    for (let minutes = 0; minutes < 3; minutes += 1) await host.advance(MINUTE);
    expect(host.log.some((line) => line.text.includes('InvocationLimitReachedError'))).toBe(true);
  }, 60_000);
});

describe('a function that takes too long', () => {
  test('is dead: its later calls do nothing, and the event comes again', async () => {
    await push({ body: { how: 'wait' } }, 'slow');
    await host.drainQueues();
    expect(host.counts().timedOut).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await invoke('recall', { key: 'slow-finished' })).toBeNull();
  });

  test('does not take the app down when it blocks its thread', async () => {
    await push({ body: { how: 'block' } }, 'slow');
    await host.drainQueues();
    expect(host.counts().timedOut).toBe(1);
    expect(await invoke('recall', { key: 'slow-started' })).toBe('block');
  }, 20_000);

  test('keeps no page waiting while it computes', async () => {
    await push({ body: {} }, 'busy');
    void host.drainQueues();
    while ((await invoke('recall', { key: 'busy' })) !== true) await new Promise(setImmediate);
    expect(await invoke('recall', { key: 'busy' })).toBe(true);
    expect(host.counts().timedOut).toBe(0);
  }, 20_000);

  test('or eats all memory', async () => {
    await push({ body: {} }, 'hungry');
    await host.drainQueues();
    expect(await invoke('recall', { key: 'hungry' })).toBe(true);
    expect(host.log.map((line) => line.text)).toContain('consume-hungrily: The function ran out of memory (FUNCTION_OUT_OF_MEMORY)');
  }, 60_000);
});
