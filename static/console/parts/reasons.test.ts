import { doorWords, reasonSentence, reasonWords } from './reasons';

test.each([
  ['key-refused-401', 'it refuses the key (401)'],
  ['redirected-302', 'it points to another address (302), which no destination does'],
  ['status-503', 'it is not available now (503)'],
  ['status-599', 'it failed (599)'],
  ['status-418', 'it refused the events (418)'],
  ['unreachable', 'nobody answered in time, or the connection broke'],
  // What this page does not know yet is shown, never swallowed.
  ['status-9999', 'it gave the reason “status-9999”'],
  ['constructor', 'it gave the reason “constructor”'],
])('%s reads %j', (code, words) => {
  expect(reasonWords(code)).toBe(words);
});

test('a sentence of its own', () => {
  expect(reasonSentence('key-refused-403')).toBe('It refuses the key (403).');
});

test.each([
  ['unknown-event', 'The tracking plan has no event of that name.'],
  ['toString', 'It gave the reason “toString”.'],
])('at the door: %s', (code, words) => {
  expect(doorWords(code)).toBe(words);
});
