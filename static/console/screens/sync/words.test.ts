import type { ReportStanding } from '../../../../src/contract/sync';
import { duration, lastWords, sharedErrors, span, stateSentence } from './words';

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

test('times read as people say them, over the end of a leap February too', () => {
  expect([0, 8.4, 119, 120, 7_199, 7_200, 172_799, 172_800, 1_209_600].map(duration)).toEqual([
    '0 s',
    '8 s',
    '119 s',
    '2 min',
    '120 min',
    '2 h',
    '48 h',
    '2 days',
    '14 days',
  ]);
  expect(span('2028-02-28T12:00:00Z', '2028-03-01T12:00:00Z')).toBe('2 days');
  expect(span('2028-03-01T12:00:00Z', '2028-02-28T12:00:00Z')).toBe('0 s');
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
