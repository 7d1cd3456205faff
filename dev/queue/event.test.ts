import type { Installation } from '../services';
import { asyncEvent, nextAttemptAt, type QueuedEvent } from './event';

const start = Date.parse('2024-02-28T23:59:00Z');
const installation: Installation = {
  installationId: 'i',
  appKey: 'a',
  appId: 'a',
  site: { slug: 's', name: 's', cloudId: 'c', role: 'customer' },
  environmentType: 'PRODUCTION',
  license: null,
  allowAnalyticsEgress: true,
};
const event = (attempts: number): QueuedEvent => ({
  installation,
  queue: 'q',
  jobId: 'j',
  eventId: 'e',
  body: {},
  bytes: 2,
  concurrency: null,
  originId: 'o',
  pushedAtMs: start,
  dueAtMs: start,
  attempts,
  retry: null,
});

test('the pause doubles up to a quarter of an hour', () => {
  const pauses = [0, 1, 2, 9, 10, 40].map(
    (attempts) => (nextAttemptAt(event(attempts), { kind: 'failed', reason: 'x' }, start) ?? NaN) - start,
  );
  expect(pauses).toEqual([1_000, 2_000, 4_000, 512_000, 900_000, 900_000]);
});

test('a retry that the function asked for comes after its own pause', () => {
  expect(nextAttemptAt(event(3), { kind: 'retry', afterSeconds: 30, reason: 'x', data: null }, start)).toBe(start + 30_000);
});

test('after the retention window there is no further attempt', () => {
  const day = 24 * 3_600_000;
  expect(nextAttemptAt(event(3), { kind: 'retry', afterSeconds: 60, reason: 'x', data: null }, start + day - 60_000)).toBe(start + day);
  expect(nextAttemptAt(event(3), { kind: 'retry', afterSeconds: 60, reason: 'x', data: null }, start + day - 59_999)).toBeNull();
});

test('only a retry carries a retry context', () => {
  expect(asyncEvent(event(0))).not.toHaveProperty('retryContext');
  expect(asyncEvent(event(2))).toMatchObject({ retryContext: { retryCount: 2 } });
});
