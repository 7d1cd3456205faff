import { accountsNamed } from './accounts-named';

test.each([
  [{}, 'All accounts.'],
  [{ stage: ['Paying', 'Free'], region: [null] }, 'Only accounts of Region: Not known; Stage: Paying and 1 more.'],
  [{ segment: ['7'] }, 'Only accounts of a segment.'],
  [{ segment: ['7', '31'], app: ['board'] }, 'Only accounts of any of 2 segments; App: board.'],
])('%j', (filter, words) => {
  expect(accountsNamed(filter)).toBe(words);
});
