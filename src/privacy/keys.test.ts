import fc from 'fast-check';
import { declinedKey, effectiveIdentity, memberKey, readDeclined, readSwitches, readWatchUntil, WATCH_MS } from './keys';

const NOW = Date.parse('2024-02-29T23:30:00Z');

test.each([
  [undefined, true, true],
  [null, true, true],
  [{ analytics: true, identity: false }, true, false],
  [{ analytics: false, identity: true }, false, true],
  [{ analytics: 'true', identity: true }, false, false],
  [{ analytics: true }, false, false],
  ['', false, false],
  [0, false, false],
  [[], false, false],
])('switches stored as %j read as analytics %s, identity %s', (stored, analytics, identity) => {
  expect(readSwitches(stored)).toEqual({ analytics, identity });
});

test('whatever is stored, analytics is on only when nothing or a clear yes is', () => {
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      const on = readSwitches(stored).analytics;
      const clear = typeof stored === 'object' && stored !== null && (stored as { analytics?: unknown }).analytics === true;
      expect(on && !(stored === undefined || stored === null || clear)).toBe(false);
    }),
  );
});

test.each([
  [{ until: NOW + 1 }, NOW + 1],
  [{ until: NOW + WATCH_MS }, NOW + WATCH_MS],
  [{ until: NOW }, null],
  [{ until: NOW + 2 * WATCH_MS }, null],
  [{ until: Number.MAX_VALUE }, null],
  [{ until: String(NOW + 1) }, null],
  [{}, null],
  [true, null],
  [undefined, null],
])('a watch stored as %j lasts until %j', (stored, until) => {
  expect(readWatchUntil(stored, NOW)).toBe(until);
});

test.each([
  [undefined, false],
  [null, false],
  [false, false],
  [true, true],
  ['false', true],
  [0, true],
  [{}, true],
])('a choice stored as %j means declined: %s', (stored, declined) => {
  expect(readDeclined(stored)).toBe(declined);
});

test('keys fit the key-value storage for any account ID, differ between people, and do not contain the ID', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 128 }), fc.string({ minLength: 1, maxLength: 128 }), (one, other) => {
      for (const key of [declinedKey(one), memberKey(one)]) expect(key).toMatch(/^(privacy:declined|member):[\w-]{22}$/);
      if (one !== other) expect(declinedKey(one)).not.toBe(declinedKey(other));
    }),
  );
  expect(declinedKey('5be24ad8b1653240376955d2')).not.toContain('5be24ad8');
});

test('with identity off nobody is named, whatever is configured', () => {
  expect(effectiveIdentity({ analytics: true, identity: false }, 'accountId')).toBe('site');
  expect(effectiveIdentity({ analytics: true, identity: true }, 'pseudonym')).toBe('pseudonym');
});
