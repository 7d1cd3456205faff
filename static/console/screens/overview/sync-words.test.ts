import { syncWords } from './sync-words';

const sync = { lastDoneAt: '2026-11-21T12:03:00.000Z', licences: 300, transactions: 4120, quarantined: 2, lastError: null };

test('the line says when, how many, and what was set aside', () => {
  expect(syncWords(sync, '2026-11-21')).toBe('Licences synced 12:03 UTC, 300 licences, 4,120 transactions, 2 set aside');
});

test('nothing set aside is not mentioned', () => {
  expect(syncWords({ ...sync, licences: 1, transactions: 0, quarantined: 0 }, '2026-11-22')).toBe(
    'Licences synced Nov 21, 2026, 12:03 UTC, 1 licence, 0 transactions',
  );
});

test('before the first sync', () => {
  expect(syncWords({ ...sync, lastDoneAt: null }, '2026-11-21')).toBe('Licences not synced yet: the first sync runs within the hour');
});
