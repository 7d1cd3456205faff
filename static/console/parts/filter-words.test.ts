import { chosenWords, valueWords } from './filter-words';

test('a button says what is chosen', () => {
  expect(chosenWords('stage', [])).toBe('Stage');
  expect(chosenWords('stage', ['Paying'])).toBe('Stage: Paying');
  expect(chosenWords('stage', [null, 'Free', 'Lapsed'])).toBe('Stage: Without a licence and 2 more');
});

test('a stage has the name that it is called by now', () => {
  expect(chosenWords('stage', ['Payng', 'Free'], { Payng: 'Paying' })).toBe('Stage: Paying and 1 more');
  expect(valueWords('plan', 'Payng', { Payng: 'Paying' })).toBe('Payng');
});

test('what is not known, or empty, has words', () => {
  expect(valueWords('region', null)).toBe('Not known');
  expect(valueWords('plan', ' ')).toBe('Empty');
});
