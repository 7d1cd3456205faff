import type { ErasureRow, PrivacyState } from '../../../../src/contract/privacy';
import { causeWords, clockWords, erasedWords, erasureReason, identityWords, isAccountId, savedWords } from './words';

const state: PrivacyState = {
  scope: 'site',
  canChange: true,
  analytics: true,
  identity: false,
  configuredIdentity: 'accountId',
  ownStore: true,
  watchUntil: null,
  egressOffSince: null,
  destinations: [],
  leaves: [],
  examples: [],
  watched: [],
  erasures: [],
  reportedAt: null,
};

test('what was saved is what the app says it is, not what was pressed', () => {
  expect(savedWords({ analytics: false }, state)).toBe('Saved: analytics is on.');
  expect(savedWords({ identity: false }, state)).toContain('not named from now on');
});

test('with identity off nobody is named, however the app is configured', () => {
  expect(identityWords(false, 'accountId')).toBe(identityWords(false, 'pseudonym'));
  expect(identityWords(true, 'accountId')).toContain('account ID');
});

test.each([
  ['712020:5d1c7a3e-0000-4000-8000-0000000000aa', true],
  ['5be24ad8b1653240376955d2', true],
  ['Ada Example', false],
  ['Bartholomew-Featherstone', false],
  ['ada 5be24ad8b1653240376955d2', false],
  ['', false],
])('%j is an account ID: %s', (text, is) => {
  expect(isAccountId(text)).toBe(is);
});

test.each([
  [3_600_000, '60:00'],
  [59_001, '01:00'],
  [1, '00:01'],
  [0, '00:00'],
  [-5_000, '00:00'],
  // A computer whose clock is a day behind.
  [86_400_000, '60:00'],
])('%d ms left reads %s', (leftMs, words) => {
  expect(clockWords(leftMs)).toBe(words);
});

const row = (requestedAt: string, vendor: 'done' | 'waiting' | 'off'): ErasureRow => ({
  requestedAt,
  cause: 'admin',
  done: [
    { place: 'own-store', state: 'done' },
    { place: 'vendor', state: vendor },
  ],
});

test('an erasure is told by the newest row of the record', () => {
  const erasures = [row('2028-02-28T00:00:00Z', 'off'), row('2028-02-29T00:00:00Z', 'waiting')];
  expect(erasedWords({ ...state, erasures })).toContain('could not be told yet');
  expect(erasedWords({ ...state, erasures: erasures.slice(0, 1) })).toContain('Nothing about them had gone anywhere else');
});

test('the vendor reads whose admin asked', () => {
  expect(causeWords('admin', 'site')).toBe('An admin asked');
  expect(causeWords('admin', 'vendor')).toBe('An admin of a customer’s site asked');
});

test('a reason is told where a place waits or failed, and nowhere else', () => {
  expect(erasureReason({ place: 'segment', state: 'failed', reason: 'key-refused-401' })).toBe('it refuses the key (401)');
  expect(erasureReason({ place: 'segment', state: 'failed', reason: 'too-old' })).toBe('a month passed without success');
  expect(erasureReason({ place: 'segment', state: 'done', reason: 'key-refused-401' })).toBeNull();
  expect(erasureReason({ place: 'segment', state: 'waiting' })).toBeNull();
});
