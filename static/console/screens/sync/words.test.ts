import type { ReportStanding } from '../../../../src/contract/sync';
import { lastWords, sharedErrors, stateSentence } from './words';

const NOW = '2028-02-29T12:00:00.000Z';
const standing: ReportStanding = {
  report: 'licences',
  title: 'Licences',
  state: 'done',
  pass: null,
  pieces: null,
  rows: 340,
  setAside: 0,
  last: null,
  completeAt: NOW,
  nextAt: null,
  error: null,
  hasUpdates: true,
};

test.each<[string, Partial<ReportStanding>]>([
  ['Reads everything, 3 of 8 pieces.', { state: 'running', pass: 'full', pieces: { done: 3, all: 8 } }],
  ['Reads updates.', { state: 'running', pass: 'delta' }],
  ['Reads updates, 0 of 1 piece.', { state: 'running', pass: 'delta', pieces: { done: 0, all: 1 } }],
  ['Stops after the piece that it is reading.', { state: 'stopping', pass: 'full' }],
  ['Not read yet: it begins within the hour.', { state: 'waiting', pass: 'full', completeAt: null }],
  [
    'Goes on with everything within the hour, 3 of 8 pieces.',
    { state: 'waiting', pass: 'full', completeAt: null, pieces: { done: 3, all: 8 } },
  ],
  ['Goes on with updates within the hour.', { state: 'waiting', pass: 'delta' }],
  ['Tried again within the hour, 3 of 8 pieces.', { state: 'resting', pass: 'full', pieces: { done: 3, all: 8 } }],
  ['Not read until somebody resumes it.', { state: 'paused' }],
  ['Not read until somebody resumes it, 3 of 8 pieces.', { state: 'paused', pieces: { done: 3, all: 8 } }],
  ['Due again in 6 h.', { nextAt: '2028-02-29T18:00:00.000Z' }],
  ['Due within the hour.', { nextAt: '2028-02-29T11:59:00.000Z' }],
])('%s', (words, part) => {
  expect(stateSentence({ ...standing, ...part }, NOW)).toBe(words);
});

test('the last pass says what it read, also when that was nothing', () => {
  const last = { pass: 'delta', read: 340, changed: 12, seconds: 8, doneAt: NOW } as const;
  expect(lastWords({ last })).toBe('12 changed of 340 rows, in 8 s');
  expect(lastWords({ last: { ...last, read: 0, changed: 0 } })).toBe('Nothing to read, in 8 s');
  expect(lastWords({ last: null })).toBe('No pass yet');
});

test('what several reports say at once is said once', () => {
  const error = (message: string) => ({ code: 'token-expired', message, at: NOW });
  const rows = [
    { ...standing, title: 'A', error: error('Expired.') },
    { ...standing, title: 'B', error: error('Gone.') },
    { ...standing, title: 'C', error: error('Expired.') },
    standing,
  ];
  expect(sharedErrors(rows)).toEqual([{ message: 'Expired.', reports: ['A', 'C'] }]);
});
