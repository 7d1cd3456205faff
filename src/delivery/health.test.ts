import fc from 'fast-check';
import { healthAfter, HEALTHY, permissionOf, readHealth } from './health';
import type { DestinationHealth } from './health';
import type { DeliveryOutcome } from './outcome';

const NOW = Date.parse('2026-03-01T00:00:00Z');
const MINUTE = 60_000;
const failed: DeliveryOutcome = { kind: 'retry', afterSeconds: 5, reason: 'status-500' };
const refusedKey: DeliveryOutcome = { kind: 'park', reason: 'key-refused-401' };
const blocked: DeliveryOutcome = { kind: 'refused', reason: 'egress-off' };
const after = (...outcomes: DeliveryOutcome[]): DestinationHealth =>
  outcomes.reduce<DestinationHealth>((health, outcome) => healthAfter(health, outcome, NOW), HEALTHY);

test('two failures are bad luck, the third opens a break, and each further one a longer break, up to 15 minutes', () => {
  expect(permissionOf(after(failed, failed), NOW)).toEqual({ kind: 'send' });
  const breaks = [3, 4, 5, 12].map((times) => (after(...Array.from({ length: times }, () => failed)).nextTryAt ?? 0) - NOW);
  expect(breaks).toEqual([30_000, MINUTE, 2 * MINUTE, 15 * MINUTE]);
  expect(permissionOf(after(failed, failed, failed), NOW + 10_000)).toEqual({ kind: 'wait', afterSeconds: 20, reason: 'status-500' });
});

test('a destination that says how long to wait is left alone for so long at once', () => {
  const health = after({ ...failed, asked: true, afterSeconds: 120, reason: 'status-429' });
  expect(health).toMatchObject({ state: 'failing', nextTryAt: NOW + 2 * MINUTE });
});

test('failures of one kind say nothing about another', () => {
  const storm = after(failed, failed, failed, failed, failed);
  expect(healthAfter(storm, refusedKey, NOW).nextTryAt).toBe(NOW + 15 * MINUTE);
  expect(after(refusedKey, refusedKey, refusedKey).nextTryAt).toBe(NOW + 60 * MINUTE);
});

test('a blocked host is tried by a sign of life, or after a day', () => {
  const health = after(blocked);
  expect(permissionOf(health, NOW + MINUTE)).toEqual({ kind: 'refuse', reason: 'egress-off' });
  expect(permissionOf(health, NOW + MINUTE, true)).toEqual({ kind: 'send' });
  expect(permissionOf(health, NOW + 24 * 60 * MINUTE)).toEqual({ kind: 'send' });
});

test('a break is a break: no sign of life asks sooner', () => {
  expect(permissionOf(after(failed, failed, failed), NOW, true).kind).toBe('wait');
});

test('an answer ends all trouble, and a batch that was at fault is an answer', () => {
  const outcomes = fc.constantFrom(failed, refusedKey, blocked);
  fc.assert(
    fc.property(
      fc.array(outcomes),
      fc.constantFrom<DeliveryOutcome>({ kind: 'done' }, { kind: 'drop', reason: 'status-400' }),
      (before, answer) => {
        const health = healthAfter(after(...before), answer, NOW);
        expect(permissionOf(health, NOW)).toEqual({ kind: 'send' });
      },
    ),
  );
});

test('what cannot be read is healthy until a try says otherwise', () => {
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      expect(typeof readHealth(anything)).toBe('object');
    }),
  );
});
