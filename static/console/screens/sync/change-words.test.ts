import { fieldWords, valueWords } from './change-words';

test.each([
  ['"15 Users"', '15 Users'],
  ['12.5', '12.5'],
  ['null', '–'],
  ['""', '–'],
  [null, '–'],
  ['"<img src=x onerror=alert(1)>"', '<img src=x onerror=alert(1)>'],
  ['[{"date":"2028-02-29"}]', '[{"date":"2028-02-29"}]'],
  // The log cuts long values, and what is left is no JSON.
  ['"A name that goes o', '"A name that goes o'],
])('%s reads %s', (json, words) => {
  expect(valueWords(json)).toBe(words);
});

test('what names people says only that it changed', () => {
  expect(fieldWords({ field: 'contactDetails.technicalContact.email', from: null, to: null })).toBe('not shown, because it names people');
  expect(fieldWords({ field: 'tier', from: null, to: '"15 Users"' })).toEqual({ from: '–', to: '15 Users' });
});
